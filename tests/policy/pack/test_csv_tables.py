"""Standard tables as WPS and Excel save them, and every fault at its row and column."""

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.policy.faults import Faults
from oneruler.policy.pack.csv_tables import BrokenCsvError, decode, read_csv, read_number, read_table
from oneruler.policy.rates import Band, KeyColumn, RateTable
from tests.policy.pack.good import HERE, LINE, mark

FILE = "tables/单价.csv"
HEAD = "结构,单位,单价,起始日,终止日,条款,出处,状态,说明\n"


def read(text: str | bytes) -> tuple[RateTable | None, list[str]]:
    """The table of a file, and what is wrong with it."""
    faults = Faults()
    written = decode(text) if isinstance(text, bytes) else text
    table = read_table("单价", read_csv(written.replace(HERE, "").replace(LINE, "")), FILE, faults)
    return table, [str(fault) for fault in faults.found]


def good(text: str | bytes) -> RateTable:
    table, faults = read(text)
    assert faults == []
    assert table is not None
    return table


PLAIN = HEAD + (
    '砖混,元/㎡,"1,100.50",2025-07-01,2026-06-30,附件1,"甲文件，附表","部分核","含基础,不含装修"\n'
    "砖混,元/㎡,1200,2026-07-01,,附件1,乙文件,示例,\n"
    "土木,元/㎡,,2025-07-01,,附件1,甲文件,缺,\n"
)


def test_a_table_is_read() -> None:
    table = good(PLAIN)
    assert (table.columns, table.value_name) == ((KeyColumn("结构"),), "单价")
    first, second, third = table
    assert (first.keys, first.value, str(first.unit)) == (("砖混",), Decimal("1100.50"), "元/㎡")
    assert (first.first, first.last, second.last) == (date(2025, 7, 1), date(2026, 6, 30), None)
    assert (first.article, first.source, first.status, first.note) == (
        "附件1",
        "甲文件，附表",
        "部分核",
        "含基础,不含装修",
    )
    assert (third.value, third.status) == (None, "缺")
    assert [rate.place.line for rate in table] == [2, 3, 4]


def excel(text: str) -> str:
    """The same cells as Excel writes them when columns and rows beyond the table were once touched."""
    rows = [[*row, "", "", ""] for row in csv.reader(io.StringIO(text))]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([*rows, *[[""] * 12] * 3])
    return buffer.getvalue()


SAVED: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with its mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "GB18030": lambda text: text.encode("gb18030"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n").encode("gb18030"),
    "old Macintosh line ends": lambda text: text.replace("\n", "\r").encode(),
    "no last line end": lambda text: text.rstrip("\n").encode(),
    "blank lines between": lambda text: text.replace("\n", "\n\n").encode(),
    "columns and rows left blank": lambda text: excel(text).encode("gb18030"),
    "every cell quoted": lambda text: quoted(text).encode(),
    "blanks around cells": lambda text: text.replace(",元/㎡,", ", 元/㎡ ,").replace("砖混,", "　砖混 ,").encode(),
    "slashes in dates": lambda text: text.replace("2025-07-01", "2025/7/1").replace("2026-07-01", "2026.7.1").encode(),
    "dates in words": lambda text: text.replace("2025-07-01", "2025年7月1日").encode(),
}


