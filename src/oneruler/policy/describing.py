"""A field and a rule in the words in which officers read them, wherever a policy is shown or compared."""

from __future__ import annotations

from dataclasses import dataclass

from oneruler.policy.language.kinds import Day, Number, Text, Truth
from oneruler.policy.language.words import in_words
from oneruler.policy.model import CutOff, Entitlement, Expression, Field, Quantity, Requirement, Rule, Transition


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a rule: its name, its words, and the expression as written (empty where it is none)."""

    name: str
    words: str
    expression: str = ""


def rule_kind(rule: Rule) -> str:
    """量, 要求 or 补偿项."""
    return {Quantity: "量", Requirement: "要求", Entitlement: "补偿项"}[type(rule)]


def rule_parts(rule: Rule) -> tuple[Part, ...]:
    """What a rule says, in the order in which it is read; its article stands apart."""
    match rule:
        case Quantity():
            parts = [_part("怎么算", rule.value)]
        case Requirement():
            parts = [_part("必须", rule.condition), Part("否则", rule.otherwise)]
        case Entitlement():
            parts = _entitlement(rule)
        case _:
            raise TypeError(f"no rule: {rule!r}")
    return tuple(parts)


def _entitlement(rule: Entitlement) -> list[Part]:
    payee = rule.payee + (f"（{rule.payee_field}）" if rule.payee_field else "")
    parts = [] if rule.applies is None else [_part("什么情况下给", rule.applies)]
    parts += [_part("给多少", rule.amount), Part("付给", payee)]
    if rule.due is not None:
        parts.append(_part("哪天付", rule.due))
    if rule.highest_of:
        parts.append(Part("择高", f"同属“{rule.highest_of}”的几项，只给最高的一项"))
    return parts


def _part(name: str, expression: Expression) -> Part:
    return Part(name, in_words(expression.tree), expression.text)


def cut_off_part(cut_off: CutOff) -> Part:
    """Which objects are counted at all."""
    return _part("计入的条件", cut_off.condition)


def transition_part(transition: Transition) -> Part:
    """When the replaced document still holds."""
    return _part("仍按原文件的条件", transition.condition)


def field_words(field: Field) -> str:
    """What may be written into a field: 数（㎡，最多 2 位小数，0 到 5,000）."""
    return _kind_words(field) + ("，可以暂时没有" if field.nullable else "")


def _kind_words(field: Field) -> str:
    match field.kind:
        case Number():
            return f"数（{'，'.join(part for part in (unit_words(field), bounds_words(field)) if part)}）"
        case Day():
            return "日期"
        case Truth():
            return "是或否"
        case Text():
            return f"选一项：{'、'.join(field.choices)}" if field.choices else "文字"


def unit_words(field: Field) -> str:
    """The unit of a number; of a quantity that its row measures, which table says so."""
    if field.unit_of:
        return f"单位同“{field.unit_of}”"
    return field.kind.unit.text if isinstance(field.kind, Number) and field.kind.unit is not None else ""


def bounds_words(field: Field) -> str:
    """Decimals and bounds of a number; empty for anything else."""
    if not isinstance(field.kind, Number):
        return ""
    scale = f"最多 {field.kind.scale} 位小数" if field.kind.scale else "整数"
    return f"{scale}，{field.kind.low:,} 到 {field.kind.high:,}"
