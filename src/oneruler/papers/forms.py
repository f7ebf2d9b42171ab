"""Where the templates that come with the program are: data, apart from the code, one ``.typ`` file a paper."""

from __future__ import annotations

from pathlib import Path

import oneruler

_PACKAGE = Path(oneruler.__file__).resolve().parent
_INSTALLED = _PACKAGE / "forms"
_CHECKOUT = _PACKAGE.parent.parent / "forms"


def folder() -> Path:
    """The folder of shipped templates: inside an installed program, or at the top of a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def compensation_sheet() -> Path:
    """The template of 补偿计算单; what it reads is told at its head."""
    return folder() / "compensation_sheet.typ"


def self_evaluation() -> Path:
    """The template of 绩效自评报告 for print."""
    return folder() / "self_evaluation.typ"


def self_evaluation_look() -> Path:
    """How 绩效自评报告 looks in Word and Excel."""
    return folder() / "self_evaluation.yaml"
