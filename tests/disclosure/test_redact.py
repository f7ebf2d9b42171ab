"""What is masked and what stays, in many forms. All numbers and names are plainly invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneruler.disclosure.redact import Column, Kind, find, mask_name, redact, site_table, web_table

IDENTITY = "990101199001010011"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张＊＊"),
        ("张三四", "张＊＊"),
        ("欧阳示例", "欧阳＊＊"),
        ("欧阳", "欧＊＊"),
        (" 李 ", "李＊＊"),
        ("阿示·买示", "阿＊＊"),
        ("", ""),
    ],
)
def test_a_name_by_its_surname(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (IDENTITY, Kind.IDENTITY),
        ("99010119900101001X", Kind.IDENTITY),
        ("99010119900101001x", Kind.IDENTITY),
        ("９９０１０１１９９００１０１００１Ｘ", Kind.IDENTITY),
        ("990101 1990 0101 0011", Kind.IDENTITY),
        ("990101-19900101-0011", Kind.IDENTITY),
        ("990101\u200b199001010011", Kind.IDENTITY),
        ("990101900101001", Kind.IDENTITY),
        ("13900000001", Kind.MOBILE),
        ("139 0000 0001", Kind.MOBILE),
        ("139-0000-0001", Kind.MOBILE),
        ("139 000 000 01", Kind.MOBILE),
        ("139.0000.0001", Kind.MOBILE),
        ("+86 13900000001", Kind.MOBILE),
        ("0086-139-0000-0001", Kind.MOBILE),
        ("８６１３９０００００００１", Kind.MOBILE),
        ("139\u00a00000\u00a00001", Kind.MOBILE),
        ("6222000000000000001", Kind.ACCOUNT),
        ("6222 0000 0000 0000 001", Kind.ACCOUNT),
        ("6222-0000-0000-0001", Kind.ACCOUNT),
        ("６２２２００００００００００００００１", Kind.ACCOUNT),
    ],
)
def test_numbers_however_they_are_written(text: str, kind: Kind) -> None:
    for before, after in (("", ""), ("户主", "，已核"), ("（", "）"), ("号:", "\t1")):
        found = find(before + text + after)
        assert [one.kind for one in found] == [kind], before + text + after
        assert (before + text + after)[found[0].start : found[0].end] == text
        assert redact(before + text + after) == f"{before}＊＊{after}"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("银行账号：8201 0000 0012，开户行示例银行", "银行账号：＊＊，开户行示例银行"),
        ("卡号 62220000001", "卡号 ＊＊"),
        ("一卡通账户为81000012345；", "一卡通账户为＊＊；"),
        ("身份证号（旧）：99 0101 900101 001", "身份证号（旧）：＊＊"),
        ("护照号码：E12345678", "护照号码：＊＊"),
        ("住址：示例县青石镇柳湾村三组18号，电话", "住址：＊＊，电话"),
        ("房屋坐落 示例路 5 栋", "房屋坐落 ＊＊ 5 栋"),
        ("家住柳湾村三组18号", "家住柳湾村＊＊"),
        ("迎宾路12号附3号", "迎宾路＊＊"),
        ("2栋1单元301室", "＊＊"),
        ("柳湾村十二组，户主", "柳湾村＊＊，户主"),
        ("示例社区第三村民小组", "示例社区＊＊"),
    ],
)
def test_accounts_and_addresses_by_their_words(text: str, masked: str) -> None:
    assert redact(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "联系电话：0731-28428056",
        "电话 28428056 或 (0731)28428056",
        "补偿总额13900000001元",
        "13,900,000,001.00 元",
        "139000000.01万元",
        "面积13800000000㎡",
        "云溪政发〔2025〕3号，第十二条，附件1",
        "2025年12月31日，2025-12-31，20251231",
        "共1434户、15个项目，执行率98.00%",
        "123456789012345.67元",
        "公示期 2025.08.01-2025.08.07",
        "公告编号 YX-2025-01-0001",
        "监督电话：12345、12388",
        "统一社会信用代码 91430000MA00000000",
        "一组数据，两组对照",
    ],
)
def test_office_numbers_amounts_and_papers_stay(text: str) -> None:
    assert redact(text) == text


def test_names_are_masked_also_when_spaced_and_the_longer_first() -> None:
    text = "张三、张 三、张三四和李四；李四光"
    assert redact(text, ["张三", "张三四", "李四", "王"]) == "张＊＊、张＊＊、张＊＊和李＊＊；李＊＊光"


@pytest.mark.parametrize("part", ["1", "1 ", "139 ", "一", "账号", "坐落 ", "1栋", "柳湾村一组1", "990101"])
def test_long_runs_cost_no_more_than_their_length(part: str) -> None:
    text = part * (600_000 // len(part))
    assert len(redact(text)) <= len(text) * 2  # a square of that length would not come to an end


def test_nothing_is_found_twice() -> None:
    found = find("身份证号：" + IDENTITY + "，账号：" + IDENTITY)
    assert [one.kind for one in found] == [Kind.IDENTITY, Kind.IDENTITY]


@settings(deadline=None)
@given(st.text("张三0123456789 -.xX号组栋室账身份证住址：，。元\n\u200b９", max_size=60))
def test_what_is_redacted_holds_nothing_any_more(text: str) -> None:
    found = find(text, ["张三"])
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))
    once = redact(text, ["张三"])
    assert "张三" not in once
    assert IDENTITY not in redact(f"{text} {IDENTITY}，")


COLUMNS = {
    "户号": Column.NUMBER, "户主": Column.NAME, "身份证": Column.IDENTITY, "账号": Column.ACCOUNT,
    "电话": Column.TELEPHONE, "地址": Column.ADDRESS, "补偿金额（元）": Column.AMOUNT, "说明": Column.WORDS,
}  # fmt: skip
ROWS = [
    {"户号": "YX-001", "户主": "张三", "身份证": IDENTITY, "账号": "6222000000000000001", "电话": "13900000001",
     "地址": "柳湾村三组18号", "补偿金额（元）": "13900000001.00", "说明": "张三，电话13900000001"},
]  # fmt: skip


def test_the_notice_board_has_names_and_amounts() -> None:
    assert site_table(COLUMNS, ROWS) == (
        ["序号", "户号", "户主", "补偿金额（元）", "说明"], [["1", "YX-001", "张三", "13900000001.00", "张三，电话＊＊"]],
    )  # fmt: skip


def test_the_web_has_amounts_by_number_only() -> None:
    assert web_table(COLUMNS, ROWS, ["张三"]) == (
        ["序号", "补偿金额（元）", "说明"], [["1", "13900000001.00", "张＊＊，电话＊＊"]],
    )  # fmt: skip
