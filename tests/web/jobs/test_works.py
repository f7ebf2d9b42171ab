from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from oneruler.office.acting import record
from oneruler.office.models import AuditEntry
from oneruler.web.jobs.heads import export_head
from oneruler.web.jobs.task import StopAskedError, Task
from oneruler.web.jobs.works import backup, verify_trail
from oneruler.web.refusal import Refusal

AT = datetime(2025, 8, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    for number in range(3):
        record(by=None, at=AT, verb="试记", about=f"x:{number}", detail={})
    export_head(tmp_path / "heads", at=AT)
    return tmp_path


def test_a_whole_trail(trail: Path) -> None:
    task = Task({}, None)
    assert verify_trail(task) == {"entries": 3, "breaks": 0, "first": []}
    assert (task.done, task.total) == (3, 3)


def test_a_trail_written_anew_to_its_end_is_found_by_the_end_that_was_written_out(trail: Path) -> None:
    path = next((trail / "heads").iterdir())
    path.write_text(path.read_text().replace('"digest": "', '"digest": "0'))
    found = verify_trail(Task({}, None))
    assert (found["entries"], found["breaks"]) == (3, 1)
    assert "与当时导出的链尾不符" in found["first"][0]


def test_a_changed_entry_is_told_and_logged(trail: Path, caplog: pytest.LogCaptureFixture) -> None:
    AuditEntry.objects.filter(sequence=2).update(about="y:1")
    assert verify_trail(Task({}, None))["first"] == ["第 2 条的内容与摘要不符，可能被改动过"]
    assert "操作记录有 1 处不符" in caplog.text


def test_told_to_stop_it_stops(trail: Path) -> None:
    task = Task({}, None)
    task.stopping.set()
    with pytest.raises(StopAskedError):
        verify_trail(task)


def test_a_backup_goes_nowhere_where_no_folder_is_set(settings: Settings) -> None:
    settings.BACKUPS = None
    with pytest.raises(Refusal, match="ONERULER_BACKUPS"):
        backup(Task({"name": "2025-08-01"}, None))