def quoted(text: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(csv.reader(io.StringIO(text)))
    return buffer.getvalue()


@pytest.mark.parametrize("saved", SAVED.values(), ids=SAVED.keys())
def test_however_it_was_saved_the_rows_are_the_same(saved: Callable[[str], bytes]) -> None:
    assert good(saved(PLAIN)).rates == good(PLAIN).rates


@pytest.mark.parametrize("data", [PLAIN.encode("utf-16"), b"\xff\xfe", b"PK\x03\x04\xff\xff", b"\x80"])
def test_letters_that_cannot_be_known(data: bytes) -> None:
    with pytest.raises(ValueError, match="文字编码认不出，请另存为 UTF-8"):
        decode(data)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("900", "900"),
        ("0.05", "0.05"),
        ("-12.5", "-12.5"),
        ("1,234,567.12345678", "1234567.12345678"),
        ("999999999999999", "999999999999999"),
        ("85%", "0.85"),
        ("85 %", "0.85"),
        ("85.5％", "0.855"),
        ("120%", "1.20"),
        ("007", "7"),
        ("１２", "12"),
    ],
)
def test_figures(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "九百", "1e3", "12,34", "1.2.3", "१२", "9 00", "900元", "≈900", "NaN", "Infinity", "1_000", "+5", "--5", ".5",
     "5.", "1234567890123456", "0.123456789", "%", "1,100,50", "²"],
)  # fmt: skip
def test_what_is_no_figure(text: str) -> None:
    with pytest.raises(ValueError, match="应是数字（最多 15 位整数、8 位小数），现为"):
        read_number(text)


@given(st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=8))
def test_a_figure_is_kept_to_its_last_digit(number: Decimal) -> None:
    assert read_number(f"{number:f}") == number
    assert read_number(f"{number:,f}") == number


ROW = "砖混,元/㎡,900,2025-07-01,,附件1,甲文件,示例,\n"

# (text with the place marked, what is said there)
FAULTS = [
    ("¶\n", "表是空的 第一行应是表头。"),
    ("¶,,,\n" + ROW, "表是空的 第一行应是表头。"),
    (HEAD + "¶", "表里没有一行标准 至少要有一行；还没有找到的写状态“缺”。"),
    (HEAD + "¶,,,,,,,,\n", "表里没有一行标准 至少要有一行；还没有找到的写状态“缺”。"),
    (HEAD.replace("说明", "‸单位") + ROW, "表头“单位”写了两次 请删去一列。"),
    (HEAD.replace("终止日", "‸") + ROW, "表头有一格空着 请写上列名，或删去空列。"),
    ("¶" + HEAD.replace("单价", "价格") + ROW, "表头应有“单价”“系数”“数值”三者之一，现有 0 个"),
    ("¶" + HEAD.replace("说明", "系数") + ROW, "表头应有“单价”“系数”“数值”三者之一，现有 2 个"),
    ("¶" + HEAD.replace("单位", "计量") + ROW, "表头缺少“单位” 请补上这一列。"),
    ("¶" + HEAD.replace("起始日", "起日") + ROW, "表头缺少“起始日” 请补上这一列。"),
    ("¶" + HEAD.replace("条款", "条") + ROW, "表头缺少“条款” 请补上这一列。"),
    ("¶" + HEAD.replace("出处", "来源") + ROW, "表头缺少“出处” 请补上这一列。"),
    ("¶" + HEAD.replace("状态", "情况") + ROW, "表头缺少“状态” 请补上这一列。"),
    (HEAD + ROW.replace(",\n", ",含基础,‸不含装修\n"), "这一行比表头多出一格 多半是文字里有逗号；请给那一格加引号。"),
    (HEAD + ROW.replace("示例", "‸核过"), "状态应是已核、部分核、示例、缺之一，现为“核过”"),
    (HEAD + ROW.replace("示例", "‸"), "状态应是已核、部分核、示例、缺之一，现为“”"),
    (HEAD + ROW.replace("附件1", "‸"), "“条款”空着：没有依据的标准不能用 请写上。"),
    (HEAD + ROW.replace("甲文件", "‸"), "“出处”空着：没有依据的标准不能用 请写上。"),
    (HEAD + ROW.replace("砖混", "‸"), "键“结构”空着 请写上。"),
    (HEAD + ROW.replace("900", "‸"), "单价空着 请填写；还没有找到的，把状态写成“缺”。"),
    (HEAD + ROW.replace("900", "‸约900"), "“单价”应是数字（最多 15 位整数、8 位小数），现为“约900”"),
    (HEAD + ROW.replace("900", "‸900").replace("示例", "缺"), "状态是“缺”，单价却写了“900” 有了标准就改状态。"),
    (HEAD + ROW.replace("元/㎡", "‸"), "单位空着 请写上，如 元/㎡；没有单位的写“无”。"),
    (HEAD + ROW.replace("元/㎡", "‸元每㎡!"), "单位应形如“元/㎡”“元/户·月”，现为“元每㎡!”。"),
    (HEAD + ROW.replace("2025-07-01", "‸"), "起始日空着：没有日期的标准不能用 请写上。"),
    (HEAD + ROW.replace("2025-07-01", "‸2025-02-30"), "日期应形如“2023年5月21日”“2023-05-21”或“2023年5月”，现为“2025-02-30”；请改正。"),
    (HEAD + ROW.replace("2025-07-01", "‸45839"), "日期应形如“2023年5月21日”“2023-05-21”或“2023年5月”，现为“45839”；请改正。"),
    (HEAD + ROW.replace("2025-07-01", "‸2025年7月"), "起始日应写到日，现为“2025年7月”"),
    (HEAD + ROW.replace("01,,", "01,‸长期,"), "日期应形如“2023年5月21日”“2023-05-21”或“2023年5月”，现为“长期”；请改正。"),
    (HEAD + ROW.replace("01,,", "01,‸2025-06-30,"), "终止日 2025-06-30 在起始日 2025-07-01 之前"),
]  # fmt: skip


