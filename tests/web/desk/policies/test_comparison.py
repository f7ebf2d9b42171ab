"""Two versions side by side, and one household under both."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

ADDRESS = "/policies/yunxi-2021/compare/yunxi-2025/"


def test_what_differs_is_shown(clerk: Client) -> None:
    page = clerk.get(ADDRESS).text
    assert "人均保底面积" in page
    assert "+22.2%" in page
    assert "36,000" in page
    assert "<del>以亩计算</del><ins>面积以勘测定界的亩数为准</ins>" in page
    assert "第五条</a> → " in page
    assert "计算户数" in page
    assert "原来只有一个数，现在按剩余月数分段" in page


def test_one_household_under_both(clerk: Client) -> None:
    page = clerk.get(ADDRESS, {"example": "yunxi-2025:examples/household"}).text
    assert "279,095.81" in page
    assert "374,328.49" in page
    assert "+95,232.68" in page
    assert "迁坟奖励" in page


def test_a_worked_case_of_either_can_be_chosen(clerk: Client) -> None:
    page = clerk.get(ADDRESS, {"example": "yunxi-2025:一户砖混"}).text
    assert 'value="yunxi-2025:一户砖混" selected' in page
    assert "239,951.50" in page
    assert 'value="yunxi-2021:' in page


@pytest.mark.parametrize("example", ["nowhere", "<script>", "yunxi-2025:", "../x", "yunxi-2025:<b>"])
def test_an_example_that_is_not_there_is_the_first_one(clerk: Client, example: str) -> None:
    page = clerk.get(ADDRESS, {"example": example})
    assert page.status_code == 200
    assert "374,328.49" in page.text
    assert "<b>" + "</option>" not in page.text


def test_a_day_outside_the_term_is_moved_and_said(clerk: Client) -> None:
    page = clerk.get(ADDRESS, {"example": "yunxi-2025:有效期最后一天"}).text
    assert "不在施行期内，试算时改为" in page


def test_documents_that_ask_other_things_say_why_they_cannot_be_computed(clerk: Client) -> None:
    page = clerk.get("/policies/hunan-fees/compare/yunxi-2025/").text
    assert "这份文件没有“户”这种补偿对象" in page
    assert "只有一份文件能算" in page


def test_a_document_with_itself(clerk: Client) -> None:
    assert "两份文件完全相同" in clerk.get("/policies/hunan-fees/compare/hunan-fees/").text


def test_the_other_document_is_chosen(clerk: Client) -> None:
    page = clerk.get("/policies/yunxi-2025/compare/").text
    assert ADDRESS in page
    assert 'value="hunan-fees"' in page
    answer = clerk.get("/policies/yunxi-2025/compare/", {"other": "hunan-fees"})
    assert answer["Location"] == "/policies/yunxi-2025/compare/hunan-fees/"


@pytest.mark.parametrize("other", ["//evil.example", "https://evil.example/", "../../", "yunxi-2025", ""])
def test_it_leads_to_nothing_but_the_shelf(clerk: Client, other: str) -> None:
    assert clerk.get("/policies/yunxi-2025/compare/", {"other": other}).status_code == 200
    assert clerk.get(f"/policies/yunxi-2025/compare/{other.replace('/', '%2F') or 'x'}/").status_code in {200, 404}


def test_packs_without_examples_say_so(clerk: Client, fees: Path) -> None:
    (fees / "cases.yaml").unlink()
    assert "两份文件都没有算例" in clerk.get("/policies/fees/compare/fees/").text
