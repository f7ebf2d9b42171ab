"""Processes killed at random, in small; ``make bench`` does it at length (benchmarks/crashes.py)."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from benchmarks.crashes import (
    Counts,
    Place,
    attaching_killed,
    backups_killed,
    founded,
    jobs_killed,
    jobs_once,
    restores_killed,
)


def sound(counts: Counts) -> dict[str, float]:
    assert counts.faults == []
    return counts.seen


def test_two_workers_do_200_jobs_each_once(place: Place) -> None:
    assert sound(jobs_once(place, jobs=200))["done"] == 200


def test_two_workers_do_200_jobs_each_once_on_postgresql(postgresql: str, tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.mkdir()
    place = founded(Place(var, postgresql), 5)
    assert sound(jobs_once(place, jobs=200))["done"] == 200


def test_the_jobs_of_killed_workers_are_done_once(place: Place) -> None:
    seen = sound(jobs_killed(place, random.Random(7), jobs=24, kills=3))
    assert seen["done"] + seen["failed after three attempts"] == 24


def test_a_backup_killed_while_others_write_is_whole_or_not_there(place: Place) -> None:
    seen = sound(backups_killed(place, random.Random(7), rounds=1))
    assert seen.get("whole", 0) + seen.get("none", 0) == 1


def test_a_restore_killed_is_done_or_not(place: Place, tmp_path: Path) -> None:
    other = Place(Path(shutil.copytree(place.var, tmp_path / "other" / "var")))
    other.run("benchmarks.crash_parts", "furnish", "7")
    sound(restores_killed(place, other, random.Random(7), rounds=1))


def test_attaching_killed_leaves_no_row_without_its_file(place: Place) -> None:
    assert sound(attaching_killed(place, random.Random(7), rounds=3))["rows"] >= 5


def test_the_counts_see_what_must_not_be() -> None:
    counts = Counts("bad")
    counts.sound({"breaks": ["第 2 条缺失"], "unreadable": 1, "twice": 1})
    assert len(counts.faults) == 3
    assert "faults: 3" in str(counts)
