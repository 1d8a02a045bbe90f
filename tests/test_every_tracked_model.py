"""Every model whose history is kept stands in the log, without what is secret."""

import inspect
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.history import is_readable, log
from ocop.history.log import Log, LogFilters, entries_of, event_models, place_path, source_of
from ocop.models import Role
from tests import factories as make
from tests.once import made_once
from tests.world import side

pytestmark = pytest.mark.django_db
# What belongs to the whole country: an auditor of a province does not read it.
NATIONAL = {"ratings.calendarday", "ratings.sheet"}

SCOPED = [
    model
    for model, events in sorted(event_models().items())
    if hasattr(events.pgh_tracked_model._default_manager, "visible_to")
]

world = made_once(lambda: side("Sở-tại"))


def keys_of(model):
    return list(Log(asked=LogFilters(model=model))._keys()[:20])


@pytest.mark.parametrize("model", sorted(event_models()))
def test_entries_of_every_model_can_be_shown_and_name_their_rows_by_one_query_each(model, world):
    keys = keys_of(model)
    with CaptureQueriesContext(connection) as captured:
        shown = [(entry.row, str(entry.fields)) for entry in entries_of(keys)]
    tracked = event_models()[model].pgh_tracked_model
    targets = {tracked, *(each.related_model for each in tracked._meta.concrete_fields if each.is_relation)}
    assert len(shown) == len(keys)
    assert len(captured) <= 3 + len(targets)


@pytest.mark.parametrize("model", sorted(event_models()))
def test_no_entry_names_its_row_by_a_number_of_the_database(model):
    words = event_models()[model].pgh_tracked_model.__str__
    assert re.findall(r"self\.(?:pk|id|\w+_id)\b", inspect.getsource(words)) == []


@pytest.mark.parametrize("model", sorted(event_models()))
def test_entries_name_a_row_that_is_gone_as_it_was_called(model, world):
    pairs = log._with_earlier(keys_of(model))
    rows = log._rows_named_by(pairs, [])
    newest = {
        event.pgh_obj_id: event for event, _before in sorted(pairs.values(), key=lambda pair: pair[0].pk)
    }
    there = {
        pk: row for pk, row in rows.get(event_models()[model].pgh_tracked_model, {}).items() if pk in newest
    }
    assert {pk: str(log._as_it_was(newest[pk], rows)) for pk in there} == {
        pk: str(row) for pk, row in there.items()
    }


@pytest.mark.parametrize("model", sorted(event_models()))
def test_every_tracked_model_has_a_place_or_belongs_to_the_country(model):
    tracked = event_models()[model].pgh_tracked_model
    assert (place_path(tracked) is None) == (model in NATIONAL)
    step = tracked
    for part in filter(None, (place_path(tracked) or "").split("__")):
        step = step._meta.get_field(part).related_model
    assert model in NATIONAL or step._meta.label == "ocop.Place"


@pytest.mark.parametrize("model", SCOPED)
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_log_shows_no_row_that_its_reader_finds_on_no_page(role, model, world):
    reader = world.people.get(role) or make.user(role)
    keys = Log(asked=LogFilters(model=model)).visible_to(reader)._keys()
    events = source_of(model).rows.filter(pk__in=[key for name, key, _at in keys if name == model])
    tracked = event_models()[model].pgh_tracked_model
    there = set(tracked._base_manager.values_list("pk", flat=True))
    found_on_pages = set(tracked.objects.visible_to(reader).values_list("pk", flat=True))
    assert set(events.values_list("pgh_obj_id", flat=True)) & there <= found_on_pages


def test_what_is_secret_is_in_no_history():
    words = ("password", "secret", "token", "hash", "last_login")
    kept = [
        f"{model}.{field.name}"
        for model, events in event_models().items()
        for field in events._meta.concrete_fields
        if any(word in field.name for word in words) and is_readable(field, events())
    ]
    assert kept == []
    assert "code" not in {field.name for field in event_models()["ocop.onetimecode"]._meta.fields}


def test_content_of_papers_is_not_shown(world):
    shown = [each for entry in entries_of(keys_of("ratings.decision")) for each in entry.fields]
    assert shown
    assert [each for each in shown if any(isinstance(value, dict | list) for value in each)] == []
