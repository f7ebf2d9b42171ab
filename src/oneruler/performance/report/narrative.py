"""The text of the self-evaluation, in the order that the finance bureau's outline has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from oneruler.base.document import Cited, Run
from oneruler.performance.evaluation import ADJUSTED, EXECUTED, INITIAL, Evaluated, Form, Item
from oneruler.performance.report.blocks import Block, line
from oneruler.performance.report.printing import (
    compared,
    executed,
    per_cent,
    points,
    share,
    wan,
    wan_difference,
)

_NUMERALS = "一二三四五六七八九十"
_Chapter = Callable[[Evaluated], Iterable[Block]]


def blocks(made: Evaluated) -> Iterator[Block]:
    """The narrative, from the title to the list of attachments."""
    yield line(f"{made.year}年度{made.agency}整体支出绩效自评报告", heading=1)
    chapters: tuple[tuple[str, _Chapter], ...] = (
        ("部门（单位）基本情况", _agency), ("一般公共预算支出情况", _general), ("政府性基金预算支出情况", _fund),
        ("国有资本经营预算支出情况", _none("国有资本经营预算")), ("社会保险基金预算支出情况", _none("社会保险基金预算")),
        ("资金使用及绩效情况", _performance), ("存在的问题及原因分析", _problems), ("下一步改进措施", _improvements),
        ("绩效自评结果拟应用和公开情况", lambda made: [line(made.words.disclosure)]),
        ("其他需要说明的情况", lambda made: [line(made.words.other)]),
    )  # fmt: skip
    for numeral, (title, chapter) in zip(_NUMERALS, chapters, strict=True):
        yield line(f"{numeral}、{title}", heading=2)
        yield from chapter(made)
    yield line(f"附件：1-1.{made.year}年度部门整体支出绩效评价基础数据表")
    yield line(f"1-2.{made.year}年度部门整体支出绩效自评表")
    if made.projects:
        yield line(f"1-3.{made.year}年度项目支出绩效自评表")


def _agency(made: Evaluated) -> Iterator[Block]:
    words = made.words
    yield line("（一）主要职责", heading=3)
    yield from _numbered(words.duties)
    yield line("（二）内设机构", heading=3)
    yield line(words.organisation or "见单位机构编制文件。")
    yield line("（三）人员情况", heading=3)
    if words.posts is None or words.people is None:
        yield line("编制数和在职人数由单位填报。")
    elif words.posts:
        rate = per_cent(Fraction(words.people), Fraction(words.posts))
        yield line(f"核定编制{words.posts}名，年末在职{words.people}人，控制率{rate}。")
    else:
        yield line(f"没有核定编制，年末在职{words.people}人。")


def _general(made: Evaluated) -> Iterator[Block]:
    book, of = made.book, {"fund_kind": "general"}
    basic, project = book.basic(EXECUTED, **of), book.money(EXECUTED, spending="project", **of)
    people, operating = (book.money(EXECUTED, spending=spending, **of) for spending in ("personnel", "operating"))
    before = book.basic_before(EXECUTED, **of)
    yield line("（一）基本支出情况", heading=3)
    if basic.value:
        yield line(
            f"{made.year}年度一般公共预算基本支出", wan(basic), "万元，其中：人员经费", wan(people), "万元，占基本支出的",
            share(people, basic) or "", "；公用经费", wan(operating), "万元，占基本支出的", share(operating, basic) or "", "。",
        )  # fmt: skip
        yield line(f"{made.year}年度一般公共预算基本支出", wan(basic), "万元", *compared(basic, before))
    else:
        yield line(f"{made.year}年度没有发生一般公共预算基本支出。")
    yield line("（二）项目支出情况", heading=3)
    if not project.value:
        yield line(f"{made.year}年度没有发生一般公共预算项目支出。")
        return
    last = book.money_before(EXECUTED, spending="project", **of)
    yield line(f"{made.year}年度一般公共预算项目支出", wan(project), "万元", *compared(project, last))
    for item in book.project_lines():
        spent = book.money(EXECUTED, spending="project", item=item, **of)
        if spent.value:
            yield line(f"“{item}”支出", wan(spent), "万元，占项目支出的", share(spent, project) or "", "。")


def _fund(made: Evaluated) -> Iterator[Block]:
    of = {"fund_kind": "government_fund"}
    initial, adjusted, spent = (made.book.money(name, **of) for name in (INITIAL, ADJUSTED, EXECUTED))
    if not (initial.value or adjusted.value or spent.value):
        yield from _none("政府性基金预算")(made)
        return
    yield line(
        f"{made.year}年度政府性基金预算年初预算", wan(initial), "万元，全年预算", wan(adjusted), "万元，全年执行", wan(spent),
        "万元，", *executed(spent, adjusted), "。",
    )  # fmt: skip


def _none(kind: str) -> _Chapter:
    def said(made: Evaluated) -> Iterator[Block]:
        yield line(f"{made.year}年度本单位没有{kind}安排的支出。")

    return said


def _performance(made: Evaluated) -> Iterator[Block]:
    yield line("（一）整体支出绩效情况", heading=3)
    yield from _form(made.department)
    if made.words.achievements:
        yield from _numbered(made.words.achievements)
    yield line("（二）项目支出绩效情况", heading=3)
    if not made.projects:
        yield line("本年度没有单独申报绩效目标的项目。")
    for number, form in enumerate(made.projects, 1):
        yield line(f"{number}、{form.name}")
        yield from _form(form)


def _form(form: Form) -> Iterator[Block]:
    yield line(
        "年初预算", wan(form.initial), "万元，全年预算", wan(form.adjusted), "万元，全年执行", wan(form.executed), "万元，",
        *executed(form.executed, form.adjusted), "。", *_adjusted(form),
    )  # fmt: skip
    for item in form.items:
        yield line(*_achieved(item))
    total = form.total
    grade = f"，等级为“{total.grade}”" if total.grade else ""
    parts = [("预算执行率", form.execution.points_e2), *_by_level(form.items)]
    listed = "，".join(f"{name}得{points(got)}分" for name, got in parts)
    yield line(f"自评得分{points(total.points_e2)}分{grade}。其中：{listed}。")


def _adjusted(form: Form) -> list[Run]:
    if form.adjusted.value == form.initial.value:
        return ["年中没有调整预算。"]
    way = "调增" if form.adjusted.value > form.initial.value else "调减"
    return [f"年中{way}预算", wan_difference(form.adjusted, form.initial), "万元。"]


def _achieved(item: Item) -> list[Run]:
    """One indicator in a sentence."""
    done: Run = Cited(item.done, (item.actual.figure,)) if item.actual.figure else item.done
    score = f"，满分{points(item.score.weight_e2)}分，计{points(item.score.points_e2)}分。"
    if item.is_judged:
        return [f"“{item.level3}”目标为“{item.target}”，评定为“", done, "”", score]
    return [f"“{item.level3}”年度指标值{item.target}，实际完成", done, score]


def _by_level(items: Iterable[Item]) -> list[tuple[str, int]]:
    got: dict[str, int] = {}
    for item in items:
        got[item.level1] = got.get(item.level1, 0) + (item.score.points_e2 or 0)
    return list(got.items())


def _problems(made: Evaluated) -> Iterator[Block]:
    found = [
        f"{'' if form.is_department else form.name}“{item.level3}”没有达到年度指标值，扣{points(item.score.weight_e2 - item.score.points_e2)}分：{item.reason or '原因待填'}"
        for form in made.forms
        for item in form.items
        if item.score.points_e2 is not None and not item.score.is_full
    ]
    ended = [one if one.endswith("。") else f"{one}。" for one in (*found, *made.words.problems)]
    yield from _numbered(ended, "自评中没有发现未达到指标值的情况。")


def _improvements(made: Evaluated) -> Iterator[Block]:
    yield from _numbered(made.words.improvements)


def _numbered(points_made: Iterable[str], otherwise: str = "由单位填报。") -> Iterator[Block]:
    number = 0
    for number, text in enumerate(points_made, 1):
        yield line(f"{number}、{text}")
    if not number:
        yield line(otherwise)
