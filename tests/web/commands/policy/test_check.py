"""``oneruler policy check``: every fault of every pack, and that nothing more than needed is loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from oneruler.policy.pack.shelf import packs, shipped
from oneruler.web.commands import main
from tests.policy.pack.good import Change, write
from tests.web.commands.test_check import environment

SOUND = "没有问题。白沙示范县征收补偿办法（白政发〔2025〕1号，示例），7 张标准表 11 行，7 个补偿项，2 个算例\n"


def check(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    status = main(["policy", "check", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_sound_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "白沙")
    assert check(capsys, tmp_path / "白沙") == (0, f"白沙：{SOUND}", "")


def test_rows_without_a_price_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, ("tables/青苗单价.csv", "1100,2025-07-01,,附表,虚构的附表,示例", ",2025-07-01,,附表,虚构的附表,缺"))
    status, said, _ = check(capsys, tmp_path)
    assert (status, "11 行（1 行缺标准）" in said) == (0, True)


CHANGES: list[tuple[Change, str]] = [
    (("policy.yaml", "状态: 示例", "状态: ‸草稿"), "“状态”应是已核、部分核、示例、模板之一，现为“草稿”"),
    (("rules/房屋.yaml", "值: 合法面积 if", "值: ‸合面积 if"), "没有“合面积”这个名称 是不是“合法面积”？"),
    (("tables/青苗单价.csv", "1100", "¶约1100"), "“单价”应是数字（最多 15 位整数、8 位小数），现为“约1100”"),
    (("cases.yaml", "合计: 91957.50", "合计: ‸许多"), "应是数字（最多 15 位整数、8 位小数），现为“许多”"),
    (("cases.yaml", "参照: 一栋楼房", "参照: ‸两栋楼房"), "前面没有案例“两栋楼房” 参照的案例要写在前面。"),
]


@pytest.mark.parametrize(("change", "words"), CHANGES)
def test_a_fault_is_said_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Change, words: str
) -> None:
    (place,) = write(tmp_path, change)
    status, said, aside = check(capsys, tmp_path)
    head, *faults = said.splitlines()
    assert (status, aside, head) == (1, "", f"{tmp_path.name}：{len(faults)} 处问题")
    assert any(fault.startswith(f"  {place}") and fault.endswith(words) for fault in faults)


def test_several_packs_are_all_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "甲", ("policy.yaml", "状态: 示例", "状态: 草稿"))
    write(tmp_path / "乙")
    status, said, _ = check(capsys, tmp_path / "甲", tmp_path / "乙")
    assert status == 1
    assert said.splitlines()[0] == "甲：1 处问题"
    assert said.endswith(f"乙：{SOUND}")


def test_without_a_name_the_shipped_packs_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _ = check(capsys)
    assert status == 0
    assert [line.partition("：")[0] for line in said.splitlines()] == [folder.name for folder in packs(shipped())]


def test_a_shipped_pack_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _ = check(capsys, "yunxi-2025")
    assert (status, said.startswith("yunxi-2025：没有问题。")) == (0, True)


def test_what_is_no_pack_stops_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "甲")
    status, said, aside = check(capsys, tmp_path / "甲", tmp_path / "无")
    assert (status, said) == (2, "")
    assert aside == (
        f"oneruler：找不到政策包“{tmp_path / '无'}”：应是含有 policy.yaml 的文件夹，或随程序提供的包的名称。\n"
    )


def test_the_command_knows_no_django(tmp_path: Path) -> None:
    write(tmp_path / "白沙")
    code = (
        "import sys; from oneruler.web.commands import main; status = main(sys.argv[1:]); "
        "sys.exit(99 if any(name.partition('.')[0] in ('django', 'rich', 'lxml', 'typst') for name in sys.modules) "
        "else status)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "policy", "check", str(tmp_path / "白沙")],
        capture_output=True, env=environment(), check=False, timeout=60,
    )  # fmt: skip
    assert (run.returncode, run.stdout.decode(), run.stderr) == (0, f"白沙：{SOUND}", b"")


@pytest.mark.parametrize("words", [["policy"], ["policy", "chekc"], ["policy", "check", "--fast"]])
def test_a_command_line_that_cannot_be_understood(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
