"""No member's score reaches another before the own lock: over every page, file and list, with search and filters."""

import re
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.views.generic.list import MultipleObjectMixin

from ocop.models import Role
from ocop.pages.checks import url_patterns, view_of
from ratings.dossiers.models import Dossier
from ratings.papers.views import PaperView
from ratings.scoring.models import Answer, Assessment
from tests import factories as make
from tests.once import made_once
from tests.world import address, may_open, side

pytestmark = pytest.mark.django_db

# Words that the member writes; searching for the first must not find the second.
WORDS = ("Dấuvếtmột", "Dấuvếthai")
PAGES = [pattern for _route, pattern in url_patterns() if hasattr(view_of(pattern), "get")]
# Public pages are the same for everybody (test_page_is_the_same_for_somebody_signed_in), so one reader is
# enough.
OPEN = [pattern for pattern in PAGES if view_of(pattern).act.is_public]
# Lists are searched and sorted; public pages each have their own parameters.
SEARCHED = [
    pattern
    for pattern in PAGES
    if not pattern.pattern.converters
    and (pattern in OPEN or issubclass(view_of(pattern), MultipleObjectMixin))
]
NAME = re.compile(r'"\w+"')
CHANGING = re.compile(
    r'name="(csrfmiddlewaretoken|one_time_key)" value="\w+"|"X-CSRFToken": "\w+"|nonce="[^"]+"|data-left="\d+"'
    r'|"left": \d+'
    r"|\d\d:\d\d(:\d\d)?"
)


class Case:
    """A council in which one member has scored and the others have not locked."""

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
        self.places = set()

    def score(self):
        """The member answers everything, with own words, and locks; records which tables contain them."""
        sheet = Assessment.objects.get(pk=self.sheet.pk)
        sheet.fill(make.best(make.sheet()) | {"7": 1, "8": 0}, by=self.member, note=" ".join(WORDS))
        sheet.lock(by=self.member)
        self.places = {*where_words_stand(), f'"{Assessment._meta.db_table}"'}

    def addresses(self, user, patterns=PAGES):
        """Return the addresses of pages for a reader: rows of the world, the member's sheet and the own;
        with search and sorting.
        """
        sheets = [self.sheet, *([self.own] if user == self.waiting else [])]
        sides = [
            self.side,
            *(replace(self.side, rows=self.side.rows | {Assessment: sheet}) for sheet in sheets),
        ]
        for pattern in patterns:
            if not may_open(pattern, user):
                continue
            yield from dict.fromkeys(address(pattern, each) for each in sides)
            plain = address(pattern, self.side)
            if pattern in SEARCHED:
                yield f"{plain}?q={WORDS[0]}&name={WORDS[0]}&search={WORDS[0]}&o=-1&sort=-total&ordering=-total"

    def addresses_in_the_admin(self):
        """Return the lists and detail pages of sheets in the admin."""
        yield reverse("admin:ratings_assessment_changelist")
        yield reverse("admin:ratings_assessment_change", args=[self.sheet.pk])
        yield reverse("admin:ratings_assessment_history", args=[self.sheet.pk])

    def visits(self, readers, asked):
        """Yield reader, pattern and address, alternating council and offices; pages that query sheets are
        visited by all.

        The caller fills `asked` with the tables queried so far.
        """
        for turn, pattern in enumerate(pattern for pattern in PAGES if pattern not in OPEN):
            users = [user for user in readers if may_open(pattern, user)]
            groups = [[user for user in users if (user in self.seated) == seated] for seated in (True, False)]
            first = [group[turn % len(group)] for group in groups if group]
            asked.clear()
            for user in first:
                yield from ((user, pattern, page) for page in self.addresses(user, [pattern]))
            if asked & self.places:
                for user in users:
                    if user not in first:
                        yield from ((user, pattern, page) for page in self.addresses(user, [pattern]))


case = made_once(Case)


def tables():
    """Return the tables of the portal, as named in statements."""
    return {f'"{table}"' for table in connection.introspection.table_names()}


def where_words_stand():
    """Return the tables that contain the member's words."""
    found = set()
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} t WHERE strpos(t::text, %s) > 0)", [WORDS[1]])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


@contextmanager
def noting(asked):
    """Record the tables that statements query."""

    def note(execute, sql, params, many, context):
        asked.update(NAME.findall(str(sql)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


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


def page_by(client, page):
    response = client.get(page)
    return response.status_code, text_of(response)


def is_one_for_all(pattern):
    """Return whether the page is a paper that is the same for all its readers."""
    return getattr(view_of(pattern), "paper", None) == PaperView.paper


def test_what_a_member_writes_is_shown_to_nobody_who_has_not_locked(case):
    case.score()
    assert Answer.objects.filter(note=" ".join(WORDS)).exists()
    # Those who have not locked read every page below, including public ones.
    readers = {user: client_of(user) for user in (*case.seated, *case.offices) if user != case.waiting}
    assert {kind for user in case.seated for kind in case.dossier.council.kinds_of(user)} == {
        "chair",
        "member",
        "secretary",
        "adviser",
    }
    assert '"ratings_answer"' in case.places
    shown, handed_out, asked = [], set(), set()
    for user, pattern, page in case.visits(readers, asked):
        if page in handed_out:
            continue
        with noting(asked):
            status, text = page_by(readers[user], page)
        if status == 200 and is_one_for_all(pattern):
            handed_out.add(page)
        if WORDS[1] in text:
            shown.append((user.role, page))
    for user, client in readers.items():
        pages = case.addresses_in_the_admin()
        shown += [(user.role, page) for page in pages if WORDS[1] in page_by(client, page)[1]]
    assert shown == []


def test_no_page_of_a_member_changes_by_what_another_scores(case):
    addresses = [*case.addresses(case.waiting), *case.addresses_in_the_admin()]
    client = client_of(case.waiting)
    before = {page: page_by(client, page) for page in addresses}
    case.score()
    after = {page: page_by(client, page) for page in addresses}
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
