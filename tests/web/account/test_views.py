"""我的账号: what is due comes first; secrets are shown once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pyotp
import pytest
from django.test import Client

from oneruler.office.models import Assignment, Officer
from oneruler.office.roles import Role
from tests.web.conftest import SECRET, Administrators

AT = datetime(2026, 1, 5, 1, tzinfo=UTC)
NEW = "quite another sentence"
Change = dict[str, str]


@pytest.fixture(autouse=True)
def _now(at: Callable[[datetime], None]) -> None:
    at(AT)


def change(client: Client, old: str, new: str, again: str | None = None) -> tuple[int, str]:
    answer = client.post("/account/password/", {"old": old, "new": new, "again": new if again is None else again})
    return answer.status_code, answer.text


def test_a_password_given_by_another_comes_before_all_else(clerk: Client, password: str) -> None:
    Officer.objects.update(must_change_password=True)
    for page in ("/", "/desk/check/", "/account/", "/account/second-factor/"):
        assert clerk.get(page)["Location"] == "/account/password/"
    assert "别人给的" in clerk.get("/account/password/").text
    assert clerk.get("/health/").status_code == 200
    assert change(clerk, password, NEW)[0] == 200
    assert clerk.get("/account/").status_code == 200


def test_other_sessions_end_with_the_old_password_and_this_one_gets_a_new_key(clerk: Client, password: str) -> None:
    other = Client()
    other.force_login(Officer.objects.get())
    before = clerk.session.session_key
    change(clerk, password, NEW)
    assert clerk.session.session_key != before
    assert clerk.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [("wrong", NEW, NEW, "现在的口令不对"), ("", NEW, "other", "不一样"), ("", "short", "short", "12")],
)
def test_what_will_not_do_is_said(clerk: Client, password: str, old: str, new: str, again: str, said: str) -> None:
    status, text = change(clerk, old or password, new, again)
    assert status == 422
    assert said in text


def test_the_old_password_cannot_be_guessed_from_an_open_session(clerk: Client, password: str) -> None:
    for _ in range(5):
        change(clerk, "wrong", NEW)
    assert "15 分钟" in change(clerk, password, NEW)[1]


@pytest.mark.parametrize("role", [Role.FINANCE, Role.CASHIER, Role.LEADER, Role.AUDIT_ADMINISTRATOR])
def test_some_posts_come_in_only_with_a_telephone(clerk: Client, role: Role) -> None:
    Assignment.objects.create(officer=Officer.objects.get(), role=role, first=date(2026, 1, 1))
    for page in ("/", "/desk/check/", "/account/"):
        assert clerk.get(page)["Location"] == "/account/second-factor/"
    assert "您的岗位要求" in clerk.get("/account/second-factor/").text


def test_a_post_that_is_over_or_of_another_kind_demands_none(clerk: Client) -> None:
    officer = Officer.objects.get()
    Assignment.objects.create(officer=officer, role=Role.FINANCE, first=date(2025, 1, 1), last=date(2026, 1, 4))
    Assignment.objects.create(officer=officer, role=Role.SURVEY, first=date(2025, 1, 1))
    assert clerk.get("/desk/check/").status_code == 200


def test_taking_up_a_telephone(clerk: Client) -> None:
    page = "/account/second-factor/"
    assert "<svg" not in clerk.get(page).text.split("<main")[1]
    shown = clerk.post(page, {"do": "begin"})
    assert "data:" not in shown.text
    assert re.search(r'<svg[^>]*class="qr"', shown.text)
    assert " style=" not in shown.text
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", shown.text)
    assert found is not None
    totp = pyotp.TOTP(found[1].replace(" ", ""))
    wrong = clerk.post(page, {"do": "confirm", "code": "000000"})
    assert wrong.status_code == 422
    assert found[1] in wrong.text
    key = clerk.session.session_key
    codes = re.findall(
        r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", clerk.post(page, {"do": "confirm", "code": totp.at(AT)}).text
    )
    assert len(codes) == 8
    assert clerk.session.session_key != key
    assert not any(code in clerk.get(address).text for code in codes for address in (page, "/account/"))


def test_another_telephone_or_new_codes_only_with_the_password(clerk: Client, password: str) -> None:
    Officer.objects.update(totp_secret=SECRET)
    page = "/account/second-factor/"
    for wanted in ("begin", "codes"):
        refused = clerk.post(page, {"do": wanted, "password": "wrong"})
        assert refused.status_code == 422
        assert 'class="qr"' not in refused.text
        assert 'class="codes"' not in refused.text
    assert 'class="qr"' in clerk.post(page, {"do": "begin", "password": password}).text
    assert 'class="codes"' in clerk.post(page, {"do": "codes", "password": password}).text
    assert Officer.objects.get().totp_secret == SECRET


def test_in_the_demonstration_nothing_is_due(clerk: Client, settings: pytest.FixtureRequest) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    Officer.objects.update(must_change_password=True)
    assert clerk.get("/desk/check/").status_code == 200


def test_each_administrator_sees_the_own_pages_in_the_navigation(administrators: Administrators, clerk: Client) -> None:
    def entries(client: Client) -> list[str]:
        return re.findall(r'href="(/system/[a-z]+/)"', client.get("/account/").text)

    assert entries(administrators.system) == entries(administrators.security) == ["/system/people/"]
    assert entries(administrators.audit) == ["/system/trail/"]
    assert entries(clerk) == []
