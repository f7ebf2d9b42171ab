from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from oneruler.compensation.queries import (
    current_sheets,
    owed,
    owed_by_payee,
    payees_owed,
    sheet_beside_agreement,
    signing_by_day,
    signing_rate,
)
from tests import thread
from tests.district import household_facts

pytestmark = pytest.mark.django_db


def test_nothing_is_owed_without_an_agreement() -> None:
    holder = thread.surveyed(thread.project())
    thread.computed(holder)
    assert owed(holder) == 0
    assert payees_owed(holder) == ()
    assert sheet_beside_agreement(holder).computed > 0


def test_every_payee_by_role_and_name_and_together_what_is_owed() -> None:
    of = thread.project()
    holder = thread.surveyed(of)
    facts = household_facts()
    facts["青苗"] = [
        {"编号": "租种地", "地类": "蔬菜地", "面积": "0.6", "栽种日": "2025-04-02", "实际投入人": "示例·陈明"}
    ]
    thread.entered(holder, facts, thread.COMPUTED, "补充调查")
    thread.computed(holder)
    thread.published(of)
    thread.signed(holder)
    payees = {(one.payee, one.name): one.amount for one in payees_owed(holder)}
    assert set(payees) == {("所有权人", "示例·A1户"), ("实际投入人", "示例·陈明")}
    assert sum(payees.values()) == owed(holder)
    assert sum(owed_by_payee(thread.sheet_of(holder)).values()) == owed(holder)


def test_a_signing_rate_names_its_base() -> None:
    of = thread.project()
    thread.signed_households(of, "A1")
    thread.surveyed(of, "A2", lawful="159.50")
    late = date(2026, 7, 1)
    rate = signing_rate(of, late)
    assert (rate.base, rate.rate) == ("已登记的权利人（不含集体经济组织），户", Fraction(1, 2))
    by_area = signing_rate(of, late, base="㎡")
    assert by_area.rate == Fraction(24_050, 40_000)
    assert "㎡" in by_area.base
    assert signing_rate(of, thread.OVER).rate is None  # nobody was registered yet
    assert signing_by_day(of) == [(thread.SIGNED, 1, 1)]


def test_the_current_sheet_as_of_a_day() -> None:
    holder = thread.surveyed(thread.project())
    first = thread.computed(holder)
    thread.changed(holder, thread.OVER, 庭院菜地面积="10")
    second = thread.computed(holder, thread.OVER, cause="更正错误")
    assert list(current_sheets(thread.SHOWN)) == [first]
    assert list(current_sheets()) == [second]
