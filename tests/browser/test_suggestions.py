"""Suggestions in a real browser: by keyboard, by finger, without a script, and where the network fails."""

from itertools import chain

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ocop.values.dates import today
from tests import factories as make
from tests.browser.test_public_pages import SIZES, faults

pytestmark = pytest.mark.django_db(transaction=True)
# The addresses of each page with the field: on a phone and on a desk, in one language each.
PAGES = [("/en/", "/"), ("/products/", "/en/products/"), ("/en/places/", "/places/")]
SUGGESTIONS = "**/products/suggestions/**"


@pytest.fixture
def teas():
    """Products, a producer and a commune whose names begin with “Tân”."""
    place = make.commune(name="Tân Cương", province=make.province(name="Thái Nguyên"))
    maker = make.producer(name="HTX Tân Hương", place=place)
    found = [make.product(name=f"Tân Cương {kind}", producer=maker) for kind in ("xanh", "đinh", "nõn")]
    for product in found:
        make.recognition(product=product, signed_on=today())
    return found


def field(page):
    return page.locator("input[data-suggest]")


def options(page):
    return page.get_by_role("option")


def typed(page, url, text="tan", count=5):
    """The field of the page at `url` after `text` was typed into it and something was suggested."""
    page.goto(url)
    field(page).press_sequentially(text)
    expect(options(page)).to_have_count(count)
    return field(page)


def test_open_suggestions_are_accessible_and_move_nothing(live_server, page, teas):
    page.add_init_script(Axe().axe_script)
    for path, size in chain.from_iterable(zip(paths, SIZES, strict=True) for paths in PAGES):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(live_server.url + path)
        before = page.evaluate("document.querySelector('footer').getBoundingClientRect().top + scrollY")
        field(page).press_sequentially("tan")
        expect(options(page)).to_have_count(5)
        assert faults(page, size) == [], path
        after = page.evaluate("document.querySelector('footer').getBoundingClientRect().top + scrollY")
        assert after == before, path
        heights = options(page).evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        assert min(heights) >= 44, path


def test_keyboard_alone_chooses_a_suggestion_and_the_focus_stays_in_the_field(live_server, page, teas):
    search = typed(page, live_server.url + "/en/products/")
    expect(search).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("5 suggestions")).to_have_attribute("role", "status")
    assert search.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(search).to_be_focused()
    chosen = page.locator(f"#{search.get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    assert page.locator("[aria-selected=true]").count() == 1
    name = chosen.locator("span").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_arrows_go_round_through_the_field_itself(live_server, page, teas):
    search = typed(page, live_server.url + "/en/")
    page.keyboard.press("ArrowUp")
    assert search.get_attribute("aria-activedescendant").endswith("-4")
    page.keyboard.press("ArrowDown")
    assert search.get_attribute("aria-activedescendant") is None


def test_escape_closes_the_list_and_keeps_what_was_typed(live_server, page, teas):
    search = typed(page, live_server.url + "/en/products/")
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(search).to_have_value("tan")
    expect(search).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options(page)).to_have_count(5)


def test_tab_leaves_the_field_and_closes_the_list(live_server, page, teas):
    typed(page, live_server.url + "/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("button", name="Search")).to_be_focused()
    expect(options(page)).to_have_count(0)


def test_enter_without_a_choice_searches_for_what_was_typed(live_server, page, teas):
    typed(page, live_server.url + "/en/products/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/products/?q=tan")


def test_enter_after_more_was_typed_searches_and_forgets_the_earlier_choice(live_server, page, teas):
    search = typed(page, live_server.url + "/en/products/")
    search.press("ArrowDown")
    expect(search).to_have_attribute("aria-activedescendant", "catalogue-q-suggestions-0")
    search.press_sequentially(" x")
    expect(search).not_to_have_attribute("aria-activedescendant", "catalogue-q-suggestions-0")
    search.press("Enter")
    page.wait_for_url("**/en/products/?q=tan+x*")


def test_a_finger_opens_what_it_touches(live_server, browser, teas):
    context = browser.new_context(viewport={"width": 375, "height": 667}, has_touch=True)
    page = context.new_page()
    typed(page, live_server.url + "/places/")
    options(page).filter(has_text="HTX Tân Hương").last.tap()
    page.wait_for_url("**/producers/**")
    context.close()


def test_only_the_last_text_is_asked_for_once_somebody_pauses(live_server, page, teas):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions/" in request.url else None)
    typed(page, live_server.url + "/en/products/", "tan cuong", count=4)
    assert [url.partition("?")[2] for url in asked if "cuong" in url] == ["q=tan%20cuong"]


@pytest.mark.parametrize(
    ("how", "end"),
    [
        (lambda route: route.abort(), "requestfailed"),
        (lambda route: route.fulfill(status=503), "response"),
    ],
)
def test_a_failure_changes_nothing(live_server, page, teas, how, end):
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.route(SUGGESTIONS, how)
    page.goto(live_server.url + "/en/products/")
    with page.expect_event(end, lambda sent: "suggestions/" in sent.url):
        field(page).press_sequentially("tan")
    expect(options(page)).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/products/?q=tan")
    assert wrong == []


def test_without_script_the_field_is_a_plain_search(live_server, browser, teas):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 667})
    page = context.new_page()
    page.goto(live_server.url + "/places/")
    search = page.get_by_role("searchbox")
    search.fill("tan")
    assert page.locator(".suggest").count() == 0
    search.press("Enter")
    page.wait_for_url("**/products/?q=tan")
    assert page.locator(".card").count() == 3
    context.close()
