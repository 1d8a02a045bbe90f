"""No mark of a member reaches another before the own lock: over every page, file and list, searched and filtered."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from ocop.checks import url_patterns, view_of
from ocop.models import Role
from ocop.views import PUBLIC
from ratings.models import Answer, Assessment, Dossier
from tests import factories as make
from tests.once import made_once
from tests.world import address, may_open, side

pytestmark = pytest.mark.django_db

# What the member writes; a search for its first word must not bring up the second.
WORDS = ("Dấuvếtmột", "Dấuvếthai")
PAGES = [pattern for _route, pattern in url_patterns() if hasattr(view_of(pattern), "get")]
# The same for everybody (test_page_is_the_same_for_somebody_signed_in): one reader is enough.
OPEN = [pattern for pattern in PAGES if view_of(pattern).scope == PUBLIC]
CHANGING = re.compile(
    r'name="(csrfmiddlewaretoken|one_time_key)" value="\w+"|"X-CSRFToken": "\w+"|nonce="[^"]+"|data-left="\d+"'
    r'|"left": \d+'
    r"|\d\d:\d\d(:\d\d)?"
)


class Case:
    """A council of which one member scores while the others have not locked."""

    def __init__(self):
        self.side = side("Sở-tại")
        self.dossier = self.side.rows[Dossier]
        seats = self.dossier.council.seats
        self.member = seats.filter(kind="member").last().user
        self.sheet = Assessment.objects.open_member(self.dossier, by=self.member)
        self.waiting = make.seat(self.dossier.council).user
        self.own = Assessment.objects.open_member(self.dossier, by=self.waiting)
        others = seats.exclude(user=self.member).for_list()
        locked = Assessment.objects.filter(dossier=self.dossier).locked().values_list("by", flat=True)
        self.seated = [seat.user for seat in others if seat.user_id not in locked]
        self.offices = [user for role, user in self.side.people.items() if role != Role.EXPERT]
        self.offices.append(make.user(Role.ADMINISTRATOR))

    def score(self):
        """The member answers everything, with words of their own, and locks."""
        sheet = Assessment.objects.get(pk=self.sheet.pk)
        sheet.fill(make.best(make.sheet()) | {"7": 1, "8": 0}, by=self.member, note=" ".join(WORDS))
        sheet.lock(by=self.member)

    def addresses(self, pages=PAGES):
        """Each page, on the world's rows and on the member's sheet and the reader's; lists searched and sorted as well."""
        sides = [
            self.side,
            *(
                replace(self.side, rows=self.side.rows | {Assessment: sheet})
                for sheet in (self.sheet, self.own)
            ),
        ]
        for pattern in pages:
            yield from dict.fromkeys(address(pattern, each) for each in sides)
            plain = address(pattern, self.side)
            if not pattern.pattern.converters:
                yield f"{plain}?q={WORDS[0]}&name={WORDS[0]}&search={WORDS[0]}&o=-1&sort=-total&ordering=-total"
        yield reverse("admin:ratings_assessment_changelist")
        yield reverse("admin:ratings_assessment_change", args=[self.sheet.pk])
        yield reverse("admin:ratings_assessment_history", args=[self.sheet.pk])


case = made_once(Case)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as paper:
            body = b"".join(paper.read(name) for name in paper.namelist())
    return CHANGING.sub("", body.decode(errors="replace"))


def pages_of(user, addresses):
    return pages_by(client_of(user), addresses)


def pages_by(client, addresses):
    return {page: ((response := client.get(page)).status_code, text_of(response)) for page in addresses}


def test_what_a_member_writes_is_shown_to_nobody_who_has_not_locked(case):
    case.score()
    assert Answer.objects.filter(note=" ".join(WORDS)).exists()
    closed = [page for page in PAGES if page not in OPEN]
    # Whoever is awaited reads every page below, the open ones too.
    readers = [user for user in (*case.seated, *case.offices) if user != case.waiting]
    pages = [(user, case.addresses([page for page in closed if may_open(page, user)])) for user in readers]
    assert {kind for user in case.seated for kind in case.dossier.council.kinds_of(user)} == {
        "chair",
        "member",
        "secretary",
        "adviser",
    }
    shown = [
        (user.role, page)
        for user, addresses in pages
        for page, (_status, text) in pages_of(user, addresses).items()
        if WORDS[1] in text
    ]
    assert shown == []


def test_no_page_of_a_member_changes_by_what_another_scores(case):
    addresses = list(case.addresses())
    client = client_of(case.waiting)
    before = pages_by(client, addresses)
    case.score()
    after = pages_by(client, addresses)
    assert [page for page in addresses if before[page] != after[page]] == []
    assert [page for page, (_status, text) in after.items() if WORDS[1] in text] == []
    opened = [page for page, (status, _text) in after.items() if status == 200]
    assert {
        case.own.get_absolute_url(),
        reverse("score"),
        reverse("score-dossier", args=[case.dossier.pk]),
    } <= set(opened)


def test_after_the_own_lock_the_words_are_read(case):
    case.score()
    make.assessment(case.dossier, by=case.waiting, locked=True)
    page = client_of(case.waiting).get(case.sheet.get_absolute_url())
    assert (page.status_code, WORDS[1] in page.content.decode()) == (200, True)
