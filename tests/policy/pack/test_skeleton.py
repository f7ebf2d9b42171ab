"""A new pack loads as it is, refuses where it is blank, and never takes the place of what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from oneruler.policy.cases.running import run_cases
from oneruler.policy.model import Status
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.skeleton import write_skeleton


def test_it_loads_and_its_case_agrees(tmp_path: Path) -> None:
    write_skeleton(tmp_path / "某县")
    policy = load(tmp_path / "某县")
    assert policy.status is Status.TEMPLATE
    report = run_cases(policy)
    assert report.results
    assert report.failed == ()


def test_a_price_filled_in_is_computed(tmp_path: Path) -> None:
    folder = tmp_path / "某县"
    write_skeleton(folder)
    table = folder / "tables" / "房屋单价.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace(
            "元/㎡,,2026-01-01,,附件1,填写附表的出处,缺", "元/㎡,900,2026-01-01,,附件1,附表,示例"
        ),
        encoding="utf-8",
    )
    cases = folder / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    cases.write_text(text[: text.index("  拒绝")] + "  合计: 108450.00\n", encoding="utf-8")
    report = run_cases(load(folder))
    assert [result.differences for result in report.results] == [()]


def test_what_is_there_stays(tmp_path: Path) -> None:
    folder = tmp_path / "某县"
    folder.mkdir()
    (folder / "policy.yaml").write_text("名称: 我的\n", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_skeleton(folder)
    assert (folder / "policy.yaml").read_text(encoding="utf-8") == "名称: 我的\n"
    assert [path.name for path in tmp_path.iterdir()] == ["某县"]


def test_a_draft_that_was_cut_off_is_no_hindrance(tmp_path: Path) -> None:
    draft = tmp_path / ".某县.new"
    draft.mkdir()
    (draft / "half.csv").write_text("", encoding="utf-8")
    write_skeleton(tmp_path / "某县")
    assert load(tmp_path / "某县").roots == ("户",)
    assert not (tmp_path / "某县" / "half.csv").exists()
