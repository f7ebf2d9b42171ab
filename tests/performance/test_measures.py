from datetime import date

import pytest

from oneruler.base.measuring import Measures
from oneruler.performance.actions import observe
from oneruler.performance.measures import MEASURES
from tests.performance.making import AT, YEAR, centre, goals, measures

pytestmark = pytest.mark.django_db


def test_indicators_and_what_is_off_its_way() -> None:
    made = centre()
    goals(made)
    observe(year=YEAR, on=date(2025, 7, 31), measures=measures(), by=made.clerk, at=AT)
    own = Measures(MEASURES)
    day = date(2025, 12, 31)
    assert own.figure("绩效指标", as_of=day, year="2025").value == 14
    assert own.figure("绩效指标", as_of=day, year="2025", project=made.project.number).value == 7
    assert own.figure("绩效指标", as_of=date(2025, 1, 1), year="2025").value == 0
    assert own.figure("监控偏离", as_of=day, year="2025").value == 6  # 签约、定性、满意度, of both goals
    assert own.figure("监控偏离", as_of=day, year="2025", project=made.project.number).value == 3
