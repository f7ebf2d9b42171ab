from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

FAULTY = "2025年支出100.00万元，其中：基本支出60.00万元，占总支出的70.00%。"


def paper(text: str = FAULTY, name: str = "报告.txt", encoding: str = "utf-8") -> dict[str, SimpleUploadedFile]:
    return {"paper": SimpleUploadedFile(name, text.encode(encoding))}


def test_the_empty_desk_says_what_to_do_and_that_nothing_is_kept(clerk: Client) -> None:
    page = clerk.get("/desk/check/").text
    assert "选择文件" in page
    assert "不保存文件和结果" in page
    assert "看示例" in page


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_paper_comes_back_with_its_faults_marked(clerk: Client, encoding: str) -> None:
    answer = clerk.post("/desk/check/", paper(encoding=encoding))
    assert answer.status_code == 200
    assert 'class="or-mark or-error"' in answer.text
    assert "60.00%" in answer.text
    assert "<!doctype html>" in answer.text


def test_htmx_gets_the_inner_part_only(clerk: Client) -> None:
    answer = clerk.post("/desk/check/", paper(), headers={"HX-Request": "true"})
    assert answer.text.startswith('<div id="desk">')
    assert "or-mark" in answer.text


def test_the_reviewer_sees_nothing_of_the_clerks_paper(clerk: Client, reviewer: Client) -> None:
    clerk.post("/desk/check/", paper())
    assert "or-mark" not in reviewer.get("/desk/check/").text
    assert "or-mark" not in clerk.get("/desk/check/").text


def test_the_sample_has_faults_of_every_severity_and_can_be_filtered(clerk: Client) -> None:
    page = clerk.get("/desk/check/sample/?severity=error").text
    assert 'data-severity="error"' in page
    assert page.count('class="or-finding or-error"') >= 4
    assert 'class="or-finding or-notice"' in page or 'class="or-finding or-warning"' in page


def test_without_a_file_one_is_asked_for(clerk: Client) -> None:
    answer = clerk.post("/desk/check/")
    assert answer.status_code == 422
    assert "没有收到文件" in answer.text


def test_a_file_above_the_limit_is_not_taken_in(clerk: Client, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024**2
    answer = clerk.post("/desk/check/", paper("长" * 1024**2))
    assert answer.status_code == 413
    assert "文件约 3 MB，超过 1 MB 的上限" in answer.text


def test_a_file_that_cannot_be_read_is_named(clerk: Client) -> None:
    answer = clerk.post("/desk/check/", paper("", name="空白.docx"))
    assert answer.status_code == 422
    assert "空白.docx" in answer.text


def test_what_comes_from_outside_is_escaped(clerk: Client) -> None:
    evil = "<script>alert(1)</script>"
    page = clerk.post("/desk/check/", paper(f"{evil}{FAULTY}", name="<img src=x>.txt")).text
    assert evil not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
