"""SARIF 2.1.0 as its specification (OASIS, sections 3.13 to 3.30) asks for it."""

import json
import re
from typing import Any

from oneruler.checks.render.form import Outcome, write
from oneruler.checks.render.sarif import SarifForm
from oneruler.checks.report import Report


def log(*papers: tuple[Report, str]) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(write(SarifForm(), papers))
    return whole


def test_one_run_of_one_tool_with_the_rules_that_spoke(sample: Report) -> None:
    whole = log((sample, "自评.txt"))
    assert whole["version"] == "2.1.0"
    assert whole["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = whole["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["name"] == "OneRuler"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["ARI-GROWTH", "ARI-SUM", "FORM-TEXT"]
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in rules}
    assert rules[0]["shortDescription"]["text"] == "增减率"
    assert [result["level"] for result in run["results"]] == ["error", "note", "warning"]
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_regions_count_from_one_and_cover_the_very_words(sample: Report) -> None:
    lines = sample.document.text.split("\n")
    results = log((sample, "自评.txt"))["runs"][0]["results"]
    for result, finding in zip(results, sample.findings, strict=True):
        assert result["message"]["text"] == finding.message
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        words = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        assert words == region["snippet"]["text"] == finding.quote
    assert results[2]["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "第2页 表1 R3C3"}]


def test_figures_and_slip_are_properties(sample: Report) -> None:
    growth, notice, _ = log((sample, "a"))["runs"][0]["results"]
    assert growth["properties"] == {
        "stated": "943%",
        "expected": "94.3%",
        "formula": "3339.65 / (202.78 + 3339.65)",
        "slip": "decimal-point",
    }
    assert notice["properties"] == {}


def test_paths_become_uris(sample: Report) -> None:
    paths = ["甲 乙/报告.txt", "/某处/报告.txt", "a:b.txt", "坏\udce4.txt"]
    results = log(*((sample, path) for path in paths))["runs"][0]["results"]
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results[::3]]
    assert uris[0] == "%E7%94%B2%20%E4%B9%99/%E6%8A%A5%E5%91%8A.txt"
    assert uris[1].startswith("file:///%E6")
    assert uris[2:] == ["a%3Ab.txt", "%E5%9D%8F%E4.txt"]
    assert all(re.fullmatch(r"[!-~]+", uri) for uri in uris)


def test_papers_without_findings_leave_no_gap_and_unread_ones_are_notified(sample: Report) -> None:
    form = SarifForm()
    clean = Report(sample.document, (), ())
    assert form.paper(clean, "a", 1) == ""
    assert form.unread("坏.pdf", "无法读取", 2) == ""
    whole = json.loads(form.head + form.tail([Outcome("a"), Outcome("坏.pdf", error="无法读取")]))
    (run,) = whole["runs"]
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is False
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"] == {"text": "无法读取"}
    assert len(log((clean, "a"), (sample, "b"), (clean, "c"), (sample, "d"))["runs"][0]["results"]) == 6
