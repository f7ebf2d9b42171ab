"""An officer opens 政策, reads an article, tries a household, sees its sheet grow, and takes the PDF away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.stories.test_check_a_report import sign_in

PROJECT = {"项目名称": "示例·云溪大道", "预公告日": "2025-08-01", "方案确定日": "2025-09-20"}
HOUSE = {
    "编号": "主房",
    "建成日": "2008-06-01",
    "实测面积": "100.00",
    "合法面积": "100.00",
    "违法面积": "0",
    "经营面积": "0",
}
CHOSEN = {"结构": "砖混", "等级": "一等", "认定": "合法", "装修等级": "未装修", "经营方式": "不经营"}


def field(page: Page, name: str) -> Locator:
    return page.get_by_label(re.compile(rf"^{name}\s*(可空)?$"))


def fill_household(page: Page) -> None:
    """The project and the household, without anything that the household has."""
    for name, words in PROJECT.items():
        field(page, name).fill(words)
    page.get_by_label("户号").fill("试-01")
    page.get_by_label("户主").fill("示例·李大山")
    page.get_by_label("安置方式").select_option("货币安置")
    for name in ("符合分户条件", "低保户", "重病重残"):
        page.get_by_role("radiogroup", name=name).get_by_text("否", exact=True).click()


def fill_house(page: Page) -> None:
    for name, words in HOUSE.items():
        field(page, name).fill(words)
    for name, words in CHOSEN.items():
        field(page, name).select_option(words)
    page.get_by_role("radiogroup", name="有营业执照").get_by_text("否", exact=True).click()


def test_from_an_article_to_a_sheet_on_paper(page: Page, demo: str, tmp_path: Path) -> None:
    sign_in(page, demo)
    page.get_by_role("link", name="政策").click()
    page.get_by_role("link", name="云溪示范县集体土地征收补偿安置办法").click()
    page.get_by_role("navigation", name="本页目录").get_by_role("link", name="第二十条").click()
    article = page.locator("#a-第二十条")
    expect(article).to_be_in_viewport()
    expect(article).to_contain_text("合法面积 × 房屋单价（按结构、按等级）")
    article.get_by_role("link", name="房屋单价").first.click()
    expect(page.locator("#t-房屋单价")).to_be_in_viewport()

    page.get_by_role("link", name="试算一户").click()
    sheet = page.locator("#sheet")
    expect(sheet).to_contain_text("填写左边的事实")
    fill_household(page)
    expect(sheet).to_contain_text("还差")
    expect(sheet.get_by_role("link", name="庭院菜地面积")).to_be_visible()
    page.get_by_label("庭院菜地面积").fill("三分地")
    expect(page.locator(".field", has_text="庭院菜地面积").locator(".field-error")).to_contain_text("应是数字")
    page.get_by_label("庭院菜地面积").fill("45.60")
    expect(sheet).to_contain_text("庭院菜地补偿")
    expect(page.locator("#total")).to_contain_text("222.98")

    page.get_by_role("button", name="添加房屋").click()
    expect(page.get_by_label("编号")).to_be_focused()
    expect(sheet.get_by_role("heading", name="已能算出的各项")).to_be_visible()
    expect(sheet).to_contain_text("庭院菜地补偿")
    fill_house(page)
    expect(page.locator("#total")).to_contain_text("合计")
    expect(sheet).to_contain_text("97,500.00")
    expect(sheet.locator("summary", has_text="100.00 ㎡ × 975 元/㎡")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="下载 PDF").click()
    paper = tmp_path / "sheet.pdf"
    download.value.save_as(paper)
    assert paper.read_bytes().startswith(b"%PDF")
    assert "李大山" not in download.value.suggested_filename
    assert "李大山" not in page.url


def test_an_earlier_project_is_computed_by_the_earlier_document(page: Page, demo: str) -> None:
    sign_in(page, demo)
    page.goto(f"{demo}/policies/yunxi-2025/calculator/?example=examples/household")
    page.get_by_label("预公告日").fill("2025-06-20")
    offer = page.get_by_role("button", name="按 云溪政发〔2021〕8号 计算")
    offer.click()
    expect(page.get_by_role("heading", name="云溪示范县集体土地征收与房屋拆迁补偿安置办法")).to_be_visible()
    expect(page.locator("#sheet")).to_contain_text("合法房屋补偿")
    expect(page.get_by_label("户号")).to_have_value("云溪-01-008")


def test_the_list_of_faults_leads_into_a_folded_object(page: Page, demo: str) -> None:
    sign_in(page, demo)
    page.goto(f"{demo}/policies/yunxi-2025/calculator/?example=examples/household")
    house = page.locator(".card-row", has_text="偏房")
    house.locator("summary").click()
    house.get_by_label("合法面积").fill("")
    house.locator("summary").click()
    page.locator("#sheet").get_by_role("link", name="合法面积").click()
    expect(house.get_by_label("合法面积")).to_be_focused()
    page.locator(".calc-do").get_by_role("button", name="计算").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("房屋“偏房”：“合法面积”没有填")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    "address", ["", "yunxi-2025/", "yunxi-2025/cases/", "yunxi-2025/compare/", "yunxi-2021/compare/yunxi-2025/",
                "yunxi-2025/calculator/?example=examples/household", "yongzhou-daoxian-collective/"],
)  # fmt: skip
def test_nothing_scrolls_sideways(page: Page, demo: str, width: int, address: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, demo)
    page.goto(f"{demo}/policies/{address}")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_all_of_it_works(browser: Browser, demo: str, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", accept_downloads=True)
    page = context.new_page()
    sign_in(page, demo)
    page.goto(f"{demo}/policies/yunxi-2025/calculator/")
    compute = page.locator(".calc-do").get_by_role("button", name="计算")
    fill_household(page)
    compute.click()
    expect(page.locator(".error-summary")).to_contain_text("“庭院菜地面积”没有填")
    page.get_by_label("庭院菜地面积").fill("45.60")
    compute.click()
    expect(page.locator("#total")).to_contain_text("222.98")
    page.get_by_role("button", name="添加房屋").click()
    fill_house(page)
    compute.click()
    expect(page.locator("#sheet")).to_contain_text("97,500.00")
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.locator(".card-row summary").click()
    page.get_by_role("button", name="去掉这栋房屋").click()
    expect(page.locator("#total")).to_contain_text("222.98")
    context.close()
