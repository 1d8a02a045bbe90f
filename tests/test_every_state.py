"""Every page of every row in every state, in both languages, as the roles and seats in turn: it answers, and says all.

No link on it leads its reader to a page that is not theirs (ocop.pages.opening).

A template that names what is not there fails as well (--fail-on-template-vars), and a page that is no page
(tests.pages.faults).
"""

import re
from collections import Counter, defaultdict
from functools import partial
from itertools import chain, islice

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role
from ocop.pages.checks import url_patterns, view_of
from ocop.pages.opening import opening
from ocop.pages.views import CreatePage, HistoryPage
from ocop.permissions import SeatKind
from products.models import Product
from products.views.desk import ProductEditView
from products.views.photo import PhotoAddView
from ratings.councils.models import Council
from ratings.decisions.models import Decision, DecisionKind, Origin, Recognition, RecognitionState
from ratings.desk.dossier_page import DossierDetailView
from ratings.dossiers.models import AgencyReport, Dossier, Evidence
from ratings.dossiers.workflow import NATIONAL_TRANSITIONS, DossierKind, DossierState
from ratings.papers.views import PaperView
from ratings.scoring.models import Assessment, Session
from ratings.sealing.views import ResultPackageView
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
        for state in (*NATIONAL_TRANSITIONS, DossierState.RECOGNISED, DossierState.CLOSED)
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


class Finders:
    """Who has the row of a page in their scope, in one case; asked once for all pages of the same rows."""

    def __init__(self):
        self.known = {}

    def __call__(self, user, pattern, parts):
        view = view_of(pattern)
        rows = getattr(view, "model", None) or view, getattr(view, "owner", ""), is_page(view, CreatePage)
        key = user.pk, parts.get("pk"), *rows, view.act.scope
        if key not in self.known:
            self.known[key] = bool(opening(user, [reverse(pattern.name, kwargs=parts)]))
        return self.known[key]


def is_page(view, kinds):
    """Whether a view is a page of one of these kinds."""
    return isinstance(view, type) and issubclass(view, kinds)


def is_same_always(view):
    """Whether a page says the same in every state: forms for what a product has besides, and who changed what.

    What has states of its own has a history that grows with them.
    """
    if is_page(view, HistoryPage):
        return view.model not in (Dossier, Decision, Recognition)
    return is_page(view, PhotoAddView) or getattr(view, "owner", "") == "product"


OF_A_DECISION = {DecisionKind, "issued"}
OF_A_DOSSIER = {DossierState, DossierKind, RecognitionState, "at the ministry"}
# What a page of a row depends on, if it is drawn once for each of it: the facts of found_in. What is around a dossier
# depends on where that stands, and not on a decision that is prepared on it.
STATES = {
    Decision: OF_A_DECISION,
    Recognition: {RecognitionState, Origin},
    Dossier: OF_A_DOSSIER | OF_A_DECISION,
    **dict.fromkeys((Council, Session, Evidence, Assessment), OF_A_DOSSIER),
}


def standing(view, case):
    """The page and all that it depends on, if one drawing of it is enough; None if it is drawn in each case.

    A paper, the package of a result and the form of a product (whose names close when its dossier is filed) say the
    same to everybody: they are drawn for the first who gets them. What has states of its own shows itself in each case.
    """
    model = getattr(view, "model", None)
    is_same = is_page(view, (PaperView, ResultPackageView, ProductEditView))
    if not is_same and (model not in STATES or model in (Decision, Recognition) or view is DossierDetailView):
        return None
    states = OF_A_DOSSIER if is_same and model not in (Decision, Recognition) else STATES[model]
    around = () if is_same else (frozenset(case.people), AgencyReport in case.rows)
    return (
        view,
        model,
        *around,
        frozenset(fact for fact in found_in(case) if fact[0] in states),
    )


def readers_of(pattern, case, turn, tried, finds):
    """(user, language) of who opens a page, one after the other until it opens: nobody in particular where it is public.

    Next is whoever has tried the page least, of a province's rows and of the ministry's, so that over the states every
    role and every seat opens every page it may; the languages take turns from case to case. That each page says all in
    Vietnamese is read by tests/test_every_page.py. Whoever has the row in their scope is asked for; where nobody has it,
    whoever has not been refused the page yet. A page that is the same in every state is opened by each of its readers
    twice, the languages in turn.
    """
    view, language = view_of(pattern), LANGUAGES[turn % len(LANGUAGES)]
    if view.act.is_public:
        yield None, language
        return
    national = getattr(case.rows.get(Dossier), "is_national", False)
    ranks = {
        seat: tried[pattern.name, seat, national]
        for seat, user in case.people.items()
        if may_open(pattern, user)
    }
    most = len(LANGUAGES) if is_same_always(view) else None
    in_turn = sorted(ranks, key=ranks.get)
    with_row = (seat for seat in in_turn if finds(case.people[seat]))
    refused_first = (seat for seat in in_turn[:1] if ranks[seat] == 0)
    # Without its file a page is found by nobody, whoever asks.
    for seat in islice(chain(with_row, refused_first), 1 if hasattr(view, "file_field") else 2):
        if ranks[seat] != most:
            tried[pattern.name, seat, national] += 1
            yield case.people[seat], language


def visits(case, turn, tried):
    """The ways to open each page that shows a row of the case: what it says (standing), (user, address) of its readers."""
    finders = Finders()
    for pattern in PATTERNS:
        view = view_of(pattern)
        if hasattr(view, "get") and (parts := parts_for(pattern, case)):
            finds = partial(finders, pattern=pattern, parts=parts)
            yield (
                standing(view, case),
                ways_to(pattern, parts, readers_of(pattern, case, turn, tried, finds)),
            )


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
        yield from ((DecisionKind, decision.kind), ("issued", decision.is_effective))
    yield from (("people", part) for part in case.people)


def opened(client, user, address, open_links):
    """Whether the page opens, and what is wrong with it, in words; empty if it answers as it should.

    `open_links`: links that were found to open, by user, in this case.
    """
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
    shut = shut_links(user, response.content.decode(), open_links[user]) if user and is_page else ""
    return response.status_code != 404, shut


def shut_links(user, page, open_links):
    """The links of a page that would answer its reader with 403 or 404."""
    found = {language: set() for language in LANGUAGES}
    for link in set(LINK.findall(page)) - open_links:
        found["en" if link.startswith("/en/") else "vi"].add(link)
    shut = set()
    for language, links in found.items():
        with override(language):
            opens = opening(user, links)
        open_links |= opens
        shut |= links - opens
    return " ".join(sorted(shut))


def test_every_page_of_every_state_answers_everybody():
    clients, seen, found, broken = {None: Client(raise_request_exception=False)}, {}, set(), []
    tried, drawn = Counter(), set()
    for turn, case in enumerate(every_case()):
        found.update(found_in(case))
        product, open_links = case.rows[Product], defaultdict(set)
        for said, ways in visits(case, turn, tried):
            for user, address in () if said and said in drawn else ways:
                # The page of a row that belongs to all products is drawn among the cases of one.
                if seen.setdefault((user, address), product) != product:
                    break
                if user not in clients:
                    clients[user] = Client(raise_request_exception=False)
                    clients[user].force_login(user)
                opens, fault = opened(clients[user], user, address, open_links)
                if fault:
                    broken.append((str(case), user and user.role, address, fault))
                if opens:
                    drawn.add(said)
                    break
    assert broken == []
    assert found == EVERYTHING
    assert len(seen) > 1_200
