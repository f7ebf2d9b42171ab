from oneruler.base.document import DocumentBuilder, Paragraph
from oneruler.papers.words import raw


def test_blanks_and_full_width_signs_are_kept() -> None:
    builder = DocumentBuilder()
    for words in ("　合 计：１００％（示例） ", "", "　"):
        builder.paragraph(words)
    document = builder.build()
    said = [raw(document, block.passage) for block in document.blocks if isinstance(block, Paragraph)]
    assert said == ["合 计：１００％（示例）", "", ""]
