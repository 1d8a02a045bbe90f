"""Every page of every row in every state, in both languages, as the roles and seats in turn: it answers, and says all.

No link on it leads its reader to a page that is not theirs (ocop.opening).

A template that names what is not there fails as well (--fail-on-template-vars), and a page that is no page
(tests.pages.faults).
"""

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ocop.checks import url_patterns, view_of
from ocop.models import Role
from ocop.opening import opening
from ocop.views import PUBLIC
from products.models import Product
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
from tests.states import every_case
from tests.world import ADDRESSES, may_open

pytestmark = pytest.mark.django_db
LANGUAGES = ("vi", "en")
LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
PATTERNS = [pattern for _route, pattern in url_patterns() if pattern.pattern.converters]

# What there must be a case of: kinds of things, and what each can be.
EVERYTHING = {
    *(
        (kind, each)
        for kind in (DossierState, DossierKind, RecognitionState, Origin, DecisionKind)
        for each in kind
    ),
    *(
        ("at the ministry", state)
        for state in (*NATIONAL_MOVES, DossierState.RECOGNISED, DossierState.CLOSED)
    ),
    *(("issued", each) for each in (True, False)),
    *(("people", part) for part in {*SeatKind, *Role} - {Role.EXPERT}),
}


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


def readers_of(pattern, case, turn, tried):
    """(user, language) of who opens a page, one after the other until it opens: nobody in particular where it is public.

    Next is whoever has tried the page least, of a province's rows and of the ministry's, so that over the states every
    role and every seat opens every page it may; the languages take turns from case to case. That each page says all in
    Vietnamese is read by tests/test_every_page.py. A form for what a product has besides is the same in every state:
    each of its readers opens it twice, the languages in turn.
    """
    view, language = view_of(pattern), LANGUAGES[turn % len(LANGUAGES)]
    if view.scope == PUBLIC:
        yield None, language
        return
    national = getattr(case.rows.get(Dossier), "is_national", False)
    ranks = {
        seat: tried[pattern.name, seat, national]
        for seat, user in case.people.items()
        if may_open(pattern, user)
    }
    is_same = getattr(view, "owner", "") == "product"
    for seat in sorted(ranks, key=ranks.get)[:2]:
        if not (is_same and ranks[seat] == len(LANGUAGES)):
            tried[pattern.name, seat, national] += 1
            yield case.people[seat], language


def visits(case, turn, tried):
    """The ways to open each page that shows a row of the case: (user, address) of its readers."""
    for pattern in PATTERNS:
        if hasattr(view_of(pattern), "get") and (parts := parts_for(pattern, case)):
            yield ways_to(pattern, parts, readers_of(pattern, case, turn, tried))


def ways_to(pattern, parts, readers):
    """(user, address) for each reader of a page."""
    for user, language in readers:
        with override(language):
            address = reverse(pattern.name, kwargs=parts)
        yield user, address


def found_in(case):
    """What of everything there is in a case, as it stands now."""
    dossier, recognition, decision = (case.rows.get(model) for model in (Dossier, Recognition, Decision))
    if dossier:
        yield from ((DossierState, dossier.state), (DossierKind, dossier.kind))
    if dossier and dossier.is_national:
        yield "at the ministry", dossier.state
    if recognition:
        yield from ((RecognitionState, recognition.state_on()), (Origin, recognition.origin))
    if decision:
        yield from ((DecisionKind, decision.kind), ("issued", decision.is_issued))
    yield from (("people", part) for part in case.people)


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


def test_every_page_of_every_state_answers_everybody():
    clients, seen, found, broken = {None: Client(raise_request_exception=False)}, {}, set(), []
    tried = Counter()
    for turn, case in enumerate(every_case()):
        found.update(found_in(case))
        product = case.rows[Product]
        for ways in visits(case, turn, tried):
            for user, address in ways:
                # The page of a row that belongs to all products is drawn among the cases of one.
                if seen.setdefault((user, address), product) != product:
                    break
                if user not in clients:
                    clients[user] = Client(raise_request_exception=False)
                    clients[user].force_login(user)
                opens, fault = opened(clients[user], user, address)
                if fault:
                    broken.append((str(case), user and user.role, address, fault))
                if opens:
                    break
    assert broken == []
    assert found == EVERYTHING
    assert len(seen) > 1_500