def cell(text: str) -> str:
    """The place marked in a table: its second number is the column of cells, not of letters."""
    place = mark(FILE, text)
    if HERE in text:
        line = text.split("\n")[int(place.split(":")[1]) - 1]
        place = place.rpartition(":")[0] + f":{line[: line.index(HERE)].count(',') + 1}"
    return place


@pytest.mark.parametrize(("text", "words"), FAULTS)
def test_a_fault_is_told_at_its_cell(text: str, words: str) -> None:
    assert read(text) == (None, [f"{cell(text)}：{words}"])


def test_all_faults_of_a_table_are_told_at_once() -> None:
    _, faults = read(HEAD + ROW + ",元/㎡,约900,2025-07-01,,附件1,,示例,\n" + ROW.replace("示例", "好"))
    assert [fault.partition("：")[0] for fault in faults] == [f"{FILE}:{at}" for at in ("3:1", "3:7", "3:3", "4:8")]


def test_a_table_of_too_many_rows() -> None:
    faults = Faults()
    assert read_table("单价", [HEAD.strip().split(","), *[[""]] * 200_000], FILE, faults) is None
    assert [str(fault) for fault in faults.found] == [f"{FILE}：表有 200001 行，最多 200000 行 请分成几张表。"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('结构,"单位\n' + ROW, 1),
        (HEAD + ROW + '砖木,元/㎡,760,2025-07-01,,附件1,甲文件,示例,"没有配对\n土木,元/㎡,500,2025-07-01,,附件1,甲文件,示例,\n', 3),
        (HEAD + ROW + '砖木,元/㎡,760,2025-07-01,,附件1,甲文件,示例,"含""基础"\n' + '"土木"x,元/㎡\n', 4),
        (HEAD + ROW + f'砖木,"{"长" * 200_000}"\n', 3),
    ],
)  # fmt: skip
def test_quotes_that_would_swallow_rows_are_told(text: str, line: int) -> None:
    with pytest.raises(BrokenCsvError, match="引号没有配对") as error:
        read_csv(text)
    assert error.value.line == line


def test_a_line_end_within_quotes_is_part_of_its_cell() -> None:
    assert good(HEAD + ROW.replace(",\n", ',"含基础\n不含装修"\n')).rates[0].note == "含基础\n不含装修"


# -- what is one row for one thing on one day --------------------------------------------------------------------------


def dated(*terms: str) -> str:
    """A table of one structure, each row its price and its first and last day."""
    return HEAD + "".join(ROW.replace("2025-07-01,", term) for term in terms)


