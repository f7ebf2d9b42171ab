"""Order, windows, and items that kill or hang their process."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence

import pytest

from oneruler.web.commands.workers import DIED, in_order


def work(item: object) -> str:
    """Doubles a number; the words say what to do to the process instead."""
    if item == "die":
        os._exit(9)
    if item == "hang":
        time.sleep(60)
    if item == "slow":
        time.sleep(0.3)
    return str(item) * 2


def lost(item: object, why: str) -> str:
    return f"{item}: {why}"


def results(items: Sequence[int | str], jobs: int = 2, seconds: int = 30) -> list[str]:
    return list(in_order(work, lost, items, jobs=jobs, seconds=seconds))


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 9, 600])
def test_results_come_in_the_order_of_the_items(count: int, jobs: int) -> None:
    assert results(list(range(count)), jobs) == [str(item) * 2 for item in range(count)]


def test_a_slow_item_delays_none_of_the_order() -> None:
    assert results(["slow", 1, 2, 3, 4, 5]) == ["slowslow", "11", "22", "33", "44", "55"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_dies_costs_one_item(jobs: int) -> None:
    items: list[int | str] = [1, "die", 3, 4, "die", "die", 7, 8, 9]
    assert results(items, jobs) == ["11", f"die: {DIED}", "33", "44", f"die: {DIED}", f"die: {DIED}", "77", "88", "99"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_item_that_takes_too_long_is_given_up(jobs: int) -> None:
    began = time.monotonic()
    first, hung, *rest = results([1, "hang", 3, 4, 5], jobs, seconds=1)
    assert time.monotonic() - began < 20
    assert (first, rest) == ("11", ["33", "44", "55"])
    assert hung.startswith("hang: 核查超过 1 秒")


def test_no_more_is_begun_than_the_window_holds() -> None:
    begun: list[int] = []

    class Items(list[int]):
        def __getitem__(self, index: int) -> int:  # type: ignore[override]
            begun.append(index)
            return super().__getitem__(index)

    stream: Iterator[str] = in_order(work, lost, Items(range(5000)), jobs=2, seconds=30)
    assert next(stream) == "00"
    assert max(begun) < 600
    assert sum(1 for _ in stream) == 4999


def test_no_process_is_left_behind() -> None:
    before = set(multiprocessing.active_children())
    stream: Iterator[str] = in_order(work, lost, [1, 2, "hang", 4], jobs=2, seconds=30)
    assert next(stream) == "11"
    stream.close()  # type: ignore[attr-defined]
    assert set(multiprocessing.active_children()) == before
