import io
import subprocess
import sys
from pathlib import Path

import pytest
import xlwt

from oneruler.web.desk import examination, examiner
from oneruler.web.desk.examination import ExaminationError, examine

FAULTY = "2025年支出100.00万元，其中：基本支出60.00万元，占总支出的70.00%。"


def test_a_paper_comes_back_with_what_was_found() -> None:
    found = examine(FAULTY.encode(), "报告.txt")
    assert found.name == "报告.txt"
    assert found.errors == 1
    assert "or-error" in found.html


def test_an_old_workbook_is_read_within_the_same_limits() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("收支")
    for row, (name, amount) in enumerate([("项目", "金额"), ("甲", 10), ("乙", 20), ("合计", 41)]):
        sheet.write(row, 0, name)
        sheet.write(row, 1, amount)
    buffer = io.BytesIO()
    book.save(buffer)
    assert examine(buffer.getvalue(), "收支.xls").warnings == 1


@pytest.mark.parametrize("name", ["空.docx", "\udcff.txt", "a\n{}.txt", "x" * 5000 + ".pdf"])
def test_what_cannot_be_read_is_said_in_words(name: str) -> None:
    with pytest.raises(ExaminationError) as refused:
        examine(b"", name)
    assert len(str(refused.value)) > 10


def test_a_paper_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ExaminationError, match="秒内没有核查完"):
        examine(FAULTY.encode(), "报告.txt", seconds=0)


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise MemoryError", "import sys; sys.exit(3)"])
def test_a_reader_that_dies_does_not_take_the_server_with_it(
    code: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(examination, "COMMAND", [sys.executable, "-c", code])
    with pytest.raises(ExaminationError, match="核查中断，服务器未受影响"):
        examine(FAULTY.encode(), "报告.txt")
    assert "examiner ended with" in caplog.text
    monkeypatch.undo()
    assert examine(FAULTY.encode(), "报告.txt").errors == 1


def test_whoever_finds_no_place_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "_WAIT_SECONDS", 0.01)
    taken = [examination._PLACES.acquire(timeout=1), examination._PLACES.acquire(timeout=1)]
    try:
        with pytest.raises(ExaminationError, match="过一分钟再上传"):
            examine(FAULTY.encode(), "报告.txt")
    finally:
        for _ in filter(None, taken):
            examination._PLACES.release()


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (f"bytearray({2 * examiner.MEMORY})", "MemoryError"),
        ("import pathlib; pathlib.Path('written').write_text('x')", "File too large"),
    ],
)
def test_the_reader_is_confined(code: str, error: str, tmp_path: Path) -> None:
    program = f"from oneruler.web.desk.examiner import confine; confine(); {code}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, cwd=tmp_path)
    assert done.returncode != 0
    assert error in done.stderr