@pytest.mark.parametrize(
    "terms",
    [
        ("2025-07-01,2025-12-31", "2026-01-01,"),
        ("2026-01-01,", "2025-07-01,2025-12-31"),
        ("2025-07-01,2025-07-01", "2025-07-02,2025-07-02"),
        ("2025-07-01,2025-12-31", "2027-01-01,"),
    ],
)
def test_terms_may_follow_each_other_and_may_leave_days_out(terms: tuple[str, ...]) -> None:
    assert len(good(dated(*terms)).rates) == 2


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (("2025-07-01,", "2026-01-01,"), "3：结构=砖混 与第 2 行的日期重叠 给旧行填终止日（2026-01-01 的前一天）。"),
        (("2026-01-01,", "2025-07-01,"), "2：结构=砖混 与第 3 行的日期重叠 给旧行填终止日（2026-01-01 的前一天）。"),
        (("2025-07-01,2026-01-01", "2026-01-01,"), "3：结构=砖混 与第 2 行的日期重叠 给旧行填终止日（2026-01-01 的前一天）。"),
        (("2025-07-01,", "2025-07-01,"), "3：结构=砖混 与第 2 行的日期重叠 给旧行填终止日（2025-07-01 的前一天）。"),
    ],
)  # fmt: skip
def test_two_rows_for_one_day(terms: tuple[str, ...], words: str) -> None:
    assert read(dated(*terms)) == (None, [f"{FILE}:{words}"])


def test_two_rows_of_a_table_without_keys() -> None:
    text = "单位,系数,起始日,条款,出处,状态\n" + ",5%,2025-07-01,附件1,甲,示例\n" * 2
    assert read(text)[1] == [f"{FILE}:3：这一行 与第 2 行的日期重叠 给旧行填终止日（2025-07-01 的前一天）。"]


def banded(signs: str, *bands: str) -> str:
    """A table of one range: each row its ends, and its term where one is given behind a blank."""
    head = "".join(f"胸径{sign}," for sign in signs) + "单位,单价,起始日,终止日,条款,出处,状态\n"
    rows = (band.partition(" ") for band in bands)
    return head + "".join(f"{ends},元/株,9,{term or '2025-07-01,'},附件1,甲,示例\n" for ends, _, term in rows)


@pytest.mark.parametrize(
    ("signs", "bands"),
    [
        ("≥<", (",5", "5,10", "10,")),
        ("≥<", ("5,10", ",5")),
        (">≤", (",5", "5,10", "10,")),
        (">≤", ("0,0.5", "0.5,10")),
        ("≥≤", ("0,5", "6,10", "11,11", "12,")),
        ("≥", ("0",)),
        ("<", ("5",)),
        ("≥<", (",",)),
        ("≥<", ("0,5 2025-07-01,2025-12-31", "0,8 2026-01-01,")),
        ("≥<", ("-10,-5", "-5,0")),
    ],
)
def test_bands_that_join(signs: str, bands: tuple[str, ...]) -> None:
    assert len(good(banded(signs, *bands)).rates) == len(bands)


DAY = "（2025-07-01 有效）"


@pytest.mark.parametrize(
    ("signs", "bands", "line", "words"),
    [
        ("≥<", (",5", "6,10"), 3, f"“胸径”在 5 与 6 之间有空档：第 2 行与第 3 行{DAY} 请补一行，或改上下限。"),
        (">≤", ("10,", "0,9.5"), 2, f"“胸径”在 9.5 与 10 之间有空档：第 3 行与第 2 行{DAY} 请补一行，或改上下限。"),
        ("≥≤", ("0,5", "7,9"), 3, f"“胸径”在 5 与 7 之间有空档：第 2 行与第 3 行{DAY} 请补一行，或改上下限。"),
        ("≥<", (",5", "4.99,10"), 3, f"“胸径”的区间重叠：第 2 行与第 3 行{DAY} 请改上下限。"),
        (">≤", ("0,5", "0,5"), 3, f"“胸径”的区间重叠：第 2 行与第 3 行{DAY} 请改上下限。"),
        ("≥≤", ("0,5", "5,9"), 3, f"“胸径”的区间重叠：第 2 行与第 3 行{DAY} 请改上下限。"),
        ("≥<", ("0,", "5,"), 3, f"“胸径”的区间重叠：第 2 行与第 3 行{DAY} 请改上下限。"),
        ("≥<", (",5", ",3"), 3, f"“胸径”的区间重叠：第 2 行与第 3 行{DAY} 请改上下限。"),
        ("≥<", (",", "5,"), 3, f"“胸径”的区间重叠：第 2 行与第 3 行{DAY} 请改上下限。"),
        ("≥<", ("0,5 2025-01-01,2025-12-31", "4,8 2025-07-01,"), 3, f"“胸径”的区间重叠：第 2 行与第 3 行{DAY} 请改上下限。"),
    ],
)  # fmt: skip
def test_bands_that_leave_a_gap_or_meet_twice(signs: str, bands: tuple[str, ...], line: int, words: str) -> None:
    assert read(banded(signs, *bands)) == (None, [f"{FILE}:{line}：{words}"])


