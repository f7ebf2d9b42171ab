"""The page: well-formed whatever the findings, every word of the paper in it, links that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.document import Cell, Document, DocumentBuilder, Merged, Origin, Paragraph, Passage, Table
from oneruler.base.findings import Finding, Severity
from oneruler.checks.render.form import Outcome
from oneruler.checks.render.html import HtmlForm, body, page
from oneruler.checks.report import Report

VOID = {"meta", "br", "link", "img", "input"}


class Tree(HTMLParser):
    """Reads HTML strictly: every tag closed in its order; gathers ids, links and the text within a class."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[tuple[tuple[str, ...], str]] = []
        self.feed(html)
        self.close()
        assert self.open == []
        assert len(set(self.ids)) == len(self.ids)
        assert all(link in self.ids for link in self.links)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        if "id" in values:
            self.ids.append(values["id"])
        if values.get("href", "").startswith("#"):
            self.links.append(values["href"][1:])
        if tag not in VOID:
            self.open.append((tag, values.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text.append((tuple(name for _, classes in self.open for name in classes.split()), data))

    def within(self, name: str) -> str:
        return "".join(data for classes, data in self.text if name in classes)

    def classes(self, tag: str) -> list[str]:
        return [values.get("class", "") for name, values in self.tags if name == tag]


def bare(text: str) -> str:
    return "".join(text.split())


def test_marks_and_findings_point_at_each_other(sample: Report) -> None:
    tree = Tree(body(sample))
    assert tree.ids == ["m-1", "m-2", "m-3", "f-1", "f-2", "f-3"]
    assert sorted(tree.links) == sorted(tree.ids)
    assert tree.classes("mark") == ["or-mark or-error", "or-mark or-notice", "or-mark or-warning"]
    assert tree.classes("article") == ["or-finding or-error", "or-finding or-notice", "or-finding or-warning"]
    assert bare(tree.within("or-mark")) == "与上年相比增长943%两项1,100.00"
    assert "应为 94.3%，写作 943%" in tree.within("or-arith")
    assert tree.within("or-slip") == "可能的笔误：小数点遗漏或错位"
    assert "第2页 表1 R3C3" in tree.within("or-place")
    assert "未能核查：三公经费合计" in tree.within("or-summary")


def test_the_text_is_the_papers_own(sample: Report) -> None:
    text = Tree(body(sample)).within("or-text")
    assert bare(text) == bare(sample.document.text.replace("\t", "")).replace("项目金额", "收支表项目金额")
    assert "３３３９.65 万元" in text


def test_what_the_paper_holds_is_no_html(sample: Report) -> None:
    html = body(sample)
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "A &amp; B" in html
    evil = replace(sample.findings[0], message='"><script>x</script>', quote="<i>", stated="<i>", expected="'<u>")
    tree = Tree(page([replace(sample, findings=(evil,))]))
    assert not {"script", "i", "u", "b"} & {tag for tag, _ in tree.tags}
    assert "自评<报告>.docx" in "".join(data for _, data in tree.text)


def test_tables_keep_their_merged_cells(sample: Report) -> None:
    cells = [(values.get("rowspan"), values.get("colspan")) for tag, values in Tree(body(sample)).tags if tag == "td"]
    assert cells[:7] == [("2", None), (None, "2"), *[(None, None)] * 5]
    assert Tree(body(sample)).classes("td")[5:7] == ["or-number", "or-number"]


def test_a_caption_that_stands_in_the_text_is_not_said_twice() -> None:
    builder = DocumentBuilder()
    builder.paragraph("附件 1 收支表")
    builder.table([["甲"]], caption="附件1收支表")
    assert "<caption>" not in body(Report(builder.build(), (), ()))


def test_all_claims_are_in_a_table(sample: Report) -> None:
    tree = Tree(body(sample))
    claims = tree.within("or-claims")
    assert "全部核查点（3 处）" in claims
    assert all(claim.quote in claims and claim.verdict.label in claims for claim in sample.claims)
    assert "or-claims" not in body(replace(sample, claims=()))


def test_nothing_found_is_said(sample: Report) -> None:
    assert "没有发现问题" in Tree(body(replace(sample, findings=()))).within("or-findings")


def test_text_in_no_block_keeps_its_place() -> None:
    text = "页眉\n第一段\n— 1 —\n表头\n脚注\n末行"
    first, head = text.index("第一段"), text.index("表头")
    blocks = (
        Paragraph(Passage.of(("第一段", first))),
        Table(((Cell(Passage.of(("表头", head)), 0, 0),),)),
    )
    tree = Tree(body(Report(Document(text, blocks), (), ())))
    assert bare(tree.within("or-text")) == "页眉第一段—1—表头脚注末行"
    assert bare(tree.within("or-stray")) == "页眉—1—脚注末行"


def test_a_finding_without_words_has_no_link_to_any(document: Document) -> None:
    missing = Finding("FORM-TABLE", Severity.WARNING, "缺三公经费表。", "", (0, 0), document.place(0, 0))
    tree = Tree(body(Report(document, (), (missing,))))
    assert tree.ids == ["f-1"]
    assert tree.links == []


def test_several_reports_share_a_page(sample: Report) -> None:
    tree = Tree(page([sample, sample]))
    assert {"d1", "d2", "d1-m-1", "d2-m-1", "d1-f-3", "d2-f-3"} <= set(tree.ids)
    assert not [values for tag, values in tree.tags if tag in ("script", "link", "img") or values.get("src")]


def test_an_unread_paper_is_on_the_page() -> None:
    form = HtmlForm()
    tree = Tree(
        form.head + form.unread("坏.pdf", "无法读取<坏>。", 1) + form.tail([Outcome("坏.pdf", error="无法读取<坏>。")])
    )
    assert tree.within("or-unread") == "未能核查 无法读取<坏>。"
    assert "未能核查" in tree.within("or-papers")


def test_wrapped_lines_join_as_one_reads_them() -> None:
    text = "征收\n补偿 GB\n2260 号"
    html = body(Report(Document(text, (Paragraph(Passage.of((text, 0))),)), (), ()))
    assert "<p>征收补偿 GB 2260 号</p>" in html


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(list(Severity))), min_size=1, max_size=8
)


