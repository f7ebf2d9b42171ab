"""The five published reports: every labelled relation found and judged, every known fault raised, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from benchmarks.gold import Row, rows
from oneruler.base.findings import Finding, Severity
from oneruler.checks import CheckedClaim, Report, check
from oneruler.checks.reading import read
from tests.conftest import REPORTS

LABELLED = rows(REPORTS) if (REPORTS / "gold.tsv").is_file() else []
NAMES = ("hetang-2022", "jingzhou-2023", "kaifu-2022", "lusong-2020", "lusong-2021")
SLIPS = {"943%": "decimal-point", "21.7%": "complement", "28.7%": "wrong-base", "2109%": "wrong-base",
         "2500%": "amount-as-percentage"}  # fmt: skip


@cache
def checked(path: Path) -> Report:
    return check(read(path))


def places(report: Report, row: Row) -> list[tuple[int, int]]:
    """Where a labelled fragment stands; it must stand somewhere."""
    text, found, at = report.document.text, [], -1
    while (at := text.find(row.fragment, at + 1)) >= 0:
        found.append((at, at + len(row.fragment)))
    assert found, f"the report does not hold {row.fragment!r}"
    return found


def figure(text: str) -> Decimal:
    """The number of a figure with its unit."""
    return Decimal("".join(letter for letter in text if letter.isdigit() or letter in ".-"))


def about(report: Report, row: Row) -> Iterator[CheckedClaim]:
    """The claims on a fragment's words that are of its kind and have its recomputed value."""
    wanted = Decimal(row.recomputed.rstrip("%"))
    room = Decimal(1).scaleb(int(wanted.as_tuple().exponent)) / 2 + Decimal("0.0001")  # both values are rounded
    for claim in report.claims:
        on_it = any(claim.span[0] < end and start < claim.span[1] for start, end in places(report, row))
        fitting = on_it and claim.kind.value == row.kind and claim.recomputed
        if fitting and abs(abs(figure(claim.recomputed)) - wanted) <= room:
            yield claim


def faults(report: Report, row: Row, *severities: Severity) -> list[Finding]:
    """The findings of these severities on a fragment's words about its stated figure."""
    return [
        finding
        for finding in report.findings
        if finding.severity in severities
        and finding.stated
        and figure(finding.stated.split("、")[0]) == figure(row.stated)
        and any(finding.span[0] < end and start < finding.span[1] for start, end in places(report, row))
    ]


def lines(report: Report, severity: Severity) -> list[int]:
    """The lines of the findings of one severity, each once."""
    return sorted({finding.place.line for finding in report.findings if finding.severity is severity})


def named(row: Row) -> str:
    return f"{row.file}-{row.kind}-{row.stated}-{row.recomputed}-{row.label}"


def of(*labels: str) -> pytest.MarkDecorator:
    chosen = [pytest.param(row, id=named(row)) for row in LABELLED if row.label in labels]
    absent = [pytest.param(None, id="absent")]  # the fixture says why there are none
    return pytest.mark.parametrize("row", chosen or absent)


@of("ok", "ok-rounding", "warning", "error")
def test_every_labelled_relation_is_recomputed(reports: Path, row: Row) -> None:
    assert list(about(checked(reports / row.file), row))


@of("error")
def test_every_error_is_an_error(reports: Path, row: Row) -> None:
    (finding,) = faults(checked(reports / row.file), row, Severity.ERROR)
    if row.stated in SLIPS:
        assert finding.slip == SLIPS[row.stated]


@of("warning")
def test_every_warning_is_raised(reports: Path, row: Row) -> None:
    assert faults(checked(reports / row.file), row, Severity.ERROR, Severity.WARNING)


@of("ok", "ok-rounding")
def test_what_holds_is_no_error(reports: Path, row: Row) -> None:
    report = checked(reports / row.file)
    verdicts = {claim.verdict.value for claim in about(report, row)}
    assert verdicts <= ({"ok"} if row.label == "ok" else {"ok", "rounding"})
    wrong = faults(report, row, Severity.ERROR)
    if row.file == "kaifu-2022.txt" and row.fragment.startswith("总分"):
        assert [finding.expected for finding in wrong] == ["97.3"]  # the weights add up, the scores do not
    else:
        assert wrong == []


def test_the_labels_are_all_there(reports: Path) -> None:
    counted = {label: sum(row.label == label for row in LABELLED) for label in ("error", "warning")}
    assert counted == {"error": 6, "warning": 4}
    assert len(LABELLED) == 66


