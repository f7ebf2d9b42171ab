"""Tables take the name of the short lines above them."""

from oneruler.base.document import DocumentBuilder, Table
from oneruler.checks.reading.captions import captioned


def caption(*above: str, named: str = "") -> str:
    builder = DocumentBuilder()
    for words in above:
        builder.paragraph(words)
    builder.table([["a", "1"]], caption=named)
    table = captioned(builder.build().blocks)[-1]
    assert isinstance(table, Table)
    return table.caption


def test_title_and_unit_name_a_table() -> None:
    assert caption("本单位没有结余。", "收入决算表", "单位：万元") == "收入决算表 单位:万元"


def test_sentences_and_long_lines_do_not() -> None:
    assert caption("收入决算表", "收入合计457万元。") == ""
    assert caption("长" * 41) == ""


def test_a_name_of_its_own_stays() -> None:
    assert caption("收入决算表", named="Sheet1") == "Sheet1"
