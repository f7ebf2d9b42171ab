"""The trail's page: filters, one page after another, and for one administrator only."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client

from oneruler.office.acting import record
from oneruler.office.models import AuditEntry, Officer
from oneruler.web.system.trail import PAGE
from tests.web.conftest import Administrators

LATE = datetime(2026, 1, 6, 15, 59, 59, tzinfo=UTC)
"""The last second of 6 January in China."""


@pytest.fixture
def filled(administrators: Administrators) -> Administrators:
    someone = Officer.objects.get(username="anquan")
    with transaction.atomic():
        for number in range(PAGE + 10):
            record(by=None, at=LATE - timedelta(minutes=1), verb="试一", about=f"projects.project:{number}", detail={})
        record(by=someone, at=LATE, verb="试二", about="projects.project:7", detail={"户数": 3, "说明": "<b>好</b>"})
        record(by=someone, at=LATE + timedelta(seconds=1), verb="试三", about="未知用户名", detail={"列": [1, 2]})
    return administrators


def shown(client: Client, address: str = "/system/trail/") -> list[int]:
    return [int(one) for one in re.findall(r'data-label="序号">(\d+)<', client.get(address).text)]


def test_only_the_audit_administrator_reads_it(filled: Administrators, clerk: Client, outsider: Client) -> None:
    asked = (filled.audit, filled.system, filled.security, clerk, outsider)
    assert [one.get("/system/trail/").status_code for one in asked] == [200, 403, 403, 403, 302]


def test_page_after_page_shows_each_entry_once(filled: Administrators) -> None:
    seen: list[int] = []
    address = "/system/trail/"
    while address:
        seen += shown(filled.audit, address)
        older = re.search(r'href="(\?[^"]*before=\d+)">更早的', filled.audit.get(address).text)
        address = "/system/trail/" + older[1].replace("&amp;", "&") if older else ""
    assert seen == list(AuditEntry.objects.order_by("-sequence").values_list("sequence", flat=True))
    assert len(seen) > PAGE


def test_by_person_by_day_and_by_thing(filled: Administrators) -> None:
    last = AuditEntry.objects.latest("sequence").sequence
    person = Officer.objects.get(username="anquan").pk
    assert shown(filled.audit, f"/system/trail/?by={person}") == [last, last - 1]
    assert shown(filled.audit, "/system/trail/?day=2026-01-07") == [last], "a day begins at midnight in China"
    assert shown(filled.audit, f"/system/trail/?by={person}&day=2026-01-06") == [last - 1]
    assert len(shown(filled.audit, "/system/trail/?kind=projects.project&number=7")) == 2
    assert len(shown(filled.audit, "/system/trail/?kind=projects.project&day=2026-01-06")) == PAGE
    assert shown(filled.audit, "/system/trail/?kind=funds.entry") == []


@pytest.mark.parametrize("words", ["day=2026-02-30", "by=x", "before=-1", "before=" + "9" * 40, "kind=%00&number='"])
def test_what_makes_no_sense_in_the_address_does_no_harm(filled: Administrators, words: str) -> None:
    assert filled.audit.get(f"/system/trail/?{words}").status_code == 200


def test_what_is_told_is_escaped_and_named_in_words(filled: Administrators) -> None:
    text = filled.audit.get("/system/trail/").text
    assert "&lt;b&gt;好&lt;/b&gt;" in text
    assert "项目 7" in text
    assert "{&quot;列&quot;:[1,2]}" in text
    assert "示例·钱安全" in text
