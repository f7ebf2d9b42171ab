from datetime import timedelta

import pyotp
import pytest

from oneruler.office.actions import (
    LockedOutError,
    accept_code,
    begin_second_factor,
    confirm_second_factor,
    finish_sign_in,
    refuse_attempt,
    renew_backup_codes,
    reserve_attempt,
    sign_out,
    unlock_officer,
)
from oneruler.office.actions.signing_in import LIMIT, UNKNOWN_A_MINUTE, WINDOW
from oneruler.office.models import AuditEntry, SignInAttempts
from oneruler.office.queries import waiting_until
from tests.office.conftest import AT, House

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def fail(username: str, times: int = 1) -> None:
    for _ in range(times):
        reserve_attempt(username=username, at=AT)
        refuse_attempt(username=username, wrong="口令", at=AT)


@pytest.mark.parametrize("username", ["diaocha", "nobody-of-that-name"])
def test_after_so_many_wrong_ones_the_name_waits_whether_it_is_someones_or_not(house: House, username: str) -> None:
    fail(username, LIMIT)
    for later in (timedelta(0), WINDOW - SECOND):
        with pytest.raises(LockedOutError, match="15 分钟"):
            reserve_attempt(username=username, at=AT + later)
    reserve_attempt(username=username, at=AT + WINDOW)


def test_another_way_of_writing_the_same_name_is_no_way_round(house: House) -> None:
    fail("diaocha", LIMIT - 1)
    fail(" DIAOCHA ", 1)
    with pytest.raises(LockedOutError):
        reserve_attempt(username="ｄｉａｏｃｈａ", at=AT)


def test_attempts_that_are_not_judged_yet_count(house: House) -> None:
    for _ in range(LIMIT):
        reserve_attempt(username="diaocha", at=AT)
    with pytest.raises(LockedOutError):
        reserve_attempt(username="diaocha", at=AT)


def test_one_that_succeeds_forgets_the_wrong_ones_and_so_does_the_security_administrator(house: House) -> None:
    fail("diaocha", LIMIT - 1)
    reserve_attempt(username="diaocha", at=AT)
    finish_sign_in(by=house.clerk, means="口令", at=AT)
    fail("diaocha", LIMIT)
    assert waiting_until([house.clerk, house.outsider], at=AT) == {house.clerk.pk: AT + WINDOW}
    unlock_officer(officer=house.clerk, by=house.security, at=AT)
    reserve_attempt(username="diaocha", at=AT)


def test_the_trail_tells_of_it_and_never_of_a_name_that_is_nobodys(house: House) -> None:
    before = AuditEntry.objects.count()
    fail("diaocha", LIMIT)
    fail("hunter2-typed-in-the-wrong-box")
    finish_sign_in(by=house.clerk, means="口令", at=AT)
    sign_out(by=house.clerk, at=AT)
    rows = list(AuditEntry.objects.filter(sequence__gt=before))
    who = f"office.officer:{house.clerk.pk}"
    assert [(row.by_name, row.verb, row.about) for row in rows] == [
        *[("系统", "登录失败", who)] * LIMIT,
        ("系统", "暂停登录", who),
        ("系统", "登录失败", "未知用户名"),
        ("示例·李调查", "登录", who),
        ("示例·李调查", "退出登录", who),
    ]
    assert "hunter2" not in "".join(row.detail for row in rows)
    assert "hunter2" not in str(list(SignInAttempts.objects.values()))


def test_a_flood_of_names_does_not_fill_the_trail_nor_the_table(house: House) -> None:
    for number in range(UNKNOWN_A_MINUTE + 10):
        fail(f"nobody-{number}")
    assert AuditEntry.objects.filter(about="未知用户名").count() == UNKNOWN_A_MINUTE
    reserve_attempt(username="lisi", at=AT + timedelta(days=1, minutes=1))
    assert SignInAttempts.objects.count() == 1


def enrolled(house: House) -> tuple[pyotp.TOTP, list[str]]:
    totp = pyotp.TOTP(begin_second_factor(by=house.clerk))
    return totp, confirm_second_factor(code=totp.at(AT), by=house.clerk, at=AT)


def test_a_code_is_taken_once_and_only_near_its_time(house: House) -> None:
    totp, _ = enrolled(house)
    assert accept_code(officer=house.clerk, code=totp.at(AT), at=AT) is None  # it served to confirm the telephone
    later = AT + timedelta(minutes=5)
    half = timedelta(seconds=30)
    assert accept_code(officer=house.clerk, code=totp.at(later - 2 * half), at=later) is None
    assert accept_code(officer=house.clerk, code=totp.at(later + 2 * half), at=later) is None
    assert accept_code(officer=house.clerk, code=totp.at(later), at=later) == "动态口令"
    assert accept_code(officer=house.clerk, code=totp.at(later), at=later + SECOND) is None
    assert accept_code(officer=house.clerk, code=totp.at(later - half), at=later) is None, "an older one"
    assert accept_code(officer=house.clerk, code=totp.at(later + half), at=later) == "动态口令"


@pytest.mark.parametrize("code", ["", "abcdef", "１２３４５６", "000000000", "'; --"])
def test_what_is_no_code_is_refused(house: House, code: str) -> None:
    enrolled(house)
    assert accept_code(officer=house.clerk, code=code, at=AT) is None


def test_a_backup_code_is_good_once_and_for_its_owner_only(house: House) -> None:
    _, codes = enrolled(house)
    assert len(set(codes)) == 8
    assert accept_code(officer=house.outsider, code=codes[0], at=AT) is None
    assert accept_code(officer=house.clerk, code=f" {codes[0].upper()} ", at=AT) == "备用码"
    assert accept_code(officer=house.clerk, code=codes[0], at=AT) is None
    fresh = renew_backup_codes(by=house.clerk, at=AT)
    assert accept_code(officer=house.clerk, code=codes[1], at=AT) is None
    assert accept_code(officer=house.clerk, code=fresh[1].replace("-", ""), at=AT) == "备用码"


def test_no_code_opens_an_account_that_has_no_second_factor(house: House) -> None:
    for code in ("", "123456", pyotp.TOTP("A" * 32).at(AT)):
        assert accept_code(officer=house.outsider, code=code, at=AT) is None
