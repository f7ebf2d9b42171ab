"""The one way this house rounds: half up, away from zero on both sides, and only where a rule or a print says so."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def half_up(exact: Decimal | Fraction | int, places: int = 0) -> Decimal:
    """``exact`` rounded half up to ``places`` decimals, which the result keeps (1 at two places is 1.00).

    A tie goes away from zero: 0.5 becomes 1 and -0.5 becomes -1, so a refund mirrors its payment. Exact at any
    length, whatever the decimal context says.
    """
    scaled = Fraction(exact) * 10**places
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((int(scaled < 0 and whole > 0), digits, -places))
