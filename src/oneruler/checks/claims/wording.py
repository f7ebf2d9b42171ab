"""Faults of form that need no arithmetic: blanks left in, templates not filled, wrong names, years that do not fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from oneruler.base.document import Document, Paragraph, Passage
from oneruler.base.findings import Severity
from oneruler.checks.claims.claim import Remark
from oneruler.checks.report import Kind

_BLANK_AMOUNT = re.compile(r"(?:经费|支出|收入|资金|预算|决算|金额|款|为)(?=(?:万元|亿元|元)(?:[，。；、,;)]|$))")
_PLACEHOLDER = re.compile(
    r"20\d?[Xx×]{1,2}年|(?<![A-Za-z])[Xx×]{2,}(?=年|月|万元|元|单位|部门|局|中心|%|个|人|项|区|县|市|\))|(?<![_＿])[_＿]{3,}(?=万元|元|年|%)|〇〇(?=万元|年)|\*\*(?=万元|年度|%)"
)
_TEMPLATE = re.compile(
    r"(?:增长|增加|上升)\((?:下降|减少|降低)\)|(?:下降|减少|降低)\((?:增长|增加|上升)\)|(?:大于|等于|小于)/(?:大于|等于|小于)|增加/减少|增长/下降"
)
_DOUBLED = re.compile(r"(?<!。)。{2}(?!。)|，{2,}|；{2,}|、{2,}|[，、；]。|。[，、；]")
_WRONG_NAMES = {
    "政府性基础预算": "政府性基金预算",
    "政府基性金": "政府性基金",
    "国有资产经营预算": "国有资本经营预算",
    "公共用车运维费": "公务用车运维费",
    "公共用车运行": "公务用车运行",
    "公务用车运行维修费": "公务用车运行维护费",
    "法顾顾问": "法律顾问",
    "一般公共预决算财政": "一般公共预算财政",
    "因工出国": "因公出国",
    "决算收支总表表": "决算收支总表",
}
_WRONG = re.compile("|".join(_WRONG_NAMES))
_THIS_YEAR = re.compile(r"今年(?!内|度计划)|本年来")
_FORECAST = re.compile(r"预计(?:到|至|在)?(?:今年|本年)?(?:年底|年末|12月(?:31日|底)?)[^。；]{0,30}")
_YEAR_END = re.compile(
    r"截[至止](?P<year>(?:19|20)\d\d)年12月31日|(?P<year2>(?:19|20)\d\d)年(?:末|底|12月31日)(?=[，,]?(?:共有|我|本|固定|国有|车辆|资产))"
)
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)(?=年度?)")
_REPORT_WORDS = re.compile(r"决算|自评|绩效|预算|总结|报告")
_SIGNED = re.compile(r"((?:19|20)\d\d)年\d{1,2}月\d{1,2}日")
_HEAD_YEAR = re.compile(
    r"(?:^|。)(?:[(（]?[一二三四五六七八九十\d]+[)）、.．])?(?P<year>(?:19|20)\d\d)年度?"
    r"(?=[，,]?[^，。]{0,24}(?:收入|支出|收、支|决算|财政拨款|机关运行经费|政府采购|到账|年初预算|资金总额)[^。]{0,30}\d)"
)
_GRADE = re.compile(
    r"(?:得分|评分|总分|综合分)(?:为|是|:)?(?P<score>\d{1,3}(?:\.\d+)?)分?[^。]{0,20}?(?:等级|等次|级别|档次|评价结果|评定)(?:为|是|:)?[“\"]?(?P<grade>优秀?|良好?|中|差)"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What year a paper reports on, when it was signed, and what kind of paper it is."""

    year: int | None
    signed: int | None
    is_self_evaluation: bool
    is_final_accounts: bool


def setting(document: Document) -> Setting:
    """Read the setting from the title and the words of the first paragraphs; the year most named with 年度 decides."""
    counted: Counter[int] = Counter()
    heads: list[str] = []
    signed: int | None = None
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            continue
        text = block.passage.text
        if index < 12 and len(text) < 60:
            heads.append(text)
            if _REPORT_WORDS.search(text):
                counted.update({int(year): 3 for year in _TITLE_YEAR.findall(text)})
        counted.update(int(year) for year in re.findall(r"((?:19|20)\d\d)年度", text))
        if len(text) < 30 and (match := _SIGNED.search(text)):
            signed = int(match[1])
    year = counted.most_common(1)[0][0] if counted else None
    title = "".join(heads)
    return Setting(year, signed, "自评" in title or "绩效" in title, "决算" in title)


