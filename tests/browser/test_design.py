import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = [(375, 667), (1280, 900)]


@pytest.fixture
def desk(live_server, page):
    """A page on which an officer has signed in, and the address before every path."""
    officer = make.user()
    page.goto(f"{live_server.url}/en/accounts/login/")
    page.get_by_label("E-mail").fill(officer.email)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/en/desk/")
    return page, live_server.url


def violations(page):
    return [
        (rule["id"], node["target"])
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]


def test_pages_of_the_desk_are_accessible_and_never_scroll_sideways(desk):
    page, site = desk
    for path in ("/en/desk/design/", "/en/desk/", "/en/accounts/password/"):
        assert faults_of(page, site + path) == {}


def test_open_pages_are_accessible_and_never_scroll_sideways(live_server, page):
    for path in ("/en/accounts/login/", "/en/no-such-page"):
        assert faults_of(page, live_server.url + path) == {}


def faults_of(page, address):
    """By the size of the window, what axe finds on a page and how wide it is, where either is wrong."""
    page.goto(address)
    found = {}
    for size in SIZES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        seen = violations(page), page.evaluate("document.documentElement.scrollWidth")
        found |= {size: seen} if seen != ([], size[0]) else {}
    return found


def test_everything_to_press_is_large_enough_for_a_finger(desk):
    page, site = desk
    page.set_viewport_size({"width": 375, "height": 667})
    page.goto(site + "/en/desk/design/")
    small = page.evaluate(
        """[...document.querySelectorAll("button, .button, .pages a, .tabs a, .chip, summary, select, .desk-nav a, label.choice")]
           .filter(part => part.checkVisibility() && part.getBoundingClientRect().height < 44).map(part => part.outerHTML)"""
    )
    assert small == []


def test_nothing_on_the_page_is_refused_by_the_content_security_policy(desk):
    page, site = desk
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site + "/en/desk/design/")
    page.wait_for_load_state("networkidle")
    assert complaints == []


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
