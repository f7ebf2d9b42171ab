"""Two versions side by side, and one household under both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from oneruler.base.fen import Fen, print_yuan
from oneruler.policy.comparing import AmountChange, Comparison, compare_sheets
from oneruler.policy.comparing import compare as compare_policies
from oneruler.policy.comparing_rates import Change
from oneruler.policy.facts import read_facts
from oneruler.policy.faults import FactsError, RefusalToCompute
from oneruler.policy.fitting import fit
from oneruler.policy.model import Policy
from oneruler.policy.scalar.computing import engine
from oneruler.policy.sheet import CompensationSheet
from oneruler.web.desk.policies import library
from oneruler.web.desk.policies.library import Example, Unreadable, Volume

_compared = lru_cache(maxsize=32)(compare_policies)  # packs are told apart by identity: a changed one is another


@dataclass(frozen=True, slots=True)
class Side:
    """One version's answer for the household: a sheet, or the reasons why there is none; what had to be fitted."""

    policy: Policy
    sheet: CompensationSheet | None
    reasons: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> str:
        return print_yuan(self.sheet.total) if self.sheet is not None else ""


@dataclass(frozen=True, slots=True)
class AmountShown:
    """An entitlement in both sheets, as printed."""

    name: str
    change: Change
    old: str
    new: str
    difference: str
    parts: tuple[AmountShown, ...]


@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """With which document? ``?other=`` leads there."""
    volume = library.volume(slug)
    other = request.GET.get("other", "")
    volumes = [one for one in library.shelf() if not isinstance(one, Unreadable) and one.slug != volume.slug]
    if any(one.slug == other for one in volumes):
        return redirect("policies:compare", volume.slug, other)
    kin = [one for one in library.relatives(volume) if one is not volume.policy]
    context = {
        "volume": volume,
        "policy": volume.policy,
        "kin": sorted(kin, key=lambda one: one.effective),
        "others": [one.policy for one in volumes if one.policy not in kin],
    }
    return render(request, "desk/policies/compare_choose.html", context)


@require_safe
def compare(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """From the first to the second; ``?example=`` names the household that is tried under both."""
    old, new = library.volume(slug), library.volume(other)
    comparison = _compared(old.policy, new.policy)
    context = {
        "volume": old, "policy": old.policy, "old": old.policy, "new": new.policy, "comparison": comparison,
        "tallies": _tallies(comparison), **_household(old, new, request.GET.get("example", "")),
    }  # fmt: skip
    return render(request, "desk/policies/compare.html", context)


def _tallies(comparison: Comparison) -> list[tuple[str, str, list[tuple[Change, int]], int]]:
    """Of each part: its anchor, its name, how many fared how, and how many stayed."""
    parts = (
        ("tables", "标准行", [row for table in comparison.tables for row in table.rows]),
        ("rules", "规则", comparison.rules),
        ("articles", "条文", comparison.articles),
        ("fields", "调查字段", comparison.fields),
    )
    return [
        (
            anchor,
            name,
            [(change, sum(one.change is change for one in found)) for change in Change if change is not Change.SAME],
            sum(one.change is Change.SAME for one in found),
        )
        for anchor, name, found in parts
    ]


def _household(old: Volume, new: Volume, asked: str) -> dict[str, object]:
    """The examples of both packs, and what the chosen one comes to in each."""
    examples = [(f"{one.slug}:{example.key}", one.policy, example) for one in (new, old) for example in one.examples]
    chosen = next((one for one in examples if one[0] == asked), examples[0] if examples else None)
    grouped = [
        (one.policy, [(f"{one.slug}:{example.key}", example) for example in one.examples])
        for one in (new, old)
        if one.examples
    ]
    if chosen is None:
        return {"examples": grouped, "chosen": ""}
    sides = [_side(volume.policy, chosen[2]) for volume in (old, new)]
    found: dict[str, object] = {"examples": grouped, "chosen": chosen[0], "sides": sides}
    if sides[0].sheet is not None and sides[1].sheet is not None:
        found["amounts"] = [_shown(one) for one in compare_sheets(sides[0].sheet, sides[1].sheet)]
        found["difference"] = _signed(Fen(sides[1].sheet.total - sides[0].sheet.total))
    return found


def _side(policy: Policy, example: Example) -> Side:
    root = example.root
    if root not in policy.roots:
        return Side(policy, None, (f"这份文件没有“{root}”这种补偿对象",), ())
    fitted = fit(policy, example.facts, root=root)
    try:
        sheet = engine(policy).compute(read_facts(policy, fitted.facts, root=root), on=timezone.localdate())
    except FactsError as error:
        return Side(policy, None, error.problems, fitted.notes)
    except RefusalToCompute as error:
        return Side(policy, None, error.reasons, fitted.notes)
    return Side(policy, sheet, (), fitted.notes)


def _shown(one: AmountChange) -> AmountShown:
    old, new = ("" if amount is None else print_yuan(amount) for amount in (one.old, one.new))
    difference = _signed(one.difference) if one.difference else ""
    return AmountShown(one.name, one.change, old, new, difference, tuple(_shown(part) for part in one.parts))


def _signed(amount: Fen) -> str:
    return f"{'+' if amount > 0 else ''}{print_yuan(amount)}"
