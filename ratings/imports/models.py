"""Uploaded lists: the file as received, the outcome of each row, and whether it was imported."""

from typing import Any, Self

import pgtrigger
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import CHANGE, refuse_if, sql_in
from ocop.files.documents import RandomName, StoredFileField
from ocop.models import User
from ocop.models.record import tracked
from ocop.permissions import LOCAL
from ocop.permissions.scoping import ScopedQuerySet
from ratings.imports.account import Fate
from ratings.imports.headings import LONGEST_HEADING
from ratings.imports.questions import Answers, answer_hash
from ratings.imports.unread import FIELD_LABELS


class ImportState(models.TextChoices):
    """Whether a list was imported."""

    READING = "reading", _("Being read")
    UNREADABLE = "unreadable", _("Cannot be read")
    PREVIEWED = "previewed", _("Looked at only")
    WRITING = "writing", _("Being imported")
    WRITTEN = "written", _("Imported")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")


# On one page.
QUESTIONS, REFUSED_ROWS, ROWS = 30, 30, 100
# The tab of rows that lower a star, whatever their status.
LOWERED = "lowered"
# Before an import, and after one.
NOT_IMPORTED = (ImportState.READING, ImportState.UNREADABLE, ImportState.PREVIEWED, ImportState.WRITING)
IMPORTED = (ImportState.WRITTEN, ImportState.UNDOING, ImportState.UNDONE)
# What of a row is text for its reader.
TOLD = ("refusals", "differences", "notes", "shown")
BUSY = (ImportState.READING, ImportState.WRITING, ImportState.UNDOING)


# Which state may follow which. Nothing leads back from a list that was imported; an undo that is refused leaves it so.
_STEPS = {
    ImportState.READING: (ImportState.UNREADABLE, ImportState.PREVIEWED),
    ImportState.UNREADABLE: (ImportState.READING,),
    ImportState.PREVIEWED: (ImportState.READING, ImportState.WRITING),
    ImportState.WRITING: (ImportState.READING, ImportState.PREVIEWED, ImportState.WRITTEN),
    ImportState.WRITTEN: (ImportState.UNDOING,),
    ImportState.UNDOING: (ImportState.WRITTEN, ImportState.UNDONE),
    ImportState.UNDONE: (),
}
_IN_ORDER = " OR ".join(
    f"OLD.state = '{before}' AND NEW.state IN {sql_in(before, *after)}" for before, after in _STEPS.items()
)


def _changes(*columns: str) -> str:
    """SQL: one of the columns changes."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return f"({old}) IS DISTINCT FROM ({new})"


class RowStatus(models.TextChoices):
    """Outcome of a row."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("The same")
    REFUSED = "refused", _("Refused")
    ASKED = "asked", _("Needs an answer")


class OfAProvinceQuerySet(ScopedQuerySet):
    """What the officers of a province bring by lists."""

    def visible_to(self, user: User) -> Self:
        """Rows of the user's own province; producers and commune officers see none."""
        if user.role in LOCAL:
            return self.none()
        return super().visible_to(user)


class RegisterImportQuerySet(OfAProvinceQuerySet):
    """Imports of the officers of a province."""

    def for_list(self) -> Self:
        """Rows for a list, newest first, without file contents and row outcomes."""
        return (
            self.select_related("place__province", "uploaded_by", "written_by")
            .defer("rows", "questions", "remarks", "written")
            .order_by("-uploaded_at", "-pk")
        )

    def for_detail(self) -> Self:
        """Rows with all fields."""
        return self.select_related("place__province", "uploaded_by", "written_by", "undone_by")


