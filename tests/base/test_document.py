"""Offsets, folding, merged cells, and places across lines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.base.document import (
    Cell,
    Cited,
    Document,
    DocumentBuilder,
    Merged,
    Origin,
    Paragraph,
    Passage,
    Table,
    fill_grid,
)
from oneruler.base.figures import Figure, Measure, Unit

LETTERS = st.text("支出增减 \t\u3000\u200b\n12３．，,％%−aＢ⼀〔）", max_size=60)


@given(LETTERS, st.integers(0, 1000))
def test_every_character_knows_where_it_came_from(raw: str, offset: int) -> None:
    passage = Passage.of((raw, offset))
    assert len(passage.text) == len(passage.at)
    assert list(passage.at) == sorted(set(passage.at))
    for letter, at in zip(passage.text, passage.at, strict=True):
        assert Passage.of((raw[at - offset], 0)).text == letter or (letter == " " and raw[at - offset].isspace())


@given(LETTERS)
def test_nothing_but_blanks_is_dropped_and_folding_twice_changes_nothing(raw: str) -> None:
    passage = Passage.of((raw, 0))
    kept = [letter for letter in raw if not letter.isspace() and letter != "\u200b"]
    assert len(passage.text.replace(" ", "")) == len(kept)
    assert Passage.of((passage.text, 0)).text == passage.text


@given(LETTERS, LETTERS)
def test_pieces_join_as_one_text_and_spans_come_back(first: str, second: str) -> None:
    joined = Passage.of((first, 0), (second, len(first)))
    whole = first + second
    at_once = Passage.of((whole, 0))
    assert (joined.text, list(joined.at)) == (at_once.text, list(at_once.at))
    for i in range(len(joined.text)):
        start, end = joined.span(i, i + 1)
        assert end == start + 1
        assert joined.text[i] == " " or not whole[start].isspace()


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("增长 ９４３ ％", "增长943%"),
        ("3 339．65", "3 339.65"),
        ("1，234", "1，234"),
        ("−5﹪", "-5%"),
        ("⼟地", "土地"),
        ("GB 2260 号", "GB 2260号"),
        ("预\u200b算\ufeff", "预算"),
        ("（一）", "(一)"),
    ],
)
def test_folding(raw: str, read: str) -> None:
    assert Passage.of((raw, 0)).text == read


def test_an_empty_passage_has_no_start() -> None:
    assert Passage.of((" \n", 7)).start == -1
    assert Passage.of((" 一", 7)).start == 8


@given(st.text("一2\n", max_size=40), st.data())
def test_places_across_lines(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = Document(text, ()).place(start, end)
    lines = text.split("\n")
    assert sum(len(line) + 1 for line in lines[: place.line - 1]) + place.start == start
    assert sum(len(line) + 1 for line in lines[: place.end_line - 1]) + place.end == end
    assert 1 <= place.line <= place.end_line <= len(lines)
    assert place.end <= len(lines[place.end_line - 1]) + 1


def test_an_origin_holds_until_the_next() -> None:
    document = Document("甲乙丙丁", (), origins=((1, Origin(page=1)), (3, Origin(page=2, paragraph=4))))
    assert document.place(0, 1).origin == Origin()
    assert document.place(1, 2).origin == document.place(2, 4).origin == Origin(page=1)
    assert document.place(3, 4).origin == Origin(page=2, paragraph=4)


PARAGRAPHS = st.text("预算 12\n\t％", max_size=12)
GRIDS = st.lists(st.lists(PARAGRAPHS, min_size=1, max_size=4), min_size=1, max_size=4)


@given(st.lists(PARAGRAPHS | GRIDS, max_size=6))
def test_what_is_built_is_found_again_in_the_text(contents: list[str | list[list[str]]]) -> None:
    builder = DocumentBuilder(name="样", format="docx")
    for content in contents:
        builder.paragraph(content) if isinstance(content, str) else builder.table(content)
    document = builder.build()
    assert len(document.blocks) == len(contents)
    for content, block in zip(contents, document.blocks, strict=True):
        if isinstance(block, Paragraph):
            assert isinstance(content, str)
            _same_letters(content, block.passage, document.text)
        else:
            assert not isinstance(content, str)
            assert {len(row) for row in block.rows} == {max(map(len, content))}
            for r, row in enumerate(content):
                for c, raw in enumerate(row):
                    _same_letters(raw, block.rows[r][c].passage, document.text)
    lines = sum(1 if isinstance(content, str) else len(content) for content in contents)
    assert document.text.count("\n") == lines


def _same_letters(raw: str, passage: Passage, text: str) -> None:
    assert passage.text == Passage.of((raw, 0)).text
    for i, at in enumerate(passage.at):
        assert passage.text[i] == " " or Passage.of((text[at], 0)).text == passage.text[i]


def test_paragraphs_tables_and_cells_are_numbered_from_one() -> None:
    builder = DocumentBuilder()
    builder.paragraph("标题", heading=1, page=1)
    builder.table([["甲", "乙"], ["丙", "丁"]], page=2)
    builder.table([["戊"] * 28], sheet="收支")
    document = builder.build()

    def origin(letter: str) -> Origin:
        at = document.text.rindex(letter)
        return document.place(at, at + 1).origin

    assert origin("标") == Origin(page=1, paragraph=1)
    assert origin("丁") == Origin(page=2, table=1, cell="R2C2")
    assert origin("戊") == Origin(table=2, cell="收支!AB1")
    heading = document.blocks[0]
    assert isinstance(heading, Paragraph)
    assert (heading.passage.text, list(heading.passage.at), heading.heading) == ("标题", [0, 1], 1)


def test_a_merged_cell_stands_wherever_it_covers_and_is_told_once() -> None:
    builder = DocumentBuilder()
    builder.table([[Merged("项目", 2, 1), Merged("金额", 1, 2)], [None, "年初", "决算"], ["合计", "1", "2"]])
    (table,) = builder.build().blocks
    assert isinstance(table, Table)
    assert table.rows[0][0] is table.rows[1][0]
    assert table.rows[0][1] is table.rows[0][2]
    assert [cell.text for cell in table.cells()] == ["项目", "金额", "年初", "决算", "合计", "1", "2"]


@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_grids_are_filled_to_equal_rows(height: int, width: int, data: st.DataObject) -> None:
    ragged = [[Cell(Passage("x", [0]), r, c) for c in range(data.draw(st.integers(0, width)))] for r in range(height)]
    filled = fill_grid(ragged, width)
    assert [len(row) for row in filled] == [width] * height
    for r, row in enumerate(filled):
        for c, cell in enumerate(row):
            assert (cell.row, cell.column) == (r, c)
            assert cell.text == ("x" if c < len(ragged[r]) else "")


def test_a_merge_beyond_the_edge_is_cut_off() -> None:
    cell = Cell(Passage("x", [0]), 0, 0, rows=9, columns=9)
    assert fill_grid([[cell], []], 2) == ((cell, cell), (cell, cell))


def test_words_that_were_worked_out_know_their_place_and_their_figures() -> None:
    budget = Figure(Measure("预算", "预算数", Unit.FEN, "当日"), 3_800_000, date(2025, 12, 31))
    builder = DocumentBuilder()
    builder.paragraph(
        ["预算", Cited("3.80", (budget,)), "万元，占", Cited("100.00", (budget, budget), "部分÷全部"), "%。"]
    )
    builder.table([["预算数", Cited("3.80", (budget,))], [Merged.of(["其中：", Cited("3.80", (budget,))], 1, 2), None]])
    document = builder.build()
    assert [document.text[one.start : one.end] for one in document.citations] == ["3.80", "100.00", "3.80", "3.80"]
    assert document.citations[1].formula == "部分÷全部"
    assert all(one.figures[0] is budget for one in document.citations)
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert table.rows[1][0] is table.rows[1][1]
    assert table.rows[1][0].text == "其中:3.80"
