"""The door: what it says, whom it lets in, and what the trail tells of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.test import Client

from oneruler.office.models import AuditEntry, Officer
from oneruler.office.queries import audit_breaks
from tests.web.conftest import SECRET

AT = datetime(2026, 1, 5, 1, tzinfo=UTC)
SetTo = Callable[[datetime], None]
PASSED = timedelta(minutes=15)


@pytest.fixture
def visitor(clerk: Client, at: SetTo) -> Client:
    """A fresh browser; the clerk and nobody else is enrolled."""
    at(AT)
    return Client()


def post(visitor: Client, password: str, username: str = "clerk") -> tuple[int, str]:
    answer = visitor.post("/sign-in/", {"username": username, "password": password})
    text = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.text)  # the token of the form
    return answer.status_code, answer.get("Location", "") or text.replace(username, "…")


def with_telephone() -> pyotp.TOTP:
    Officer.objects.filter(username="clerk").update(totp_secret=SECRET)
    return pyotp.TOTP(SECRET)


def test_an_unknown_name_is_answered_word_for_word_like_a_wrong_password(visitor: Client) -> None:
    def answer(username: str) -> str:
        return post(visitor, "wrong", username)[1]

    assert answer("clerk") == answer("nobody")
    assert "用户名或口令不对" in answer("nobody")


def test_an_unknown_name_costs_the_same_hashing(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    Officer.objects.create(username="left", display_name="示例·王走", is_active=False, password="!")
    for username in ("clerk", "nobody", "left"):
        hashed.clear()
        post(visitor, "wrong", username)
        assert len(hashed) == 1, username


@pytest.mark.parametrize("username", ["clerk", "nobody"])
def test_after_five_wrong_ones_even_the_right_one_waits(
    visitor: Client, at: SetTo, password: str, username: str
) -> None:
    for _ in range(5):
        assert post(visitor, "wrong", username)[0] == 422
    status, said = post(visitor, password, username)
    assert status == 429
    assert "15 分钟" in said
    at(AT + PASSED)
    assert post(visitor, password, username)[0] == (302 if username == "clerk" else 422)


def test_one_who_is_locked_is_told_no_more_than_others(visitor: Client, password: str) -> None:
    Officer.objects.update(is_active=False)
    assert post(visitor, password) == post(visitor, "wrong")


def test_what_no_database_takes_is_a_wrong_name(visitor: Client) -> None:
    assert post(visitor, "x\0", "clerk\0")[0] == 422
    assert post(visitor, "x", "n" * 5000)[0] == 422


def test_the_trail_of_a_day(visitor: Client, password: str) -> None:
    post(visitor, "wrong")
    post(visitor, "wrong", "hunter2")
    post(visitor, password)
    visitor.post("/sign-out/")
    told = [(one.verb, one.by_name) for one in AuditEntry.objects.all()]
    assert told == [("登录失败", "系统"), ("登录失败", "系统"), ("登录", "示例·张核查"), ("退出登录", "示例·张核查")]
    assert "hunter2" not in "".join(one.about + one.detail for one in AuditEntry.objects.all())
    assert list(audit_breaks()) == []


def test_the_session_changes_its_key_at_sign_in_and_ends_at_sign_out(visitor: Client, password: str) -> None:
    visitor.session.save()
    totp = with_telephone()
    before = visitor.session.session_key
    post(visitor, password)
    between = visitor.session.session_key
    visitor.post("/sign-in/code/", {"code": totp.at(AT)})
    after = visitor.session.session_key
    assert len({before, between, after}) == 3
    stolen = Client()
    stolen.cookies["oneruler_session"] = after or ""
    assert stolen.get("/account/").status_code == 200
    visitor.post("/sign-out/")
    assert stolen.get("/account/").status_code == 302


def test_with_a_telephone_the_password_alone_opens_nothing(visitor: Client, password: str) -> None:
    totp = with_telephone()
    assert post(visitor, password) == (302, "/sign-in/code/")
    assert visitor.get("/account/").status_code == 302
    assert "动态口令" in visitor.get("/sign-in/code/").text
    assert visitor.post("/sign-in/code/", {"code": totp.at(AT)})["Location"] == "/"
    assert visitor.get("/account/").status_code == 200


def test_the_same_code_does_not_open_a_second_time(visitor: Client, password: str) -> None:
    totp = with_telephone()
    post(visitor, password)
    visitor.post("/sign-in/code/", {"code": totp.at(AT)})
    second = Client()
    post(second, password)
    answer = second.post("/sign-in/code/", {"code": totp.at(AT)})
    assert answer.status_code == 422
    assert "已经用过" in answer.text
    assert second.get("/account/").status_code == 302


def test_codes_cannot_be_guessed_on_and_on(visitor: Client, password: str) -> None:
    totp = with_telephone()
    post(visitor, password)
    for _ in range(4):
        assert visitor.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    assert visitor.post("/sign-in/code/", {"code": totp.at(AT)}).status_code == 429
    assert post(Client(), password)[0] == 429


def test_the_second_step_waits_five_minutes_and_ends_with_the_password_or_the_account(
    visitor: Client, at: SetTo, password: str
) -> None:
    totp = with_telephone()
    post(visitor, password)
    later = AT + timedelta(minutes=5, seconds=1)
    at(later)
    assert visitor.post("/sign-in/code/", {"code": totp.at(later)})["Location"] == "/sign-in/"
    post(visitor, password)
    officer = Officer.objects.get(username="clerk")
    officer.set_password("quite another sentence")
    officer.save()
    assert visitor.post("/sign-in/code/", {"code": totp.at(later)})["Location"] == "/sign-in/"
    post(visitor, "quite another sentence")
    Officer.objects.update(is_active=False)
    assert visitor.post("/sign-in/code/", {"code": totp.at(later)})["Location"] == "/sign-in/"


def test_a_session_ends_when_its_owner_is_locked(visitor: Client, password: str) -> None:
    post(visitor, password)
    assert visitor.get("/account/").status_code == 200
    Officer.objects.update(is_active=False)
    assert visitor.get("/account/").status_code == 302


def test_the_code_page_leads_to_where_one_wanted_and_nowhere_foreign(visitor: Client, password: str) -> None:
    totp = with_telephone()
    visitor.post("/sign-in/", {"username": "clerk", "password": password, "next": "/account/"})
    assert visitor.post("/sign-in/code/", {"code": totp.at(AT)})["Location"] == "/account/"
    other = Client()
    other.post("/sign-in/", {"username": "clerk", "password": password, "next": "//elsewhere.example/"})
    code = totp.at(AT + timedelta(seconds=30))
    assert other.post("/sign-in/code/", {"code": code})["Location"] == "/"
