"""The indicator rows of a self-evaluation form: weights, scores, targets, actual values and reasons.

Weights and scores add up to the totals; no score is above its weight; a missed quantitative target scores in
proportion unless another rule is declared (so a deviation is a warning); a score below the weight needs a reason;
without a measurable target there is no full score to be had (财预〔2020〕10号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from oneruler.base.findings import Severity
from oneruler.base.printed import Computed, plain
from oneruler.base.rounding import half_up
from oneruler.checks.claims.claim import Claim, Found, Remark, terms, total
from oneruler.checks.claims.quantities import Quantity, quantities
from oneruler.checks.claims.tables.cells import Grid
from oneruler.checks.claims.tables.funds import Funds
from oneruler.checks.report import Kind

_NAME = re.compile(r"^三级指标|^指标名称|^指标内容")
_TARGET = re.compile(r"指标值|^目标值|年度目标|^预期值|^计划值")
_ACTUAL = re.compile(r"完成值|完成情况|实际值|^实际完成|^完成数")
_WEIGHT = re.compile(r"^分值|^权重|^满分|^标准分")
_SCORE = re.compile(r"^得分|^自评得分|^评分|^自评分")
_REASON = re.compile(r"偏差|原因|改进措施|备注")
_COLUMNS = (
    ("name", _NAME),
    ("target", _TARGET),
    ("actual", _ACTUAL),
    ("weight", _WEIGHT),
    ("score", _SCORE),
    ("reason", _REASON),
)
_TOTAL = re.compile(r"^(?:总分|总计|合计|总得分|合计得分)$")
_GROUP = re.compile(
    r"^(?P<name>(?:成本|产出|效益|满意度|管理|履职|预算|运行|可持续|社会)[^\d(]{0,10}?)\((?P<points>\d+(?:\.\d+)?)分?\)"
)
_LESS_IS_BETTER = re.compile(r"成本|经费|投诉|事故|上访|信访量|违规|差错|投资额|耗|排放|逾期|超支|控制")
_UNMEASURED = re.compile(r"(?:满意度|满意率|率|案件|情况|排名|数量|次数|人数|面积|金额|入驻)$")
_STATED_GRADE = re.compile(r"^(优|良|中|差)秀?$")


@dataclass
class IndicatorRow:
    """One third-level indicator as filled in; ``shift`` is how many columns the row has slipped to the right."""

    row: int
    name: str
    group: str
    target: str
    actual: str
    weight: Quantity
    score: Quantity
    reason: str
    score_at: int
    shift: int = 0


@dataclass
class Header:
    row: int
    name: int
    target: int
    actual: int
    weight: int
    score: int
    reason: int = -1


@dataclass
class Group:
    """A first-level indicator with the points its heading gives it."""

    name: str
    points: Quantity
    row: int
    column: int
    rows: list[IndicatorRow] = field(default_factory=list)


def find(grid: Grid, funds: Funds | None) -> Iterator[Found]:
    """The claims of the indicator rows and their totals."""
    header = _header(grid)
    if header is None:
        return
    rows, groups, last = _rows(grid, header)
    for row in rows:
        yield from _row_claims(grid, row)
    for group in groups:
        yield from _group_claim(grid, group)
    total_row = next(
        (r for r in range(last, len(grid.rows)) if any(_TOTAL.match(cell.text) for cell in grid.rows[r])), None
    )
    if total_row is not None and rows:
        yield from _totals(grid, header, rows, funds, total_row)


def _header(grid: Grid) -> Header | None:
    for r, row in enumerate(grid.rows):
        at: dict[str, int] = {}
        for c, cell in enumerate(row):
            if cell.row != r or cell.column != c:
                continue
            what = next((what for what, pattern in _COLUMNS if what not in at and pattern.search(cell.text)), None)
            if what is not None:
                at[what] = c
        if {"weight", "score"} <= at.keys() and ("name" in at or "target" in at):
            name = at.get("name", at.get("target", 1) - 1)
            target = at.get("target", name + 1)
            actual = at.get("actual", target + 1)
            return Header(r, name, target, actual, at["weight"], at["score"], at.get("reason", -1))
    return None


def _rows(grid: Grid, header: Header) -> tuple[list[IndicatorRow], list[Group], int]:
    rows: list[IndicatorRow] = []
    groups: list[Group] = []
    level1 = ""
    r = header.row + 1
    while r < len(grid.rows):
        if any(_TOTAL.match(cell.text) for cell in grid.rows[r]):
            break
        for c, cell in enumerate(grid.rows[r][: header.name]):
            match = _GROUP.match(cell.text) if cell.row == r and cell.column == c else None
            if match:
                points = quantities(match["points"])
                groups.append(Group(match["name"], points[0], r, c))
            if cell.row == r and cell.column == c and re.search(r"指标", cell.text):
                level1 = cell.text
        indicator = _indicator(grid, header, r, level1)
        if indicator is not None:
            rows.append(indicator)
            if groups:
                groups[-1].rows.append(indicator)
        r += 1
    return rows, groups, r


def _indicator(grid: Grid, header: Header, r: int, group: str) -> IndicatorRow | None:
    for shift in (0, 1, -1, 2):
        weight = grid.number(r, header.weight + shift)
        score = grid.number(r, header.score + shift)
        if weight is None or score is None or weight.unit or score.unit:
            continue
        reason = grid.text(r, header.reason + shift) if header.reason >= 0 else ""
        return IndicatorRow(
            r,
            grid.text(r, header.name + shift),
            group,
            grid.text(r, header.target + shift),
            grid.text(r, header.actual + shift),
            weight,
            score,
            reason,
            header.score + shift,
            shift,
        )
    return None


def _row_claims(grid: Grid, row: IndicatorRow) -> Iterator[Found]:
    first = next((c for c, cell in enumerate(grid.rows[row.row]) if cell.text and cell.row == row.row), 0)
    span = grid.span((row.row, first), (row.row, row.score_at))
    weight, score = row.weight.printed, row.score.printed
    if score.value > weight.value:
        yield Remark(
            "SCO-ABOVE",
            Kind.SCORE,
            Severity.ERROR,
            span,
            f"“{row.name}”得分 {plain(score.value)} 超过分值 {plain(weight.value)}。",
            stated=plain(score.value),
            expected=f"≤{plain(weight.value)}",
        )
        return
    due = _proportional(row)
    missed = due is not None and due.value < weight.value
    if due is not None and (missed or score.value < weight.value):
        yield Claim(
            Kind.SCORE,
            "定量指标得分＝分值×完成值÷指标值",
            span,
            score,
            plain(score.value),
            (due,),
            tight=True,
            wrong=Severity.WARNING,
            subject=row.name,
        )
    if score.value < weight.value and is_blank_text(row.reason):
        yield Remark(
            "SCO-REASON",
            Kind.SCORE,
            Severity.WARNING,
            span,
            f"“{row.name}”扣了 {plain(weight.value - score.value)} 分，没有填偏差原因和改进措施。",
            stated=plain(score.value),
        )
    if score.value == weight.value and _has_no_target(row):
        yield Remark(
            "SCO-TARGET",
            Kind.SCORE,
            Severity.NOTICE,
            span,
            f"“{row.name}”的年度指标值“{row.target}”没有可衡量的目标，却得满分。",
        )


def is_blank_text(text: str) -> bool:
    """Is a reason left out?"""
    return text.strip("　 -—/无") == ""


def _proportional(row: IndicatorRow) -> Computed | None:
    """Weight × actual ÷ target for a quantitative indicator where more is better; None where that is not so."""
    target, actual = quantities(row.target), quantities(row.actual)
    if len(target) != 1 or len(actual) != 1 or target[0].dimension != actual[0].dimension:
        return None
    if re.search(r"[/年月日]|≤|<|不超过|以内|小于", row.target + row.actual) or target[0].value <= 0:
        return None
    if _LESS_IS_BETTER.search(row.name + row.group):
        return None
    done, wanted = terms(actual[0], (target[0],))
    if done.value >= wanted.value:
        return row.weight.printed.term(exact=True)
    return row.weight.printed.term(exact=True) * done / wanted


def _has_no_target(row: IndicatorRow) -> bool:
    if re.search(r"\d|[≥≤><]|第?[一二三四五]|全部|按时|及时|完成", row.target):
        return False
    target = row.target.strip("　 ")
    return target == "无" and bool(re.search(r"\d", row.actual)) or bool(_UNMEASURED.search(target))


def _group_claim(grid: Grid, group: Group) -> Iterator[Found]:
    if not group.rows:
        return
    parts = [row.weight.printed.term(exact=True) for row in group.rows]
    cell = grid.rows[group.row][group.column]
    yield Claim(
        Kind.SUM,
        "一级指标分值＝所属三级指标分值之和",
        cell.passage.span(0, len(cell.text)),
        group.points.printed,
        plain(group.points.printed.value),
        (total(parts),),
        tight=True,
        exact=True,
        parts=tuple(part.value for part in parts),
        subject=group.name,
    )


def _totals(
    grid: Grid, header: Header, rows: list[IndicatorRow], funds: Funds | None, total_row: int
) -> Iterator[Found]:
    numbers = [(c, number) for c in range(grid.width) if (number := grid.number(total_row, c)) is not None]
    if not numbers:
        return
    first = next(c for c, cell in enumerate(grid.rows[total_row]) if _TOTAL.match(cell.text))
    weights = [row.weight.printed.term(exact=True) for row in rows]
    scores = [row.score.printed.term(exact=True) for row in rows]
    with_funds = funds is not None and funds.weight is not None and funds.score is not None
    pairs = [(numbers[-1], scores, funds.score if funds else None, "得分")]
    if len(numbers) > 1:
        pairs.insert(0, (numbers[-2], weights, funds.weight if funds else None, "分值"))
    for (column, stated), parts, extra, what in pairs:
        readings = [total(parts)]
        if with_funds and extra is not None:
            readings.insert(0, total([extra.printed.term(exact=True), *parts]))
        elif what == "分值" and stated.value - readings[0].value == 10:
            continue  # the 10 points of budget execution stand in another table
        yield Claim(
            Kind.SUM,
            f"总分＝各项{what}之和",
            grid.span((total_row, first), (total_row, column)),
            stated.printed,
            plain(stated.printed.value),
            tuple(readings[:1]) if with_funds else tuple(readings),
            tight=True,
            exact=True,
            parts=tuple(part.value for part in parts),
            subject=f"总分（{what}）",
        )
    yield from _mended_total(grid, rows, funds, (total_row, first), numbers[-1])


def _mended_total(
    grid: Grid, rows: list[IndicatorRow], funds: Funds | None, at: tuple[int, int], stated: tuple[int, Quantity]
) -> Iterator[Found]:
    """The total adds up, but on an execution score that follows from no rule: say what it would be."""
    if funds is None or funds.due is None or funds.score is None:
        return
    due = half_up(funds.due.value, max(funds.score.printed.places, 1))
    if abs(due - funds.score.value) <= funds.score.printed.ulp:
        return
    mended = sum((row.score.value for row in rows), due)
    column, printed = stated
    yield Remark(
        "SCO-TOTAL",
        Kind.SCORE,
        Severity.WARNING,
        grid.span(at, (at[0], column)),
        f"总分 {plain(printed.printed.value)} 含预算执行得分 {plain(funds.score.printed.value)}；"
        f"按规则执行得分应为 {plain(due)}，总分应为 {plain(mended)}。",
        stated=plain(printed.printed.value),
        expected=plain(mended),
        formula=" + ".join(plain(value) for value in [due, *(row.score.value for row in rows)]),
    )
