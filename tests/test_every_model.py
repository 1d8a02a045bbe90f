"""What holds for every model of ours."""

import pghistory.models
import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.functional import Promise

from ocop.models import Record
from ocop.permissions.scoping import ScopedQuerySet
from tests.once import made_once
from tests.world import side

pytestmark = pytest.mark.django_db
EVENTS = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
OURS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in ("catalogue", "ocop", "producers", "products", "ratings")
    and model not in EVENTS
]
RECORDS = [model for model in OURS if issubclass(model, Record)]
SCOPED = [model for model in OURS if isinstance(model._default_manager.all(), ScopedQuerySet)]
LISTED = [model for model in OURS if hasattr(model._default_manager.all(), "for_list")]
# Moments without a person, with the reason.
NOBODY = {
    "Assessment.locked_at": "only the one named in `by` locks it",
    "Assessment.abstained_at": "only the one named in `by` abstains",
    "Unlocking.locked_at": "when the sheet had been locked, by its member",
    "GateFinding.voided_at": "the database, when its sheets changed; who did so stands there",
    "Objection.raised_at": "when the row was made, by a person or by the sheets that say so",
    "Decision.prepared_at": "when the row was made; a recorded decision was prepared by nobody here",
    "LabelKey.made_at": "a command, where the private key is",
    "LabelKey.revoked_at": "a command; the reason stands beside it",
    "RegisterImport.erased_at": "an officer, or the night after 90 days; the history of the row says who",
    "Sheet.published_at": "often by a command, from a decision that is named beside it",
    "Sheet.validated_at": "when the machine found that it adds up",
}


def name(model):
    return model.__name__


# A province with a row of most models.
world = made_once(lambda: side("Sở-tại"))


@pytest.mark.parametrize("model", LISTED, ids=name)
def test_name_of_a_listed_row_costs_no_query(model, world):
    rows = list(model._default_manager.all().for_list()[:5])
    with CaptureQueriesContext(connection) as captured:
        assert all(str(row) for row in rows)
    assert [query["sql"] for query in captured] == []


@pytest.mark.parametrize("model", RECORDS, ids=name)
def test_every_record_is_tracked_and_counts_its_versions(model):
    assert hasattr(model, "events"), f"{model.__name__} lacks @tracked()"
    triggers = {trigger.name for trigger in table_of(model).triggers}
    assert "count_version" in triggers
    assert {"insert_insert", "update_update", "delete_delete"} <= triggers


@pytest.mark.parametrize("model", EVENTS, ids=name)
@pytest.mark.parametrize("change", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
def test_history_cannot_be_changed_even_by_raw_sql(model, change, world):
    if not model.objects.exists():
        triggers = {trigger.name for trigger in model._meta.triggers}
        assert triggers == {"append_only"}
        return
    with (
        pytest.raises(DatabaseError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(model._meta.db_table))


@pytest.mark.parametrize("model", OURS, ids=name)
def test_every_moment_has_its_person_and_a_constraint_that_names_both(model):
    names = {field.name for field in model._meta.fields}
    for at in sorted(each for each in names if each.endswith("_at")):
        if f"{table_of(model).object_name}.{at}" in NOBODY:
            continue
        by = at.removesuffix("_at") + "_by"
        assert by in names, f"{model.__name__}.{at} has no {by}; if nobody does it, say why in NOBODY"
        both = not (model._meta.get_field(at).null or model._meta.get_field(by).null)
        assert both or any({at, by} <= mentioned(each) for each in table_of(model).constraints)


def table_of(model):
    """The options of the model whose table it is: a proxy has the triggers and constraints of another."""
    return model._meta.concrete_model._meta


def mentioned(constraint):
    """The fields that a check constraint speaks of."""
    condition = getattr(constraint, "condition", None)
    return {key.split("__")[0] for key, _value in leaves(condition)} if condition else set()


def leaves(condition):
    """Yield the (lookup, value) pairs of a condition."""
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from leaves(child)
        elif isinstance(child, tuple):
            yield child


@pytest.mark.parametrize("model", SCOPED, ids=name)
def test_paths_of_a_scoped_model_lead_to_a_place_and_a_producer(model):
    assert target(model, model.place_path).__name__ == "Place"
    if getattr(model, "producer_path", None) is not None:
        assert target(model, model.producer_path).__name__ == "Producer"


def target(model, path):
    """The model at the end of a path of lookups; fails if there is none."""
    for step in filter(None, path.split("__")):
        try:
            model = model._meta.get_field(step).related_model
        except FieldDoesNotExist:
            pytest.fail(f"{model.__name__} has no {step} (in {path!r})")
    return model


@pytest.mark.parametrize("model", OURS, ids=name)
def test_model_and_its_fields_have_words_for_people(model):
    assert isinstance(model._meta.verbose_name, Promise), "set Meta.verbose_name"
    assert isinstance(model._meta.verbose_name_plural, Promise), "set Meta.verbose_name_plural"
    # No form and no page asks for a key or a hash.
    hidden = {"id", "sha256"}
    editable = [field for field in model._meta.fields if field.editable and field.name not in hidden]
    # Django keeps here what the model says itself, before it makes words of the field's name.
    assert [field.name for field in editable if field._verbose_name is None] == []
