"""The calculator: what is written comes back, what is wrong stands at its field, the sheet is that of the engine."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from oneruler.policy.facts_files import load_facts
from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import shipped
from oneruler.policy.render.view import view
from oneruler.policy.scalar.computing import engine
from oneruler.web.desk.policies import forms

ADDRESS = "/policies/yunxi-2025/calculator/"
HTMX = {"HX-Request": "true"}
POLICY = load(shipped() / "yunxi-2025")
HOUSEHOLD = POLICY.folder / "examples" / "household.yaml"


def household(**changes: str) -> dict[str, str]:
    """The example as the form posts it; ``changes`` are other fields."""
    from oneruler.policy.facts_files import load_raw_facts

    root, raw = load_raw_facts(HOUSEHOLD)
    entry = forms.from_facts(POLICY, root, raw)
    data = {"root": root}
    for kind, rows in entry.rows.items():
        for number, row in enumerate(rows):
            data |= {f"{kind}.{number}.{name}": text for name, text in row.items()}
    return data | changes


def test_the_empty_form_asks_everything_and_accuses_of_nothing(clerk: Client) -> None:
    page = clerk.get(ADDRESS).text
    for kind in (*POLICY.shared, "户"):
        for field in POLICY.objects[kind].fields:
            assert f'name="{kind}.0.{field}"' in page
    assert "添加房屋" in page
    assert "”没有填" not in page
    assert 'class="field-error" id="e-0-0-0"></p>' in page
    assert "填写左边的事实" in page
    assert "最多 2 位小数，0 到 2,000" in page


def test_filled_with_the_example_the_sheet_is_that_of_the_engine(clerk: Client) -> None:
    page = clerk.get(ADDRESS, {"example": "examples/household"}).text
    sheet = view(engine(POLICY).compute(load_facts(POLICY, HOUSEHOLD), on=date(2026, 1, 1)))
    assert sheet.total in page
    for group in sheet.groups:
        for line in group.lines:
            assert line.amount in page
    assert '<article class="sheet">' in page


@pytest.mark.parametrize(
    "slug", ["hunan-fees", "state-owned-590", "yunxi-2021", "yunxi-state-owned", "huaihua-collective"]
)
def test_every_example_comes_to_its_sheet_through_the_form(clerk: Client, slug: str) -> None:
    """The form loses nothing: what the cases expect is what comes of the words that it would post."""
    from oneruler.policy.cases.running import run_cases
    from oneruler.policy.facts import read_facts

    policy = load(shipped() / slug)
    for result in run_cases(policy).results:
        if result.sheet is None or result.differences:
            continue
        root = result.sheet.facts.root.kind
        entry = forms.from_facts(policy, root, result.case.facts)
        again = engine(policy).compute(read_facts(policy, entry.raw(policy), root=root))
        assert again.total == result.sheet.total, result.case.name


def test_posted_it_is_the_same_and_nothing_written_is_lost(clerk: Client) -> None:
    answer = clerk.post(ADDRESS, household(do="compute"))
    assert answer.status_code == 200
    assert "374,328.49" in answer.text
    for words in ("云溪-01-008", "后山茶", "186.35", "示例·陈明"):
        assert f'value="{words}"' in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_a_change_while_writing_swaps_sheet_and_faults_only(clerk: Client) -> None:
    answer = clerk.post(ADDRESS, household(**{"房屋.0.合法面积": "一百"}), headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="sheet"')
    assert "<form" not in answer.text
    assert "应是数字，现为“一百”" in answer.text
    assert 'hx-swap-oob="true">应是数字，现为“一百”</p>' in answer.text
    assert '<article class="sheet">' not in answer.text


def test_what_is_not_yet_written_is_no_fault_until_asked_for(clerk: Client) -> None:
    data = household(**{"户.0.户主": ""})
    quiet = clerk.post(ADDRESS, data, headers=HTMX).text
    assert "还差" in quiet
    assert ">没有填</p>" not in quiet
    asked = clerk.post(ADDRESS, data | {"do": "compute"})
    assert asked.status_code == 422
    assert "有 1 处要改" in asked.text
    assert "户“云溪-01-008”：“户主”没有填" in asked.text
    assert 'class="error-summary" role="alert"' in asked.text
    again = clerk.post(ADDRESS, data | {"asked": "1"}, headers=HTMX)
    assert again.status_code == 200
    assert "“户主”没有填" in again.text


def test_lines_that_can_be_worked_out_stand_before_all_is_written(clerk: Client) -> None:
    page = clerk.post(ADDRESS, household(**{"房屋.1.合法面积": ""}), headers=HTMX).text
    assert "已能算出的各项" in page
    assert "181,691.25" in page  # the other house
    assert "28,462.00" not in page
    assert "搬家费" not in page  # it rests on the areas of all houses
    assert "合计 <b>" not in page
    assert '<article class="sheet">' not in page
    assert "下载 PDF" not in page


def test_a_fault_on_top_leads_to_its_field(clerk: Client) -> None:
    import re

    page = clerk.post(ADDRESS, household(**{"房屋.1.结构": "金砖", "do": "compute"})).text
    found = re.search(r'<a href="#(f-[\d-]+)">房屋“偏房”：“结构”没有“金砖”这个选项', page)
    assert found
    assert f'id="{found[1]}" name="房屋.1.结构"' in page
    assert "<option selected>金砖</option>" in page


def test_objects_are_added_and_removed_without_scripts(clerk: Client) -> None:
    page = clerk.post(ADDRESS, household(do="add:坟墓")).text
    assert 'name="坟墓.1.编号"' in page
    assert "去掉这冢坟墓" in page
    page = clerk.post(ADDRESS, household(do="remove:房屋:1")).text
    assert 'name="房屋.0.编号" value="偏房"' in page
    assert 'name="房屋.1.编号"' not in page


def test_htmx_gets_the_calculator_when_an_object_is_added(clerk: Client) -> None:
    answer = clerk.post(ADDRESS, household(do="add:房屋"), headers=HTMX)
    assert answer.text.startswith('<div id="calculator">')
    assert 'name="房屋.2.编号"' in answer.text


def test_the_root_is_chosen_and_what_is_shared_stays(clerk: Client) -> None:
    page = clerk.post(ADDRESS, household(do="root:集体")).text
    assert 'name="集体.0.集体名称"' in page
    assert 'name="户.0.户号"' not in page
    assert 'value="示例·云溪大道"' in page
    assert 'name="地块.0.编号"' not in page
    assert "添加地块" in clerk.get(ADDRESS, {"root": "集体"}).text


def test_requirements_that_do_not_hold_are_said_calmly(clerk: Client) -> None:
    page = clerk.post(ADDRESS, household(**{"房屋.0.认定": "", "do": "compute"}))
    assert page.status_code == 422
    assert "事实已填齐，但还不能计算" in page.text
    assert "认定" in page.text
    assert '<article class="sheet">' not in page.text


def test_where_another_document_holds_it_is_offered(clerk: Client) -> None:
    page = clerk.post(ADDRESS, household(**{"项目.0.预公告日": "2025-06-20"})).text
    assert "这一户应适用另一份文件" in page
    assert "第四十条" in page
    assert 'formaction="/policies/yunxi-2021/calculator/"' in page
    older = clerk.post(
        "/policies/yunxi-2021/calculator/", household(**{"项目.0.预公告日": "2025-06-20", "do": "compute"})
    )
    assert '<article class="sheet">' in older.text
    assert "应适用另一份文件" not in older.text


def test_the_document_that_holds_is_said_before_all_is_written(clerk: Client) -> None:
    page = clerk.post(ADDRESS, {"root": "户", "项目.0.预公告日": "2024-03-01"}, headers=HTMX).text
    assert "云溪政发〔2021〕8号" in page


def test_no_paper_is_made_by_a_document_that_does_not_hold(clerk: Client) -> None:
    data = household(**{"项目.0.预公告日": "2025-08-01", "do": "pdf"})
    answer = clerk.post("/policies/yunxi-2021/calculator/", data)
    assert answer["Content-Type"].startswith("text/html")
    assert "没有生成 PDF" in answer.text


def test_the_pdf(clerk: Client) -> None:
    answer = clerk.post(ADDRESS, household(do="pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]
    assert "%E6%9D%8E" not in answer["Content-Disposition"]  # no name of a person


def test_no_pdf_of_what_cannot_be_computed(clerk: Client) -> None:
    answer = clerk.post(ADDRESS, household(**{"户.0.户主": "", "do": "pdf"}))
    assert answer.status_code == 422
    assert "“户主”没有填" in answer.text


def test_a_paper_that_cannot_be_set_is_said(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from oneruler.papers.typesetting import PaperError
    from oneruler.web.desk.policies import calculator

    def fail(*_: object, **__: object) -> bytes:
        raise PaperError("缺少打印字体。")

    monkeypatch.setattr(calculator, "pdf", fail)
    answer = clerk.post(ADDRESS, household(do="pdf"))
    assert answer.status_code == 422
    assert "缺少打印字体。" in answer.text
    assert 'value="云溪-01-008"' in answer.text


def test_the_reviewer_sees_nothing_of_what_the_clerk_wrote(clerk: Client, reviewer: Client) -> None:
    clerk.post(ADDRESS, household(**{"户.0.户主": "示例·独一无二"}))
    assert "独一无二" not in reviewer.get(ADDRESS).text
    assert "独一无二" not in clerk.get(ADDRESS).text


def test_an_outsider_cannot_compute(outsider: Client) -> None:
    answer = outsider.post(ADDRESS, household())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_a_post_without_its_token_is_refused(clerk: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = clerk.cookies
    assert strict.post(ADDRESS, household()).status_code == 403


EVIL = '"><script>alert(1)</script>'


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_written_is_escaped(clerk: Client, headers: dict[str, str]) -> None:
    hostile = {
        "户.0.户主": EVIL,
        "房屋.0.结构": EVIL,
        "设施.0.数量.单位": EVIL,
        "项目.0.预公告日": EVIL,
        "户.0.低保户": EVIL,
    }
    for do in ("", "compute", "add:房屋"):
        page = clerk.post(ADDRESS, household(**hostile, do=do), headers=headers).text
        assert "<script>alert" not in page


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"root": "皇帝"},
        {"root": "户", "do": "add:皇帝"},
        {"root": "户", "do": "add:户"},
        {"root": "户", "do": "remove:房屋:1"},
        {"root": "户", "do": "remove:房屋:-1"},
        {"root": "户", "do": "remove:房屋:９"},
        {"root": "户", "do": "remove:" + ":" * 50},
        {"root": "户", "do": "root:皇帝"},
        {"root": "户", "do": "explode"},
        {"root": "户", "房屋.-1.编号": "甲", "房屋.x.编号": "乙", "房屋.１.编号": "丙", "房屋..编号": "丁", "房屋.99999999999.编号": "戊"},
        {"root": "户", "房屋.0.没有这个字段": "甲", "皇宫.0.编号": "乙", "户.7.户号": "丙"},
        {"root": "户", "户.0.户号": "长" * 100_000},
        {"root": "户", "户.0.庭院菜地面积": "9" * 5000},
        {"root": "户", "户.0.庭院菜地面积": "1e999999"},
        {"root": "户", "项目.0.预公告日": "9999-12-31"},
        {"root": "户", "项目.0.预公告日": "2025-02-30"},
        {"root": "户", "户.0.户号": "\x00\x1b[31m"},
    ],
)  # fmt: skip
def test_hostile_forms_get_a_page(clerk: Client, data: dict[str, str]) -> None:
    for headers in ({}, HTMX):
        assert clerk.post(ADDRESS, data, headers=headers).status_code in {200, 422}


def test_no_more_objects_than_fit(clerk: Client) -> None:
    data = {f"房屋.{number}.编号": str(number) for number in range(200)}
    page = clerk.post(ADDRESS, {"root": "户", **data}).text
    assert f'name="房屋.{forms.MOST_ROWS - 1}.编号"' in page
    assert f'name="房屋.{forms.MOST_ROWS}.编号"' not in page
    assert f"“房屋”有 200 栋，这里最多填 {forms.MOST_ROWS} 栋" in page


def test_objects_that_were_not_taken_in_stop_the_sheet(clerk: Client) -> None:
    grave = {"坟型": "砖石坟", "葬龄": "21", "有墓碑": "是", "迁出日": "2025-11-10"}
    graves = {f"坟墓.{number}.{name}": text for number in range(1, 60) for name, text in grave.items()}
    names = {f"坟墓.{number}.编号": str(number) for number in range(1, 60)}
    assert '<article class="sheet">' in clerk.post(ADDRESS, household(**graves, **names)).text
    page = clerk.post(ADDRESS, household(**graves, **names, **{"坟墓.60.编号": "再一冢"}, do="compute"))
    assert page.status_code == 422
    assert '<article class="sheet">' not in page.text


def test_more_fields_than_the_server_takes_are_refused(clerk: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    assert clerk.post(ADDRESS, household()).status_code == 400


@pytest.mark.parametrize("example", ["nowhere", "<script>", "../../etc/passwd", "examples/../../x"])
def test_an_example_that_is_not_there_is_an_empty_form(clerk: Client, example: str) -> None:
    page = clerk.get(ADDRESS, {"example": example}).text
    assert "填写左边的事实" in page
    assert example not in page or example == "nowhere"


def test_words_that_a_date_field_would_not_show_are_shown_as_text() -> None:
    query = QueryDict(mutable=True)
    query["项目.0.预公告日"] = "2025年8月1日"
    entry = forms.from_post(POLICY, "户", query)
    control = next(one for one in forms.sections(POLICY, entry, ())[0].cards[0].controls if one.label == "预公告日")
    assert (control.kind, control.value) == ("text", "2025年8月1日")


def test_a_quantity_and_its_unit_stand_apart() -> None:
    entry = forms.from_facts(POLICY, "户", {"设施": [{"编号": "晒坪", "设施名称": "水泥坪", "数量": "96.00 ㎡"}]})
    control = next(
        one
        for section in forms.sections(POLICY, entry, ())
        if section.name == "设施"
        for one in section.cards[0].controls
        if one.label == "数量"
    )
    assert (control.value, control.unit_value) == ("96.00", "㎡")
    assert "m³" in control.units
    assert entry.raw(POLICY)["设施"][0]["数量"] == "96.00 ㎡"
