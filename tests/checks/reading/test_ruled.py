"""Rules on a page to grids."""

import pytest

from oneruler.checks.reading.printed_page import Rule
from oneruler.checks.reading.refusal import TableTooLargeError
from oneruler.checks.reading.ruled import CellBox, RuledGrid, ruled_grids

PT = 1000


def level(y: int, x0: int, x1: int) -> Rule:
    return Rule(y * PT, x0 * PT, x1 * PT)


def upright(x: int, y0: int, y1: int) -> Rule:
    return Rule(x * PT, y0 * PT, y1 * PT)


def the_grid(rules: list[Rule], ups: list[Rule]) -> RuledGrid:
    (found,) = ruled_grids(rules, ups)
    return found


def test_a_full_grid_with_rules_in_pieces_and_double_edges() -> None:
    levels = [level(y, x, x + 100) for y in (0, 20, 40) for x in (0, 100)] + [level(41, 0, 200)]
    found = the_grid(levels, [upright(x, 0, 40) for x in (0, 100, 200)])
    assert [[(box.row, box.column) for box in row] for row in found.cells] == [[(0, 0), (0, 1)], [(1, 0), (1, 1)]]
    assert found.cell_at(50 * PT, 30 * PT) == CellBox(0, 0, 1, 1)
    assert found.cell_at(150 * PT, 10 * PT) == CellBox(1, 1, 1, 1)
    assert found.cell_at(250 * PT, 10 * PT) is None
    assert found.cell_at(50 * PT, 60 * PT) is None


def test_a_missing_rule_merges_cells() -> None:
    found = the_grid(
        [level(0, 0, 300), level(20, 0, 300), level(40, 100, 300), level(60, 0, 300)],
        [upright(0, 0, 60), upright(100, 0, 60), upright(200, 0, 40), upright(300, 0, 60)],
    )
    assert found.cells[0][1] == found.cells[0][2] == CellBox(0, 1, 1, 2)
    assert found.cells[0][0] == found.cells[1][0] == CellBox(0, 0, 2, 1)
    assert found.cells[1][1] == CellBox(1, 1, 1, 1)


def test_tables_open_at_the_sides() -> None:
    found = the_grid([level(y, 0, 200) for y in (0, 20, 40)], [upright(100, 0, 40)])
    assert found.xs == (0, 100 * PT, 200 * PT)
    assert len(found.cells) == 2


def test_two_tables_stay_two_and_come_from_the_top_down() -> None:
    rules = [level(y + shift, 0, 200) for shift in (0, 100) for y in (0, 20)]
    ups = [upright(x, shift, shift + 20) for shift in (0, 100) for x in (0, 100, 200)]
    assert [grid.ys[0] for grid in ruled_grids(rules, ups)] == [120 * PT, 20 * PT]


def test_frames_underlines_and_drawings_are_no_grids() -> None:
    assert ruled_grids([level(0, 0, 100), level(20, 0, 100)], [upright(0, 0, 20), upright(100, 0, 20)]) == []
    assert ruled_grids([level(0, 0, 100), level(20, 0, 100)], []) == []
    assert ruled_grids([level(y * 4, 0, 100) for y in range(21000)], [upright(50, 0, 84000)]) == []


def test_a_grid_beyond_reason_is_refused() -> None:
    with pytest.raises(TableTooLargeError):
        ruled_grids([level(y * 4, 0, 8000) for y in range(1200)], [upright(x * 4, 0, 4800) for x in range(1200)])