def find(passage: Passage, known: Setting) -> Iterator[Remark]:
    """The faults of form in one passage."""
    text = passage.text
    for match in _BLANK_AMOUNT.finditer(text):
        if not text[max(0, match.start() - 3) : match.start()].endswith(("单位:", "单位")):
            begin = 1 + max(text.rfind(mark, max(0, match.start() - 40), match.start()) for mark in "，。；、：:(,;")
            yield _remark(
                passage,
                begin,
                text.index("元", match.end()) + 1,
                "FRM-BLANK",
                "金额空缺，应填数字，没有的填 0。",
                Severity.NOTICE,
            )
    for match in _PLACEHOLDER.finditer(text):
        yield _remark(passage, *match.span(), "FRM-PLACEHOLDER", f"模板占位“{match[0]}”没有填写。", Severity.WARNING)
    for match in _TEMPLATE.finditer(text):
        yield _remark(
            passage, *match.span(), "FRM-TEMPLATE", f"模板用语“{match[0]}”没有选定，应只留一个。", Severity.WARNING
        )
    for match in _DOUBLED.finditer(text):
        yield _remark(passage, *match.span(), "FRM-PUNCTUATION", f"标点重复：“{match[0]}”。", Severity.NOTICE)
    for match in _WRONG.finditer(text):
        right = _WRONG_NAMES[match[0]]
        yield Remark(
            "FRM-NAME",
            Kind.FORM,
            Severity.WARNING,
            passage.span(*match.span()),
            f"“{match[0]}”疑为“{right}”之误。",
            stated=match[0],
            expected=right,
        )
    yield from _times(passage, known)
    yield from _grade(passage)


def _times(passage: Passage, known: Setting) -> Iterator[Remark]:
    text = passage.text
    if known.year is None:
        return
    for match in _YEAR_END.finditer(text):
        year = int(match["year"] or match["year2"])
        if year != known.year and (known.is_final_accounts or known.is_self_evaluation):
            expected = match[0].replace(str(year), str(known.year))
            yield Remark(
                "FRM-YEAR",
                Kind.FORM,
                Severity.ERROR if known.is_final_accounts else Severity.WARNING,
                passage.span(*match.span()),
                f"“{match[0]}”与报告年度 {known.year} 年不符，疑照抄上年。",
                stated=str(year),
                expected=expected,
            )
    for head in _HEAD_YEAR.finditer(text):
        if int(head["year"]) != known.year - 1 or len(text) <= 20:
            continue
        yield Remark(
            "FRM-YEAR",
            Kind.FORM,
            Severity.WARNING,
            passage.span(*head.span("year")),
            f"这里写 {head['year']} 年度，报告年度是 {known.year} 年，请核对是否照抄上年。",
            stated=head["year"],
            expected=str(known.year),
        )
    if known.is_self_evaluation:
        yield from _looking_back(passage, known.year)


def _looking_back(passage: Passage, year: int) -> Iterator[Remark]:
    """Words that a paper written after the year's end does not use: 预计, 今年."""
    for match in _FORECAST.finditer(passage.text):
        if re.search(r"\d", match[0][4:]):
            told = "年度自评应写年终实际数，这里还是“预计”数。"
            yield _remark(passage, *match.span(), "FRM-FORECAST", told, Severity.WARNING)
    for match in _THIS_YEAR.finditer(passage.text):
        told = f"“今年”应写明年份：本报告评价的是 {year} 年度，写成时已过年度。"
        yield _remark(passage, *match.span(), "FRM-THISYEAR", told, Severity.NOTICE)


def _grade(passage: Passage) -> Iterator[Remark]:
    """90 优, 80 良, 60 中, below 差 (财预〔2020〕10号)."""
    for match in _GRADE.finditer(passage.text):
        score = whole_points(match["score"])
        right = "优" if score >= 90 else "良" if score >= 80 else "中" if score >= 60 else "差"
        if score <= 100 and match["grade"][0] != right:
            yield Remark(
                "SCO-GRADE",
                Kind.SCORE,
                Severity.ERROR,
                passage.span(*match.span()),
                f"得分 {match['score']} 对应等次“{right}”，写作“{match['grade']}”。",
                stated=match["grade"],
                expected=right,
            )


def whole_points(text: str) -> int:
    """The whole part of a printed score; grades change at whole points only."""
    return int(text.partition(".")[0])


def _remark(passage: Passage, start: int, end: int, code: str, message: str, severity: Severity) -> Remark:
    end = min(end, len(passage.text))
    return Remark(code, Kind.FORM, severity, passage.span(start, end), message, stated=passage.text[start:end])
