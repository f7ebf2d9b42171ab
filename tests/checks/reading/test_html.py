"""Web pages."""

import pytest

from oneruler.base.document import Document
from oneruler.checks.reading import read_bytes
from oneruler.checks.reading.refusal import UnreadableError
from tests.checks.reading.sight import assert_true_offsets, grid, headings, paragraphs, tables


def read(body: str, encoding: str = "utf-8") -> Document:
    document = read_bytes(f"<html><body>{body}</body></html>".encode(encoding), "a.html")
    assert_true_offsets(document)
    return document


def test_blocks_and_inline_words() -> None:
    document = read(
        "<nav>首页</nav><h2>收入</h2><div>本年<b>收入</b>1<span>00</span>万元。<p>占比<br>5%</p>散</div>"
        "<script>x=1</script><style>p{}</style><p style='display: none'>暗</p><p hidden>暗</p>尾<!-- 注 -->"
    )
    assert paragraphs(document) == ["收入", "本年收入100万元。", "占比", "5%", "散", "尾"]
    assert headings(document) == [(2, "收入")]


def test_a_break_inside_a_sentence_is_a_wrap() -> None:
    assert paragraphs(read("<p>本年收入100万元，<br>增长5%。</p>")) == ["本年收入100万元，增长5%。"]


def test_spans_over_rows_and_columns() -> None:
    document = read(
        "<table><tr><th rowspan=2>科目<th colspan=2>金额<tr><th>预算<br>数<th>决算<p>数</p>"
        "<tr><td>拨款<td>9<td>8<tr><td colspan=3>注</table>"
    )
    assert grid(tables(document)[0]) == [
        ["科目", "金额", "<"], ["^", "预算数", "决算数"], ["拨款", "9", "8"], ["注", "<", "<"],
    ]  # fmt: skip


def test_layout_tables_are_running_text() -> None:
    document = read(
        "<table><tr><td><p>一、概况</p><table><tr><td>甲<td>1</table>正文。</td><td>侧栏</td></tr></table>"
        "<table><tr><td>只有一格。</td></tr></table>"
    )
    assert paragraphs(document) == ["一、概况", "正文。", "侧栏", "只有一格。"]
    assert [grid(table) for table in tables(document)] == [[["甲", "1"]]]


@pytest.mark.parametrize(("encoding", "declared"), [("gbk", "gb2312"), ("big5", "big5"), ("utf-8", "gb2312")])
def test_the_declared_charset_yields_to_utf8(encoding: str, declared: str) -> None:
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>收入合計</p>'
    assert paragraphs(read_bytes(page.encode(encoding), "a.html")) == ["收入合計"]


def test_a_page_named_doc_is_read_with_a_note() -> None:
    document = read_bytes("<html><body>收入</body></html>".encode("gbk"), "公开.doc")
    assert paragraphs(document) == ["收入"]
    assert document.notes == ("文件后缀为“.doc”，内容实为网页，已按内容读取",)


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(UnreadableError, match="没有文字"):
        read("<img src=a.png>")


def test_deep_and_wild_pages_do_no_harm() -> None:
    assert paragraphs(read("<div>" * 5000 + "深")) == ["深"]
    assert paragraphs(read("<table><tr><td>" * 800 + "深")) == ["深"]
    with pytest.raises(UnreadableError, match="嵌套得太深"):
        read("<div>" * 30000)
    with pytest.raises(UnreadableError, match="上限"):
        read("<table>" + "<tr><td colspan=1000>x<td colspan=1000>y" * 600 + "</table>")
