"""The shelf, a document and its cases, as three people see them; what is hostile gets nowhere."""

from __future__ import annotations

import os
import shutil
from html import escape
from pathlib import Path

import pytest
from django.test import Client

from oneruler.policy.pack.loading import load
from oneruler.policy.pack.shelf import packs, shipped

FOLDERS = packs(shipped())
HOSTILE = [
    "..", ".", "%2e%2e", "..%2f..%2fetc", "%2fetc%2fpasswd", "yunxi-2025%00", "yunxi-2025%2f..%2fyunxi-2021", "*", "<script>",
    "yunxi-2025%2Frules", "YUNXI-2025", "没有这一份", "a" * 3000,
]  # fmt: skip


def test_every_pack_stands_on_the_shelf_with_its_counts(clerk: Client) -> None:
    page = clerk.get("/policies/").text
    for folder in FOLDERS:
        policy = load(folder)
        assert f'href="/policies/{folder.name}/"' in page
        assert policy.name in page
        assert policy.number in page
        assert f'data-state="{policy.status}">{policy.status}</span>' in page


def test_the_shelf_can_be_narrowed(clerk: Client) -> None:
    page = clerk.get("/policies/", {"region": "云溪示范县", "status": "示例"}).text
    assert page.count("/policies/yunxi-") == 3
    assert "/policies/hunan-fees/" not in page
    page = clerk.get("/policies/", {"status": "已核", "region": "<b>"}).text
    assert "没有符合条件的文件" in page
    assert "<b>" not in page.partition("<main")[2].partition("filters")[2].partition("<table")[0]


def test_an_empty_shelf_says_what_to_do(clerk: Client, shelf: Path) -> None:
    assert "还没有政策文件" in clerk.get("/policies/").text


def test_a_pack_with_faults_is_told_and_the_others_stand(clerk: Client, fees: Path) -> None:
    broken = fees.parent / "broken"
    broken.mkdir()
    (broken / "policy.yaml").write_text("名称: <script>alert(1)</script>\n状态: 不明\n", encoding="utf-8")
    page = clerk.get("/policies/").text
    assert "“broken”有" in page
    assert "policy.yaml" in page
    assert "<script>alert" not in page
    assert 'href="/policies/fees/"' in page
    assert clerk.get("/policies/broken/").status_code == 404


def test_a_changed_pack_is_read_anew(clerk: Client, fees: Path) -> None:
    about = fees / "policy.yaml"
    assert "改过的名称" not in clerk.get("/policies/fees/").text
    text = about.read_text(encoding="utf-8")
    name = load(fees).name
    about.write_text(text.replace(name, "改过的名称"), encoding="utf-8")
    os.utime(about, (1, 1))
    assert "改过的名称" in clerk.get("/policies/fees/").text
    shutil.rmtree(fees)
    assert clerk.get("/policies/fees/").status_code == 404


