"""The log: changes of tracked rows, opened papers and denied attempts, for auditors and administrators.

The number of queries of a page depends on how many models are on it, never on how many rows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

import pghistory.models
from django.apps import apps
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.text import capfirst

from ocop.history import differences, is_readable, reason_beside
from ocop.history.wording import facts
from ocop.models import Denial, OneTimeCode, PaperReading, Place, PlaceEvent, Role, SecondFactor, User
from ocop.values.sign_in_names import normal
from ocop.values.vietnamese import Fold, fold

# Paths to the place for models without a register page; others define place_path.
PLACES = {
    User: "place",
    OneTimeCode: "user__place",
    SecondFactor: "user__place",
    Denial: "user__place",
    PaperReading: "place",
    PlaceEvent: "province",
}
DENIED, READ = Denial._meta.label_lower, PaperReading._meta.label_lower


@dataclass(frozen=True)
class LogEntry:
    """A line of the log; `model` is the key of a model, `row` and `pk` the row concerned, `fields` as in Change."""

    at: datetime
    kind: str
    model: str
    model_name: str
    pk: int
    row: str
    who: str
    fields: list[tuple[str, object, object]]
    reason: str = ""
    source: str = ""


@dataclass(frozen=True)
class LogFilters:
    """Filters of the log; empty ones do not filter. Days are in Vietnam's time zone."""

    person: str = ""
    place: Place | None = None
    model: str = ""
    row: int | None = None
    since: datetime | None = None
    before: datetime | None = None


@cache
def event_models() -> dict[str, type[pghistory.models.Event]]:
    """Event models by the key of the model they track, such as "products.product"."""
    found = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    return {tracked_by(model)._meta.label_lower: model for model in found}


@cache
def named_models() -> dict[str, type[Model]]:
    """Models of entries by key. Papers of places are recorded, but not their changes."""
    models = [Denial, PaperReading, Place, *map(tracked_by, event_models().values())]
    return {model._meta.label_lower: model for model in models}


def tracked_by(events):
    """The model that an event model tracks."""
    return events.pgh_tracked_model


def place_path(model) -> str | None:
    """The path to the place of a tracked row; None for rows of the whole country."""
    return PLACES.get(model, getattr(model, "place_path", None))


@dataclass(frozen=True)
class Source:
    """A queryset of entries, with the paths by which it is filtered and read."""

    rows: QuerySet
    place: str | None
    key: str = "pk"
    at: str = "minute"
    row: str = "pk"
    who: str = "user__in"


def source_of(name: str) -> Source:
    """The entries of a model: of events those in `log_shows`, if the model has it.

    An event has the place of its own time, so that deleted rows keep it.
    """
    if name == DENIED:
        return Source(Denial.objects.order_by(), place_path(Denial))
    if name == READ:
        return Source(PaperReading.objects.order_by(), place_path(PaperReading), row="row")
    events = event_models()[name]
    tracked, who = tracked_by(events), "pgh_context__metadata__user__in"
    rows: QuerySet = QuerySet(events).filter(getattr(tracked, "log_shows", Q()))
    return Source(rows, place_path(tracked), "pgh_id", "pgh_created_at", "pgh_obj_id", who)


@dataclass(frozen=True)
class Log:
    """The entries in a reader's scope, newest first; can be counted and sliced like a queryset."""

    asked: LogFilters = field(default_factory=LogFilters)
    within: Place | None = None

    ordered = True

    def visible_to(self, user: User) -> "Log":
        """An auditor of a province reads what belongs to it; national auditors and administrators read all."""
        return replace(self, within=None if user.role == Role.ADMINISTRATOR else user.place)

    def narrowed(self, asked: LogFilters) -> "Log":
        return replace(self, asked=asked)

    def count(self) -> int:
        return self._keys().count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[LogEntry]:
        return entries_of(self._keys().order_by("-log_at", "-log_key", "log_model")[part])

    def _keys(self) -> QuerySet:
        """(model, key, moment) of all events, readings and denials."""
        of_one = {DENIED: [DENIED], READ: [READ]}.get(self.asked.model, [READ, self.asked.model])
        all_names = [DENIED, READ, *event_models()]
        names = [name for name in all_names if not self.asked.model or name in of_one]
        people = list(people_named(self.asked.person)) if self.asked.person else None
        first, *others = [self._keys_of(name, people) for name in names]
        return first.union(*others, all=True)

    def _keys_of(self, name: str, people: list[int] | None) -> QuerySet:
        """The same for one model."""
        asked, source = self.asked, source_of(name)
        wanted: dict[str, object] = {
            source.row: asked.row,
            f"{source.at}__gte": asked.since,
            f"{source.at}__lt": asked.before,
            source.who: people,
        }
        if name == READ and asked.model != READ:
            wanted["model"] = asked.model or None
        rows = source.rows.filter(**{lookup: value for lookup, value in wanted.items() if value is not None})
        for place in filter(None, (self.within, asked.place)):
            rows = _in_place(rows, source.place, place)
        columns = {"log_model": Value(name), "log_key": F(source.key), "log_at": F(source.at)}
        return rows.annotate(**columns).values_list(*columns)


def _in_place(rows, path, place):
    """Rows of a place, or of a province with all in it; rows without a place are left out."""
    return rows.filter(Q(**{f"{path}__province": place.pk}) | Q(**{path: place.pk})) if path else rows.none()


def people_named(words: str) -> QuerySet:
    """Keys of the people whose name or sign-in name contains all of `words`, ignoring accents."""
    return (
        User.objects.annotate(folded=Fold(F("full_name")))
        .filter(Q(folded__contains=fold(words)) | Q(email__contains=normal(words)))
        .values_list("pk", flat=True)
    )


