"""What a person at work sees before the session ends, and when it has ended."""

from datetime import timedelta

import pytest
from django.db.models import F
from playwright.sync_api import expect

from ocop.models import User, UserSession
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(live_server, page):
    """The page of an officer's account, whose clock a test moves on."""
    officer = make.user()
    page.clock.install()
    page.goto(f"{live_server.url}/en/accounts/login/?next=/en/accounts/")
    page.get_by_label("E-mail").fill(officer.email)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/en/accounts/")
    return page


def pass_by(page, minutes):
    """Let time pass for the page and for the session, which nobody uses meanwhile."""
    ago = timedelta(minutes=minutes)
    UserSession.objects.update(seen=F("seen") - ago, expire_date=F("expire_date") - ago, ends=F("ends") - ago)
    page.clock.fast_forward(minutes * 60_000)


def test_end_of_a_session_is_said_before_and_put_off_by_a_button(desk):
    expect(desk.get_by_role("alert")).to_be_hidden()
    pass_by(desk, 56)
    expect(desk.get_by_role("alert")).to_contain_text("You will be signed out in 4 min.")
    password = desk.get_by_role("link", name="Choose a new password")
    password.focus()
    desk.get_by_role("button", name="Stay signed in").press("Enter")
    expect(desk.get_by_role("alert")).to_be_hidden()
    expect(password).to_be_focused()
    pass_by(desk, 50)
    desk.reload()
    assert desk.get_by_role("heading", level=1).text_content() == "My account"


def test_page_says_that_the_session_is_over_and_goes_on_after_a_sign_in_beside_it(desk):
    pass_by(desk, 61)
    expect(desk.get_by_role("alert")).to_contain_text(
        "You are signed out. What you typed is still on this page"
    )
    with desk.expect_popup() as opened:
        desk.get_by_role("alert").get_by_role("link", name="Sign in").click()
    beside = opened.value
    beside.get_by_label("E-mail").fill(User.objects.get().email)
    beside.get_by_label("Password").fill("secret")
    beside.get_by_role("main").get_by_role("button", name="Sign in").click()
    beside.wait_for_url("**/en/desk/")
    desk.clock.fast_forward(60_000)
    expect(desk.get_by_role("alert")).to_be_hidden()
