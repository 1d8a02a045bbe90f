"""Nine members in three browsers score one dossier; nobody sees anybody's marks before their own lock."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Assessment, Result
from tests import factories as make
from tests.browser.test_whole_way import Browser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browsers(live_server, browser):
    """Three browsers that know nothing of each other."""
    contexts = [browser.new_context(viewport={"width": 1280, "height": 900}) for _number in range(3)]
    yield [Browser(context.new_page(), live_server.url) for context in contexts]
    for context in contexts:
        context.close()


def begin(browser, dossier, member, choices):
    """Open one's sheet, filled but for the first criterion."""
    browser.enter(member)
    browser.open("score-dossier", dossier.pk)
    browser.press("Begin to score")
    sheet = Assessment.objects.get(dossier=dossier, by=member)
    first, *_others = sheet.dossier.sheet.criteria.scored(None)
    sheet.fill({code: at for code, at in choices.items() if code != first.code}, by=member, note="Đã xem.")
    return sheet, first


def finish(browser, sheet, first):
    """Choose the last open answer in the browser, read back, lock."""
    browser.page.goto(browser.site + address("score-assessment", sheet.pk))
    option = first.options.all()[len(first.options.all()) - 1]
    browser.page.locator(f"input[name=c{first.pk}][value='{option.pk}']").check(force=True)
    browser.press("Save and check before locking")
    browser.press("Lock my sheet")


def address(name, *args):
    with override("en"):
        return reverse(name, args=args)


def hold_a_meeting(browser, dossier):
    """Call a meeting of the council with the dossier, and tick everybody as present."""
    browser.open("session-call", dossier.council_id)
    browser.page.get_by_role("radio", name="Meeting").check(force=True)
    browser.fill(venue="Phòng họp số 2")
    browser.page.locator(f"input[name=dossiers][value='{dossier.pk}']").check(force=True)
    browser.press("Call the session")
    browser.follow("Record the attendance")
    for box in browser.page.locator("input[type=checkbox]").all():
        box.check(force=True)
    browser.press("Save the attendance")
    assert "Present" in browser.text and "Absent" not in browser.text


def test_nine_members_in_three_browsers_come_to_one_result(browsers):
    dossier = make.dossier(state=DossierState.SCORING, members=8)
    members = [seat.user for seat in dossier.council.seats.scoring().order_by("kind", "pk")]
    assert len(members) == 9
    for turn in range(0, 9, 3):
        three = list(zip(browsers, members[turn : turn + 3], strict=True))
        begun = [(browser, *begin(browser, dossier, member, make.four_stars())) for browser, member in three]
        for browser, sheet, first in begun:
            browser.open("score-matrix", dossier.pk)
            # The points, not a name: people here are called by numbers.
            assert not re.search(r"(?<!Người )\b98\b", browser.text)
            finish(browser, sheet, first)
            assert Assessment.objects.get(pk=sheet.pk).is_locked
    chair = browsers[0]
    chair.enter(members[0])
    hold_a_meeting(chair, dossier)
    chair.open("score-dossier", dossier.pk)
    chair.press("Establish the result")
    result = Result.objects.get(dossier=dossier)
    assert (result.sheets, result.total, result.stars) == (9, 9 * 98, 4)
    assert "98 points reach 5 stars; requirement 4.1 (5 stars) is not met: 4 stars" in chair.text
    chair.open("score-matrix", dossier.pk)
    assert "98" in chair.text
