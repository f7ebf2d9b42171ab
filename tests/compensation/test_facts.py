"""Who is like whom for one ruler."""

from __future__ import annotations

import pytest

from oneruler.compensation.facts import alike, facts_from, signing_day
from oneruler.survey.facts import written
from tests import thread
from tests.district import household_facts

pytestmark = pytest.mark.django_db


def key(number: str, **changes: str) -> str:
    facts = household_facts(number)
    facts["户"][0].update({name: value for name, value in changes.items() if name in {"签约日", "低保户", "户主"}})
    facts["房屋"][0].update({name: value for name, value in changes.items() if name in {"结构", "编号"}})
    words = written({"项目": [{"项目名称": "示例", "预公告日": "2025-08-01"}], **facts})
    read = facts_from(words, thread.POLICY, root="户")
    assert (signing_day(read) is not None) == ("签约日" in changes)
    return alike(read, thread.POLICY)


@pytest.mark.parametrize("changes", [{"户主": "示例·别人"}, {"签约日": "2025-10-09"}, {"编号": "东屋"}])
def test_names_and_days_of_signing_make_no_difference(changes: dict[str, str]) -> None:
    assert key("A1") == key("A2", **changes)


@pytest.mark.parametrize("changes", [{"低保户": "是"}, {"结构": "砖木"}])
def test_what_money_rests_on_does(changes: dict[str, str]) -> None:
    assert key("A1") != key("A1", **changes)
