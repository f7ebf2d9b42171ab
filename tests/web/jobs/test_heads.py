from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oneruler.office.acting import record
from oneruler.office.queries import audit_head
from oneruler.web.jobs.heads import export_head, exported_heads

AT = datetime(2025, 7, 31, 18, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_once_a_day_by_the_day_in_china(tmp_path: Path) -> None:
    record(by=None, at=AT, verb="试记", about="x:1", detail={})
    assert export_head(tmp_path / "heads", at=AT)
    kept = exported_heads(tmp_path / "heads")
    assert [path.name for path in (tmp_path / "heads").iterdir()] == ["2025-08-01.json"]
    assert kept == dict([audit_head()])
    record(by=None, at=AT, verb="试记", about="x:2", detail={})
    assert not export_head(tmp_path / "heads", at=AT + timedelta(hours=1))
    assert exported_heads(tmp_path / "heads") == kept
    export_head(tmp_path / "heads", at=AT + timedelta(days=1))
    assert exported_heads(tmp_path / "heads") == {**kept, **dict([audit_head()])}


def test_the_end_of_an_empty_trail_proves_nothing(tmp_path: Path) -> None:
    export_head(tmp_path, at=AT)
    assert exported_heads(tmp_path) == {}
    assert exported_heads(tmp_path / "none") == {}
