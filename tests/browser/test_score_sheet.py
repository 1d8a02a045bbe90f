"""The score sheet in a real browser: by keyboard, saved answer by answer, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Answer
from tests import factories as make
from tests.browser.test_whole_way import Browser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet():
    """A member's sheet of which nothing is answered."""
    return make.assessment(make.dossier(state=DossierState.SCORING), choices={})


def opened(page, live_server, sheet):
    """The sheet as its member sees it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    member = Browser(page, live_server.url)
    member.enter(sheet.by)
    member.open("score-assessment", sheet.pk)
    return member


@pytest.fixture
def member(live_server, page, sheet):
    return opened(page, live_server, sheet)


def stored(sheet):
    """What the database holds: code, position of the option, note."""
    rows = Answer.objects.filter(assessment=sheet).order_by("criterion__position")
    return [(row.criterion.code, row.option.position if row.option else None, row.note) for row in rows]


def all_answered(page):
    """Wait until nothing is under way or waits."""
    expect(page.locator("#waiting:visible, #unsaved:visible, #signed-out:visible")).to_have_count(
        0, timeout=60_000
    )


def line(member, sheet, code):
    node = sheet.dossier.sheet.criteria.get(code=code)
    return member.page.locator(f"#s{node.pk}")


def test_a_sheet_is_scored_by_keyboard_and_saved_answer_by_answer(member, sheet):
    page = member.page
    expect(page.get_by_text("Keyboard: j and k")).to_be_visible()
    for key, code, points in [("0", "1.1", "0 points"), ("2", "1.2", "1 point"), ("3", "1.3", "2 points")]:
        page.keyboard.press("j")
        page.keyboard.press(key)
        expect(line(member, sheet, code).locator(".criterion__saved")).to_have_text(
            re.compile(rf"^Saved at \d\d:\d\d:\d\d: {points}\s*$")
        )
    assert stored(sheet) == [("1.1", None, ""), ("1.2", 1, ""), ("1.3", 2, "")]
    page.keyboard.press("k")
    page.keyboard.press("3")
    expect(page.locator("#totals")).to_contain_text(re.compile(r"Total\s*4\s*/ 100"))
    expect(page.locator("#totals")).to_contain_text("3 of 32 answered")
    assert stored(sheet)[1] == ("1.2", 2, "")


def test_digits_and_letters_typed_in_a_note_choose_nothing(member, sheet):
    page, first = member.page, line(member, sheet, "1.1")
    page.keyboard.press("j")
    page.keyboard.press("2")
    expect(first.locator(".criterion__saved")).to_contain_text("Saved at")
    first.get_by_text("Own note").click()
    first.locator("textarea").press_sequentially("1 hộ, j và k: 3 tấn")
    page.keyboard.press("Tab")
    expect(first.locator("textarea")).to_have_value("1 hộ, j và k: 3 tấn")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    all_answered(page)
    assert stored(sheet) == [("1.1", 1, "1 hộ, j và k: 3 tấn")]


def test_a_note_without_an_option_stays_on_the_page_and_says_what_is_missing(member, sheet):
    first = line(member, sheet, "1.1")
    first.get_by_text("Own note").click()
    first.locator("textarea").fill("Xem hợp đồng")
    first.locator("textarea").blur()
    expect(first).to_contain_text("Not saved: Choose an option too: the note is kept with it.")
    expect(first.locator("textarea")).to_have_value("Xem hợp đồng")
    first.get_by_text("from 50% to below 75%").click()
    expect(first.locator(".criterion__saved")).to_contain_text("Saved at")
    assert stored(sheet) == [("1.1", 1, "Xem hợp đồng")]


def test_what_is_changed_while_a_save_is_under_way_is_not_lost(member, sheet):
    page, first = member.page, line(member, sheet, "1.1")
    held = []
    page.route(
        f"**{sheet.get_absolute_url()}", lambda route: held.append(route) if not held else route.continue_()
    )
    first.get_by_text("Own note").click()
    first.locator("[data-key]").nth(1).check()
    first.locator("textarea").press_sequentially("viết tiếp")
    held[0].continue_()
    all_answered(page)
    expect(first.locator("textarea")).to_have_value("viết tiếp")
    first.locator("textarea").blur()
    expect(first.locator(".criterion__saved")).to_contain_text("Saved at")
    assert stored(sheet) == [("1.1", 0, "viết tiếp")]


def test_what_was_folded_open_stays_open_after_a_save(member, sheet):
    gates = member.page.locator(".running__gates")
    gates.locator("summary").click()
    line(member, sheet, "1.1").get_by_text("Own note").click()
    line(member, sheet, "1.1").locator("[data-key]").nth(2).check()
    expect(line(member, sheet, "1.1").locator(".criterion__saved")).to_contain_text("Saved at")
    expect(gates).to_have_attribute("open", "")
    expect(gates).not_to_contain_text("1.1 Source of raw materials")
    expect(line(member, sheet, "1.1").locator("textarea")).to_be_visible()


def test_a_line_that_depends_on_another_follows_it(member, sheet):
    line(member, sheet, "5.1").locator("[data-key]").first.check()
    expect(line(member, sheet, "5.2").locator("fieldset")).to_have_class(re.compile("criterion--idle"))
    expect(member.page.locator("#totals")).to_contain_text("1 of 31 answered")


def test_what_is_chosen_on_a_dependent_line_during_a_save_is_not_lost(member, sheet):
    page, held = member.page, []
    page.route(
        f"**{sheet.get_absolute_url()}", lambda route: held.append(route) if not held else route.continue_()
    )
    line(member, sheet, "1.1").locator("[data-key]").last.check()
    line(member, sheet, "5.1").locator("[data-key]").last.check()
    line(member, sheet, "5.2").locator("[data-key]").nth(1).check()
    held[0].continue_()
    all_answered(page)
    expect(line(member, sheet, "5.2").locator("[data-key]").nth(1)).to_be_checked()
    expect(page.locator("#totals")).to_contain_text("3 of 32 answered")
    assert [code for code, _option, _note in stored(sheet)] == ["1.1", "5.1", "5.2"]


def test_the_page_says_so_when_nothing_was_saved(member, sheet):
    page, first = member.page, line(member, sheet, "1.1")
    page.route(f"**{sheet.get_absolute_url()}", lambda route: route.abort())
    first.locator("[data-key]").nth(1).check()
    expect(page.locator("#unsaved")).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"Saved at \d\d:\d\d:\d\d"))
    assert stored(sheet) == [("1.1", 0, "")]


def test_the_sheet_works_without_scripts(new_context, live_server, sheet):
    page = new_context(java_script_enabled=False).new_page()
    member = opened(page, live_server, sheet)
    line(member, sheet, "1.1").locator("[data-key]").nth(2).check()
    line(member, sheet, "1.2").get_by_text("Own note").click()
    line(member, sheet, "1.2").locator("textarea").fill("Giấy chứng nhận")
    member.press("Save")
    assert "Not saved: Choose an option too: the note is kept with it." in member.text
    assert line(member, sheet, "1.2").locator("textarea").input_value() == "Giấy chứng nhận"
    assert stored(sheet) == [("1.1", 1, "")]
    line(member, sheet, "1.2").locator("[data-key]").nth(1).check()
    member.press("Save")
    assert "Saved at" in member.text
    assert stored(sheet) == [("1.1", 1, ""), ("1.2", 1, "Giấy chứng nhận")]
