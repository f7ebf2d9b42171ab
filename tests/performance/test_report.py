"""The self-evaluation as a paper: it adds up, and each worked-out word leads back to its figures."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from oneruler.base.document import Document, Paragraph, Table
from oneruler.base.findings import Severity
from oneruler.checks import Verdict, check
from oneruler.checks.reading import read_bytes
from oneruler.papers.forms import self_evaluation, self_evaluation_look
from oneruler.papers.setting import set_content
from oneruler.papers.template import read_template
from oneruler.papers.typesetting import pdf
from oneruler.papers.word import word
from oneruler.papers.workbook import workbook
from oneruler.performance import report
from oneruler.performance.actions import give_reason, observe, self_evaluate
from oneruler.performance.models import SelfEvaluation
from tests.performance.making import AGENCY, AT, PROJECT, WORDS, YEAR, budget, centre, goals, measures, sign

pytestmark = pytest.mark.django_db


def frozen(executed: int = 139_860_000_00) -> SelfEvaluation:
    made = centre()
    budget(executed)
    goals(made)
    sign(*[date(2025, 5, day) for day in range(1, 9)])
    for one in observe(year=YEAR, on=date(2025, 12, 31), measures=measures(), by=made.clerk, at=AT):
        give_reason(observation=one, reason="个别住户对过渡期不满意，逐户回访。", by=made.clerk, at=AT)
    kept = self_evaluate(year=YEAR, agency=AGENCY, words=WORDS, measures=measures(), by=made.clerk, at=AT)
    return SelfEvaluation.objects.get(pk=kept.pk)


def paper(kept: SelfEvaluation) -> Document:
    return report.document("自评报告.docx", kept.narrative, kept.figures)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_the_checker_finds_no_error_and_much_that_holds() -> None:
    found = check(paper(frozen()))
    said = [f"{one.severity} {one.code} {one.message}" for one in found.findings if one.severity is Severity.ERROR]
    assert said == []
    warned = [one.message for one in found.findings if one.severity is Severity.WARNING]
    assert warned == []
    verdicts = [claim.verdict for claim in found.claims]
    assert verdicts.count(Verdict.OK) > 30
    assert Verdict.ERROR not in verdicts


def test_the_checker_would_find_a_changed_figure() -> None:
    kept = frozen()
    words = json.dumps(kept.narrative, ensure_ascii=False)
    changed = words.replace("81.09%", "84.95%")
    assert changed != words
    document = report.document("改过.docx", json.loads(changed), kept.figures)
    assert any(one.severity is Severity.ERROR for one in check(document).findings)


def test_the_forms_have_their_cells() -> None:
    base, overall, project = tables(paper(frozen()))
    assert [table.caption for table in (base, overall, project)] == [
        "2025年度部门整体支出绩效评价基础数据表", "2025年度部门整体支出绩效自评表", "2025年度项目支出绩效自评表",
    ]  # fmt: skip
    assert {len(row) for row in base.rows} == {7}
    assert {len(row) for row in overall.rows} == {len(row) for row in project.rows} == {9}
    assert [cell.text for cell in base.rows[1]][1::2] == ["13", "8", "61.54%"]
    assert base.rows[0][0] is base.rows[1][0]
    total = [cell.text for cell in overall.rows[-1]]
    assert (total[0], total[6], total[7]) == ("总分", "100", "94.42")
    money = [cell.text for cell in overall.rows[2]]
    assert money[1:] == ["年度资金总额", "年度资金总额", "12176.00", "14980.20", "14153.22", "10", "94.48%", "9.45"]
    assert [cell.text for cell in project.rows[0]][:2] == ["项目支出名称", PROJECT]


def test_scores_of_the_form_add_up() -> None:
    for table in tables(paper(frozen()))[1:]:
        money = next(row for row in table.rows if row[1].text == "年度资金总额")
        items = table.rows[next(number for number, row in enumerate(table.rows) if row[1].text == "一级指标") + 1 : -1]
        scores = [Decimal(money[8].text), *(Decimal(row[7].text) for row in items)]
        assert str(sum(scores)) == table.rows[-1][7].text == "94.42"
        assert sum(Decimal(row[6].text) for row in items) + Decimal(money[6].text) == 100


def test_every_worked_out_word_leads_to_its_figures() -> None:
    kept = frozen()
    document = paper(kept)
    cited = {document.text[one.start : one.end] for one in document.citations}
    assert {"139.47", "94.48%", "8户", "81.09%", "11.47", "8.96%"} <= cited
    amounts = [match for match in re.finditer(r"[\d.]+(?=万元)", document.text) if match[0] != "0"]
    spans = [(one.start, one.end) for one in document.citations]
    assert amounts
    assert all(any(start <= at.start() and at.end() <= end for start, end in spans) for at in amounts)
    for one in document.citations:
        assert one.figures
        assert all(figure.digest for figure in one.figures)


def test_a_report_is_kept_whole() -> None:
    kept = frozen()
    again = json.loads(json.dumps(kept.narrative, ensure_ascii=False))
    assert report.document("x", again, kept.figures).text == paper(kept).text


def test_as_a_word_file_it_reads_back_the_same_and_adds_up() -> None:
    document = paper(frozen())
    again = read_bytes(word(document, read_template(self_evaluation_look()), made=date(2026, 2, 10)), "自评.docx")
    assert [[[cell.text for cell in row] for row in one.rows] for one in tables(again)] == [
        [[cell.text for cell in row] for row in one.rows] for one in tables(document)
    ]
    found = check(again)
    assert [one.message for one in found.findings if one.severity is not Severity.NOTICE] == []
    assert [claim.verdict for claim in found.claims].count(Verdict.OK) > 30


def test_as_a_workbook_and_in_print_it_is_whole() -> None:
    document = paper(frozen())
    look = read_template(self_evaluation_look())
    sheets = read_bytes(workbook(document, look, made=date(2026, 2, 10)), "自评.xlsx")
    assert [one.severity for one in check(sheets).findings if one.severity is Severity.ERROR] == []
    assert len(tables(sheets)) == 3
    printed = pdf(self_evaluation(), set_content(document, look), made=date(2026, 2, 10))
    with pypdfium2.PdfDocument(printed) as pages:
        found = "".join(page.get_textpage().get_text_range() for page in pages)
    for words in ("自评得分94.42分", "139.47万元", "14153.22"):
        assert words in "".join(found.split())


def test_headings_follow_the_outline() -> None:
    document = paper(frozen())
    headings = [block.passage.text for block in document.blocks if isinstance(block, Paragraph) and block.heading == 2]
    assert [heading.partition("、")[0] for heading in headings[:10]] == list("一二三四五六七八九十")
    assert headings[10:] == ["附件1-1", "附件1-2", "附件1-3"]


def test_nothing_left_over_is_said_in_words() -> None:
    text = paper(frozen()).text
    assert "没有政府性基金预算安排的支出" in text
    assert "上年为0，无法计算增减率" in text
    assert "None" not in text