@given(SPANS)
def test_marks_may_overlap_as_they_like(spans: list[tuple[int, int, Severity]]) -> None:
    builder = DocumentBuilder()
    builder.paragraph("年初 预算<1>2345万元&其中项目")
    builder.table([["甲<", Merged("乙", 2, 1)], ["丙", None], ["12", "34"]])
    builder.paragraph("末段")
    document = builder.build()
    findings = []
    for a, b, severity in spans:
        start, end = min(a, b, len(document.text)), min(max(a, b), len(document.text))
        findings.append(
            Finding("X", severity, "。", document.text[start:end], (start, end), document.place(start, end))
        )
    tree = Tree(body(Report(document, (), tuple(findings))))
    assert bare(tree.within("or-text")) == bare(document.text)
    covered = "".join(
        letter
        for at, letter in enumerate(document.text)
        if any(finding.span[0] <= at < finding.span[1] for finding in findings)
    )
    assert bare(tree.within("or-mark")) == bare(covered)
    for number, finding in enumerate(findings, 1):
        assert (f"m-{number}" in tree.ids) == bool(finding.quote.strip())


def test_the_gravest_finding_gives_the_colour(document: Document, find: Callable[..., Finding]) -> None:
    findings = (
        find(document, "与上年相比增长943%", Severity.NOTICE),
        find(document, "增长943%", Severity.ERROR),
        find(document, "943%", Severity.WARNING),
    )
    tree = Tree(body(Report(document, (), findings)))
    assert tree.classes("mark") == ["or-mark or-notice", "or-mark or-error", "or-mark or-error"]
    assert {"m-1", "m-2", "m-3"} <= set(tree.ids)


def test_half_characters_cannot_break_the_file(sample: Report) -> None:
    html = page([replace(sample, document=Document("坏\udce4\x00\x0b字", (), origins=((0, Origin()),)), findings=())])
    html.encode("utf-8")
    assert "\x00" not in html
