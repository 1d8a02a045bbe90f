"""Take the pictures of the README from a portal that ./run serves: ./run screenshots."""

import os
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from ratings.demo.accounts import password
from tests.chromium import CHROMIUM

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
SITE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"


def catalogue(page: Page) -> None:
    """The public catalogue, in Vietnamese."""
    page.goto(f"{SITE}/products/")


def score_sheet(page: Page) -> None:
    """A council member's sheet with its running totals, in English."""
    page.goto(f"{SITE}/en/accounts/login/")
    page.locator("[name=username]").fill("member3@thai-nguyen.ocop.example")
    page.locator("[name=password]").fill(password())
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.goto(f"{SITE}/en/score/")
    page.get_by_role("row", name="Being scored").first.get_by_role("link").click()
    page.get_by_role("button", name="Begin to score").or_(
        page.get_by_role("link", name="Your sheet")
    ).first.click()
    page.locator(".criterion input").nth(2).check(force=True)
    page.locator(".running__saved").wait_for()


def main() -> None:
    """Save one picture per function above."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for name, show in {"catalogue": catalogue, "score-sheet": score_sheet}.items():
            page = browser.new_context(viewport={"width": 1280, "height": 860}).new_page()
            show(page)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()
