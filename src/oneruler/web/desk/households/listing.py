"""Right holders in a table: a few queries for a page of them, names masked for whoever may not see the household."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from oneruler.base.fen import Fen, print_yuan
from oneruler.compensation.queries import agreements_of, current_sheets
from oneruler.disclosure.redact import mask_name
from oneruler.survey.queries import current_versions, visible_right_holders

if TYPE_CHECKING:
    from oneruler.office.models import Officer
    from oneruler.survey.models import RightHolder


@dataclass(frozen=True, slots=True)
class Listed:
    """One right holder in a table. ``state`` is how far it has come; ``agreed`` whether the amount is an agreed one."""

    holder: RightHolder
    seen: bool
    name: str
    lawful: str
    amount: str
    agreed: bool
    signed_on: date | None
    vacated_on: date | None

    @property
    def state(self) -> str:
        """In a word."""
        if self.vacated_on is not None:
            return "已腾房"
        if self.signed_on is not None:
            return "已签约"
        return "已计算" if self.amount else "已调查" if self.lawful else "已登记"


def listed(holders: Sequence[RightHolder], officer: Officer, today: date) -> list[Listed]:
    """A page of right holders, which come with ``vacating`` fetched."""
    keys = [one.pk for one in holders]
    seen = set(visible_right_holders(officer, today).filter(pk__in=keys).values_list("pk", flat=True))
    lawful = dict(current_versions().filter(right_holder__in=keys).values_list("right_holder_id", "lawful_building_e2"))
    computed = dict(current_sheets().filter(right_holder__in=keys).values_list("right_holder_id", "total_fen"))
    agreed: dict[int, int] = {}
    signed: dict[int, date] = {}
    rows = agreements_of(holders).select_related(None).values_list("right_holder_id", "amount_fen", "signed_on")
    for pk, amount, signed_on in rows:
        agreed[pk] = agreed.get(pk, 0) + amount
        signed.setdefault(pk, signed_on)
    found = []
    for one in holders:
        owed = agreed.get(one.pk, computed.get(one.pk))
        vacating = getattr(one, "vacating", None)
        found.append(
            Listed(
                one, one.pk in seen, one.name if one.pk in seen else mask_name(one.name),
                f"{Decimal(lawful[one.pk]).scaleb(-2):,.2f}" if one.pk in lawful else "",
                print_yuan(Fen(owed)) if owed is not None else "", one.pk in agreed, signed.get(one.pk),
                vacating.vacated_on if vacating is not None else None,
            )
        )  # fmt: skip
    return found
