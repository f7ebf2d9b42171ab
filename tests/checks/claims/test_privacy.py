"""Personal data is found by its check digits and shape; office telephones, codes and amounts are none.

All numbers here are invented or made at run time.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneruler.checks.claims.privacy import find, identity_number_holds, luhn_holds
from tests.checks.telling import passage, report

MOBILE = "138" + "0" * 8
CARD_START = "622" + "0" * 12


def identity(body: str) -> str:
    """A body of 17 digits with the check digit that makes it hold."""
    return next(body + check for check in "0123456789X" if identity_number_holds(body + check))


def card(body: str) -> str:
    """A card number of these digits with the check digit that makes it hold."""
    return next(body + check for check in "0123456789" if luhn_holds(body + check))


PERSON = identity("990101" + "20990101" + "001")


def codes(text: str) -> list[str]:
    return [remark.code for remark in find(passage(text))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"联系人甲，手机{MOBILE}。", "PRI-MOBILE"),
        (f"电话：+86 {MOBILE}", "PRI-MOBILE"),
        (f"电话：86-{MOBILE}", "PRI-MOBILE"),
        ("电话138-0000-0000", "PRI-MOBILE"),
        ("电话138 0000 0000", "PRI-MOBILE"),
        ("电话１３８００００００００", "PRI-MOBILE"),
        (f"身份证号{PERSON}", "PRI-ID"),
        (f"卡号{card(CARD_START)}。", "PRI-BANK"),
        ("家庭住址：某某市某某路999号，", "PRI-HOME"),
        ("现住址为某某小区99栋9单元999室", "PRI-HOME"),
    ],
)
def test_found(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "办公电话：0999-88888888",
        "办公电话：88888888",
        "传真09998888888",
        "12800000000",
        "项目编码2138000000001",
        "支出13800000000.50元",
        "编号0.13800000000",
        "138-0000 0000",
        f"单号{PERSON[:-1]}{'0' if PERSON[-1] != '0' else '1'}",
        f"编号9{PERSON}",
        "卡号" + CARD_START + ("1" if card(CARD_START)[-1] == "0" else "0"),
        "统一社会信用代码129999990000000000"[:-1] + "A",
        "办公地址：某某市某某路999号",
        "家庭住址：略",
    ],
)
def test_not_found(text: str) -> None:
    assert codes(text) == []


def test_a_number_is_shown_masked() -> None:
    (remark,) = find(passage(f"联系人甲，手机{MOBILE}。"))
    assert "138****0000" in remark.message
    assert MOBILE not in remark.message
    (remark,) = find(passage(f"身份证号{PERSON}"))
    assert PERSON not in remark.message
    assert "办公电话" in remark.message


def test_the_span_is_the_number() -> None:
    checked = report(f"联系人甲，手机 138 0000 0000。身份证号：{PERSON}")
    assert [finding.quote for finding in checked.findings] == ["138 0000 0000", PERSON]
    assert {finding.severity.value for finding in checked.findings} == {"warning"}


@given(st.integers(10**16, 10**17 - 1).map(str))
def test_one_check_digit_holds(body: str) -> None:
    holding = [check for check in "0123456789X" if identity_number_holds(body + check)]
    assert len(holding) == 1
    assert identity_number_holds(body + holding[0].lower())


@given(st.integers(10**13, 10**18 - 1).map(str))
def test_one_card_digit_holds(body: str) -> None:
    assert sum(luhn_holds(body + check) for check in "0123456789") == 1


def test_neighbours_exchanged_break_the_check_digit() -> None:
    swapped = PERSON[:4] + PERSON[5] + PERSON[4] + PERSON[6:]
    assert PERSON[4] != PERSON[5]
    assert not identity_number_holds(swapped)
