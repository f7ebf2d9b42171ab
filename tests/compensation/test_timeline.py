from __future__ import annotations

import pytest

from oneruler.compensation.timeline import timeline
from tests import thread

pytestmark = pytest.mark.django_db


def test_what_happened_in_order_of_days() -> None:
    of = thread.project()
    (holder,) = thread.signed_households(of, "A1")
    thread.checked(of)
    events = [one for one in timeline(holder) if one.what != "登记"]
    assert [one.what for one in events] == [
        "事实第 1 版", "计算单第 1 版", "第 1 榜公示", "事实第 2 版", "计算单第 2 版", "签订协议", "付款前自查",
    ]  # fmt: skip
    assert [one.on for one in events] == sorted(one.on for one in events)
    assert events[-2].detail == f"协-J-1-A1：{thread.sheet_of(holder).total_fen / 100:,.2f} 元"
    assert events[-1].about.startswith("compensation.checkresult:")
