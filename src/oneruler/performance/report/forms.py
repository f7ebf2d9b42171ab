"""Attachments 1-1 (base data), 1-2 (overall form) and 1-3 (one form a project), cell for cell as the bureau has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from oneruler.base.document import Cited, GridText, Merged
from oneruler.base.figures import Figure
from oneruler.performance.evaluation import ADJUSTED, EXECUTED, INITIAL, Evaluated, Form, Item
from oneruler.performance.report.blocks import Block, Grid, line
from oneruler.performance.report.printing import (
    Amount,
    per_cent,
    points,
    share,
    wan,
    wan_change,
    wan_if_known,
    wan_sum,
)
from oneruler.performance.standing import print_day

Row = tuple[GridText, ...]
_VEHICLES = ("公车购置", "公车运行维护")
_ABROAD, _RECEPTION = "因公出国（境）费", "公务接待费"
_OPERATING = ("办公经费", "水费、电费、差旅费", "会议费、培训费")
_WORK, _RUNNING, _PURCHASE = "业务工作经费", "运行维护经费", "政府采购"
LINES = (*_VEHICLES, _ABROAD, _RECEPTION, *_OPERATING, _WORK, _RUNNING, _PURCHASE)
"""The items of the budget that form 1-1 has rows of its own for; every other project item is a special fund."""


def blocks(made: Evaluated) -> Iterator[Block]:
    """The three attachments in order."""
    title = f"{made.year}年度部门整体支出绩效评价基础数据表"
    yield line("附件1-1", heading=2)
    yield line(title, heading=1)
    yield Grid(title, base_data(made))
    yield line("说明：“项目支出”填报基本支出以外的所有项目支出，“公用经费”填报基本支出中的商品和服务支出。")
    yield _signed(made)
    title = f"{made.year}年度部门整体支出绩效自评表"
    yield line("附件1-2", heading=2)
    yield line(title, heading=1)
    yield Grid(title, overall(made))
    yield _signed(made)
    for form in made.projects:
        title = f"{made.year}年度项目支出绩效自评表"
        yield line("附件1-3", heading=2)
        yield line(title, heading=1)
        yield Grid(title, project(made, form))
        yield line("备注：一个一级项目支出一张表。")
        yield _signed(made)


def _signed(made: Evaluated) -> Block:
    words = made.words
    return line(
        f"填表人：{words.filled_by}　填报日期：{print_day(made.made_on)}　联系电话：{words.telephone}　单位负责人签字："
    )


# 1-1


def base_data(made: Evaluated) -> tuple[Row, ...]:
    """Staff, the year's money in three columns, buildings, thrift: seven columns, pairs of them merged."""
    words, year = made.words, made.year
    posts, people = words.posts, words.people
    control = per_cent(Fraction(people), Fraction(posts)) if posts and people is not None else ""
    rows: list[Row] = [
        (Merged("财政供养人员情况（人）", 2, 1), *_pairs("编制数", f"{year}年实际在职人数", "控制率")),
        (None, *_pairs("" if posts is None else str(posts), "" if people is None else str(people), control)),
        ("经费控制情况（万元）", *_pairs(f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数")),
        ("三公经费", *_summed(made, [*_VEHICLES, _ABROAD, _RECEPTION])),
        ("1、公务用车购置和维护经费", *_summed(made, _VEHICLES)),
        ("其中：公车购置", *_known(made, item=_VEHICLES[0])),
        ("公车运行维护", *_known(made, item=_VEHICLES[1])),
        ("2、出国经费", *_known(made, item=_ABROAD)),
        ("3、公务接待", *_known(made, item=_RECEPTION)),
        ("项目支出：", *_known(made, spending="project")),
        ("1、业务工作经费", *_known(made, spending="project", item=_WORK)),
        ("2、运行维护经费", *_known(made, spending="project", item=_RUNNING)),
        ("3、专项资金（一个专项一行）", *_pairs("", "", "")),
        *((item, *_known(made, spending="project", item=item)) for item in made.book.project_lines() if item not in LINES),
        ("公用经费", *_known(made, spending="operating")),
        *((f"其中：{item}" if item is _OPERATING[0] else item, *_known(made, spending="operating", item=item))
          for item in _OPERATING),
        ("政府采购金额", *_pairs("——", *(wan_if_known(one) for one in _three(made, item=_PURCHASE)[1:]))),
        ("部门基本支出预算调整", *_pairs("——", _basic_change(made), "")),
        (Merged(f"楼堂馆所控制情况（{year}年完工项目）", 2, 1), "批复规模（㎡）", "实际规模（㎡）", "规模控制率",
         "预算投资（万元）", "实际投资（万元）", "投资概算控制率"),
        (None, "", "", "", "", "", ""),
        ("厉行节约保障措施", Merged(words.thrift, 1, 6), None, None, None, None, None),
    ]  # fmt: skip
    return tuple(rows)


def _pairs(*cells: Cited | str) -> Row:
    """Three contents over six columns."""
    return tuple(part for cell in cells for part in (Merged.of((cell,), 1, 2), None))


def _three(made: Evaluated, **of: str) -> tuple[Figure, Figure, Figure]:
    book = made.book
    return book.money_before(EXECUTED, **of), book.money(INITIAL, **of), book.money(EXECUTED, **of)


def _known(made: Evaluated, **of: str) -> Row:
    return _pairs(*(wan_if_known(one) for one in _three(made, **of)))


def _summed(made: Evaluated, items: Sequence[str]) -> Row:
    columns = zip(*(_three(made, item=item) for item in items), strict=True)
    return _pairs(*(wan_sum(column) for column in columns))


def _basic_change(made: Evaluated) -> Cited:
    return wan_change(made.book.basic(ADJUSTED), made.book.basic(INITIAL))


# 1-2 and 1-3


def overall(made: Evaluated) -> tuple[Row, ...]:
    """Nine columns: funds by income and by spending, the goal, the indicators, the total."""
    form, book = made.department, made.book
    general, fund = (book.money(EXECUTED, fund_kind=kind) for kind in ("general", "government_fund"))
    basic, projects = book.basic(EXECUTED), book.money(EXECUTED, spending="project")
    return (
        ("预算部门名称", *_wide(made.agency, 8)),
        (Merged("年度预算申请（万元）", 7, 1), *_money_head()),
        (None, *_wide("年度资金总额", 2), *_money(form)),
        (None, *_wide("按收入性质分：", 4), *_wide("按支出性质分：", 4)),
        (None, *_labelled("其中：一般公共预算：", general), *_labelled("其中：基本支出：", basic)),
        (None, *_labelled("政府性基金拨款：", fund), *_labelled("项目支出：", projects)),
        (None, *_wide("纳入专户管理的非税收入拨款：", 4), *_wide("", 4)),
        (None, *_wide("其他资金：", 4), *_wide("", 4)),
        *_goal_and_indicators(form),
    )


def project(made: Evaluated, form: Form) -> tuple[Row, ...]:
    """One project's form, nine columns."""
    return (
        ("项目支出名称", *_wide(form.name, 8)),
        ("主管部门", *_wide(made.words.supervisor, 3), *_wide("实施单位", 2), *_wide(made.agency, 3)),
        (Merged("项目资金（万元）", 5, 1), *_money_head()),
        (None, *_wide("年度资金总额", 2), *_money(form)),
        (None, *_wide("其中：当年财政拨款", 2), wan(form.initial), wan(form.adjusted), wan(form.executed), "", "", ""),
        *((None, *_wide(name, 2), "", "", "", "", "", "") for name in ("上年结转资金", "其他资金")),
        *_goal_and_indicators(form),
    )


def _wide(text: str, columns: int) -> Row:
    return (Merged(text, 1, columns), *[None] * (columns - 1))


def _labelled(label: str, amount: Amount) -> Row:
    return (Merged.of((label, wan(amount)), 1, 4), None, None, None)


def _money_head() -> Row:
    return (*_wide("", 2), "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


def _money(form: Form) -> Row:
    return (
        wan(form.initial), wan(form.adjusted), wan(form.executed), points(form.execution.weight_e2),
        share(form.executed, form.adjusted) or "—", points(form.execution.points_e2),
    )  # fmt: skip


def _goal_and_indicators(form: Form) -> Iterator[Row]:
    yield (Merged("年度总体目标", 2, 1), *_wide("预期目标", 4), *_wide("实际完成情况", 4))
    done = "；".join(f"{item.level3}{item.done}" for item in form.items if item.done)
    yield (None, *_wide(form.goal, 4), *_wide(f"{done}。" if done else "", 4))
    yield (
        Merged("绩效指标", len(form.items) + 1, 1), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值",
        "得分", "偏差原因分析及改进措施",
    )  # fmt: skip
    for level1, items in groupby(form.items, key=lambda item: item.level1):
        yield from _level(level1, list(items))
    total = form.total
    yield (*_wide("总分", 6), points(total.weight_e2), points(total.points_e2), "")


def _level(level1: str, items: Sequence[Item]) -> Iterator[Row]:
    weight = points(sum(item.score.weight_e2 for item in items))
    first: GridText = Merged(f"{level1}（{weight}分）", len(items), 1)
    for level2, inner in groupby(items, key=lambda item: item.level2):
        under = list(inner)
        second: GridText = Merged(level2, len(under), 1)
        for item in under:
            done: GridText = Cited(item.done, (item.actual.figure,)) if item.actual.figure else item.done
            score = item.score
            yield (
                None, first, second, item.level3, item.target, done, points(score.weight_e2), points(score.points_e2),
                "" if score.is_full else item.reason,
            )  # fmt: skip
            first = second = None