# The imported data are in the history of the registers.
@tracked(
    exclude=[
        "file",
        "sha256",
        "counts",
        "remarks",
        "rows",
        "questions",
        "answers",
        "corrections",
        "readings",
        "written",
    ]
)
class RegisterImport(models.Model):
    """An uploaded list. The file is private.

    `rows` holds the last outcome of each row, `questions` what the plan asks (see ratings/imports/questions.py), `answers` what a
    person answered (key of the question → value), `corrections` what a person wrote instead of a cell (address → text).
    `readings` counts how often it was read: a form that was filled from an earlier reading is refused.
    """

    place_path = "place"

    place = models.ForeignKey("ocop.Place", models.PROTECT, verbose_name=_("province"), related_name="+")
    file = StoredFileField(_("list"), upload_to=RandomName("imports"), max_length=200, blank=True)
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.READING)
    counts = models.JSONField(_("rows by status"), default=dict)
    remarks = models.JSONField(_("remarks on the list"), default=dict)
    rows = models.JSONField(_("rows"), default=list)
    questions = models.JSONField(_("questions"), default=list)
    answers = models.JSONField(_("answers"), default=dict)
    corrections = models.JSONField(_("corrected cells"), default=dict)
    readings = models.PositiveIntegerField(_("readings"), default=0)
    uploaded_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("uploaded by"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    written_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("imported by"), null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(_("imported at"), null=True, blank=True)

    written = models.JSONField(_("what was written"), default=dict)
    undone_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("taken back by"), null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_because = models.CharField(_("why it was taken back"), max_length=300, blank=True)

    erased_at = models.DateTimeField(_("contents deleted at"), null=True, blank=True)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a list")
        verbose_name_plural = _("imports of lists")
        ordering = ["-uploaded_at", "-pk"]
        triggers = [
            refuse_if(
                "import_steps_in_order",
                pgtrigger.Update,
                f"NOT ({_IN_ORDER})",
                when=pgtrigger.After,
            ),
            refuse_if(
                "import_is_of_its_list",
                pgtrigger.Update,
                _changes("place_id", "uploaded_by_id", "file_name", "sha256"),
            ),
            # What an undo takes back, and who imported and took back. Only the contents may be deleted, once.
            refuse_if(
                "import_is_kept",
                CHANGE,
                f"OLD.state IN {sql_in(*IMPORTED)} AND (TG_OP = 'DELETE'"
                f" OR {_changes('written_by_id', 'written_at')}"
                f" OR (OLD.undone_at IS NOT NULL AND {_changes('undone_by_id', 'undone_at')})"
                f" OR (OLD.erased_at IS NOT NULL AND {_changes('erased_at')})"
                " OR (NEW.erased_at IS NULL OR OLD.erased_at IS NOT NULL)"
                f" AND {_changes('file', 'rows', 'written')})",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="import_state_known", condition=Q(state__in=ImportState.values)),
            models.CheckConstraint(
                name="import_written_by_and_at",
                condition=Q(
                    state__in=[ImportState.READING, ImportState.UNREADABLE, ImportState.PREVIEWED],
                    written_by=None,
                    written_at=None,
                )
                | Q(state=ImportState.WRITING, written_by__isnull=False, written_at=None)
                | Q(state__in=IMPORTED, written_by__isnull=False, written_at__isnull=False),
            ),
            models.CheckConstraint(
                name="import_undone_by_and_at",
                condition=Q(state=ImportState.UNDONE, undone_by__isnull=False, undone_at__isnull=False)
                | Q(state=ImportState.UNDOING, undone_by__isnull=False, undone_at=None)
                | Q(state__in=[*NOT_IMPORTED, ImportState.WRITTEN], undone_by=None, undone_at=None),
            ),
            models.CheckConstraint(
                name="import_erased_has_no_file",
                condition=Q(erased_at=None) | Q(erased_at__isnull=False, file=""),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_desk_url(self) -> str:
        return reverse("desk-import-detail", args=[self.pk])

    @property
    def is_written(self) -> bool:
        """Whether the list was imported, also if that was taken back."""
        return self.state in IMPORTED

    @property
    def is_busy(self) -> bool:
        """Whether a background job reads or imports the list, or takes it back."""
        return self.state in BUSY

    @property
    def failure(self) -> str:
        """Why the list could not be read or imported, in the language of the page; or an empty string."""
        return self.remarks.get("failure", {}).get(get_language(), "")

    @property
    def told(self) -> dict[str, Any]:
        """What the list says in the language of the page, if it was planned in that as well: see `tasks.told`."""
        return self.remarks.get("told", {}).get(get_language(), {})

    @property
    def said(self) -> list[str]:
        """What the lines above the rows say of all of them."""
        return self.told.get("said") or self.remarks.get("said", [])

    @property
    def is_undone(self) -> bool:
        return self.state == ImportState.UNDONE

    @property
    def open_questions(self) -> int:
        """The number of questions without an answer."""
        return sum(not question["answer"] for question in self.questions)

    def rows_in(self, tab: str) -> list[dict]:
        """Return the rows of a tab of the page: a status, or those that lower a star."""
        chosen = [
            number
            for number, row in enumerate(self.rows)
            if (row.get("lowers") if tab == LOWERED else row["status"] == tab)
        ]
        texts = self.told.get("rows", [])
        return [self.rows[number] | texts[number] if texts else self.rows[number] for number in chosen]

    def rows_on(self, tab: str, page: str | None) -> Page:
        """Return a page of the rows of a tab."""
        return Paginator(self.rows_in(tab), ROWS).get_page(page)

    def refused_on(self, page: str | None) -> Page:
        """Return a page of the refused rows, for correcting them."""
        return Paginator(self.refused_rows, REFUSED_ROWS).get_page(page)

    def questions_on(self, page: str | None) -> Page:
        """Return a page of the questions."""
        return Paginator(self.told.get("questions", self.questions), QUESTIONS).get_page(page)

    def account(self, *, is_read: bool) -> list[dict[str, str]]:
        """Return what became of the parts of the file that are no rows: those that were understood, or the others."""
        unread = (Fate.NOT_READ, Fate.LEFT_OUT)
        parts = self.told.get("account") or self.remarks.get("account", [])
        told = [part for part in parts if part["fate"] not in (Fate.READ, Fate.BLANK)]
        return [
            part | {"label": Fate(part["fate"]).label}
            for part in told
            if (part["fate"] not in unread) == is_read
        ]

    @property
    def refused_rows(self) -> list[dict]:
        return self.rows_in(RowStatus.REFUSED)

    @property
    def refused_count(self) -> int:
        return self.counts.get(RowStatus.REFUSED, 0)

    @property
    def to_write(self) -> int:
        """The number of rows that change something."""
        return self.counts.get(RowStatus.NEW, 0) + self.counts.get(RowStatus.CHANGED, 0)

    @property
    def row_count(self) -> int:
        return sum(self.counts.values())


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def keep(self, kept: RegisterImport, answers: Answers) -> None:
        """Keep the answers that go for later lists of the province too."""
        own = {question["key"] for question in kept.questions if question.get("is_kept")}
        for key in own & answers.keys():
            self.update_or_create(
                place=kept.place, question=key, defaults={"answer": answer_hash(answers[key])}
            )


class KeptAnswer(models.Model):
    """What somebody answered to a question of a list: later lists of the province ask it no more.

    Both are hashes, since names of persons may be in them.
    """

    place = models.ForeignKey("ocop.Place", models.CASCADE, verbose_name=_("province"), related_name="+")
    question = models.CharField(_("question"), max_length=40)
    answer = models.CharField(_("answer"), max_length=20)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer kept for later lists")
        verbose_name_plural = _("answers kept for later lists")
        ordering = ["place", "question"]
        constraints = [models.UniqueConstraint(name="kept_answer_once", fields=["place", "question"])]

    def __str__(self) -> str:
        return self.question


class ColumnMatchQuerySet(OfAProvinceQuerySet):
    """Matches of a province, for those who see its imports."""


@tracked()
class ColumnMatch(models.Model):
    """Which field a heading stands for in the lists of a province, as somebody there has answered."""

    place_path = "place"

    place = models.ForeignKey("ocop.Place", models.PROTECT, verbose_name=_("province"), related_name="+")
    heading_key = models.CharField(_("words of the heading"), max_length=LONGEST_HEADING)
    heading = models.CharField(_("heading"), max_length=LONGEST_HEADING)
    field = models.CharField(_("field"), max_length=30)
    matched_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("matched by"), related_name="+"
    )
    matched_at = models.DateTimeField(_("matched at"), auto_now=True)

    objects = ColumnMatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("matched column")
        verbose_name_plural = _("matched columns")
        ordering = ["heading_key"]
        constraints = [
            models.UniqueConstraint("place", "heading_key", name="column_match_once"),
            models.CheckConstraint(
                name="column_match_complete", condition=~Q(heading_key="") & ~Q(heading="") & ~Q(field="")
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def field_label(self) -> str:
        """What the field is called; a sentence for a column that is not imported."""
        return str(FIELD_LABELS.get(self.field, _("None: it is not imported")))
