"""The table of who may do what: that all read it, and that its page for readers says the same."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import resolve, reverse

from ocop.management.commands.permissions_page import HEADINGS
from ocop.models import Role
from ocop.pages.checks import url_patterns, view_of
from ocop.pages.navigation import ENTRIES
from ocop.permissions import Act
from ratings.dossiers.workflow import NATIONAL_TRANSITIONS, TRANSITIONS, DossierState

ROOT = Path(__file__).parents[2]
CODE = [
    path
    for app in ("ocop", "producers", "products", "catalogue", "ratings")
    for path in (ROOT / app).rglob("*.py")
]
VIEWS = [view_of(pattern) for _route, pattern in url_patterns()]


def test_page_for_readers_says_what_the_table_says():
    printed = StringIO()
    call_command("permissions_page", stdout=printed)
    assert (ROOT / "docs/permissions.md").read_text(encoding="utf-8") == printed.getvalue(), (
        "Run `./run manage permissions_page > docs/permissions.md`."
    )
    assert next(iter(Act)) in HEADINGS


def test_every_act_is_that_of_a_page_or_asked_by_a_model():
    texts = [
        path.read_text(encoding="utf-8")
        for path in CODE
        if path.name != "permissions_page.py" and path.parent.name != "permissions"
    ]
    named = {name for text in texts for name in re.findall(r"\bAct\.([A-Z_]+)", text)}
    assert {act.name for act in Act} == named


def test_no_view_says_anything_beside_its_act():
    assert [view for view in VIEWS if hasattr(view, "roles") or hasattr(view, "scope")] == []


@pytest.mark.parametrize(
    "entry", [entry for entry in ENTRIES if entry.act is not Act.ADMINISTER], ids=lambda entry: entry.url_name
)
def test_navigation_asks_the_act_of_the_page_to_which_it_leads(entry):
    assert resolve(reverse(entry.url_name)).func.view_class.act is entry.act
    assert {role for role in Role if role in entry.offered_to} & entry.act.roles


@pytest.mark.parametrize(
    ("act", "to", "by_decision"),
    [
        (Act.RETURN_DOSSIER, DossierState.RETURNED, set()),
        # A leader of the ministry closes by a decision, on its page.
        (Act.CLOSE_DOSSIER, DossierState.CLOSED, {Role.MINISTRY_LEADER}),
    ],
)
def test_page_of_a_step_opens_to_everybody_whose_step_it_is_in_some_state(act, to, by_decision):
    steps = [
        moves[to] for table in (TRANSITIONS, NATIONAL_TRANSITIONS) for moves in table.values() if to in moves
    ]
    assert act.roles == set().union(*(step.roles for step in steps)) - by_decision