def entries_of(keys: Iterable[tuple[str, int, datetime]]) -> list[LogEntry]:
    """The entries of (model, key, moment), in order."""
    keys = list(keys)
    denials, readings = (_by_key(model, keys) for model in (Denial, PaperReading))
    pairs = _with_earlier([each for each in keys if each[0] not in (DENIED, READ)])
    rows = _rows_named_by(pairs, readings.values())
    made = {(DENIED, key): _denial(denial) for key, denial in denials.items()}
    made |= {(READ, key): _reading(reading, rows) for key, reading in readings.items()}
    made |= {key: _entry(pair, rows) for key, pair in pairs.items()}
    return [made[model, key] for model, key, _at in keys]


def _by_key(model, keys):
    """Rows of one model by key, with the person."""
    own = [key for name, key, _at in keys if name == model._meta.label_lower]
    return model.objects.select_related("user").in_bulk(own) if own else {}


def _denial(denial):
    return LogEntry(
        at=denial.minute,
        kind="denied",
        model=DENIED,
        model_name=capfirst(denial._meta.verbose_name),
        pk=denial.pk,
        row=f"{denial.method} {denial.path}",
        who=str(denial.user),
        fields=_said(denial, ["status", "address"]),
    )


def _reading(reading, rows):
    """The entry of an opened paper, filed under its row."""
    model = named_models()[reading.model]
    return LogEntry(
        at=reading.minute,
        kind="read",
        model=reading.model,
        model_name=capfirst(str(model._meta.verbose_name)),
        pk=reading.row,
        row=str(rows[model].get(reading.row, "")),
        who=str(reading.user),
        fields=_said(reading, ["paper", "address"]),
    )


def _said(access, names):
    """Fields of a denial or a reading, which have no value before."""
    return [(capfirst(label), "", value) for label, value in facts(access, names)]


def _with_earlier(keys):
    """Each event with the previous one of the same row, or None, by (model, key)."""
    wanted: dict[str, list[int]] = defaultdict(list)
    found: dict[tuple[str, int], tuple[Model, Model | None]] = {}
    for model, key, _at in keys:
        wanted[model].append(key)
    for model, of_model in wanted.items():
        events = event_models()[model]
        earlier: QuerySet = QuerySet(events).filter(
            pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
        )
        last = Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1])
        rows = list(
            QuerySet(events).filter(pk__in=of_model).select_related("pgh_context").annotate(log_earlier=last)
        )
        before: dict[int, Model] = QuerySet(events).in_bulk(
            [row.log_earlier for row in rows if row.log_earlier]
        )
        found |= {(model, row.pk): (row, before.get(row.log_earlier)) for row in rows}
    return found


def _fields_of(event):
    """Fields of an event's model that are shown."""
    return [each for each in tracked_by(event)._meta.concrete_fields if is_readable(each, event)]


def _rows_named_by(pairs, readings):
    """Rows named in entries, by model and key: one query a model."""
    keys = defaultdict(set)
    for reading in readings:
        keys[named_models()[reading.model]].add(reading.row)
    for event, before in pairs.values():
        keys[tracked_by(event)].add(event.pgh_obj_id)
        keys[User].add(_metadata(event).get("user"))
        for each in _fields_of(event):
            if each.is_relation:
                keys[each.related_model] |= {getattr(one, each.attname) for one in (event, before) if one}
    return {model: named_rows(model).in_bulk(of_model - {None}) for model, of_model in keys.items()}


def named_rows(model) -> QuerySet:
    """A queryset with what __str__ needs; a model lists further relations in `named_with`."""
    rows = model._default_manager.all()
    if needed := getattr(model, "named_with", ()):
        rows = rows.select_related(*needed)
    if hasattr(rows, "for_list"):
        return rows.for_list().prefetch_related(None)
    owners = [each.name for each in model._meta.concrete_fields if each.is_relation and not each.null]
    return rows.select_related(*owners) if owners else rows


def _metadata(event):
    return event.pgh_context.metadata if event.pgh_context else {}


def _name_of(event, rows):
    """The name of an event's row, now or at that time; without the name of the model."""
    tracked = tracked_by(event)
    name = str(rows[tracked].get(event.pgh_obj_id) or _as_it_was(event, rows) or "")
    return name.removeprefix(str(tracked._meta.verbose_name)).removeprefix(" – ")


def _as_it_was(event, rows):
    """The row of an event as it was; None if a related row is gone."""
    tracked = tracked_by(event)
    kept = [
        each for each in tracked._meta.concrete_fields if hasattr(event, each.attname) and not each.generated
    ]
    values = {each.attname: getattr(event, each.attname) for each in kept}
    for each in kept:
        if each.is_relation and values[each.attname] is not None:
            values[each.name] = rows[each.related_model].get(values.pop(each.attname))
    gone = any(each.is_relation and values.get(each.name, "") is None for each in kept)
    return None if gone else tracked(**values)


def _entry(pair, rows):
    event, before = pair
    tracked, data, gone = tracked_by(event), _metadata(event), event.pgh_label == "delete"
    fields = [(each, rows[each.related_model] if each.is_relation else None) for each in _fields_of(event)]
    differing = differences(fields, event, None) if gone else differences(fields, before, event)
    return LogEntry(
        at=event.pgh_created_at,
        kind=event.pgh_label,
        model=tracked._meta.label_lower,
        model_name=capfirst(tracked._meta.verbose_name),
        pk=event.pgh_obj_id,
        row=_name_of(event, rows),
        who=str(rows[User].get(data.get("user"), "")),
        reason=reason_beside(differing, data),
        source=data.get("command") or data.get("import", ""),
        fields=differing,
    )
