"""The sheet as text: all that it says, columns that line up, and no name that draws lines of its own."""

import unicodedata
from pathlib import Path

import pytest

from oneruler.policy.render.text import text
from tests.policy.render.sheets import FACTS, drawn, hostile


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def test_everything_is_said(tmp_path: Path) -> None:
    sheet = drawn(tmp_path)
    said = text(sheet).split("\n")
    assert said[:4] == [
        "补偿计算单",
        "白沙示范县征收补偿办法（白政发〔2025〕1号）　预公告日 2025-08-01",
        "【示例】本单按示例标准试算，不作为付款依据。",
        "",
    ]
    assert "  编号 主房，结构 砖混，合法面积（㎡） 100.55，认定 合法" in said
    assert "—— 付给实际投入人（示例·陈明）" in said
    assert "      100.55 ㎡ × 900 元/㎡ = 90,495.00 元" in said
    assert "      算法：补偿面积 × 房屋单价（按结构），四舍五入到分（第十条）" in said
    assert "      依据：附表 房屋单价：结构=砖混，900 元/㎡（2025-07-01 起，示例），虚构的附表" in said
    assert "      口径：封闭阳台按全面积计（白沙示范县征收中心，2025-09-01）" in said
    assert "      应付日：2025-09-15" in said
    assert "合计  98,953.00 元（大写：玖万捌仟玖佰伍拾叁元整）" in said
    assert "  青苗（抢栽）：预公告后栽种的不予补偿（第八条）" in said
    assert said[-3:] == ["依据：虚构的文件；虚构的附表；另一份虚构的文件", f"政策包摘要 {sheet.policy.digest}", ""]


def test_amounts_line_up(tmp_path: Path) -> None:
    ends = [columns(line) for line in text(drawn(tmp_path)).split("\n") if line[:4].strip().isdigit() or "小计" in line]
    assert ends == [68] * 7


def test_every_step_where_it_is_asked_for(tmp_path: Path) -> None:
    sheet = drawn(tmp_path)
    few, every = text(sheet), text(sheet, every_step=True)
    assert "·" not in few.replace("示例·", "")
    assert "\n      · 补偿面积 × 房屋单价（按结构），四舍五入到分 ＝ 90,495.00 元\n" in every
    assert "\n            · 若认定为“合法”，则 合法面积，否则 0 ＝ 100.55 ㎡\n" in every
    assert (
        "          · 房屋单价（按结构） ＝ 900 元/㎡　［附表 房屋单价：砖混，900 元/㎡（2025-07-01 起，示例）］\n"
        in every
    )
    assert [line for line in every.split("\n") if line.strip()[:1] != "·"] == few.split("\n")


def test_nothing_owed(tmp_path: Path) -> None:
    empty = "项目: {预公告日: 2025-08-01}\n户: {户号: A1, 户主: 示例·李大山, 困难: 否}\n"
    said = text(drawn(tmp_path, empty, ("rules/其他.yaml", "金额: 搬家费标准 * 户", "金额: 搬家费标准 * 户 * 0")))
    assert "合计  0.00 元（大写：零元整）" in said


def test_hostile_names_are_shown_as_they_are(tmp_path: Path) -> None:
    assert "示例·李大山<script>alert(1)</script> & \"'</style>" in text(hostile(tmp_path))


@pytest.mark.parametrize("letter", ["\\n", "\\r", "\\x1b[2J", "\\u2028", "\\u202e", "\\x08", "\\x00", "\\u200b"])
def test_no_name_draws_a_line_or_steers_the_terminal(tmp_path: Path, letter: str) -> None:
    plain = text(drawn(tmp_path / "a")).split("\n")
    forged = f'"示例{letter}合计  1.00 元"'
    said = text(drawn(tmp_path / "b", FACTS.replace("示例·李大山", forged)))
    assert len(said.split("\n")) == len(plain)
    assert said.replace("\n", "").replace("\u3000", "").isprintable()
    assert "合计  98,953.00 元" in said
