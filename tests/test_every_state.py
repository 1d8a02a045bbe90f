"""Every page of every row in every state, in both languages, as the roles and seats in turn: it answers, and says all.

No link on it leads its reader to a page that is not theirs (ocop.opening).

A template that names what is not there fails as well (--fail-on-template-vars), and a page that is no page
(tests.pages.faults).
"""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ocop.checks import url_patterns, view_of
from ocop.models import Role
from ocop.opening import opening
from ocop.views import PUBLIC
from ratings.models import (
    Decision,
    DecisionKind,
    Dossier,
    DossierKind,
    DossierState,
    Origin,
    Recognition,
    RecognitionState,
    SeatKind,
)
from ratings.models.moves import NATIONAL_MOVES
from tests.once import made_once
from tests.states import every_case
from tests.world import ADDRESSES, may_open

pytestmark = pytest.mark.django_db
LANGUAGES = ("vi", "en")
LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
PATTERNS = [pattern for _route, pattern in url_patterns() if pattern.pattern.converters]

cases = made_once(lambda: list(every_case()))


class Around:
    """What tests.world.ADDRESSES asks of a side, for one case: only the case's own rows."""

    def __init__(self, case):
        self.rows, self.people = case.rows, case.people

    @property
    def bare(self):
        raise KeyError("a product without a dossier")


def parts_for(pattern, case):
    """The parts of the pattern's address for the case, or None where the page is of another row."""
    if pattern.name in ADDRESSES:
        try:
            return ADDRESSES[pattern.name](Around(case))
        except (KeyError, AttributeError):
            return None
    row = case.rows.get(getattr(view_of(pattern), "model", None))
    return {"pk": row.pk} if row and set(pattern.pattern.converters) == {"pk"} else None


def readers_of(pattern, case, turn):
    """(user, language) of who opens a page, one after the other until it opens: nobody in particular where it is public.

    They take turns from case to case, and the languages with them, so that over the states every role and every seat
    opens every page it may. That each page says all in Vietnamese is read by tests/test_every_page.py.
    """
    if view_of(pattern).scope == PUBLIC:
        return [(None, LANGUAGES[turn % len(LANGUAGES)])]
    allowed = [user for user in case.people.values() if may_open(pattern, user)]
    language = LANGUAGES[turn // len(allowed) % len(LANGUAGES)]
    return [(allowed[(turn + at) % len(allowed)], language) for at in range(2)]


def visits(case, turn):
    """The ways to open each page that shows a row of the case: (user, address) of its readers."""
    for pattern in PATTERNS:
        if hasattr(view_of(pattern), "get") and (parts := parts_for(pattern, case)):
            ways = []
            for user, language in readers_of(pattern, case, turn):
                with override(language):
                    ways.append((user, reverse(pattern.name, kwargs=parts)))
            yield ways


def made(cases, model, state):
    """The states of the rows of a model among the cases."""
    return {state(case.rows[model]) for case in cases if model in case.rows}


def test_there_is_a_row_in_every_state(cases):
    assert made(cases, Dossier, lambda row: row.state) == set(DossierState)
    assert made(cases, Dossier, lambda row: row.kind) == set(DossierKind)
    national = made(cases, Dossier, lambda row: row.is_national and row.state) - {False}
    assert national == set(NATIONAL_MOVES) | {DossierState.RECOGNISED}
    assert made(cases, Recognition, lambda row: row.state_on()) == set(RecognitionState)
    assert made(cases, Recognition, lambda row: row.origin) == set(Origin)
    assert made(cases, Decision, lambda row: row.kind) == set(DecisionKind)
    assert made(cases, Decision, lambda row: row.is_issued) == {True, False}
    people = set().union(*(case.people for case in cases))
    assert people == set(SeatKind) | set(Role) - {Role.EXPERT}


def opened(client, user, address):
    """Whether the page opens, and what is wrong with it, in words; empty if it answers as it should."""
    try:
        response = client.get(address)
    except (AssertionError, pytest.fail.Exception) as fault:
        return True, str(fault)
    if response.streaming:
        b"".join(response.streaming_content)
        return True, ""
    if response.status_code >= 500:
        return True, f"{response.status_code}"
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return response.status_code != 404, shut_links(
        user, response.content.decode()
    ) if user and is_page else ""


def shut_links(user, page):
    """The links of a page that would answer its reader with 403 or 404."""
    found = {language: set() for language in LANGUAGES}
    for link in LINK.findall(page):
        found["en" if link.startswith("/en/") else "vi"].add(link)
    shut = set()
    for language, links in found.items():
        with override(language):
            shut |= links - opening(user, links)
    return " ".join(sorted(shut))


def test_every_page_of_every_state_answers_everybody(cases):
    clients, seen, broken = {None: Client(raise_request_exception=False)}, set(), []
    for turn, case in enumerate(cases):
        for ways in visits(case, turn):
            for user, address in ways:
                if (user, address) in seen:  # the page of a row that belongs to all cases
                    break
                seen.add((user, address))
                if user not in clients:
                    clients[user] = Client(raise_request_exception=False)
                    clients[user].force_login(user)
                opens, fault = opened(clients[user], user, address)
                if fault:
                    broken.append((str(case), user and user.role, address, fault))
                if opens:
                    break
    assert broken == []
    assert len(seen) > 2_000
