from __future__ import annotations

import random

from benchmarks.private import card, identity, mobile


def test_identity_numbers_pass_the_check_of_the_standard() -> None:
    for seed in range(200):
        number = identity(random.Random(seed))
        assert len(number) == 18
        # ISO 7064 MOD 11-2: the weighted sum of all eighteen, X as ten, leaves one.
        total = sum((10 if c == "X" else int(c)) * (2 ** (17 - i) % 11) for i, c in enumerate(number))
        assert total % 11 == 1


def test_cards_pass_the_luhn_check() -> None:
    for seed in range(200):
        digits = [int(c) for c in card(random.Random(seed))]
        doubled = [sum(divmod(2 * d, 10)) for d in digits[-2::-2]]
        assert (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def test_mobile_numbers_are_examples() -> None:
    for seed in range(50):
        number = mobile(random.Random(seed)).replace(" ", "").replace("-", "")
        assert len(number) == 11
        assert number.startswith("1380000")
