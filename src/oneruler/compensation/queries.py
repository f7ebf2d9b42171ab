"""What can be asked of compensation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Sum

from oneruler.base.fen import Fen
from oneruler.compensation.facts import alike, digest_of_inputs, facts_from, inputs_of, kept_lines, signing_day
from oneruler.compensation.lines import Difference, Line, by_payee, differences, total
from oneruler.compensation.models import Agreement, CheckResult, PrePaymentCheck, Sheet, SheetLine, SheetPublication
from oneruler.compensation.ruler import Standing, Unequal, unequal
from oneruler.policy.faults import FactsError
from oneruler.policy.model import Nature, Policy, Status
from oneruler.survey.queries import end_of_day

if TYPE_CHECKING:
    from oneruler.projects.models import Project
    from oneruler.survey.models import RightHolder


# -- sheets -----------------------------------------------------------------------------------------------------------


def current_sheets(as_of: date | None = None) -> QuerySet[Sheet]:
    """The last sheet of each right holder computed by the end of a day."""
    sheets, later = Sheet.objects.all(), Sheet.objects.filter(
        right_holder=OuterRef("right_holder"), version__gt=OuterRef("version")
    )  # fmt: skip
    if as_of is not None:
        sheets, later = (rows.filter(computed_at__lt=end_of_day(as_of)) for rows in (sheets, later))
    return sheets.filter(~Exists(later))


def current_sheet(right_holder: RightHolder) -> Sheet | None:
    """The last sheet of a right holder."""
    return current_sheets_of([right_holder]).get(right_holder.pk)


def current_sheets_of(right_holders: Iterable[RightHolder]) -> dict[int, Sheet]:
    """The last sheet of each, by the right holder's key, its lines read at once."""
    rows = current_sheets().filter(right_holder__in=[one.pk for one in right_holders])
    return {sheet.right_holder_id: sheet for sheet in rows.prefetch_related("lines")}


def outdated(sheets: Mapping[int, Sheet], right_holders: Collection[RightHolder]) -> set[int]:
    """The keys of those whose facts, shared facts or bound policy are no longer those of their sheet."""
    holders = {one.pk: one for one in right_holders if one.pk in sheets}
    now = inputs_of(list(holders.values()))
    return {
        pk
        for pk, holder in holders.items()
        if pk not in now or digest_of_inputs(now[pk][1], holder.project.policy_digest) != sheets[pk].inputs_digest
    }


def published_sheets_of(right_holders: Iterable[RightHolder], *, ended_before: date | None = None) -> dict[int, Sheet]:
    """The last published sheet of each, by key; with a day, only where a publication had ended before it."""
    rows = Sheet.objects.filter(right_holder__in=[one.pk for one in right_holders])
    shown = SheetPublication.objects.filter(sheets=OuterRef("pk"))
    if ended_before is not None:
        shown = shown.filter(last_day__lt=ended_before)
    rows = rows.filter(Exists(shown)).order_by("version").prefetch_related("lines")
    return {sheet.right_holder_id: sheet for sheet in rows}


def status_hindrance(status: str, *, demonstration: bool) -> str:
    """Why a sheet under a document of that status may not be signed or paid; empty where it may. One of 示例 serves in a
    demonstration only, one that was not held against its paper nowhere."""
    if status == Status.VERIFIED or (status == Status.EXAMPLE and demonstration):
        return ""
    if status == Status.EXAMPLE:
        return "所用文件是“示例”，只能在演示中签约和付款；请换用已核的文件并重新计算。"
    return f"所用文件的状态是“{status}”，只供试算，不能签约和付款；请先逐条核对原文，改为“已核”并重新计算。"


# -- what is owed -----------------------------------------------------------------------------------------------------


def agreements_of(right_holders: Iterable[RightHolder]) -> QuerySet[Agreement]:
    """Agreements and their supplements, oldest first."""
    keys = [one.pk for one in right_holders]
    return Agreement.objects.filter(right_holder__in=keys).order_by("pk").select_related("sheet")


