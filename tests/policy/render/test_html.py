"""The sheet as HTML: well-formed and harmless whatever the names, and a page that needs nothing else."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from oneruler.policy.render.html import body, page, stylesheet
from tests.policy.render.sheets import EVIL, drawn, hostile

VOID = {"meta"}


class Tree(HTMLParser):
    """Reads HTML strictly: every tag closed in its order; gathers tags and the text within each tag or class."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, set[str]]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[set[str], str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        if tag not in VOID:
            self.open.append((tag, {tag, *values.get("class", "").split()}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((set().union(*(names for _, names in self.open)) if self.open else set(), data))

    def within(self, *names: str, without: str = "") -> str:
        return "".join(text for inside, text in self.texts if inside >= set(names) and without not in inside)


def test_everything_is_said(tmp_path: Path) -> None:
    sheet = drawn(tmp_path)
    tree = Tree(body(sheet))
    assert tree.within("header") == "补偿计算单白沙示范县征收补偿办法（白政发〔2025〕1号）　预公告日 2025-08-01"
    assert tree.within("sheet-status") == "示例本单按示例标准试算，不作为付款依据。"
    assert tree.within("sheet-total") == "合计98,953.00 元大写：玖万捌仟玖佰伍拾叁元整"
    assert [tag for tag, _ in tree.tags].count("section") == 3
    assert "付给实际投入人（示例·陈明）" in tree.within("h3")
    assert "青苗（抢栽）　预公告后栽种的不予补偿（第八条）" in tree.within("sheet-left-out")
    assert sheet.policy.digest in tree.within("footer", "code")
    said = tree.within("sheet-how")
    for group in sheet.groups:
        assert group.subtotal in tree.within("tfoot")
        for line in group.lines:
            assert line.amount in tree.within("amount")
            assert line.item in tree.within("item")
            assert all(words in said for words in (line.worked, line.formula, line.article, *line.basis, line.due))
            assert all(words in said for words in (line.article_text, *line.interpretations, line.note))
            assert all(step.words in said and step.value in said for step in line.steps)


def test_the_object_stands_beside_its_item_and_the_root_needs_no_name(tmp_path: Path) -> None:
    html = body(drawn(tmp_path))
    assert "房屋补偿<small>主房</small></td>" in html
    assert '<td class="item">签约奖励</td>' in html


def test_the_facts_are_folded_away(tmp_path: Path) -> None:
    tree = Tree(body(drawn(tmp_path)))
    facts = tree.within("details", "sheet-facts")
    assert "户主示例·李大山" in facts
    assert "100.55" in facts
    assert ("details", {"class": "sheet-facts"}) in tree.tags


def test_every_step_is_within_the_one_it_is_part_of(tmp_path: Path) -> None:
    steps = re.findall(r'<ul class="sheet-steps">.*?</ul></details>', body(drawn(tmp_path)).replace("\n", ""))
    assert len(steps) == 5
    house = next(step for step in steps if "补偿面积</span>" in step and "房屋单价" in step)
    depth = house[: house.index("<span>结构</span>")].count("<ul") - house[: house.index("<span>结构</span>")].count(
        "</ul"
    )
    assert depth == 4


def test_no_name_is_html(tmp_path: Path) -> None:
    html = page(hostile(tmp_path))
    tree = Tree(html)
    assert "script" not in {tag for tag, _ in tree.tags}
    assert not any(name[:2] == "on" for _, values in tree.tags for name in values)
    assert html.count("</style>") == 1
    assert EVIL not in html
    said = tree.within("article")
    for name in ("示例·李大山", "主房", "东墙", "抢栽", "示例·陈明", "白沙示范县征收补偿办法", "设施补偿", "含基础",
                 "封闭阳台按全面积计", "虚构的附表", "房屋按结构补偿。", "预公告后栽种的不予补偿"):  # fmt: skip
        assert name + EVIL in said, name
    assert tree.within("title") == f"补偿计算单 A1{EVIL}"


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    html = page(drawn(tmp_path))
    tree = Tree(html)
    assert html.startswith("<!doctype html>\n")
    assert {tag for tag, _ in tree.tags} & {"link", "script", "img", "iframe", "base", "object"} == set()
    assert not any({"src", "href", "srcset", "style", "action"} & values.keys() for _, values in tree.tags)
    assert not re.search(r"https?:|//|@import|url\(", html.replace(stylesheet(), ""))
    assert not re.search(r"https?:|@import|url\(|</", stylesheet())
    assert stylesheet() in tree.within("style")
    assert ("meta", {"charset": "utf-8"}) in tree.tags


@pytest.mark.parametrize("words", ["@media print", "break-inside: avoid", "@media (max-width: 40rem)"])
def test_the_style_knows_paper_and_telephones(words: str) -> None:
    assert words in stylesheet()


def test_what_is_folded_is_not_needed_on_paper(tmp_path: Path) -> None:
    """A folded part prints its summary alone: the sums, their reckoning and the total must stand there."""
    sheet = drawn(tmp_path)
    tree = Tree(body(sheet))
    seen = tree.within("article", without="details") + tree.within("summary")
    for group in sheet.groups:
        for line in group.lines:
            assert line.amount in seen
            assert line.worked in seen
    assert sheet.total_upper in seen
    assert all(one.reason in seen for one in sheet.left_out)


def test_the_body_is_part_of_the_page(tmp_path: Path) -> None:
    sheet = drawn(tmp_path)
    assert body(sheet) in page(sheet)
    assert body(sheet).count("<article") == 1
