"""A gift for a sum in mind, and the changes of a kind, found without a script and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from ocop.values.dates import today
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gifts():
    for name, price in (("Chè Đinh", 250_000), ("Bánh gai", 40_000)):
        make.recognition(product=make.product(name=name, price_from=price), signed_on=today())


def test_a_reader_without_script_narrows_by_price_and_undoes_it(live_server, browser, gifts):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 667})
    page = context.new_page()
    page.goto(live_server.url + "/en/products/")
    page.get_by_text("Narrow the list").click()
    page.get_by_role("checkbox", name="100,000 to under 300,000 VND").check()
    page.get_by_role("button", name="Show results").click()
    expect(page.locator(".card__title")).to_have_text(["Chè Đinh"])
    page.get_by_role("link", name="Chè Đinh").click()
    expect(page.get_by_text("from 250,000 VND")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Price: 100,000 to under 300,000 VND").click()
    expect(page.locator(".card")).to_have_count(2)
    context.close()


def test_keyboard_alone_narrows_by_price(live_server, page, gifts):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(live_server.url + "/en/products/")
    box = page.get_by_role("checkbox", name="Under 100,000 VND")
    for _step in range(60):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.press("Space")
    page.wait_for_url("**price=0-100000**")
    expect(page.locator(".card__title")).to_have_text(["Bánh gai"])
    expect(box).to_be_focused()
    assert "#" not in page.url


def test_keyboard_alone_narrows_the_changes_to_a_kind(live_server, page, gifts):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(live_server.url + "/en/changes/")
    page.get_by_role("checkbox", name="Lowered").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**kind=lowered**")
    expect(page.get_by_text("Nothing changed")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Lowered")).to_be_focused()
