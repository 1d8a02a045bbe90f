"""Compare a list of a register with the register row by row; nothing is written here."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ocop.models import Place
from ocop.places.gazetteer import Gazetteer
from ocop.values.likeness import identity_key
from ratings.imports import cells
from ratings.imports.formats.columns import shown_as_text
from ratings.imports.formats.known_rows import KnownRows
from ratings.imports.formats.reading_rows import RegisterRow, read_row
from ratings.imports.formats.register_format import RegisterFormat
from ratings.imports.listing import SourceList
from ratings.imports.models import RowStatus
from ratings.imports.plan import FieldChange, Plan, Progress, RowOutcome
from ratings.imports.questions import Answers, Option, QuestionKind, Questions, in_order, question_key

NEW = "new"
# Fields that name a row, or say where it comes from.
_NAMED = {"product", "producer", "source"}


@dataclass(slots=True)
class RowDraft:
    """A row to create, or to update where `before` holds the former values of changed fields."""

    row: Model
    outcome: RowOutcome
    read: RegisterRow
    before: dict[str, Any] = field(default_factory=dict)


@dataclass
class RegisterPlan(Plan):
    """A plan for a register beside that of products."""

    format: RegisterFormat = field(kw_only=True)
    drafts: list[RowDraft] = field(default_factory=list)


def plan_register(
    format_: RegisterFormat,
    found: SourceList,
    *,
    file_name: str,
    province: Place | None = None,
    progress: Progress | None = None,
    gazetteer: Gazetteer | None = None,
    answers: Answers | None = None,
) -> RegisterPlan:
    """Compare a list with a register. With `province`, only rows of its producers are known."""
    questions = Questions(answers or {})
    planner = _RegisterPlanner(format_, KnownRows(province, gazetteer, questions), file_name)
    rows = [planner.read(row) for row in found.rows]
    planner.match_exactly(rows)
    result = RegisterPlan(
        register=format_.name,
        format=format_,
        account=found.account,
    )
    for number, row in enumerate(rows, 1):
        result.outcomes.append(planner.outcome(row, result))
        if progress:
            progress(number, len(rows))
    result.questions = in_order([*found.questions, *planner.questions.asked])
    return result


class _RegisterPlanner:
    """Plans rows in order. First the rows that agree with one of the register in all that they say find theirs."""

    def __init__(self, format_: RegisterFormat, known: KnownRows, file_name: str) -> None:
        self.format, self.file_name, self.known = format_, file_name, known
        self.questions = known.questions
        self.by_key: dict[tuple, list[Model]] = defaultdict(list)
        self.by_pk: dict[int, Model] = {}
        path = format_.model.place_path  # type: ignore[attr-defined]
        within = {f"{path}__province": known.province} if known.province else {}
        for entry in format_.model._default_manager.filter(**within).order_by("pk"):
            self.by_key[self._key({name: getattr(entry, name) for name in format_.key})].append(entry)
            self.by_pk[entry.pk] = entry
        self.taken: dict[int, str] = {}
        self.exact: dict[int, Model] = {}
        self.listed: dict[tuple, str] = {}

    def read(self, source: Any) -> RegisterRow:
        row = read_row(self.format, source)
        for finds in self.format.belongs_to:
            finds(self.known, row)
        row.values = {name: value for name, value in row.values.items() if name in self.format.fields}
        return row

    def _key(self, values: dict[str, Any]) -> tuple:
        parts = (values.get(name) for name in self.format.key)
        return tuple(identity_key(part) if isinstance(part, str) and part else part or None for part in parts)

    def match_exactly(self, rows: list[RegisterRow]) -> None:
        for row in rows:
            if row.refusals or row.asked or row.is_known:
                continue
            for known in self._same(row):
                if known.pk not in self.taken and not self._changes(known, row):
                    self.exact[id(row)] = known
                    self.taken[known.pk] = row.row.place_in_file
                    break

    def _same(self, row: RegisterRow) -> list[Model]:
        """Return the rows of the register that a row names, or that agree with it in what tells rows apart."""
        return [self.by_pk[row.known]] if row.known else self.by_key.get(self._key(row.values), [])

    def _changes(self, known: Model, row: RegisterRow) -> dict[str, Any]:
        """Return what a row says otherwise; white space is no difference."""
        changed = {}
        for name, value in row.values.items():
            standing = getattr(known, name)
            if standing != value and not (isinstance(standing, str) and cells.cell_text(standing) == value):
                changed[name] = value
        return changed

    def outcome(self, row: RegisterRow, result: RegisterPlan) -> RowOutcome:
        """Plan one row."""
        outcome = RowOutcome(row.row.place_in_file, row.name, row.maker, RowStatus.SAME, row.refusals)
        outcome.notes, outcome.asked, outcome.product = row.notes, row.asked, row.product_key
        outcome.shown = self._shown(row)
        if id(row) not in self.exact and not (row.refusals or row.asked or row.is_known):
            known = self._known_row(row)
            if not (row.refusals or row.asked):
                self._draft(row, known, outcome, result)
        if row.refusals or row.asked:
            outcome.status = RowStatus.REFUSED if row.refusals else RowStatus.ASKED
            outcome.raw = {name: cells.cell_text(value) for name, value in row.row.values.items()}
        return outcome

    def _shown(self, row: RegisterRow) -> dict[str, str | int]:
        """Return what was read of a row, by field; its name and its maker have columns of their own."""
        meta, shown = self.format.model._meta, {}
        for name, value in row.values.items():
            field: Any = meta.get_field(name)
            if field.name in (*_NAMED, *self.format.named_by) or value == row.name:
                continue
            if field.related_model is Place:
                shown[name] = self.known.places.gazetteer.places[value].full_name
            else:
                shown[name] = row.text(field.name) if field.is_relation else self._words(field, value)
        return shown

    def _known_row(self, row: RegisterRow) -> Model | None:
        """Return the row of the register that the list means, or None for a new one; else refuse the row or ask."""
        key = (*self._key(row.values), *row.told_by)
        same = self._same(row)
        possible = [each for each in same if each.pk not in self.taken]
        if len(possible) == 1:
            self.taken[possible[0].pk] = row.row.place_in_file
            return possible[0]
        if possible:
            self._refuse_key(
                row, _("Several rows of the register agree with it: change them in their pages.")
            )
        elif earlier := self.listed.get(key) or next((self.taken[each.pk] for each in same), ""):
            self._refuse_key(
                row, _("Row %(row)s of this list says the same or contradicts it.") % {"row": earlier}
            )
        else:
            self.listed[key] = row.row.place_in_file
            return self._ask_which(row)
        return None

    def _refuse_key(self, row: RegisterRow, why: str) -> None:
        row.refuse_because(
            self._column_of(next((name for name in self.format.key if name in row.values), "")), why
        )

    def _ask_which(self, row: RegisterRow) -> Model | None:
        """Ask whether a row that leaves out a part of what tells rows apart is a known one."""
        fields = {name: self.format.model._meta.get_field(name) for name in self.format.key}
        open_parts = [name for name, each in fields.items() if name not in row.values and each.blank]  # type: ignore[union-attr]
        if not open_parts:
            return None
        key = self._key(row.values)
        possible = [
            each
            for other, rows in self.by_key.items()
            if all(mine in (None, theirs) for mine, theirs in zip(key, other, strict=True))
            for each in rows
            if each.pk not in self.taken
        ]
        if not possible:
            return None
        about = "|".join([self.format.name, *map(str, key)])
        answer = self.questions.ask(
            QuestionKind.RECORD,
            about,
            _("Which row of the register is “%(name)s” of %(maker)s?")
            % {"name": row.name, "maker": row.maker},
            [
                *(Option(str(each.pk), self._describe(each)) for each in possible),
                Option(NEW, _("Another one: it is recorded as new")),
            ],
            row=row.row.place_in_file,
        )
        if not answer:
            row.asked.append(question_key(QuestionKind.RECORD, about))
        return next((each for each in possible if str(each.pk) == answer), None)

    def _describe(self, known: Model) -> str:
        words = (
            shown_as_text(column.words_of(value))
            for column in self.format.columns
            if column.name in self.format.fields and (value := getattr(known, column.name)) not in (None, "")
        )
        return ", ".join(words)

    def _draft(
        self, row: RegisterRow, known: Model | None, outcome: RowOutcome, result: RegisterPlan
    ) -> None:
        """Draft the new or changed row; what its model forbids refuses the row."""
        entry = known or self._new_row(row)
        draft = RowDraft(entry, outcome, row)
        for name, value in self._changes(entry, row).items():
            draft.before[name] = getattr(entry, name)
            setattr(entry, name, value)
        try:
            for column, why in self.format.check(entry, row):
                row.refuse_because(column, why)
        except ValidationError as broken:
            self._refuse(row, broken)
        if row.refusals:
            for name, value in draft.before.items():
                setattr(entry, name, value)
            return
        if known:
            outcome.differences = [self._difference(entry, name, draft.before[name]) for name in draft.before]
        outcome.status = RowStatus.CHANGED if known else RowStatus.NEW
        result.drafts.append(draft)

    def _new_row(self, row: RegisterRow) -> Model:
        """Return an empty row that says where it comes from."""
        origin = _("%(file)s, row %(row)s") % {"file": self.file_name, "row": row.row.place_in_file}
        return self.format.new_row(row, origin[:500])

    def _difference(self, entry: Model, name: str, before: Any) -> FieldChange:
        field = entry._meta.get_field(name)
        words = [self._words(field, value) for value in (before, getattr(entry, name))]
        return FieldChange(capfirst(str(field.verbose_name)), *words)  # type: ignore[union-attr]

    def _words(self, field: Any, value: Any) -> str:
        """Return a value as people read it; of another row, that row."""
        if value in (None, ""):
            return ""
        if field.is_relation:
            return str(field.related_model._default_manager.get(pk=value))
        column = self.format.by_name.get(field.attname)
        return shown_as_text(column.words_of(value) if column else value)

    def _refuse(self, row: RegisterRow, broken: ValidationError) -> None:
        for name, messages in broken.message_dict.items():
            column = self._column_of("" if name == NON_FIELD_ERRORS else name)
            for message in messages:
                row.refuse_because(column, message)

    def _column_of(self, name: str) -> str:
        """Return the column at which a field stands, or the first one."""
        if name in self.format.by_name:
            return name
        stands_at = {"product_id": "name", "product": "name", "channel_id": "channel", "event_id": "event"}
        found = stands_at.get(name, self.format.maker)
        return found if found in self.format.by_name else self.format.named_by[0]
