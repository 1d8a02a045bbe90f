"""The score sheet on a slow line, without a line, after the session ended, and in two tabs: nothing chosen is lost."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ocop.models import UserSession
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Answer
from tests import factories as make
from tests.browser.test_score_sheet import all_answered, line, opened, stored
from tests.browser.test_whole_way import Browser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet():
    """A member's sheet of which nothing is answered."""
    return make.assessment(make.dossier(state=DossierState.SCORING), choices={})


@pytest.fixture
def member(live_server, page, sheet):
    return opened(page, live_server, sheet)


def tick(member, sheet, *codes, at=0):
    for code in codes:
        line(member, sheet, code).locator("[data-key]").nth(at).check()


def codes_of(sheet, most=None):
    """Criteria that depend on no other."""
    nodes = sheet.dossier.sheet.criteria.scored(None).filter(depends_on=None)
    return [node.code for node in nodes if node.options.all()][:most]


def ticked(member, sheet, code, at=0):
    expect(line(member, sheet, code).locator("[data-key]").nth(at)).to_be_checked()


def held(page, sheet):
    """Hold every save until it is let go; the list of what is held."""
    waiting = []
    page.route(
        f"**{sheet.get_absolute_url()}",
        lambda route: waiting.append(route) if route.request.method == "POST" else route.continue_(),
    )
    return waiting


def test_what_waits_is_counted_and_goes_as_one_request(member, sheet):
    page, waiting = member.page, held(member.page, sheet)
    tick(member, sheet, "1.1", "1.2", "1.3", "1.4")
    expect(page.locator("#waiting")).to_have_text("saving 4 …")
    assert len(waiting) == 1
    with page.expect_request(lambda request: request.method == "POST") as second:
        waiting.pop().continue_()
    expect(page.locator("#waiting")).to_have_text("saving 3 …")
    assert len(re.findall(r"(?:^|&)c\d+=", second.value.post_data)) == 3
    waiting.pop().continue_()
    all_answered(page)
    assert [code for code, _option, _note in stored(sheet)] == ["1.1", "1.2", "1.3", "1.4"]
    assert waiting == []


def test_quick_ticking_on_a_slow_line_loses_nothing(member, sheet):
    page = member.page
    line_of = page.context.new_cdp_session(page)
    line_of.send("Network.enable")
    slow = {"offline": False, "latency": 700, "downloadThroughput": 20_000, "uploadThroughput": 10_000}
    line_of.send("Network.emulateNetworkConditions", slow)
    codes = codes_of(sheet)
    tick(member, sheet, *codes)
    tick(member, sheet, *codes[::2], at=1)
    all_answered(page)
    for number, code in enumerate(codes):
        ticked(member, sheet, code, at=1 - number % 2)
    assert [code for code, _option, _note in stored(sheet)] == codes


def test_the_choice_made_last_stands_whatever_is_answered_to_the_one_before(member, sheet):
    page, waiting = member.page, held(member.page, sheet)
    tick(member, sheet, "1.1", at=1)
    tick(member, sheet, "1.1", at=2)
    with page.expect_request(lambda request: request.method == "POST"):
        waiting.pop(0).continue_()
    ticked(member, sheet, "1.1", at=2)
    waiting.pop().continue_()
    all_answered(page)
    ticked(member, sheet, "1.1", at=2)
    assert stored(sheet) == [("1.1", 1, "")]


def test_an_answer_replaces_no_element_that_somebody_is_about_to_press(member, sheet):
    radio = line(member, sheet, "1.1").locator("[data-key]").nth(1)
    handle = radio.element_handle()
    radio.check()
    all_answered(member.page)
    assert handle.evaluate("radio => radio.isConnected && radio.checked")


