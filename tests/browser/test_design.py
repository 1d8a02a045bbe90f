import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import factories as make
from tests.browser.test_public_pages import SIZES, faults
from tests.browser.test_whole_way import Browser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(live_server, page):
    """A page on which an officer is signed in, and the address before every path."""
    Browser(page, live_server.url).enter(make.user())
    return page, live_server.url


def test_pages_of_the_desk_are_accessible_and_never_scroll_sideways(desk):
    page, site = desk
    for path in ("/en/desk/design/", "/en/desk/", "/en/accounts/password/"):
        assert faults_of(page, site + path) == {}


def test_open_pages_are_accessible_and_never_scroll_sideways(live_server, page):
    # The other open pages are read in test_public_pages.py.
    assert faults_of(page, live_server.url + "/en/no-such-page") == {}


def faults_of(page, address):
    """By the size of the window, what is wrong with a page in it."""
    page.goto(address)
    page.evaluate(Axe().axe_script)
    return {size: wrong for size in SIZES if (wrong := faults(page, size, target_size=False))}


def test_what_is_pressed_suits_a_finger_and_the_content_security_policy_refuses_nothing(desk):
    page, site = desk
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": 375, "height": 667})
    page.goto(site + "/en/desk/design/")
    page.wait_for_load_state("networkidle")
    assert complaints == []
    small = page.evaluate(
        """[...document.querySelectorAll("button, .button, .pages a, .tabs a, .chip, summary, select, .desk-nav a, label.choice")]
           .filter(part => part.checkVisibility() && part.getBoundingClientRect().height < 44).map(part => part.outerHTML)"""
    )
    assert small == []


def test_stacked_marks_of_vietnamese_letters_are_not_clipped(desk):
    page, site = desk
    page.goto(site + "/en/desk/design/")
    tight = page.evaluate(
        """[...document.querySelectorAll("main *")].filter(part => part.checkVisibility() && part.textContent.trim())
           .map(part => [part.tagName, getComputedStyle(part)])
           .map(([tag, style]) => [tag, parseFloat(style.lineHeight) / parseFloat(style.fontSize)])
           .filter(([tag, height]) => height < (/^H[1-3]$/.test(tag) ? 1.25 : 1.3))"""
    )
    assert tight == []


def test_desk_works_without_script(live_server, browser):
    officer = make.user()
    page = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 667}).new_page()
    page.goto(f"{live_server.url}/en/accounts/login/?next=/en/desk/design/")
    page.get_by_label("E-mail").fill(officer.email)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Worklist").click()
    assert page.get_by_role("heading", level=1).text_content() == "Worklist"
