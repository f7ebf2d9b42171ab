"""The whole papers: every planted fault fits its paper, every file kind keeps the words, findings reach their lines."""

import pytest

from benchmarks.papers import Fault, Paper, answers, main, measure, papers, said, source_lines
from benchmarks.papers.making import made

PAPERS = papers()
SLIPS = {
    "decimal-point", "complement", "wrong-base", "direction", "transposed-digits", "unit", "missing-part",
    "amount-as-percentage", "truncated", "copied-from-last-year", "privacy", "year", "placeholder", "digit",
}  # fmt: skip


def test_there_are_papers_of_every_file_kind_with_enough_faults() -> None:
    assert len(PAPERS) >= 16
    assert {paper.name.rsplit(".", 1)[1] for paper in PAPERS} == {"txt", "md", "docx", "xlsx", "html"}
    assert all(8 <= len(paper.faults) <= 16 for paper in PAPERS)
    assert {fault.slip for paper in PAPERS for fault in paper.faults} <= SLIPS


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_each_fault_changes_its_line_alone(paper: Paper) -> None:
    for fault in paper.faults:
        spoilt = paper.planted(fault)
        changed = [n for n, pair in enumerate(zip(paper.lines, spoilt.lines, strict=True), 1) if pair[0] != pair[1]]
        assert changed == [fault.line]
        assert all(1 <= line <= len(paper.lines) for line in fault.also)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_line_of_the_checked_text_leads_back_to_its_source(paper: Paper) -> None:
    way = source_lines(paper, paper.checked())
    words = {number for number, line in enumerate(paper.lines, 1) if line.strip()}
    assert set(way.values()) == words


def test_a_fault_whose_words_are_not_there_is_refused() -> None:
    paper = Paper("a.txt", ("合计5万元，其中：甲2万元、乙3万元。",), ())
    with pytest.raises(ValueError, match="a.txt, line 1: '甲7万元' stands there 0 times"):
        paper.planted(Fault(1, "甲7万元", "甲9万元", "digit"))


def test_a_fault_is_answered_only_by_what_the_clean_paper_has_not() -> None:
    paper = Paper("a.txt", ("本年支出100万元，其中：基本支出60万元，占60%；项目支出40万元，占40%。",), ())
    fault = Fault(1, "占40%", "占60%", "complement")
    (finding,) = answers(fault, paper, frozenset())
    assert finding.slip == "complement"
    assert answers(fault, paper, frozenset(one.about for one in said(paper.planted(fault)))) == []


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_a_finding_in_a_made_file_stands_on_its_source_line(kind: str) -> None:
    rows = ("项目\t决算数（万元）", "基本支出\t21.00", "项目支出\t32.00", "本年支出合计\t53.30")
    lines = ("说明", "", "表1 支出决算表", *rows)
    paper = Paper(f"a.{kind}", lines, ())
    assert made(paper.name, lines)[0]
    assert [(one.first, one.finding.stated) for one in said(paper)] == [(7, "53.30")]


def test_the_measure_counts_every_fault_and_prints_what_went_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    measured = measure()
    total = sum(len(paper.faults) for paper in PAPERS)
    found = measured.shares["faults found"]
    assert found.of == total == sum(n for n, _, _ in measured.by_slip.values())
    assert found.hits == sum(found for _, found, _ in measured.by_slip.values())
    assert main(["--show", "1"]) == 0
    assert f"faults found: {found}" in capsys.readouterr().out
