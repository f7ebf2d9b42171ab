from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import gold
from benchmarks.answers import Answer, Found, Said

TEXT = "甲中心\n支出10万元，其中：基本支出4万元，占40%\n减少9万元，减少943%\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(TEXT, encoding="utf-8")
    lines = [
        "file\tfragment\tkind\tstated\trecomputed\tlabel\tformula",
        "a.txt\t甲中心\\n支出10万元，其中：基本支出4万元，占40%\tshare\t40%\t40%\tok\t4/10",
        "a.txt\t减少9万元，减少943%\tgrowth\t943%\t94.28%\terror\t9/9.5",
    ]
    (reports / "gold.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setenv("ONERULER_REPORTS", str(reports))
    return reports


def test_recognised_and_raised(folder: Path) -> None:
    assert gold.folder() == folder
    share, fall = TEXT.index("占40%"), TEXT.index("943%")
    answer = Answer(
        TEXT,
        (
            Said("share", (share, share + 4), "40%", "40.0000%", "ok"),
            Said("growth", (fall, fall + 4), "943%", "94.2757%", "error"),
        ),
        (Found("error", (fall, fall + 4), "decimal-point", ""),),
    )
    shares, _ = gold.judge(lambda _data, _name: answer, folder)
    assert all(share.hits == share.of for share in shares.values())
    assert shares["gold fragments recognised"].of == 2


def test_missed_and_false(folder: Path) -> None:
    share = TEXT.index("占40%")
    answer = Answer(TEXT, (Said("share", (share, share + 4), "40%", "40.0000%", "error"),), ())
    shares, misses = gold.judge(lambda _data, _name: answer, folder)
    assert shares["gold errors raised as errors"].hits == 0
    assert shares["gold ok rows without an error"].hits == 0
    assert shares["gold fragments recognised"].hits == 1
    assert len(misses) == 3


def test_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONERULER_REPORTS", str(tmp_path))
    assert gold.folder() is None
