"""内设机构3个：甲科、乙科、丙科: what is counted and then named one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from oneruler.base.printed import Computed
from oneruler.checks.claims.claim import Claim, Found
from oneruler.checks.claims.items import Item, Role, Sentence
from oneruler.checks.report import Kind

_NAMES = re.compile(
    r"(?:[，,：:]|科室|机构|部门|股室|部室|处室)?(?:具体)?(?:分别)?(?:为|是|即|有|包括|:|：)+(?P<names>[^。；;！\d]+?)(?=[。；;！]|$|，(?:核定|编制|现有|实有|人员|在职|另|其中))"
)
_COUNTED = re.compile(r"[^，,：:。；;]{0,8}[，,、]?" + _NAMES.pattern)
_UNITS_NAMED = re.compile(
    r"(?:室|科|股|部|处|办|中心|组|所|站|队|局|院|馆|厅|会|校|公司|委|机关|本级|园|街道|镇|乡)(?:\([^)]*\))?$"
)
_NAMED_BEFORE = re.compile(
    r"(?:设有|内设|下设|设|包括|含有|现有|有)(?:有)?(?P<names>[\u4e00-\u9fff]{2,16}[、和及][\u4e00-\u9fff、]{1,90}?)(?P<open>等)?(?:共|共计)?$"
)


def find(sentence: Sentence) -> Iterator[Found]:
    """内设机构3个：甲科、乙科、丙科 (or 设三个科室，分别为甲科、乙科和丙科)."""
    text = sentence.passage.text
    for item in sentence.items:
        if item.role is not Role.VALUE or item.quantity.unit not in ("个", "家", "所") or item.quantity.printed.places:
            continue
        around = item.lead + text[item.quantity.end : item.quantity.end + 8]
        if not re.search(r"科室|机构|部门|股室|部室|处室|单位", around):
            continue
        earlier = _names_before(sentence, item)
        match = _COUNTED.match(text, item.quantity.end, min(sentence.end, item.quantity.end + 160))
        if earlier is not None:
            begin, names, open_list = earlier
            end = item.quantity.end
        elif match is not None:
            open_list = match["names"].endswith("等")
            names = _split_names(match["names"].removesuffix("等"))
            begin, end = item.lead_start, match.end("names")
        else:
            continue
        if len(names) < 2 or not all(_UNITS_NAMED.search(name) for name in names):
            continue
        yield Claim(
            Kind.SUM,
            "个数＝所列名称数",
            sentence.passage.span(begin, end),
            item.quantity.printed,
            item.figure,
            (_count(names),),
            unit=item.quantity.unit,
            at_most=open_list,
            tight=True,
            exact=True,
        )


def _names_before(sentence: Sentence, item: Item) -> tuple[int, list[str], bool] | None:
    """设有征收科、财务科等2个科室: where the names begin, the names, and whether 等 leaves the list open."""
    text = sentence.passage.text
    match = _NAMED_BEFORE.search(text, max(sentence.start, item.quantity.start - 120), item.quantity.start)
    if match is None:
        return None
    names = _split_names(match["names"])
    return (match.start(), names, bool(match["open"])) if all(map(_UNITS_NAMED.search, names)) else None


def _split_names(words: str) -> list[str]:
    """Names parted by 、 and a last 和 or 及, which may also stand inside a name (征收和补偿科)."""
    names = [name for name in re.split(r"[、，,]", words) if name]
    if names and (match := re.match(r"(.+?)(?:和|及|以及)(.+)", names[-1])) and _UNITS_NAMED.search(match[1]):
        names[-1:] = [match[1], match[2]]
    return names


def _count(names: list[str]) -> Computed:
    value = Decimal(len(names))
    return Computed(value, value, value, " + ".join("1" for _ in names))
