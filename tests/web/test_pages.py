"""What holds for every page: the policy of the browser, the door, what is said when something goes wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
}  # fmt: skip


@pytest.mark.parametrize("address", ["/sign-in/", "/health/", "/nowhere/"])
def test_headers_of_security(outsider: Client, address: str) -> None:
    headers = outsider.get(address).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_sign_in_with_a_password_and_out_again(clerk: Client, password: str) -> None:
    visitor = Client()
    answer = visitor.post("/sign-in/", {"username": "clerk", "password": password, "next": "/desk/check/"})
    assert answer["Location"] == "/desk/check/"
    assert "示例·张核查" in visitor.get("/desk/check/").text
    cookie = visitor.cookies["oneruler_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert visitor.post("/sign-out/")["Location"] == "/sign-in/"
    assert visitor.get("/desk/check/").status_code == 302


def test_a_wrong_password_is_refused_in_chinese(clerk: Client, outsider: Client) -> None:
    answer = outsider.post("/sign-in/", {"username": "clerk", "password": "wrong"})
    assert "用户名或口令不对" in answer.text
    assert outsider.get("/desk/check/").status_code == 302


def test_sign_in_leads_to_no_foreign_address(clerk: Client, password: str) -> None:
    data = {"username": "clerk", "password": password, "next": "https://elsewhere.example/"}
    assert Client().post("/sign-in/", data)["Location"] == "/"


def test_a_form_without_its_token_is_refused(clerk: Client, password: str) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "clerk", "password": password})
    assert answer.status_code == 403
    assert "页面已过期" in answer.text


def test_reading_pages_writes_no_session(clerk: Client, django_assert_num_queries: Any) -> None:
    before = Session.objects.get().session_data
    with django_assert_num_queries(3) as asked:  # the session, the officer, the posts
        clerk.get("/desk/check/")
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
    assert Session.objects.get().session_data == before


def test_a_page_that_is_not_there(clerk: Client) -> None:
    answer = clerk.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.text


def test_the_band_is_only_in_the_demonstration(outsider: Client, settings: Any) -> None:
    assert "demo-band" not in outsider.get("/sign-in/").text
    settings.DEMONSTRATION = True
    assert "demo-band" in outsider.get("/sign-in/").text


def test_health_says_so_when_the_database_answers(outsider: Client) -> None:
    assert outsider.get("/health/").content == b"ok"
