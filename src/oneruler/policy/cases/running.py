"""Run a pack's cases through the engine, and say of each whether it came to what it should."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oneruler.base.fen import to_yuan
from oneruler.policy.cases.coverage import Coverage
from oneruler.policy.cases.reading import Case, read_cases
from oneruler.policy.facts import read_facts
from oneruler.policy.faults import FactsError, RefusalToCompute
from oneruler.policy.language.tree import Value
from oneruler.policy.language.words import value_words
from oneruler.policy.model import Policy
from oneruler.policy.pack.csv_tables import read_number
from oneruler.policy.pack.files import Files
from oneruler.policy.scalar.computing import engine
from oneruler.policy.sheet import CompensationSheet


@dataclass(frozen=True, slots=True)
class CaseResult:
    """``differences`` is empty for a case that came to what it should."""

    case: Case
    differences: tuple[str, ...]
    sheet: CompensationSheet | None


@dataclass(frozen=True, slots=True)
class CaseReport:
    """All cases of a pack, and what they touch."""

    results: tuple[CaseResult, ...]
    coverage: Coverage

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        return tuple(result for result in self.results if result.differences)


def run_cases(policy: Policy) -> CaseReport:
    """Run the cases of ``policy``. Raises PackError where they cannot be read."""
    lists = frozenset(kind.name for kind in policy.objects.values() if kind.root)
    coverage = Coverage(policy)
    results = tuple(_run(policy, case, coverage) for case in read_cases(Files.of(policy.folder), lists))
    return CaseReport(results, coverage)


def _run(policy: Policy, case: Case, coverage: Coverage) -> CaseResult:
    try:
        facts = read_facts(policy, case.facts, root=case.root)
        sheet = engine(policy).compute(facts, all_quantities=True)
    except (FactsError, RefusalToCompute) as error:
        said = str(error)
        missing = [words for words in case.refusals if words not in said]
        if case.refusals:
            return CaseResult(case, tuple(f"拒绝的话里没有“{words}”：{said}" for words in missing), None)
        return CaseResult(case, (f"应能算出，却拒绝了：{said}",), None)
    if case.refusals:
        return CaseResult(case, (f"应拒绝（{'、'.join(case.refusals)}），却算出 {to_yuan(sheet.total):,} 元",), sheet)
    coverage.add(sheet)
    differing = (_differing_amounts, _differing_payees, _differing_dues, _differing_quantities)
    return CaseResult(case, tuple(words for differ in differing for words in differ(case, sheet)), sheet)


def _differing_amounts(case: Case, sheet: CompensationSheet) -> list[str]:
    found: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line in sheet.lines:
        for label in {"", line.record.label}:
            found[line.entitlement.name][label] += to_yuan(line.amount)
    differences = []
    if case.total is not None and to_yuan(sheet.total) != case.total:
        differences.append(f"合计应为 {case.total:,}，算出 {to_yuan(sheet.total):,}")
    if not case.amounts and (case.total is not None or case.quantities or case.payees or case.dues):
        return differences
    for name, by_object in case.amounts.items():
        for label, expected in by_object.items():
            came = found.get(name, {}).get(label)
            if came is None:
                differences.append(f"{name}{f'（{label}）' if label else ''}应为 {expected:,}，没有这一项")
            elif came != expected:
                differences.append(f"{name}{f'（{label}）' if label else ''}应为 {expected:,}，算出 {came:,}")
    for name, amounts in found.items():
        if name not in case.amounts:
            differences.append(f"算出 {name} {amounts['']:,}，案例里没有写")
        elif "" not in case.amounts[name]:
            unnamed = set(amounts) - {""} - set(case.amounts[name])
            differences += [f"算出 {name}（{label}）{amounts[label]:,}，案例里没有写" for label in sorted(unnamed)]
    return differences


def _differing_payees(case: Case, sheet: CompensationSheet) -> list[str]:
    """付给: by role, or by role and name — 实际投入人（示例·陈明）."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in sheet.lines:
        for payee in {line.payee, f"{line.payee}（{line.payee_name}）" if line.payee_name else line.payee}:
            found[payee] += to_yuan(line.amount)
    return [
        f"付给{payee}应为 {expected['']:,}，算出 {found.get(payee, Decimal(0)):,}"
        for payee, expected in case.payees.items()
        if found.get(payee, Decimal(0)) != expected.get("", Decimal(0))
    ]


def _differing_dues(case: Case, sheet: CompensationSheet) -> list[str]:
    differences = []
    for name, by_object in case.dues.items():
        for label, expected in by_object.items():
            lines = [line for line in sheet.lines if line.entitlement.name == name and label in {"", line.record.label}]
            days = sorted({line.due.isoformat() if line.due else "没有" for line in lines})
            if days != [expected]:
                came = "、".join(days) or "没有这一项"
                differences.append(f"{name}{f'（{label}）' if label else ''}应付日应为 {expected}，算出 {came}")
    return differences


def _differing_quantities(case: Case, sheet: CompensationSheet) -> list[str]:
    """量: without an object it is the same for all."""
    differences = []
    for name, by_object in case.quantities.items():
        named = [one for one in sheet.quantities if one.quantity.name == name]
        for label, text in by_object.items():
            values = [one.traced.value for one in named if label in {"", one.record.label}]
            if not values or not all(_is(value, text) for value in values):
                came = "、".join(dict.fromkeys(map(value_words, values))) or "没有算出"
                differences.append(f"量“{name}”{f'（{label}）' if label else ''}应为 {text}，算出 {came}")
    return differences


def _is(value: Value, text: str) -> bool:
    """Whether a value is what a case writes of it."""
    if isinstance(value, bool | str | date):
        return value_words(value).strip("“”") == text
    try:
        return value == read_number(text)
    except ValueError:
        return False
