"""``oneruler policy cases``: what agrees, what differs, what no case touches."""

import subprocess
import sys
from pathlib import Path

import pytest

from oneruler.web.commands import main
from tests.policy.pack.good import write
from tests.web.commands.test_check import environment


def cases(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, list[str], str]:
    status = main(["policy", "cases", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out.splitlines(), said.err


def test_cases_that_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "白沙")
    status, said, aside = cases(capsys, tmp_path / "白沙")
    assert (status, aside) == (0, "")
    assert said[0] == "白沙：2 个算例，2 个相符，0 个不符"
    assert "  标准行：11 行有标准，算例用到 3 行" in said
    assert "    没有用到  tables/房屋单价.csv:3  结构=砖木" in said
    assert "    没有用到  tables/地价.csv:3  10≤面积" in said
    assert "  条件：11 面，算例走到 4 面" in said
    assert "    没有走到  补偿面积：认定为“合法”　不成立（rules/房屋.yaml:7:6）" in said


def test_a_case_that_differs_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, ("cases.yaml", "合计: 91957.50", "合计: 91957.51"), ("cases.yaml", "拒绝: 施行日", "拒绝: 有效期"))
    status, said, _ = cases(capsys, tmp_path)
    assert status == 1
    assert said[0] == f"{tmp_path.name}：2 个算例，0 个相符，2 个不符"
    assert said[1:3] == ["  不符  一栋楼房（cases.yaml:1:7）", "        合计应为 91,957.51，算出 91,957.50"]
    assert said[3] == "  不符  早一天（cases.yaml:12:7）"
    assert said[4].startswith("        拒绝的话里没有“有效期”：选用日（预公告日）2025-06-30 早于")


def test_cases_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place,) = write(tmp_path, ("cases.yaml", "参照: 一栋楼房", "参照: ‸两栋楼房"))
    status, said, aside = cases(capsys, tmp_path)
    assert (status, said) == (2, [])
    assert aside == (f"oneruler：算例有问题，先改好再用：\n  {place}：前面没有案例“两栋楼房” 参照的案例要写在前面。\n")


def test_a_pack_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place,) = write(tmp_path, ("policy.yaml", "状态: 示例", "状态: ‸草稿"))
    status, said, aside = cases(capsys, tmp_path)
    assert (status, said) == (2, [])
    assert aside.startswith(f"oneruler：政策包“{tmp_path}”有 1 处问题，先改好再用：\n  {place}：")


def test_several_packs_end_with_the_worst(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "甲", ("cases.yaml", "合计: 91957.50", "合计: 1"))
    write(tmp_path / "乙")
    status, said, _ = cases(capsys, tmp_path / "甲", tmp_path / "乙")
    assert status == 1
    assert [line for line in said if not line.startswith(" ")] == [
        "甲：2 个算例，1 个相符，1 个不符", "乙：2 个算例，2 个相符，0 个不符",
    ]  # fmt: skip


def test_as_a_script_runs_it(tmp_path: Path) -> None:
    write(tmp_path / "白沙", ("cases.yaml", "合计: 91957.50", "合计: 1"))
    run = subprocess.run(
        [sys.executable, "-m", "oneruler", "policy", "cases", "白沙"],
        cwd=tmp_path, capture_output=True, env=environment(), check=False, timeout=60,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (1, b"")
    assert run.stdout.decode().startswith("白沙：2 个算例，1 个相符，1 个不符\n")