def test_an_unchanged_pack_is_read_once(clerk: Client, fees: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from oneruler.web.desk.policies import library

    clerk.get("/policies/fees/")

    def fail(folder: Path) -> None:
        raise AssertionError(folder)

    monkeypatch.setattr(library, "load", fail)
    assert clerk.get("/policies/fees/").status_code == 200


@pytest.mark.parametrize("slug", HOSTILE)
@pytest.mark.parametrize("page", ["", "cases/", "compare/", "calculator/", "compare/yunxi-2021/"])
def test_no_name_leaves_the_shelf(clerk: Client, slug: str, page: str) -> None:
    answer = clerk.get(f"/policies/{slug}/{page}")
    assert answer.status_code in {301, 302, 404}
    if answer.status_code != 404:
        assert answer["Location"].startswith("/policies/")


def test_a_pack_beside_the_shelf_is_not_found(clerk: Client, fees: Path) -> None:
    shutil.copytree(fees, fees.parent.parent / "outside")
    for slug in ("outside", "../outside", "..%2Foutside", "%2E%2E%2Foutside"):
        assert clerk.get(f"/policies/{slug}/").status_code == 404


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_document_shows_all_that_it_holds(reviewer: Client, folder: Path) -> None:
    policy = load(folder)
    page = reviewer.get(f"/policies/{folder.name}/").text
    for words in (policy.name, policy.number, policy.source, policy.digest, str(policy.effective)):
        assert escape(words) in page
    for name, text in policy.articles.items():
        assert f'id="a-{name}"' in page
        assert escape(text) in page
    for name in policy.tables:
        assert f'id="t-{name}"' in page
        assert f'href="#t-{name}"' in page
    for rule in policy.rules:
        assert f"<b>{rule.name}</b>" in page
        for expression in rule.expressions:
            assert escape(expression.text).replace("&#x27;", "&#39;") in page
    for kind in policy.objects.values():
        assert f'id="o-{kind.name}"' in page
    missing = sum(rate.value is None for table in policy.tables.values() for rate in table)
    assert page.count('<tr class="missing">') == missing


def test_rows_have_what_they_rest_on(clerk: Client) -> None:
    page = clerk.get("/policies/yunxi-2025/").text
    table = page.partition('id="t-房屋单价"')[2].partition('class="table-block"')[0]
    assert "单价（元/㎡）" in table
    assert "1,015" in table
    assert "2026-01-01 起" in table
    assert "2025-07-01 至 2025-12-31" in table
    assert 'href="#a-附件6"' in table
    assert "云溪政发〔2025〕3号附件6" in table


def test_the_documents_before_and_after_are_linked(clerk: Client) -> None:
    assert "/policies/yunxi-2021/compare/yunxi-2025/" in clerk.get("/policies/yunxi-2025/").text
    assert "/policies/yunxi-2021/compare/yunxi-2025/" in clerk.get("/policies/yunxi-2021/").text
    page = clerk.get("/policies/zhuzhou-collective/compare/").text  # other templates have no number either
    assert "架上没有接替它或被它接替的文件" in page


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_cases_are_run(clerk: Client, folder: Path) -> None:
    page = clerk.get(f"/policies/{folder.name}/cases/").text
    assert "全部相符" in page
    assert "相符</span>" in page


def test_a_case_that_differs_is_open_with_what_differs(clerk: Client, fees: Path) -> None:
    cases = fees / "cases.yaml"
    text = cases.read_text(encoding="utf-8")
    cases.write_text(
        text + "\n- 案例: 算错的\n  参照: " + text.partition("案例: ")[2].partition("\n")[0] + "\n  合计: 1.00\n",
        encoding="utf-8",
    )
    page = clerk.get("/policies/fees/cases/").text
    assert "1 个不符" in page
    assert '<details class="case" open>' in page
    assert "合计应为 1.00" in page


def test_cases_that_cannot_be_read_are_told(clerk: Client, fees: Path) -> None:
    (fees / "cases.yaml").write_text("- 案例: 甲\n  别的: 1\n", encoding="utf-8")
    page = clerk.get("/policies/fees/cases/")
    assert page.status_code == 200
    assert "不能运行" in page.text
    assert "cases.yaml:" in page.text
    assert clerk.get("/policies/fees/").status_code == 200


def test_without_cases_one_is_told_where_they_go(clerk: Client, fees: Path) -> None:
    (fees / "cases.yaml").unlink()
    assert "还没有算例" in clerk.get("/policies/fees/cases/").text


def test_nothing_is_written_by_reading(clerk: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(3) as asked:  # type: ignore[operator]  # the session, the officer, the posts
        clerk.get("/policies/yunxi-2025/")
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


@pytest.mark.parametrize("page", ["", "yunxi-2025/", "yunxi-2025/cases/", "yunxi-2021/compare/yunxi-2025/"])
def test_pages_are_for_reading(clerk: Client, outsider: Client, page: str) -> None:
    assert clerk.post(f"/policies/{page}").status_code == 405
    assert outsider.get(f"/policies/{page}")["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("address", ["/policies/", "/policies/yunxi-2025/", "/policies/yunxi-2025/cases/", "/policies/yunxi-2021/compare/yunxi-2025/", "/policies/yunxi-2025/calculator/?example=examples/household"])  # fmt: skip
def test_no_style_or_script_stands_in_a_page(clerk: Client, address: str) -> None:
    page = clerk.get(address).text
    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
    assert " onclick" not in page
