"""Figures in templates."""

from __future__ import annotations

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def grouped(value: Decimal | int | None) -> str:
    """1,234.50; nothing for nothing."""
    return "" if value is None else f"{value:,}"


@register.filter
def signed(value: Decimal | int | None) -> str:
    """+1,234.50 or -3; nothing for nothing and for nought."""
    return f"{value:+,}" if value else ""
