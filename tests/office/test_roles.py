"""The table of posts: every verb has a holder, and those who must be different people cannot be one."""

from __future__ import annotations

from itertools import combinations

import pytest

from oneruler.office.queries import must_have_second_factor
from oneruler.office.roles import ADMINISTRATORS, INCOMPATIBLE, MAY, Role, Scope, Verb


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_is_held_by_someone(verb: Verb) -> None:
    assert [role for role in Role if verb in MAY[role]]


@pytest.mark.parametrize("role", Role)
def test_every_post_has_a_word_and_something_it_may(role: Role) -> None:
    assert role.label
    assert MAY[role]


def test_the_three_administrators_share_nothing_and_do_no_business() -> None:
    business = set().union(*(MAY[role] for role in Role if role not in ADMINISTRATORS))
    for one, other in combinations(ADMINISTRATORS, 2):
        assert MAY[one].isdisjoint(MAY[other])
        assert frozenset({one, other}) in INCOMPATIBLE
    for role in ADMINISTRATORS:
        assert MAY[role].isdisjoint({Verb.SEE_HOUSEHOLDS, Verb.SEE_FUNDS, Verb.DRAFT_PAYMENT, Verb.APPROVE_PAYMENT})
        assert {Verb.ENROL, Verb.APPOINT, Verb.LOCK, Verb.SEE_AUDIT_TRAIL}.isdisjoint(business)


def may_be_one(*verbs: Verb) -> bool:
    """Whether one person, by posts that go together, may do all of ``verbs``."""
    for count in range(1, len(verbs) + 1):
        for posts in combinations(Role, count):
            allowed = set().union(*(MAY[post] for post in posts))
            together = not any(pair <= set(posts) for pair in INCOMPATIBLE)
            if together and set(verbs) <= allowed:
                return True
    return False


@pytest.mark.parametrize(
    "verbs",
    [
        (Verb.DRAFT_PAYMENT, Verb.REVIEW_PAYMENT),
        (Verb.DRAFT_PAYMENT, Verb.APPROVE_PAYMENT),
        (Verb.DRAFT_PAYMENT, Verb.RECORD_BANK_RETURN),
        (Verb.ENTER_FACTS, Verb.RECOGNISE),
        (Verb.ENROL, Verb.APPOINT),
        (Verb.APPOINT, Verb.SEE_AUDIT_TRAIL),
    ],
)
def test_nobody_does_both(verbs: tuple[Verb, Verb]) -> None:
    assert not may_be_one(*verbs)


def test_the_rule_on_doing_both_can_fail() -> None:
    assert may_be_one(Verb.OPEN_PROJECT, Verb.ENTER_FACTS)


@pytest.mark.parametrize("role", Role)
def test_who_handles_money_or_rights_signs_in_with_a_code(role: Role) -> None:
    expected = role in ADMINISTRATORS or role in {Role.FINANCE, Role.CASHIER, Role.LEADER}
    assert must_have_second_factor([Role.LEGAL, role]) is expected


def test_a_scope_covers_what_it_names() -> None:
    scope = Scope(projects=frozenset({"YX-1"}), townships=frozenset({"430199001"}))
    assert scope.covers(project="YX-1")
    assert scope.covers(project="YX-2", township="430199001")
    assert not scope.covers(project="YX-2")
    assert not scope.covers(project="YX-2", township="430199002")
    assert Scope(everything=True).covers(project="anything")
    assert not Scope()
