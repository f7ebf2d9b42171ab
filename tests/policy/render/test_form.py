"""The content of the printed form: words alone, and all the words of the sheet."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from oneruler.papers.forms import compensation_sheet
from oneruler.papers.typesetting import pdf
from oneruler.policy.render.form import form_content
from oneruler.policy.render.view import SheetView
from tests.papers.printed import plain, words
from tests.policy.render.sheets import MADE, drawn, hostile


def kinds(content: object) -> Iterator[type]:
    yield type(content)
    if isinstance(content, dict):
        for key, part in content.items():
            yield type(key)
            yield from kinds(part)
    elif isinstance(content, list):
        for part in content:
            yield from kinds(part)


def test_only_words_lists_and_mappings(tmp_path: Path) -> None:
    assert set(kinds(form_content(drawn(tmp_path)))) == {str, list, dict}


def test_it_is_the_same_after_a_journey_as_json(tmp_path: Path) -> None:
    content = form_content(drawn(tmp_path))
    assert json.loads(json.dumps(content, ensure_ascii=False)) == content


def test_what_it_says(tmp_path: Path) -> None:
    sheet = drawn(tmp_path)
    content = form_content(sheet)
    assert content["title"] == "补偿计算单"
    assert content["policy"] == {
        "name": "白沙示范县征收补偿办法", "number": "白政发〔2025〕1号", "issuer": "白沙示范县人民政府",
        "day_name": "预公告日", "day": "2025-08-01", "digest": sheet.policy.digest,
    }  # fmt: skip
    assert content["status"] == {"label": "示例", "note": "本单按示例标准试算，不作为付款依据。"}
    assert content["subject"] == {"kind": "户", "facts": [[name, value] for name, value in sheet.facts]}
    assert (content["total"], content["total_upper"]) == ("98,953.00", "玖万捌仟玖佰伍拾叁元整")
    assert content["left_out"] == [
        ["青苗（抢栽）", "预公告后栽种的不予补偿"],
        ["房屋补偿（棚）", "条件是 补偿面积 > 0；实际：补偿面积 0 ㎡"],
        ["搬家费", "“搬家”只给最高的一项，已给“按面积的搬家费”"],
    ]


def test_a_line(tmp_path: Path) -> None:
    groups = form_content(drawn(tmp_path))["groups"]
    assert isinstance(groups, list)
    assert groups[1]["lines"] == [
        {
            "no": "5", "item": "青苗补偿", "object": "菜地", "quantity": "0.5000 亩", "rate": "1,100 元/亩",
            "coefficient": "", "amount": "550.00", "words": "面积 × 青苗单价，四舍五入到分",
            "worked": "0.5000 亩 × 1,100 元/亩 = 550.00 元", "due": "",
            "basis": ["第八条", "附表 青苗单价，1,100 元/亩（2025-07-01 起，示例），虚构的附表"], "interpretations": [],
        }
    ]  # fmt: skip


@pytest.mark.parametrize("make", [drawn, hostile])
def test_it_prints(tmp_path: Path, make: object) -> None:
    assert callable(make)
    sheet: SheetView = make(tmp_path)
    printed = words(pdf(compensation_sheet(), form_content(sheet), made=MADE))
    for group in sheet.groups:
        assert plain(group.subtotal) in printed
        for line in group.lines:
            assert plain(line.amount) in printed
            assert plain(line.item) in printed
    assert sheet.total_upper in printed
    assert all(plain(one.reason) in printed for one in sheet.left_out)