@pytest.mark.parametrize(
    ("signs", "band", "words"),
    [
        ("≥<", "约5,10", "2:1：“胸径≥”应是数字（最多 15 位整数、8 位小数），现为“约5”"),
        (">≤", "5,十", "2:2：“胸径≤”应是数字（最多 15 位整数、8 位小数），现为“十”"),
        ("≥<", "5,5", "2:2：上限 5 不大于下限 5"),
        ("≥≤", "5,4", "2:2：上限 4 不大于下限 5"),
    ],
)
def test_a_band_that_is_none(signs: str, band: str, words: str) -> None:
    assert read(banded(signs, band)) == (None, [f"{FILE}:{words}"])


def test_a_gap_that_opens_on_a_later_day() -> None:
    text = banded("≥<", "0,5 2025-07-01,2025-12-31", "0,4 2026-01-01,", "5,")
    assert read(text)[1] == [
        f"{FILE}:4：“胸径”在 4 与 5 之间有空档：第 3 行与第 4 行（2026-01-01 有效） 请补一行，或改上下限。"
    ]


def test_bands_of_different_things_do_not_meet() -> None:
    text = banded("≥<", "0,5", "0,8").replace("胸径≥", "树种,胸径≥").replace("\n0,5", "\n松,0,5")
    assert good(text.replace("\n0,8", "\n杉,0,8")).columns == (KeyColumn("树种"), KeyColumn("胸径", "≥", "<"))


def boxed(*rows: str) -> str:
    head = "胸径≥,胸径<,树高≥,树高≤,单位,单价,起始日,终止日,条款,出处,状态\n"
    return head + "".join(f"{row},元/株,9,2025-07-01,,附件1,甲,示例\n" for row in rows)


def test_two_ranges_may_leave_gaps_but_not_meet() -> None:
    assert good(boxed("0,5,0,3", "0,5,4,9", "5,,0,3", "9,,9,")).rates[3].keys == (Band(Decimal(9), None),) * 2
    assert read(boxed("0,5,0,3", "5,,0,3", "4,6,3,")) == (
        None,
        [f"{FILE}:4：与第 2 行的区间重叠 请改上下限。", f"{FILE}:4：与第 3 行的区间重叠 请改上下限。"],
    )


@pytest.mark.parametrize(
    ("name", "column"),
    [("胸径≥", KeyColumn("胸径", "≥", "")), ("胸径≤", KeyColumn("胸径", "", "≤")), ("胸径", KeyColumn("胸径"))],
)
def test_a_sign_in_the_heading_makes_a_range(name: str, column: KeyColumn) -> None:
    assert good(HEAD.replace("结构", name) + ROW.replace("砖混", "5")).columns == (column,)


def test_a_coefficient_needs_no_unit() -> None:
    table = good("成新,系数,起始日,条款,出处,状态\n九成,90%,2025-07-01,附件1,甲,示例\n")
    assert (table.value_name, table.rates[0].value, str(table.rates[0].unit)) == ("系数", Decimal("0.90"), "无单位")
    counted = good("等级,单位,数值,起始日,条款,出处,状态\n甲,月,18,2025-07-01,附件1,甲,示例\n")
    assert (counted.value_name, str(counted.rates[0].unit)) == ("数值", "月")
