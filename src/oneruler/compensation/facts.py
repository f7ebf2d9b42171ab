"""Rows → values where the rules are called: the inputs of a sheet, the sheet computed from them, its lines."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from oneruler.base.fen import Fen
from oneruler.compensation.lines import Line
from oneruler.compensation.models import Sheet, SheetLine
from oneruler.office.errors import WrongStateError
from oneruler.office.fields import search_digest
from oneruler.office.sealing import sm3_hex
from oneruler.policy.facts import Facts, RawFacts, read_facts
from oneruler.policy.language.kinds import Day, Text
from oneruler.policy.model import Nature, Policy
from oneruler.policy.scalar.computing import engine
from oneruler.policy.scalar.explaining import worked
from oneruler.policy.sheet import CompensationSheet
from oneruler.survey.facts import with_shared, written
from oneruler.survey.queries import current_facts_of

if TYPE_CHECKING:
    from oneruler.survey.models import FactVersion, RightHolder


def inputs_of(right_holders: Collection[RightHolder]) -> dict[int, tuple[FactVersion, str]]:
    """The words that a sheet of each would be computed from now, with the version of its facts, by key; those without
    facts are left out. Raises FactsError where an object that the project shares is stated again."""
    projects = {holder.pk: holder.project for holder in right_holders}
    found = current_facts_of(right_holders)
    return {pk: (version, written(with_shared(projects[pk], raw))) for pk, (version, raw) in found.items()}


def digest_of_inputs(words: str, policy_digest: str) -> str:
    """What equal inputs under the same policy have in common, of no use without the key."""
    return search_digest(f"{policy_digest}\n{words}", about="compensation.sheet.inputs")


def facts_from(words: str, policy: Policy, *, root: str) -> Facts:
    """The typed facts of a sheet's inputs. Raises FactsError."""
    raw: RawFacts = json.loads(words)
    return read_facts(policy, raw, root=root)


def compute(words: str, policy: Policy, *, root: str, on: date) -> CompensationSheet:
    """The sheet that a policy gives for some inputs. Raises FactsError or RefusalToCompute."""
    return engine(policy).compute(facts_from(words, policy, root=root), on=on)


def recompute(sheet: Sheet, policy: Policy) -> tuple[Line, ...]:
    """The lines of a sheet derived again from its own inputs. Raises WrongStateError for another text of the policy."""
    if policy.digest != sheet.policy_digest:
        raise WrongStateError(
            f"计算单所依据的“{sheet.policy}”内容与现在的不同，不能用来复算；请取当时的文件（摘要 {sheet.policy_digest[:12]}）。"
        )
    on = sheet.policy_day
    return lines_of(compute(sheet.inputs, policy, root=sheet.right_holder.root, on=on))


def lines_of(sheet: CompensationSheet) -> tuple[Line, ...]:
    """The lines of a computed sheet."""
    roots = sheet.policy.roots
    return tuple(
        Line(
            item=line.entitlement.name, object_kind=line.record.kind,
            object_label="" if line.record.kind in roots else line.record.label, payee=line.payee,
            payee_name=line.payee_name, article=line.entitlement.article, worked=worked(line.traced),
            amount=line.amount, due_on=line.due, nature=line.entitlement.nature,
        )
        for line in sheet.lines
    )  # fmt: skip


def line_of(row: SheetLine) -> Line:
    """A kept line as a value."""
    return Line(
        row.item, row.object_kind, row.object_label, row.payee, row.payee_name, row.article, row.worked,
        Fen(row.amount_fen), row.due_on, Nature(row.nature),
    )  # fmt: skip


def kept_lines(sheet: Sheet) -> tuple[Line, ...]:
    """The lines of a kept sheet."""
    return tuple(line_of(row) for row in sheet.lines.all())


def signing_day(facts: Facts) -> date | None:
    """签约日 where the facts state it."""
    value = facts.root.values.get("签约日")
    return value if isinstance(value, date) else None


def alike(facts: Facts, policy: Policy) -> str:
    """The same for all whose facts are the same but for names, numbers and the days on which they signed and moved."""
    described = []
    for record in facts.records():
        kind = policy.objects[record.kind]
        kept = [
            (name, str(value))
            for name, value in record.values.items()
            if value is not None and not _personal(policy, kind.name, name)
        ]
        described.append((record.kind, sorted(kept), sorted((name, str(unit)) for name, unit in record.stated.items())))
    return sm3_hex(json.dumps(sorted(described), ensure_ascii=False).encode())


def _personal(policy: Policy, kind: str, name: str) -> bool:
    """A name or number by which one is called, or a day on which the root did something."""
    field = policy.objects[kind].fields[name]
    if isinstance(field.kind, Text) and field.kind.choices is None:
        return True
    return kind in policy.roots and isinstance(field.kind, Day) and field.nullable
