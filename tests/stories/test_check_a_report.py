"""An officer brings a report to 核查台 and looks at what does not add up."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

SAMPLE = files("oneruler.web.demo").joinpath("sample.txt").read_text(encoding="utf-8")

DROP = """([text, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "text/plain"}));
  for (const kind of ["dragover", "drop"]) {
    document.querySelector(".drop").dispatchEvent(
      new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
  }
}"""


def sign_in(page: Page, demo: str) -> None:
    page.goto(demo)
    page.get_by_role("button", name="示例·张核查").click()
    page.wait_for_url("**/dashboard/**")
    page.goto(f"{demo}/desk/check/")
    expect(page.get_by_role("heading", name="核查台")).to_be_visible()


def test_drop_a_report_and_go_from_a_finding_to_its_words_and_back(page: Page, demo: str) -> None:
    sign_in(page, demo)
    expect(page.get_by_role("note")).to_contain_text("演示")
    page.evaluate(DROP, [SAMPLE, "自评报告.txt"])
    expect(page.get_by_role("heading", name="自评报告.txt")).to_be_focused()

    finding = page.locator(".or-finding.or-error", has_text="735%").first
    finding.locator(".or-message").click()
    number = (finding.get_attribute("id") or "").removeprefix("f-")
    words = page.locator(f"#m-{number}")
    expect(words).to_have_class("or-mark or-error or-chosen")
    expect(words).to_be_in_viewport()
    expect(words.locator("a").first).to_be_focused()
    assert "735%" in words.inner_text()

    page.keyboard.press("Enter")
    expect(finding).to_be_in_viewport()
    expect(finding.locator("a").first).to_be_focused()


def test_one_severity_at_a_time(page: Page, demo: str) -> None:
    sign_in(page, demo)
    page.get_by_role("link", name="看示例").click()
    everything = page.locator(".or-finding:visible").count()
    page.locator("[data-filter=error]").click()
    errors = page.locator(".or-finding:visible")
    assert 0 < errors.count() < everything
    assert errors.count() == int(page.locator("[data-filter=error] b").inner_text())
    assert page.locator(".or-finding:visible:not(.or-error)").count() == 0
    page.locator("[data-filter='']").click()
    assert page.locator(".or-finding:visible").count() == everything


def test_a_file_that_cannot_be_read_is_named_and_the_desk_stays(page: Page, demo: str) -> None:
    sign_in(page, demo)
    page.locator("#paper").set_input_files({"name": "空白.docx", "mimeType": "", "buffer": b""})
    refused = page.get_by_role("alert").filter(visible=True)
    expect(refused).to_contain_text("空白.docx")
    page.locator("#paper").set_input_files({"name": "好.txt", "mimeType": "", "buffer": SAMPLE.encode()})
    expect(page.locator(".or-report")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_scrolls_sideways(page: Page, demo: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, demo)
    page.get_by_role("link", name="看示例").click()
    expect(page.locator(".or-report")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_the_page_still_works(browser: Browser, demo: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, demo)
    page.locator("#paper").set_input_files(
        {"name": "自评报告.txt", "mimeType": "text/plain", "buffer": SAMPLE.encode()}
    )
    page.get_by_role("button", name="开始核查").click()
    expect(page.get_by_role("heading", name="自评报告.txt")).to_be_visible()
    link = page.locator(".or-finding a[href^='#m-']").first
    target = link.get_attribute("href") or ""
    link.click()
    expect(page.locator(target)).to_be_in_viewport()
    context.close()