def test_what_is_chosen_without_a_line_is_sent_when_it_is_back(member, sheet):
    page = member.page
    page.context.set_offline(True)
    tick(member, sheet, "1.1", "1.2", "1.3")
    expect(page.locator("#unsaved")).to_contain_text("Not saved yet: 3.")
    tick(member, sheet, "1.1", at=2)
    page.context.set_offline(False)
    all_answered(page)
    assert stored(sheet) == [("1.1", 1, ""), ("1.2", 0, ""), ("1.3", 0, "")]


def test_a_save_whose_answer_was_lost_is_no_conflict_with_oneself(member, sheet):
    page, waiting = member.page, held(member.page, sheet)
    tick(member, sheet, "1.1", at=1)
    route = waiting.pop()
    route.fetch()
    route.abort()
    expect(page.locator("#unsaved")).to_be_visible()
    page.unroute_all()
    tick(member, sheet, "1.1", at=2)
    all_answered(page)
    expect(page.locator("#refused")).to_be_hidden()
    assert stored(sheet) == [("1.1", 1, "")]


def test_leaving_asks_while_anything_waits_and_not_otherwise(member, sheet):
    page, waiting = member.page, held(member.page, sheet)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    tick(member, sheet, "1.1")
    with page.expect_event("dialog"):
        page.evaluate("location.assign('/en/score/')")
    assert asked == ["beforeunload"]
    waiting.pop().continue_()
    all_answered(page)
    page.unroute_all()
    member.open("score")
    assert asked == ["beforeunload"]


def test_leaving_asks_while_a_note_is_being_written(member, sheet):
    page, asked = member.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    line(member, sheet, "1.1").get_by_text("Own note").click()
    line(member, sheet, "1.1").locator("textarea").press_sequentially("Lý do")
    with page.expect_event("dialog"):
        page.evaluate("location.assign('/en/score/')")
    assert asked == ["beforeunload"]


@pytest.fixture
def unproven(sheet):
    """The sheet of a dossier whose evidence cites no criterion: options above the lowest need a note."""
    for piece in sheet.dossier.evidence.all():
        piece.citations.all().delete()
    return sheet


def marked(member, sheet, code):
    """How the map of the criteria marks one."""
    node = sheet.dossier.sheet.criteria.get(code=code)
    return member.page.locator(f"#index a[href='#c{node.pk}']")


def test_everything_that_was_refused_stays_marked_and_ticked(unproven, member):
    page, sheet = member.page, unproven
    tick(member, sheet, "1.3", "1.4", at=2)
    all_answered(page)
    tick(member, sheet, "1.1")
    all_answered(page)
    expect(page.locator("#refused")).to_have_text("2 not saved")
    for code in ("1.3", "1.4"):
        expect(marked(member, sheet, code)).to_have_class(re.compile("refused"))
        expect(marked(member, sheet, code)).to_contain_text("not saved")
        ticked(member, sheet, code, at=2)
    expect(marked(member, sheet, "1.1")).to_have_class(re.compile("done"))
    assert stored(sheet) == [("1.1", None, "")]
    with page.expect_event("dialog") as dialog:
        page.once("dialog", lambda each: each.dismiss())
        page.evaluate("location.assign('/en/score/')")
    assert dialog.value.type == "beforeunload"
    line(member, sheet, "1.3").locator("textarea").fill("Đã xem tại xưởng")
    line(member, sheet, "1.3").locator("textarea").blur()
    expect(page.locator("#refused")).to_have_text("1 not saved")
    assert [code for code, _option, _note in stored(sheet)] == ["1.1", "1.3"]


def test_nothing_moves_under_a_button_that_is_down(unproven, member):
    page, sheet, waiting = member.page, unproven, held(member.page, unproven)
    tick(member, sheet, "1.1", at=2)
    radio = line(member, sheet, "1.2").locator("[data-key]").nth(2)
    radio.scroll_into_view_if_needed()
    before = radio.bounding_box()
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.mouse.down()
    with page.expect_event("requestfinished"):
        waiting.pop().continue_()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    page.mouse.up()
    expect(radio).to_be_checked()
    # Only now the line above grows by the reason for which it is refused.
    expect(line(member, sheet, "1.1").locator(".criterion__why")).not_to_be_empty()
    assert radio.bounding_box()["y"] > before["y"] + before["height"]


