"""An invented paper with headings and a form of merged cells, for the tests of the writers."""

from __future__ import annotations

from oneruler.base.document import Document, DocumentBuilder, Merged, Table

TITLE = "2025年度项目支出绩效自评表"


def paper(*, hostile: str = "", items: int = 2) -> Document:
    """A title, a chapter, a paragraph, a form's table with cells merged both ways, a small last line."""
    builder = DocumentBuilder("示例自评报告")
    builder.paragraph("2025年度示例中心整体支出绩效自评报告", heading=1)
    builder.paragraph("一、基本情况", heading=2)
    builder.paragraph("（一）主要职责", heading=3)
    builder.paragraph(f"全年执行 1,234.50 万元，占全年预算的 98.00％。{hostile}")
    builder.paragraph("附件1-3", heading=2)
    builder.paragraph(TITLE, heading=1)
    rows: list[list[str | Merged | None]] = [
        ["项目支出名称", Merged("示例路征收补偿", 1, 8), *[None] * 7],
        [
            Merged("资金（万元）", 2, 1),
            Merged("", 1, 2),
            None,
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ],
        [None, Merged("年度资金总额", 1, 2), None, "0", "1259.69", "1234.50", "10", "98.00%", "9.8"],
    ]
    for number in range(items):
        first = Merged("产出指标（90分）", items, 1) if number == 0 else None
        rows.append(["指标", first, "数量指标", f"第{number}项{hostile}", "≥150户", "163户", "45", "45", ""])
    rows.append([Merged("总分", 1, 6), *[None] * 5, "100", "99.8", ""])
    builder.table(rows, caption=TITLE)
    builder.paragraph("填表人：示例·甲　填报日期：2026年1月5日　联系电话：0000-1234567")
    return builder.build()


def grids(document: Document) -> list[list[list[tuple[str, int, int]]]]:
    """Each table as rows of (words, rows, columns) by position."""
    return [
        [[(cell.text, cell.rows, cell.columns) for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]
