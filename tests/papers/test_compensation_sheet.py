"""The template of 补偿计算单: everything on it is printed as given, whatever it is, and lines stay whole."""

from datetime import date
from typing import Any

import pypdfium2
import pytest
import typst

from oneruler.papers.forms import compensation_sheet
from oneruler.papers.typesetting import FONTS, pdf
from tests.papers.printed import boxes, pages, plain, words
from tests.papers.sheets import long_sheet, sheet, texts

MM = 72 / 25.4  # points
LONG_NAME = "云溪示范县青石镇柳湾村股份经济合作联合社及其下属第三村民小组全体成员共有的东坡南坡北坡三处林果苗木与附属设施设备合计总价"
HOSTILE = [
    '#import "secret.typ": *',
    '#read("/etc/passwd") #panic("停")',
    "$x^2 + y_1$",
    "*bold* _italic_ `raw` ```rust fn main() {}```",
    "<label> @reference #[content] #{1 + 1}",
    "// 注释 /* 注释 */ \\u{41} \\ \\n ~ -- --- ... 'a' \"b\"",
    "= 标题\n- 列表\n+ 编号\n/ 词: 释义\n\n次段",
    '"}]}, "total": "0"',
    "]#panic()[",
    "<script>alert(1)</script> &amp; %s {0} ${x}",
]


def printed(content: dict[str, Any]) -> bytes:
    return pdf(compensation_sheet(), content, made=date(2025, 9, 20))


def crowded() -> dict[str, Any]:
    """A sheet whose every name is long and every amount is large."""
    content = long_sheet(30)
    content["policy"].update(name=LONG_NAME * 2, issuer=LONG_NAME)
    content["subject"]["facts"] += [["名称很长很长很长很长的一项", LONG_NAME], ["备注", "x" * 200]]
    for place, line in enumerate(content["groups"][0]["lines"]):
        line.update(item=LONG_NAME, quantity="123,456,789.1234 ㎡", rate="123,456,789,012.34 元/㎡·月")
        line.update(object=LONG_NAME, coefficient="0.9512345678", amount=f"123,456,789,012,3{place:02}.67")
    content["groups"][0].update(payee_name=LONG_NAME, subtotal="3,703,703,670,370,435.00")
    content["objects"].append({"kind": "地块", "headers": [LONG_NAME] * 12, "rows": [["123456.78"] * 12, [LONG_NAME]]})
    content["total"] = "9,999,999,999,999,999.99"
    content["total_upper"] = "玖仟玖佰玖拾玖万" * 12
    content["left_out"].append([LONG_NAME, "y" * 500])
    content["notices"].append("z" * 400)
    return content


def within_margins(made: bytes) -> None:
    """No sign stands outside the margins or on another sign."""
    for page in boxes(made):
        places = set()
        for sign, (left, bottom, right, top) in page:
            assert 17 * MM < left <= right < 193 * MM, sign
            assert 8 * MM < bottom <= top < 289 * MM, sign
            places.add((round(left), round((bottom + top) / 2)))
        assert len(places) > len(page) * 98 // 100  # two narrow signs side by side may share a point


def test_all_that_is_given_is_printed() -> None:
    found = words(printed(sheet()))
    for text in texts(sheet()):
        assert plain(text) in found, text
    for heading in (
        "补偿明细",
        "未计发的项目及原因",
        "标准出处",
        "怎么算的",
        "依据",
        "口径",
        "支付时间",
        "合计（大写）",
    ):
        assert heading in found
    for line in ("权利人（签章）", "计算人", "复核人", "日期"):
        assert line in found
    assert "按预公告日2025-08-01有效的规定计算" in found
    assert "制单日期2025-09-20" in found


def test_it_is_a4_portrait() -> None:
    with pypdfium2.PdfDocument(printed(sheet())) as document:
        assert [round(side) for side in document[0].get_size()] == [595, 842]
        assert document.get_metadata_value("Title") == "补偿计算单"


def test_it_is_printed_in_black_and_white() -> None:
    with pypdfium2.PdfDocument(printed(sheet())) as document:
        bitmap = document[0].render(scale=1)
        dots = bytes(bitmap.buffer)
    assert bitmap.n_channels == 3
    for row in range(bitmap.height):
        line = dots[row * bitmap.stride : row * bitmap.stride + bitmap.width * 3]
        assert line[0::3] == line[1::3] == line[2::3]


def test_the_template_raises_no_warning() -> None:
    import json

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    for content in (sheet(), crowded(), {}):
        _, warnings = typst.compile_with_warnings(
            compensation_sheet(), font_paths=fonts, format="pdf", sys_inputs={"content": json.dumps(content)}
        )
        assert warnings == []


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"groups": [{}], "objects": [{}], "subject": {}, "status": {}, "policy": {}},
        {
            "groups": [{"lines": [{}]}],
            "objects": [{"headers": ["a"]}, {"rows": [["1"]]}],
            "left_out": [],
            "sources": [],
        },
        {"groups": [{"payee": "", "lines": [], "subtotal": ""}], "subject": {"kind": "", "facts": []}, "total": ""},
    ],
)
def test_what_is_not_given_leaves_its_place_out(content: dict[str, Any]) -> None:
    found = words(printed(content))
    assert found.startswith("补偿计算单")
    assert "第1页/共1页" in found
    for part in ("未计发", "标准出处", "说明", "合计", "小计", "有效的规定", "发布机关", "怎么算的", "政策包指纹"):
        assert part not in found


