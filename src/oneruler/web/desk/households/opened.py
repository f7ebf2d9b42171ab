"""What the page of a household opens: facts in tables, the sheet line by line, how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from oneruler.base.dates import local_day
from oneruler.base.fen import Fen, print_yuan
from oneruler.compensation.facts import compute, kept_lines
from oneruler.compensation.lines import Line
from oneruler.policy.faults import FactsError, RefusalToCompute
from oneruler.policy.language.kinds import Number
from oneruler.policy.model import ObjectKind
from oneruler.policy.render.html import body
from oneruler.policy.render.view import view
from oneruler.survey.errors import NoFactsError
from oneruler.survey.queries import current_facts
from oneruler.web.desk.texts import policy_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from oneruler.compensation.models import Agreement, CheckResult, Sheet
    from oneruler.survey.models import FactVersion, RightHolder


@dataclass(frozen=True, slots=True)
class Table:
    """All objects of a kind: the fields that some of them fill, and their words; ``single`` where there is one of it."""

    kind: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    single: bool

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Of a single object: field and words."""
        return list(zip(self.headings, self.rows[0], strict=True))

    @property
    def cells(self) -> list[list[tuple[str, str, bool]]]:
        """Rows of heading, words, and whether they are a number."""
        return [list(zip(self.headings, row, self.numbers, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts in force."""

    version: FactVersion
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet computed again from its own inputs: its drawing, or, where that cannot be, its kept lines and why."""

    drawn: str
    same: bool
    why: str
    lines: tuple[tuple[Line, str], ...]
    total: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A station on the way, with its day if it was reached."""

    name: str
    on: date | None


def facts_of(holder: RightHolder) -> Facts | None:
    """The facts in force in tables, by object kind; None where none were entered."""
    try:
        version, raw = current_facts(holder)
    except NoFactsError:
        return None
    policy = policy_of(holder.project.policy, holder.project.policy_digest)
    kinds = policy.objects if policy is not None else {}
    order = [*(name for name in kinds if name in raw), *(name for name in raw if name not in kinds)]
    return Facts(version, tuple(_table(name, raw[name], kinds.get(name), holder.root) for name in order if raw[name]))


def _table(name: str, rows: Sequence[Any], kind: ObjectKind | None, root: str) -> Table:
    fields = list(kind.fields) if kind is not None else list(dict.fromkeys(key for row in rows for key in row))
    used = [field for field in fields if any(row.get(field) for row in rows)]
    return Table(
        name, tuple(_heading(kind, field) for field in used),
        tuple(tuple(row.get(field, "") for field in used) for row in rows),
        tuple(kind is not None and isinstance(kind.fields[field].kind, Number) for field in used), name == root,
    )  # fmt: skip


def _heading(kind: ObjectKind | None, field: str) -> str:
    of = kind.fields[field] if kind is not None else None
    if of is None or not isinstance(of.kind, Number) or of.kind.unit is None or of.unit_of or not of.kind.unit.text:
        return field
    return f"{field}（{of.kind.unit.text}）"


def open_sheet(sheet: Sheet) -> Opened:
    """A stored sheet line by line, derived again from its own inputs."""
    policy = policy_of(sheet.policy, sheet.policy_digest)
    total = print_yuan(Fen(sheet.total_fen))
    if policy is None:
        return _kept(sheet, f"政策架上已没有当时的文件（{sheet.policy_number}），不能当场复算，下面是当时存下的各行。")
    try:
        computed = compute(sheet.inputs, policy, root=sheet.right_holder.root, on=sheet.policy_day)
    except (FactsError, RefusalToCompute) as error:
        return _kept(sheet, f"现在不能复算（{error}），下面是当时存下的各行。")
    return Opened(body(view(computed)), computed.total == sheet.total_fen, "", (), total)


def _kept(sheet: Sheet, why: str) -> Opened:
    lines = tuple((line, print_yuan(line.amount)) for line in kept_lines(sheet))
    return Opened("", False, why, lines, print_yuan(Fen(sheet.total_fen)))


def checks_of(holder: RightHolder) -> QuerySet[CheckResult]:
    """Every pre-payment check that looked at it, the latest first."""
    return holder.check_results.select_related("check_run", "check_run__checked_by").order_by("-pk")


def standing_of(holder: RightHolder, sheets: Sequence[Sheet], agreements: Sequence[Agreement]) -> list[Reached]:
    """The stations of a household, each with the day on which it was first reached."""
    first = holder.fact_versions.exclude(digest="").order_by("version").values_list("entered_at", flat=True).first()
    shown = holder.project.publications.filter(sheets__right_holder=holder).order_by("first_day").first()
    vacating = getattr(holder, "vacating", None)
    return [
        Reached("登记", local_day(holder.registered_at)),
        Reached("调查", local_day(first) if first is not None else None),
        Reached("计算", local_day(sheets[-1].computed_at) if sheets else None),
        Reached("公示", shown.first_day if shown is not None else None),
        Reached("签约", agreements[0].signed_on if agreements else None),
        Reached("腾房", vacating.vacated_on if vacating is not None else None),
        Reached("拆除", vacating.demolished_on if vacating is not None else None),
    ]
