from datetime import UTC, datetime

import pytest

from oneruler.office.actions import enrol_officer
from oneruler.office.queries import active_officers

AT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_only_those_named_who_may_sign_in() -> None:
    for name in ("b", "a", "c", "left"):
        enrol_officer(username=name, display_name=f"示例·{name}", password=None, at=AT)
    left = active_officers(["left"]).get()
    left.is_active = False
    left.save()
    assert [officer.username for officer in active_officers(["b", "a", "left", "nobody"])] == ["a", "b"]
