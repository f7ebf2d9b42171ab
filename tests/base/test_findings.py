"""Severities and findings."""

import dataclasses

import pytest

from oneruler.base.document import DocumentBuilder
from oneruler.base.findings import Finding, Severity


def test_severities_are_the_words_of_the_machine_form_and_of_officers() -> None:
    assert [(severity.value, severity.label) for severity in Severity] == [
        ("error", "错误"),
        ("warning", "警告"),
        ("notice", "提示"),
    ]


def test_a_finding_stands_on_its_words_and_cannot_be_changed() -> None:
    builder = DocumentBuilder()
    builder.paragraph("支出增长943%。")
    document = builder.build()
    start = document.text.index("943%")
    finding = Finding(
        "ARI-GROWTH", Severity.ERROR, "增长率不符。", "943%", (start, start + 4), document.place(start, start + 4)
    )
    assert document.text[slice(*finding.span)] == finding.quote
    assert (finding.stated, finding.expected, finding.formula, finding.slip) == ("", "", "", None)
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding.message = "改"  # type: ignore[misc]
