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
    """(user, language) of who opens a page: nobody in particular where it is public, else two who have business there.

    They take turns from case to case, so that over the states every role and every seat opens every page it may. A paper
    is the same in both languages (test_every_url.py): it has one reader in each state, in the languages in turn.
    """
    if view_of(pattern).scope == PUBLIC:
        return [(None, language) for language in LANGUAGES]
    allowed = [user for user in case.people.values() if may_open(pattern, user)]
    if "paper" in pattern.pattern.converters:
        return [(allowed[turn % len(allowed)], LANGUAGES[turn // len(allowed) % len(LANGUAGES)])]
    return [(allowed[(turn + at) % len(allowed)], language) for at, language in enumerate(LANGUAGES)]


def visits(case, turn):
    """(user, address) of each page that shows a row of the case."""
    for pattern in PATTERNS:
        if hasattr(view_of(pattern), "get") and (parts := parts_for(pattern, case)):
            for user, language in readers_of(pattern, case, turn):
                with override(language):
                    yield user, reverse(pattern.name, kwargs=parts)


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


def fault_of(client, user, address):
    """What is wrong with the page, in words; empty if it answers as it should."""
    try:
        response = client.get(address)
    except (AssertionError, pytest.fail.Exception) as fault:
        return str(fault)
    if response.streaming:
        b"".join(response.streaming_content)
        return ""
    if response.status_code >= 500:
        return f"{response.status_code}"
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    asked = user and is_page and address.startswith("/en/")  # the same links in both languages
    return shut_links(user, response.content.decode()) if asked else ""


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
    clients, broken, asked = {None: Client(raise_request_exception=False)}, [], 0
    for turn, case in enumerate(cases):
        for user, address in visits(case, turn):
            if user not in clients:
                clients[user] = Client(raise_request_exception=False)
                clients[user].force_login(user)
            asked += 1
            if fault := fault_of(clients[user], user, address):
                broken.append((str(case), user and user.role, address, fault))
    assert broken == []
    assert asked > 2_000