def owed(right_holder: RightHolder) -> Fen:
    """What was agreed: the agreement with its supplements. Nought without an agreement."""
    return Fen(right_holder.agreements.aggregate(sum=Sum("amount_fen"))["sum"] or 0)


def agreed_sheets_of(right_holders: Iterable[RightHolder]) -> dict[int, Sheet]:
    """The sheet that each last agreed to, by key, its lines read at once."""
    lines = Prefetch("sheet__lines", queryset=SheetLine.objects.order_by("position"))
    return {one.right_holder_id: one.sheet for one in agreements_of(right_holders).prefetch_related(lines)}


def agreed_sheet(right_holder: RightHolder) -> Sheet | None:
    """The sheet of the agreement, or of its last supplement."""
    return agreed_sheets_of([right_holder]).get(right_holder.pk)


@dataclass(frozen=True, slots=True)
class Owed:
    """What one payee of a right holder is owed. ``name`` is who that is: the right holder itself unless the line says."""

    payee: str
    name: str
    amount: Fen
    agreement: Agreement
    lines: tuple[SheetLine, ...]


def payees_owed(right_holder: RightHolder) -> tuple[Owed, ...]:
    """Who is owed how much under the agreement in force, together what ``owed`` says."""
    return payees_owed_of([right_holder]).get(right_holder.pk, ())


def payees_owed_of(right_holders: Iterable[RightHolder]) -> dict[int, tuple[Owed, ...]]:
    """The same for many, by key; those without an agreement are left out."""
    holders = {one.pk: one for one in right_holders}
    sheets = agreed_sheets_of(holders.values())
    first = {one.right_holder_id: one for one in agreements_of(holders.values()) if one.supplements_id is None}
    found: dict[int, tuple[Owed, ...]] = {}
    for pk, sheet in sheets.items():
        grouped: defaultdict[tuple[str, str], list[SheetLine]] = defaultdict(list)
        for line in sheet.lines.all():
            grouped[line.payee, line.payee_name].append(line)
        found[pk] = tuple(
            Owed(payee, name or holders[pk].name, Fen(sum(line.amount_fen for line in lines)), first[pk], tuple(lines))
            for (payee, name), lines in grouped.items()
        )
    return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """The current sheet beside the agreement: what would change if it were agreed to."""

    sheet: Sheet | None
    agreed: Fen
    computed: Fen
    lines: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        return not self.lines


def sheet_beside_agreement(right_holder: RightHolder) -> Comparison:
    """How the current sheet differs from the agreement."""
    sheet, agreed = current_sheet(right_holder), agreed_sheet(right_holder)
    now: tuple[Line, ...] = kept_lines(sheet) if sheet is not None else ()
    before: tuple[Line, ...] = kept_lines(agreed) if agreed is not None else ()
    return Comparison(sheet, owed(right_holder), total(now), differences(before, now))


def owed_by_payee(sheet: Sheet) -> dict[tuple[str, str], Fen]:
    """What a sheet gives each payee."""
    return by_payee(kept_lines(sheet))


# -- checks -----------------------------------------------------------------------------------------------------------


def latest_check(project: Project) -> PrePaymentCheck | None:
    """The last pre-payment check of a project."""
    return project.checks.order_by("pk").last()


def hindrances_to_pay(
    check_run: PrePaymentCheck, right_holders: Collection[RightHolder], *, demonstration: bool
) -> list[str]:
    """Why these right holders may not be paid on the strength of a check: it is not the last, it failed one, or
    something changed since. Each sentence names the 户号. Empty where they may."""
    project = check_run.project
    if latest_check(project) != check_run:
        return ["这不是项目最近一次付款前自查；请用最近一次的结果。"]
    holders = {one.pk: one for one in right_holders}
    results = {
        one.right_holder_id: one for one in CheckResult.objects.filter(check_run=check_run, right_holder__in=holders)
    }
    sheets = agreed_sheets_of(holders.values())
    now = inputs_of(list(holders.values()))
    sums = dict(
        Agreement.objects.filter(right_holder__in=holders).order_by().values_list("right_holder").annotate(Sum("amount_fen"))
    )  # fmt: skip
    found = []
    for pk, holder in holders.items():
        result = results.get(pk)
        if pk not in sheets or result is None:
            words = "没有协议，不能付款" if pk not in sheets else "不在这次付款前自查之内，请重新自查"
        elif not result.passed:
            words = "付款前自查不符，请先以补充协议改正并重新自查"
        elif result.agreed_fen != sums[pk]:
            words = "自查以后签过补充协议，请重新自查"
        elif pk not in now or digest_of_inputs(now[pk][1], holder.project.policy_digest) != result.inputs_digest:
            words = "自查以后事实或适用文件有变动，请重新自查"
        else:
            words = status_hindrance(sheets[pk].policy_status, demonstration=demonstration)
        if words:
            found.append(f"户号 {holder.number}：{words.rstrip('。')}。")
    return found


