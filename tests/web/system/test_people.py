"""People and posts: each administrator does the own part, others not even learn who is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from oneruler.office.models import Assignment, Officer
from tests.web.conftest import SECRET, Administrators

AT = datetime(2026, 1, 5, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(administrators: Administrators, at: Callable[[datetime], None]) -> None:
    at(AT)  # and the three are there before anyone else


@pytest.fixture
def number(administrators: Administrators, clerk: Client) -> int:
    """The clerk's number."""
    return Officer.objects.get(username="clerk").pk


def posted(client: Client, address: str, **typed: str) -> int:
    return client.post(address, typed).status_code


def test_who_sees_the_pages(administrators: Administrators, clerk: Client, outsider: Client, number: int) -> None:
    for address in ("/system/people/", f"/system/people/{number}/"):
        seen = [one.get(address).status_code for one in (administrators.system, administrators.security)]
        unseen = [one.get(address).status_code for one in (administrators.audit, clerk, outsider)]
        assert (seen, unseen) == ([200, 200], [403, 403, 302])


def test_who_does_what(administrators: Administrators, clerk: Client, outsider: Client, number: int) -> None:
    person = f"/system/people/{number}"
    system_alone = ["/system/people/enrol/", f"{person}/password/"]
    security_alone = [f"{person}/appoint/", f"{person}/lock/", f"{person}/telephone/", "/system/posts/1/end/"]
    others = (administrators.audit, clerk)
    for address in system_alone:
        assert [posted(one, address) for one in (administrators.security, *others, outsider)] == [403, 403, 403, 302]
    for address in security_alone:
        assert [posted(one, address) for one in (administrators.system, *others, outsider)] == [403, 403, 403, 302]
    assert Officer.objects.get(pk=number).is_active


def test_one_who_may_not_hears_the_same_whether_the_person_exists_or_not(clerk: Client, number: int) -> None:
    assert clerk.get(f"/system/people/{number}/").text == clerk.get("/system/people/999999/").text


def test_enrol_appoint_and_sign_in(administrators: Administrators) -> None:
    shown = administrators.system.post("/system/people/enrol/", {"username": "wang", "display_name": "示例·王一"})
    found = re.search(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>", shown.text)
    assert found is not None
    officer = Officer.objects.get(username="wang")
    typed = {"role": "survey", "scope": "township", "township": "430199001", "first": "2026-01-05", "last": ""}
    assert posted(administrators.security, f"/system/people/{officer.pk}/appoint/", **typed) == 302
    page = administrators.security.get("/system/people/").text
    assert "示范街道" in page
    assert found[1] not in administrators.system.get(f"/system/people/{officer.pk}/").text
    fresh = Client()
    fresh.post("/sign-in/", {"username": "wang", "password": found[1]})
    assert fresh.get("/")["Location"] == "/account/password/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"role": "emperor", "first": "2026-01-05"}, "请选择岗位"),
        ({"role": "survey", "first": ""}, "请填写起日"),
        ({"role": "survey", "first": "5.1.2026"}, "应形如"),
        ({"role": "survey", "first": "2026-01-05", "last": "2026-01-04"}, "颠倒"),
        ({"role": "survey", "first": "2026-01-05", "scope": "project"}, "请填写项目编号"),
        ({"role": "survey", "first": "2026-01-05", "scope": "township", "township": "0"}, "请选择乡镇街道"),
    ],
)
def test_what_will_not_do_is_said(
    administrators: Administrators, number: int, typed: dict[str, str], said: str
) -> None:
    answer = administrators.security.post(f"/system/people/{number}/appoint/", typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Assignment.objects.filter(officer=number).exists()


def test_incompatible_posts_are_refused_with_the_reason(administrators: Administrators, number: int) -> None:
    address = f"/system/people/{number}/appoint/"
    posted(administrators.security, address, role="finance", first="2026-01-05")
    answer = administrators.security.post(address, {"role": "cashier", "first": "2026-01-05"})
    assert "不相容岗位" in answer.text
    assert "财务岗" in answer.text


def test_a_post_ends(administrators: Administrators, number: int) -> None:
    posted(administrators.security, f"/system/people/{number}/appoint/", role="survey", first="2026-01-05")
    post = Assignment.objects.get(officer=number)
    assert posted(administrators.security, f"/system/posts/{post.pk}/end/", last="2026-01-31") == 302
    post.refresh_from_db()
    assert str(post.last) == "2026-01-31"
    assert posted(administrators.security, f"/system/posts/{post.pk}/end/", last="2026-02-01") == 422
    assert posted(administrators.security, "/system/posts/999999/end/", last="2026-02-01") == 404


def test_lock_ends_the_session_and_unlock_opens_again(
    administrators: Administrators, clerk: Client, number: int
) -> None:
    assert clerk.get("/account/").status_code == 200
    assert posted(administrators.security, f"/system/people/{number}/lock/", reason="离职") == 302
    assert clerk.get("/account/").status_code == 302
    assert "已锁定" in administrators.system.get("/system/people/").text
    assert posted(administrators.security, f"/system/people/{number}/lock/", do="unlock") == 302
    assert clerk.get("/account/").status_code == 200


def test_one_who_typed_wrong_too_often_is_shown_and_let_in_again(
    administrators: Administrators, number: int, password: str
) -> None:
    for _ in range(5):
        posted(Client(), "/sign-in/", username="clerk", password="wrong")
    assert "输错过多，停到 09:15" in administrators.security.get(f"/system/people/{number}/").text
    posted(administrators.security, f"/system/people/{number}/lock/", do="unlock")
    assert posted(Client(), "/sign-in/", username="clerk", password=password) == 302


def test_a_forgotten_password_and_a_lost_telephone_need_two_administrators(
    administrators: Administrators, number: int, password: str
) -> None:
    Officer.objects.filter(pk=number).update(totp_secret=SECRET)
    shown = administrators.system.post(f"/system/people/{number}/password/").text
    assert "口令只显示这一次" in shown
    assert posted(Client(), "/sign-in/", username="clerk", password=password) == 422
    assert Officer.objects.get(pk=number).totp_secret == SECRET
    assert posted(administrators.security, f"/system/people/{number}/telephone/") == 302
    assert Officer.objects.get(pk=number).totp_secret == ""


def test_nobody_is_offered_what_they_may_not_do_to_themselves(administrators: Administrators) -> None:
    own = Officer.objects.get(username="anquan").pk
    text = administrators.security.get(f"/system/people/{own}/").text
    assert "自己的账号" in text
    assert "/appoint/" not in text
    assert posted(administrators.security, f"/system/people/{own}/lock/", reason="试") == 422
