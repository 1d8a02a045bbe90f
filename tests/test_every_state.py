"""Every page of every row in every state, as every role and every seat, in both languages: it answers, and says all.

A template that names what is not there fails as well (--fail-on-template-vars), and a page that is no page
(tests.pages.faults).
"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ocop.checks import url_patterns, view_of
from ocop.models import Role
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


def readers_of(pattern, case):
    """(user, languages) for a page: without an account where it is public, else each whose role has business there.

    Of several readers one reads Vietnamese, the next English; a single one reads both.
    """
    if view_of(pattern).scope == PUBLIC:
        return [(None, LANGUAGES)]
    allowed = [user for user in case.people.values() if may_open(pattern, user)]
    if len(allowed) < len(LANGUAGES):
        return [(user, LANGUAGES) for user in allowed]
    return [(user, [LANGUAGES[at % len(LANGUAGES)]]) for at, user in enumerate(allowed)]


def visits(case):
    """(user, address) of each page that shows a row of the case."""
    for pattern in PATTERNS:
        if hasattr(view_of(pattern), "get") and (parts := parts_for(pattern, case)):
            for user, languages in readers_of(pattern, case):
                for language in languages:
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


def fault_of(client, address):
    """What is wrong with the page, in words; empty if it answers as it should."""
    try:
        response = client.get(address)
    except (AssertionError, pytest.fail.Exception) as fault:
        return str(fault)
    b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.status_code}" if response.status_code >= 500 else ""


def test_every_page_of_every_state_answers_everybody(cases):
    clients, broken, asked = {None: Client(raise_request_exception=False)}, [], 0
    for case in cases:
        for user, address in visits(case):
            if user not in clients:
                clients[user] = Client(raise_request_exception=False)
                clients[user].force_login(user)
            asked += 1
            if fault := fault_of(clients[user], address):
                broken.append((str(case), user and user.role, address, fault))
    assert broken == []
    assert asked > 3_000
