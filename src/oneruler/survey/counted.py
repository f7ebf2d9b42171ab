"""The typed columns of a version of facts, worked out from the same facts as the policy's 统计 says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from oneruler.base.rounding import half_up
from oneruler.policy.facts import Facts
from oneruler.policy.model import Policy, Statistic


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of one right holder, in the units of their columns."""

    lawful_building_e2: int = 0
    unlawful_building_e2: int = 0
    buildings: int = 0
    persons: int = 0
    land_mu_e4: int = 0


def counts_of(policy: Policy, facts: Facts) -> Counts:
    """What the facts come to. A figure that the policy does not name is nought."""
    return Counts(
        lawful_building_e2=_total(policy, facts, "合法建筑面积", 2),
        unlawful_building_e2=_total(policy, facts, "违法建筑面积", 2),
        buildings=_total(policy, facts, "房屋栋数", 0),
        persons=_total(policy, facts, "人数", 0),
        land_mu_e4=_total(policy, facts, "土地面积", 4),
    )


def _total(policy: Policy, facts: Facts, name: str, places: int) -> int:
    statistic = policy.statistics.get(name)
    if statistic is None:
        return 0
    return int(half_up(_added(statistic, facts), places).scaleb(places))


def _added(statistic: Statistic, facts: Facts) -> Decimal:
    total = Decimal(0)
    for record in facts.records():
        if record.kind == statistic.owner and (
            not statistic.when or record.values.get(statistic.when) in statistic.values
        ):
            value = record.values.get(statistic.field) if statistic.field else Decimal(1)
            total += value if isinstance(value, Decimal) else 0
    return total
