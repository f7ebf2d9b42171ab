"""The machine form, key by key."""

import json
from dataclasses import replace

from oneruler.base.document import Document
from oneruler.checks.render.form import Outcome, write
from oneruler.checks.render.json import JsonForm
from oneruler.checks.report import Report

CLAIM = ["kind", "quote", "line", "end_line", "start", "end", "stated", "recomputed", "formula", "verdict"]
FINDING = [
    "code", "severity", "message", "quote", "line", "end_line", "start", "end", "stated", "expected", "formula", "slip",
]  # fmt: skip


def test_keys_stand_in_their_order_and_places_come_last(sample: Report) -> None:
    whole = json.loads(write(JsonForm(), [(sample, "甲/自评.docx")]))
    assert list(whole) == ["documents", "summary"]
    (document,) = whole["documents"]
    assert list(document) == ["path", "claims", "findings"]
    assert document["path"] == "甲/自评.docx"
    assert [list(claim) for claim in document["claims"]] == [
        [*CLAIM, "page", "paragraph"],
        [*CLAIM, "page", "paragraph"],
        [*CLAIM, "page", "table", "cell"],
    ]
    assert [list(finding) for finding in document["findings"]] == [
        [*FINDING, "page", "paragraph"],
        [*FINDING, "page", "paragraph"],
        [*FINDING, "page", "table", "cell"],
    ]
    assert whole["summary"] == {"documents": 1, "claims": 3, "errors": 1, "warnings": 1}


def test_values_are_those_of_the_report(sample: Report) -> None:
    (document,) = json.loads(write(JsonForm(), [(sample, "a")]))["documents"]
    growth, notice, total = document["findings"]
    lines = sample.document.text.split("\n")
    assert lines[growth["line"] - 1][growth["start"] : growth["end"]] == growth["quote"] == "与上年相比增长943%"
    assert (growth["severity"], growth["slip"], growth["expected"]) == ("error", "decimal-point", "94.3%")
    assert (notice["severity"], notice["slip"]) == ("notice", None)
    assert (total["page"], total["table"], total["cell"]) == (2, 1, "R3C3")
    assert document["claims"][0]["verdict"] == "error"
    assert document["claims"][0]["recomputed"] == "94.2757%"


def test_a_file_with_only_lines_names_only_lines(sample: Report) -> None:
    bare = replace(sample.findings[0].place, origin=type(sample.findings[0].place.origin)())
    report = replace(sample, findings=(replace(sample.findings[0], place=bare),))
    (document,) = json.loads(write(JsonForm(), [(report, "a")]))["documents"]
    assert list(document["findings"][0]) == FINDING


def test_what_could_not_be_read_is_listed_with_its_reason() -> None:
    form = JsonForm()
    text = form.head + form.unread("坏.pdf", "无法读取", 1) + form.tail([Outcome("坏.pdf", error="无法读取")])
    assert json.loads(text) == {
        "documents": [{"path": "坏.pdf", "error": "无法读取", "claims": [], "findings": []}],
        "summary": {"documents": 1, "claims": 0, "errors": 0, "warnings": 0},
    }


def test_what_the_reader_missed_is_told() -> None:
    report = Report(Document("", (), notes=("第2页是图片，没有文字。",)), (), ())
    (document,) = json.loads(write(JsonForm(), [(report, "a")]))["documents"]
    assert document["notes"] == ["第2页是图片，没有文字。"]


def test_no_paper_and_many_papers_are_valid(sample: Report) -> None:
    assert json.loads(write(JsonForm(), []))["documents"] == []
    many = json.loads(write(JsonForm(), [(sample, str(n)) for n in range(5)]))
    assert [document["path"] for document in many["documents"]] == list("01234")
    assert many["summary"]["claims"] == 15


def test_the_text_is_plain_utf8_whatever_the_names_hold(sample: Report) -> None:
    text = write(JsonForm(), [(sample, "坏\udce4名\U00020000")])
    assert "增长率应为 94.3%" in text
    assert json.loads(text.encode("utf-8"))["documents"][0]["path"] == "坏\udce4名\U00020000"
