"""What a check gives: kinds and verdicts by their words, findings counted by severity."""

from __future__ import annotations

import pytest

from oneruler.base.findings import Severity
from oneruler.checks.report import Kind, Verdict
from tests.checks.telling import report


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_word_of_its_own(kind: Kind) -> None:
    assert kind.label
    assert [other for other in Kind if other.label == kind.label] == [kind]


def test_the_kinds_of_the_machine_form() -> None:
    kinds = "sum share growth execution difference points table score cross form privacy"
    assert [kind.value for kind in Kind] == kinds.split()


def test_verdicts_in_words() -> None:
    labels = {verdict.value: verdict.label for verdict in Verdict}
    assert labels == {"ok": "相符", "rounding": "尾差", "error": "不符", "unverifiable": "无法复算"}


def test_findings_are_counted_by_severity() -> None:
    checked = report(
        "本年支出80.5万元，比上年增加10.5万元，增长51%。",
        "本年收入60万元，比上年减少20万元，下降52%。",
        "公务接待经费万元。",
        "联系人甲，手机13800000000。",
    )
    assert checked.count(Severity.ERROR) == 2
    assert checked.count(Severity.WARNING) == 1
    assert checked.count(Severity.NOTICE) == 1


def test_a_paper_without_figures_has_nothing_to_count() -> None:
    checked = report("征收工作平稳有序。")
    assert (checked.claims, checked.findings, checked.relations) == ((), (), ())
    assert [checked.count(severity) for severity in Severity] == [0, 0, 0]