def test_both_repairs_of_a_rise_that_is_the_rate_of_a_fall(reports: Path) -> None:
    (finding,) = [one for one in checked(reports / "lusong-2020.txt").findings if one.stated == "28.7%"]
    assert finding.expected == "67.3%"
    assert "63.24万元" in finding.message
    assert "减少18.14万元，降低28.7%" in finding.message


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("hetang-2022", [157, 186]),
        ("lusong-2020", [95, 179]),
        ("kaifu-2022", [407]),
        ("jingzhou-2023", []),
        ("lusong-2021", []),
    ],
)
def test_errors_stand_on_these_lines_and_no_others(reports: Path, name: str, errors: list[int]) -> None:
    assert lines(checked(reports / f"{name}.txt"), Severity.ERROR) == errors


@pytest.mark.parametrize(
    ("name", "warnings"),
    [
        ("hetang-2022", [138, 157, 167, 173, 175, 186, 193, 203]),
        ("lusong-2020", []),
        ("kaifu-2022", [8, 55, 237]),
        ("jingzhou-2023", [6, 358, 410, 437, 438]),
        ("lusong-2021", [13, 16]),
    ],
)
def test_warnings_stand_on_these_lines_and_no_others(reports: Path, name: str, warnings: list[int]) -> None:
    assert lines(checked(reports / f"{name}.txt"), Severity.WARNING) == warnings


@pytest.mark.parametrize(
    ("name", "line", "codes"),
    [
        pytest.param("hetang-2022", 157, {"ARI-EXECUTION", "SCO-RULE"}, id="B1"),
        pytest.param("hetang-2022", 175, {"SCO-TOTAL"}, id="B2"),
        pytest.param("hetang-2022", 203, {"SCO-TOTAL"}, id="B3"),
        pytest.param("hetang-2022", 167, {"SCO-RULE"}, id="B4"),
        pytest.param("hetang-2022", 193, {"ARI-CROSS"}, id="B5"),
        pytest.param("hetang-2022", 170, {"CRO-SOURCE"}, id="B6"),
        pytest.param("hetang-2022", 143, {"BUD-ADJUST"}, id="B7"),
        pytest.param("kaifu-2022", 8, {"STA-POSTS"}, id="B8"),
        pytest.param("jingzhou-2023", 438, {"CRO-SCOPE"}, id="B9"),
        pytest.param("jingzhou-2023", 358, {"SCO-NOROWS"}, id="B10"),
        pytest.param("hetang-2022", 173, {"SCO-REASON"}, id="C2"),
        pytest.param("hetang-2022", 138, {"BUD-OVER"}, id="C3"),
        pytest.param("hetang-2022", 71, {"ARI-OPENLIST"}, id="C4"),
        pytest.param("hetang-2022", 77, {"FRM-THISYEAR"}, id="C6"),
        pytest.param("kaifu-2022", 55, {"FRM-NAME"}, id="C14"),
        pytest.param("kaifu-2022", 18, {"FRM-BLANK"}, id="C16"),
        pytest.param("kaifu-2022", 108, {"FRM-BLANK"}, id="C18"),
        pytest.param("kaifu-2022", 207, {"SCO-TARGET"}, id="C19"),
        pytest.param("jingzhou-2023", 6, {"PRI-MOBILE"}, id="C26"),
        pytest.param("lusong-2021", 13, {"FRM-FORECAST"}, id="C27"),
        pytest.param("lusong-2021", 16, {"BUD-OVER"}, id="C28"),
        pytest.param("hetang-2022", 174, {"SCO-TARGET"}, id="C34"),
    ],
)
def test_the_known_faults_of_rules_and_tables(reports: Path, name: str, line: int, codes: set[str]) -> None:
    found = checked(reports / f"{name}.txt").findings
    assert {finding.code for finding in found if finding.place.line == line} == codes


def test_mobile_numbers_are_found_and_office_telephones_are_not(reports: Path) -> None:
    counts = {
        name: sum(finding.code.startswith("PRI-") for finding in checked(reports / f"{name}.txt").findings)
        for name in NAMES
    }
    assert counts == dict.fromkeys(NAMES, 0) | {"jingzhou-2023": 2}


def test_quotes_are_verbatim(reports: Path) -> None:
    for name in NAMES:
        text = (reports / f"{name}.txt").read_text(encoding="utf-8")
        report = checked(reports / f"{name}.txt")
        assert report.document.text == text
        told: list[CheckedClaim | Finding] = [*report.claims, *report.findings]
        for one in told:
            assert one.quote == text[slice(*one.span)] != ""
            assert text.count("\n", 0, one.span[0]) + 1 == one.place.line
