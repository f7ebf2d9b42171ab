"""``oneruler check`` as an officer or a script runs it, each time in a process of its own."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import oneruler

GOOD = "一、支出情况\n支出合计300.00万元，其中：基本支出100.00万元，项目支出200.00万元。\n"
BAD = "一、支出情况\n支出合计350.00万元，其中：基本支出100.00万元，项目支出200.00万元，合计共两项。\n"
SOURCE = str(Path(oneruler.__file__).parent.parent)


def oneruler_check(
    *words: str | Path, stdin: bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(words), input=stdin, capture_output=True, cwd=cwd, env=environment(env), timeout=120, check=False
    )


def command(words: Sequence[str | Path]) -> list[str]:
    return [sys.executable, "-m", "oneruler", "check", *map(str, words)]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([SOURCE, *sys.path]), **(more or {})}


def documents(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run.stdout)["documents"]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two papers that add up, one that does not, and things to pass over."""
    (tmp_path / "乙").mkdir()
    (tmp_path / ".隐藏").mkdir()
    for name in ("甲.txt", "乙/丙.md", ".隐藏/丁.txt", ".戊.txt", "~$己.docx", "图.png"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    (tmp_path / "乙" / "差.txt").write_text(BAD, "utf-8")
    return tmp_path


def test_status_says_what_was_found(folder: Path) -> None:
    good, bad = folder / "甲.txt", folder / "乙" / "差.txt"
    assert oneruler_check(good).returncode == 0
    assert oneruler_check(bad).returncode == 1
    assert oneruler_check(good, bad).returncode == 1
    assert oneruler_check(bad, folder / "无.txt").returncode == 2


def test_an_officer_reads_what_is_wrong_and_where(folder: Path) -> None:
    run = oneruler_check(folder / "乙" / "差.txt")
    text = run.stdout.decode()
    assert "错误  第2行" in text
    assert "350" in text
    assert "共 1 份文件" in text
    assert "\x1b" not in text
    assert run.stderr == b""


def test_folders_are_walked_in_order_and_hidden_files_passed_over(folder: Path) -> None:
    run = oneruler_check(".", "--format", "json", cwd=folder)
    assert [document["path"] for document in documents(run)] == ["./乙/丙.md", "./乙/差.txt", "./甲.txt"]
    assert json.loads(run.stdout)["summary"]["documents"] == 3


def test_a_file_named_twice_is_checked_once(folder: Path) -> None:
    run = oneruler_check("甲.txt", ".", folder / "甲.txt", "--format", "json", cwd=folder)
    assert [document["path"] for document in documents(run)] == ["甲.txt", "./乙/丙.md", "./乙/差.txt"]


def test_a_folder_without_papers_says_so(tmp_path: Path) -> None:
    run = oneruler_check(tmp_path, "--format", "json")
    assert run.returncode == 2
    assert "文件夹里没有可以核查的文件" in documents(run)[0]["error"]
    assert ".docx" in run.stderr.decode()


def test_what_cannot_be_read_is_named_and_the_others_are_checked(folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    run = oneruler_check(folder, folder / "无.txt", "--format", "json")
    assert run.returncode == 2
    read = {Path(document["path"]).name: document.get("error") for document in documents(run)}
    assert read["甲.txt"] is None
    assert read["差.txt"] is None
    assert "坏.docx" in str(read["坏.docx"])
    assert "没有这个文件" in str(read["无.txt"])
    assert all(document["claims"] == [] == document["findings"] for document in documents(run) if "error" in document)
    assert "坏.docx" in run.stderr.decode()
    assert "无.txt" in run.stderr.decode()


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html"])
def test_every_byte_is_the_same_whatever_the_jobs(folder: Path, form: str) -> None:
    for number in range(30):
        (folder / f"{number}.txt").write_text(BAD if number % 3 else GOOD, "utf-8")
    runs = [oneruler_check(folder, "--format", form, "--jobs", jobs) for jobs in ("1", "2", "3")]
    assert runs[0].stdout == runs[1].stdout == runs[2].stdout
    assert [run.returncode for run in runs] == [1, 1, 1]
    alone = oneruler_check(folder / "甲.txt", "--format", form)
    assert alone.stdout == oneruler_check(folder / "甲.txt", "--format", form, "--jobs", "1").stdout


def test_standard_input_has_the_name_it_is_given() -> None:
    run = oneruler_check("-", "--name", "来文.txt", "--format", "json", stdin=BAD.encode("gb18030"))
    assert run.returncode == 1
    (document,) = documents(run)
    assert document["path"] == "来文.txt"
    assert document["findings"][0]["line"] == 2
    assert documents(oneruler_check("-", "--format", "json", stdin=GOOD.encode()))[0]["path"] == "标准输入"


def test_only_as_grave_as_asked_for(folder: Path) -> None:
    paper = folder / "电话.txt"
    paper.write_text(BAD + f"联系人：张三，手机：{13800000000 + 1}。\n", "utf-8")
    grave = documents(oneruler_check(paper, "--format", "json", "--severity", "error"))[0]
    every = documents(oneruler_check(paper, "--format", "json"))[0]
    assert {finding["severity"] for finding in grave["findings"]} == {"error"}
    assert len(every["findings"]) > len(grave["findings"])
    assert every["claims"] == grave["claims"]


def test_output_goes_to_a_file_whole_or_not_at_all(folder: Path) -> None:
    target = folder / "结果.html"
    run = oneruler_check(folder, "--format", "html", "--output", target)
    assert (run.returncode, run.stdout) == (1, b"")
    assert target.read_text("utf-8").endswith("</html>\n")
    assert sorted(path.name for path in folder.iterdir() if path.name.endswith(".part")) == []
    again = oneruler_check(folder, "--format", "json", "--output", target)
    assert again.returncode == 1
    assert all("结果" not in document["path"] for document in json.loads(target.read_text("utf-8"))["documents"])

    nowhere = oneruler_check(folder, "--output", folder / "无此文件夹" / "结果.txt")
    assert nowhere.returncode == 2
    assert "无法写入结果文件" in nowhere.stderr.decode()


@pytest.mark.parametrize("jobs", ["0", "-1", "二", "x"])
def test_jobs_must_be_a_number(folder: Path, jobs: str) -> None:
    run = oneruler_check(folder, "--jobs", jobs)
    assert run.returncode == 2
    assert "应是大于 0 的整数" in run.stderr.decode()


def test_a_reader_that_stops_early_hears_no_complaint(folder: Path) -> None:
    for number in range(300):
        (folder / f"{number}.txt").write_text(BAD * 20, "utf-8")
    with subprocess.Popen(
        command([folder, "--format", "json"]), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1


def on_a_terminal(folder: Path, env: Mapping[str, str]) -> str:
    """What one sees who runs the command in a terminal."""
    master, slave = pty.openpty()
    with subprocess.Popen(command([folder]), stdout=slave, stderr=slave, env=environment(env)):
        os.close(slave)
        seen = b""
        try:
            while piece := os.read(master, 65536):
                seen += piece
        except OSError:  # Linux says so when the last writer has gone
            pass
    os.close(master)
    return seen.decode()


def test_colours_and_a_bar_only_before_a_person(folder: Path) -> None:
    for number in range(10):
        (folder / f"{number}.txt").write_text(BAD, "utf-8")
    seen = on_a_terminal(folder, {"TERM": "xterm", "NO_COLOR": ""})
    assert "\x1b[1;31m错误\x1b[0m" in seen
    assert "13/13" in seen
    plain = on_a_terminal(folder, {"TERM": "xterm", "NO_COLOR": "1"})
    assert "\x1b[1;31m" not in plain
    assert b"13/13" not in oneruler_check(folder).stderr


def test_the_command_knows_no_django(folder: Path) -> None:
    code = (
        "import sys; from oneruler.web.commands import main; status = main(sys.argv[1:]); "
        "sys.exit(99 if any(name.partition('.')[0] in ('django', 'rich', 'lxml') for name in sys.modules) else status)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "check", str(folder / "甲.txt")],
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")