def test_without_lines_it_says_so() -> None:
    assert "没有计发的项目。" in words(printed({**sheet(), "groups": []}))
    only_sum = sheet()
    only_sum["groups"][0]["lines"] = []
    assert "所有权人小计（元）144,654.00" in words(printed(only_sum))


def test_two_hundred_lines_repeat_the_head_and_keep_lines_whole() -> None:
    content = long_sheet(200)
    for place, line in enumerate(content["groups"][0]["lines"]):
        line.update(amount=f"7,{place:03}.00", worked=f"算式{place:03}止", due=f"支付{place:03}止")
    found = pages(printed(content))
    assert len(found) == 27
    for number, page in enumerate(found, 1):
        assert f"第{number}页/共27页" in page
        assert content["policy"]["digest"] in page
        if number > 1:
            assert page.startswith("补偿计算单YX-001示例·李大山示例")
        if "算式" in page:
            assert "权利人：所有权人示例·李大山序号项目对象数量单价系数金额（元）" in page
    for place in range(200):
        marks = [f"7,{place:03}.00", f"算式{place:03}止", f"支付{place:03}止"]
        assert [page for page in found if any(mark in page for mark in marks)] == [
            page for page in found if all(mark in page for mark in marks)
        ]
    with_subtotal = next(page for page in found if "所有权人小计（元）" in page)
    assert "算式199止" in with_subtotal


def test_each_payee_has_a_table_and_a_subtotal() -> None:
    content = sheet()
    content["groups"] += [{**content["groups"][1], "payee": f"承租人{number}"} for number in range(5)]
    found = words(printed(content))
    assert found.count("序号项目对象") >= 7
    for group in content["groups"]:
        assert f"{group['payee']}小计（元）{group['subtotal']}" in found


def test_long_names_and_large_amounts_keep_their_places() -> None:
    made = printed(crowded())
    within_margins(made)
    found = words(made)
    assert found.count("123,456,789,012,3") == 30
    for text in ("123,456,789,012,329.67", "9,999,999,999,999,999.99", "x" * 200, "y" * 500, "z" * 400):
        assert text in found


def test_amounts_end_in_one_line() -> None:
    content = sheet()
    amounts = ["1.11", "11,111.11", "999,999.99", "4,444,444.44"]
    for line, amount in zip(content["groups"][0]["lines"], amounts, strict=True):
        line.update(amount=amount, quantity="", rate="", worked="")
    with pypdfium2.PdfDocument(printed(content)) as document:
        text = document[0].get_textpage()
        ends = []
        for amount in amounts:
            start, length = text.search(amount).get_next() or (0, 0)
            assert length == len(amount)
            ends.append(text.get_charbox(start + length - 1, loose=True)[2])
    assert max(ends) - min(ends) < 1


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_text_is_printed_and_never_run(hostile: str) -> None:
    content = sheet()
    content["title"] = hostile
    content["policy"]["name"] = hostile
    content["status"]["note"] = hostile
    content["subject"]["facts"][1] = [hostile, hostile]
    content["objects"][0]["rows"][0][1] = hostile
    line = content["groups"][0]["lines"][0]
    line.update(item=hostile, worked=hostile, words=hostile, basis=[hostile], interpretations=[hostile])
    content["groups"][0]["payee_name"] = hostile
    content["left_out"][0] = [hostile, hostile]
    content["sources"], content["notices"] = [hostile], [hostile]
    made = printed(content)
    # Where a line ends in a hyphen, the reader of the test takes the hyphen for a broken word.
    found = words(made).replace("\ufffe", "-")
    assert found.count(plain(hostile)) >= 12
    assert "146,814.00" in found
    assert "root:" not in found


def test_ten_thousand_characters_go_on_over_pages() -> None:
    content = sheet()
    content["groups"][0]["lines"][0]["words"] = "长" * 10_000
    content["groups"][0]["lines"][1]["item"] = "W" * 10_000
    content["groups"][0]["lines"][2]["object"] = "高\n" * 300
    made = printed(content)
    within_margins(made)
    found = words(made)
    assert (found.count("长"), found.count("W"), found.count("高")) == (10_000, 10_000, 300)


def test_the_characters_of_the_field_are_printed() -> None:
    content = sheet()
    content["groups"][0]["lines"][0]["words"] = "㎡〔〕冢鑫×÷≤≥䶮堃％‰①…—·"
    found = words(printed(content))
    assert "㎡〔〕冢鑫×÷≤≥䶮堃％‰①…—·" in found
    assert "打印字库" not in found


def test_a_character_without_a_glyph_is_confessed() -> None:
    content = sheet()
    content["subject"]["facts"][1][1] = "示例·李𬎆"
    assert "印作方框，编码为U+2C386；请在方框处手写补上，并核对。" in words(printed(content))