def unequal_holders(project: Project, policy: Policy) -> tuple[Unequal, ...]:
    """Whoever of a project's agreements has more in basic items than another with the same facts (一把尺)."""
    holders = {one.pk: one for one in project.right_holders.all()}
    signed = {
        one.right_holder_id: one.signed_on for one in agreements_of(holders.values()) if one.supplements_id is None
    }
    standings = []
    for pk, sheet in agreed_sheets_of(holders.values()).items():
        if sheet.policy_digest != policy.digest:
            continue  # under another text of the policy; not to be read with this one
        try:
            facts = facts_from(sheet.inputs, policy, root=holders[pk].root)
        except FactsError:
            continue
        basic = Fen(sum(line.amount_fen for line in sheet.lines.all() if line.nature == Nature.BASIC))
        standings.append(Standing(holders[pk].number, alike(facts, policy), signing_day(facts) or signed[pk], basic))
    return tuple(unequal(standings))


# -- signing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SigningRate:
    """签约率 with its base by name. ``signed`` and ``whole`` are in the base's unit (㎡ and 亩 in whole 0.01 and 0.0001);
    ``rate`` is None where there is nobody to sign."""

    base: str
    signed: int
    whole: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.signed, self.whole) if self.whole else None


BASES: dict[str, str] = {
    "户": "已登记的权利人（不含集体经济组织），户",
    "㎡": "已登记的权利人的合法建筑面积，㎡",
    "亩": "已登记的权利人的土地，亩",
}
"""What signing rates may be of, and how the base is called."""
_COLUMNS = {"㎡": "lawful_building_e2", "亩": "land_mu_e4"}


def signing_rate(project: Project, on: date, *, base: str = "户") -> SigningRate:
    """How many of those who are to sign had signed by the end of a day, by number, floor space or land."""
    holders = to_sign(project, on)
    signed = set(_first_agreements(project).filter(signed_on__lte=on).values_list("right_holder_id", flat=True))
    weights = _weights(holders, base)
    return SigningRate(
        BASES[base], sum(weight for pk, weight in weights.items() if pk in signed), sum(weights.values())
    )


def to_sign(project: Project, on: date | None = None) -> QuerySet[RightHolder]:
    """Those of a project who are to sign for themselves, registered by the end of a day; a collective agrees on land."""
    rows = project.right_holders.exclude(kind="collective")
    return rows if on is None else rows.filter(registered_at__lt=end_of_day(on))


def signing_by_day(project: Project) -> list[tuple[date, int, int]]:
    """Each day on which somebody signed, how many did, and how many had by then."""
    counts: defaultdict[date, int] = defaultdict(int)
    for day in _first_agreements(project).values_list("signed_on", flat=True):
        counts[day] += 1
    rows, so_far = [], 0
    for day in sorted(counts):
        so_far += counts[day]
        rows.append((day, counts[day], so_far))
    return rows


def _first_agreements(project: Project) -> QuerySet[Agreement]:
    rows = Agreement.objects.filter(right_holder__project=project, supplements=None)
    return rows.exclude(right_holder__kind="collective")


def _weights(holders: Iterable[RightHolder], base: str) -> dict[int, int]:
    keys = list(holders)
    if base == "户":
        return {one.pk: 1 for one in keys}
    return {pk: getattr(version, _COLUMNS[base]) for pk, (version, _) in inputs_of(keys).items()}
