from datetime import UTC, datetime

import pytest

from oneruler.office.acting import record
from oneruler.office.actions import enrol_officer
from oneruler.office.models import AuditEntry, AuditHead
from oneruler.office.queries import active_officers, audit_breaks, audit_head

AT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_only_those_named_who_may_sign_in() -> None:
    for name in ("b", "a", "c", "left"):
        enrol_officer(username=name, display_name=f"示例·{name}", password=None, at=AT)
    left = active_officers(["left"]).get()
    left.is_active = False
    left.save()
    assert [officer.username for officer in active_officers(["b", "a", "left", "nobody"])] == ["a", "b"]


def _recorded(count: int) -> None:
    for number in range(count):
        record(by=None, at=AT, verb="试记", about=f"x:{number}", detail={})


@pytest.mark.django_db
def test_a_whole_trail_has_no_break_and_the_walk_is_heard() -> None:
    assert list(audit_breaks()) == []
    _recorded(3)
    walked = []
    assert list(audit_breaks(walked=lambda done, total: walked.append((done, total)))) == []
    assert walked[-1] == (3, 3)


@pytest.mark.django_db
def test_what_was_done_to_a_trail_is_found() -> None:
    _recorded(4)
    AuditEntry.objects.filter(sequence=2).update(about="y:1")
    assert list(audit_breaks()) == ["第 2 条的内容与摘要不符，可能被改动过"]
    AuditEntry.objects.filter(sequence=2).update(about="x:1")
    AuditEntry.objects.filter(sequence=4).delete()
    assert list(audit_breaks()) == ["链尾记录为第 4 条，实有 3 条：末尾可能被删去"]


@pytest.mark.django_db
def test_entries_behind_the_end_are_found() -> None:
    _recorded(2)
    end = audit_head()
    _recorded(1)
    AuditHead.objects.update(sequence=end[0], digest=end[1])
    assert ["到第 3 条" in said for said in audit_breaks()] == [True]


@pytest.mark.django_db
def test_a_trail_written_anew_does_not_fit_the_ends_kept_elsewhere() -> None:
    _recorded(3)
    sequence, digest = audit_head()
    assert list(audit_breaks(heads={sequence: digest})) == []
    assert "第 3 条与当时导出的链尾不符" in "".join(audit_breaks(heads={sequence: "0" * 64}))
    assert "第 9 条与当时导出的链尾不符" in "".join(audit_breaks(heads={9: digest}))