def test_saving_and_checking_stops_at_what_was_refused(unproven, member):
    page, sheet = member.page, unproven
    tick(member, sheet, "1.3", at=2)
    page.get_by_role("button", name="Save and check before locking").click()
    all_answered(page)
    expect(page.locator("#refused")).to_have_text("1 not saved")
    expect(page).to_have_url(re.compile(f"{sheet.pk}/$"))


def test_saving_and_checking_goes_on_once_all_is_saved(member, sheet):
    page = member.page
    tick(member, sheet, "1.1")
    all_answered(page)
    page.get_by_role("button", name="Save and check before locking").click()
    expect(page.get_by_role("heading", name="Check before locking")).to_be_visible()


def sign_in_beside(member, user):
    """Follow the link of the page, which opens a tab, and sign in there."""
    with member.page.context.expect_page() as tab:
        member.page.get_by_role("link", name="Sign in in another tab").click()
    beside = tab.value
    beside.get_by_label("E-mail").fill(user.email)
    beside.get_by_label("Password").fill("secret")
    beside.get_by_role("main").get_by_role("button", name="Sign in").click()
    beside.wait_for_url(lambda address: "login" not in address)
    return beside


@pytest.mark.parametrize("cookies", ["all cookies gone", "session ended"])
def test_who_was_signed_out_is_told_signs_in_beside_it_and_loses_nothing(member, sheet, cookies):
    page = member.page
    if cookies == "all cookies gone":
        page.context.clear_cookies()
    else:
        UserSession.objects.all().delete()
    tick(member, sheet, "1.1", "1.2")
    expect(page.locator("#signed-out")).to_contain_text("You have been signed out. Not saved yet: 2.")
    assert stored(sheet) == []
    sign_in_beside(member, sheet.by).close()
    page.bring_to_front()
    page.locator("#signed-out").get_by_role("button", name="Send it now").click()
    all_answered(page)
    tick(member, sheet, "1.3")
    all_answered(page)
    assert [code for code, _option, _note in stored(sheet)] == ["1.1", "1.2", "1.3"]


def test_answers_are_not_sent_in_the_name_of_somebody_else(member, sheet):
    page = member.page
    officer = make.officer_of(sheet.dossier)
    UserSession.objects.all().delete()
    tick(member, sheet, "1.1")
    sign_in_beside(member, officer).close()
    page.locator("#signed-out").get_by_role("button", name="Send it now").click()
    expect(page.locator("#signed-out")).to_contain_text(f"Somebody else than {sheet.by} is signed in now.")
    ticked(member, sheet, "1.1")
    assert stored(sheet) == []


def test_two_tabs_show_both_answers_and_ask_which_counts(member, sheet, live_server):
    page, context = member.page, member.page.context
    other = Browser(context.new_page(), live_server.url)
    other.open("score-assessment", sheet.pk)
    tick(member, sheet, "1.1", at=2)
    all_answered(page)
    first = line(other, sheet, "1.1")
    tick(other, sheet, "1.1", at=1)
    expect(first.locator(".overtaken")).to_contain_text("Stored now")
    ticked(other, sheet, "1.1", at=1)
    assert stored(sheet) == [("1.1", 1, "")]
    first.get_by_text("What I chose here replaces it").click()
    expect(first.locator(".overtaken")).to_have_count(0)
    all_answered(other.page)
    assert stored(sheet) == [("1.1", 0, "")]
    tick(member, sheet, "1.1", at=3)
    line(member, sheet, "1.1").get_by_text("What is stored stays").click()
    ticked(member, sheet, "1.1", at=1)
    assert stored(sheet) == [("1.1", 0, "")]
    assert Answer.objects.filter(assessment=sheet).count() == 1
    assert reverse("score-assessment", args=[sheet.pk]) in page.url
