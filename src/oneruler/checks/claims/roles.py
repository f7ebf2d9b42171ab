"""The role of a figure from the words before it: a value, a change, a share, a rate, what is left; and of which stage."""

from __future__ import annotations

import re

from oneruler.checks.claims import lexicon
from oneruler.checks.claims.items import Item, Role, Tag
from oneruler.checks.claims.quantities import POINTS, RATE, TIMES

_BECOMES = re.compile(r"^[^,，。；;]{0,16}?(?:到|至|为)")
_AGAINST = re.compile(
    r"(?:^|[\u4e00-\u9fff])(?:较|(?<![占同环对])比|相较于?|相比于?)(?!例|重|对|率)[^,，；;。]{0,20}$|^(?:与|和|同)[^,，；;。、]{2,20}(?:年|期|预算|计划)[^,，；;。]{0,8}$"
)
_TO_DO = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,4}(?:年度?|全年))?"
    r"(?:计划(?:完成|实现)?|(?:目标任务|任务目标|目标)为?(?:完成|实现)?)(?:签约|交地|支付|兑付|拨付|发放)"
)
_POINTS_WORD = re.compile(
    rf"(?P<up>高于|高出|超过|超出|超|高|多|增|升|快|领先|{lexicon.UP_WORDS})"
    rf"|(?P<down>低于|不足|低|少|降|减|慢|落后|滞后|{lexicon.DOWN_WORDS})"
)


def read_role(item: Item, than: str, rest: str) -> None:
    lead = item.lead.rstrip(":：")
    dimension = item.dimension
    if dimension == POINTS:
        item.role = Role.POINTS
        item.direction = points_direction(lead)
        item.than = than
    elif dimension in (RATE, TIMES):
        _read_rate(item, lead, than)
        item.tags |= _tags(item, lead, rest) & {Tag.LAST, Tag.OLD}
    else:
        _read_amount(item, lead, than, rest)
    item.name = subject(lead)


def _read_rate(item: Item, lead: str, than: str) -> None:
    if saving := lexicon.SAVING_RATE_END.search(lead):
        item.role, item.of, item.word = Role.SHARE, "预算", lead[: saving.start()]
    elif change := lexicon.CHANGE_END.search(lead):
        item.role, item.direction, item.word = Role.CHANGE_RATE, _direction(change), change["word"]
        item.than = than
        item.of = lead[: change.start()]
    elif lexicon.CONTROL_END.search(lead):
        of_money = re.search(r"经费|支出|费用|三公", lead) is not None
        item.role, item.word = (Role.EXECUTION, "预算控制率") if of_money else (Role.CONTROL, "")
    elif lexicon.DEVIATION_END.search(lead):
        item.role, item.word, item.than = Role.CHANGE_RATE, "差异", "预算"
    elif lexicon.OVER_RATE_END.search(lead):
        item.role, item.direction, item.word, item.than = Role.CHANGE_RATE, 1, "超额", "计划"
    elif (execution := lexicon.EXECUTION_OF_END.search(lead)) and not _share_of_total(execution):
        item.role, item.of = Role.EXECUTION, execution["of"]
    elif rate := lexicon.EXECUTION_RATE_END.search(lead):
        item.role, item.of, item.word = Role.EXECUTION, "", rate["name"]
    elif lexicon.BARE_DONE_END.match(lead):
        item.role, item.of, item.word = Role.EXECUTION, "", "完成"
    elif share := lexicon.SHARE_END.search(lead):
        item.role, item.of = Role.SHARE, share["of"] or ""
        item.word = lead[: share.start()]
    elif other := lexicon.ANY_RATE_END.search(lead):
        item.role, item.of, item.word = Role.RATE, "", other["stem"]
        item.tags = _tags(item, lead)
    else:
        item.tags = _tags(item, lead)


def _share_of_total(execution: re.Match[str]) -> bool:
    """占支出总预算的76%: a part of a total, not what was done of a plan."""
    return execution[0].startswith("占") and lexicon.OF_TOTAL.search(execution["of"]) is not None


def _read_amount(item: Item, lead: str, than: str, rest: str) -> None:
    if lexicon.NEW_VALUE_END.search(lead):
        item.tags = frozenset({Tag.NEW})
        return
    change = lexicon.CHANGE_END.search(lead)
    saved = change is not None and change["word"] in ("节约", "节省", "压减") and not than
    if change and not saved and not lexicon.STOCK_NAME.search(lead):
        item.role, item.direction, item.word = Role.DELTA, _direction(change), change["word"]
        item.than = than
        item.of = lead[: change.start()]
        return
    difference = lexicon.DIFFERENCE_END.search(lead)
    if difference and not lexicon.STOCK_NAME.search(lead):
        item.role, item.word = Role.DIFFERENCE, difference["word"]
        item.direction = 1 if difference["word"] in lexicon.OVER_WORDS else -1
        item.of = lead[: difference.start()]
        item.than = than
        return
    begins = lexicon.CHANGE_START.match(lead)
    if begins:
        item.role, item.direction, item.word = Role.DELTA, 1 if begins["up"] else -1, begins["word"]
        item.than, item.of = than, ""
        return
    item.tags = _tags(item, lead, rest)


def _tags(item: Item, lead: str, rest: str = "") -> frozenset[Tag]:
    tags = set()
    if re.match(r"^[^,，]*?(?:由|从)", lead) and _BECOMES.search(rest) or _AGAINST.search(lead):
        tags.add(Tag.OLD)
    if lexicon.LAST.search(lead):
        tags.add(Tag.LAST)
    lead = lexicon.FUND_NAMES.sub("", lead)
    to_do = _TO_DO.match(lead) is not None
    budget = [match.start() for match in lexicon.BUDGET.finditer(lead)]
    executed = [match.start() for match in lexicon.EXECUTED.finditer(lead)]
    if to_do or (
        budget
        and (not executed or budget[-1] > executed[-1])
        and not re.search(r"预算(?:财政)?(?:拨款)?(?:收|支|基本|项目)", lead[budget[-1] :])
    ):
        tags.add(Tag.BUDGET)
        if lexicon.ADJUSTED.search(lead):
            tags.add(Tag.ADJUSTED)
        elif lexicon.INITIAL.search(lead):
            tags.add(Tag.INITIAL)
    elif executed:
        tags.add(Tag.EXECUTED)
    return frozenset(tags)


def _direction(change: re.Match[str]) -> int:
    return 0 if change["neutral"] else 1 if change["up"] else -1


def points_direction(words: str) -> int:
    """1 where the words before a number of points say higher, -1 lower, 0 where they say neither."""
    last = 0
    for match in _POINTS_WORD.finditer(words):
        last = 1 if match["up"] else -1
    return last


def subject(lead: str) -> str:
    """What a lead names, without time words, links and change words: "2022年度基本支出为" → "基本支出"."""
    name = lexicon.TIME_WORDS.sub("", lead)
    name = re.sub(r"^[、,，和及与;:：(]+", "", name)
    marks = [mark.end() for mark in lexicon.LIST_MARK.finditer(name) if mark.end() < len(name)]
    if marks:
        name = name[marks[-1] :]
    previous = None
    while previous != name:
        previous = name
        name = lexicon.LINKS.sub("", name)
    return name.lstrip(":：、的了")
