"""公示: rounds in order, only sheets whose facts still hold."""

from __future__ import annotations

from datetime import date

import pytest

from oneruler.compensation.actions import publish_sheets
from oneruler.compensation.models import SheetPublication
from oneruler.office.errors import NotAllowedError, WrongStateError
from oneruler.office.roles import Role
from oneruler.projects.models import Project
from tests import thread

pytestmark = pytest.mark.django_db


def publish(of: Project, **changes: object) -> SheetPublication:
    words = {"round": 1, "place": "示例·村务公开栏", "first_day": thread.SHOWN, "last_day": thread.OVER,
             "by": thread.person(Role.PROJECT), "at": thread.at(thread.SHOWN), **changes}  # fmt: skip
    return publish_sheets(project=of, **words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"round": 2}, "应是第 1 榜"),
        ({"place": " "}, "张贴地点"),
        ({"first_day": thread.OVER, "last_day": thread.SHOWN}, "起止日期颠倒"),
        ({"first_day": date(2025, 9, 1)}, "之后才算出"),
    ],
)
def test_what_cannot_be_published(changes: dict[str, object], words: str) -> None:
    of = thread.project()
    thread.computed(thread.surveyed(of))
    with pytest.raises(WrongStateError, match=words):
        publish(of, **changes)
    assert not SheetPublication.objects.exists()


def test_rounds_follow_each_other_and_show_what_is_new() -> None:
    of = thread.project()
    first, second = thread.surveyed(of, "A1"), thread.surveyed(of, "A2")
    sheet = thread.computed(first)
    assert list(publish(of).sheets.all()) == [sheet]
    with pytest.raises(WrongStateError, match="没有还未公示的"):
        publish(of, round=2)
    other = thread.computed(second)
    assert list(publish(of, round=2).sheets.all()) == [other]


def test_a_sheet_whose_facts_changed_is_not_shown() -> None:
    of = thread.project()
    holder = thread.surveyed(of)
    thread.computed(holder)
    thread.changed(holder, thread.COMPUTED, 庭院菜地面积="10")
    with pytest.raises(WrongStateError, match="户号 A1 .*先重新计算"):
        publish(of)


def test_who_may_publish() -> None:
    of = thread.project()
    thread.computed(thread.surveyed(of))
    for role in (Role.SURVEY, Role.FINANCE):
        with pytest.raises(NotAllowedError):
            publish(of, by=thread.person(role))
