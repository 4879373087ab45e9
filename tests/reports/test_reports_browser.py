"""Reports in a real browser, opened from disk at desktop and phone width."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from reports.data import ReportData
from reports.html import write_report

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(params=[1440, 768, 390], ids=lambda width: f"{width}px")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of this width that must not complain, nor ask for anything but files."""
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": request.param, "height": 850})
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith("file:") else complaints.append(asked.url))
    yield page
    page.close()
    assert complaints == []


@pytest.fixture(scope="module")
def written(small: ReportData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(small, tmp_path_factory.mktemp("small")).parent


@pytest.mark.parametrize("name", ["index.html", "units/czj.html", "units/swz.html", "outcomes.html", "rules/index.html", "rules/py2017-01-03.html"])
def test_a_page_opens_from_disk_and_fits_the_screen(page: Page, written: Path, name: str) -> None:
    page.goto((written / name).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(function (d) { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.title()


def test_the_whole_district_fits_too(page: Page, rich: ReportData, tmp_path: Path) -> None:
    page.goto(write_report(rich, tmp_path).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_from_the_overview_two_clicks_lead_to_the_proof(page: Page, written: Path) -> None:
    page.goto((written / "index.html").as_uri())
    page.click(".units a:text-is('区财政局')")
    page.click(".cells a:has-text('5月')")
    card = page.locator(".card[open]")
    card.wait_for()
    assert "未公开" in card.inner_text()
    assert card.locator(".misses").is_visible()
    card.locator("summary").click()
    page.click(".cells a:has-text('5月')")
    card.wait_for()


def test_from_a_verdict_one_click_leads_to_its_rule(page: Page, written: Path) -> None:
    page.goto((written / "units/czj.html").as_uri())
    page.click(".item:has-text('按月公开') a:text-is('怎样核查')")
    assert page.url.endswith("/rules/py2017-01-03.html")
    assert "2017年5月2日" in page.locator("tbody tr:has(th:text-is('2017年3月'))").inner_text()
    page.click("text=全部条目")
    assert page.locator(".item").count() == 3


def test_all_verdicts_open_and_close_at_once(page: Page, written: Path) -> None:
    page.goto((written / "units/czj.html").as_uri())
    page.click("text=全部展开")
    assert page.locator(".card:not([open])").count() == 0
    page.click("text=全部收起")
    assert page.locator(".card[open]").count() == 0


def test_a_page_is_whole_without_a_script(browser: Browser, written: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((written / "units/czj.html").as_uri())
    assert not page.locator("text=全部展开").is_visible()
    page.click(".card.e-unmet summary")
    assert page.locator(".card.e-unmet .misses").is_visible()
    context.close()
