"""Questions that a plan asks because the list does not say enough, and the answers that a person gave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

# Key of a question → value of the option that was chosen.
Answers = Mapping[str, str]


class QuestionKind(models.TextChoices):
    """What a question is about; the page shows the kinds in this order."""

    REGISTER = "register", _("Registers")
    COLUMN = "column", _("Columns")
    UNREAD = "unread", _("Parts that are not read")
    DECISION = "decision", _("Decisions")
    PLACE = "place", _("Places")
    PRODUCER = "producer", _("Producers")
    PRODUCT = "product", _("Products")
    RECORD = "record", _("Rows of the register")


class Option(NamedTuple):
    """A possible answer: the value that is stored and its text."""

    value: str
    label: str


@dataclass(slots=True)
class ColumnAsked:
    """The column that a question is about; `proposed` is the field that its values speak for, until somebody answers."""

    place: str
    heading: str
    examples: list[str]
    remark: str = ""
    proposed: str = ""


@dataclass(slots=True)
class Question:
    """A question with its options. `rows` are the rows that wait for it, `answer` the chosen value or empty.

    With `holds_all` nothing of the list is written before it has its answer. `heading` is that of the column that it asks
    about: the answer is remembered.
    """

    key: str
    kind: str
    text: str
    options: list[Option]
    detail: str = ""
    answer: str = ""
    rows: list[str] = field(default_factory=list)
    holds_all: bool = False
    # Its answer goes for later lists of the province too; whether this one comes from an earlier list.
    is_kept: bool = False
    is_from_before: bool = False
    heading: str = ""
    column: ColumnAsked | None = None

    @property
    def is_open_for_all(self) -> bool:
        return self.holds_all and not self.answer


class Questions:
    """Asks each question once, whatever number of rows it concerns."""

    def __init__(self, answers: Answers, from_before: Answers | None = None) -> None:
        """`from_before`: hashes of the answers to questions of earlier lists (see `answer_hash`)."""
        self.answers, self.from_before = answers, from_before or {}
        self._asked: dict[str, Question] = {}

    def under(self, key: str) -> Question | None:
        """Return the question with this key, if it was asked."""
        return self._asked.get(key)

    @property
    def asked(self) -> list[Question]:
        """All questions in the order of their kinds, those without an answer first."""
        return in_order(self._asked.values())

    def ask(
        self,
        kind: QuestionKind,
        about: str,
        text: str,
        options: Sequence[Option],
        *,
        row: str = "",
        detail: str = "",
        holds_all: bool = False,
        is_kept: bool = False,
        otherwise: str = "",
        heading: str = "",
        column: ColumnAsked | None = None,
    ) -> str:
        """Return the answer; as long as nobody gave one of the options, `otherwise`.

        `about` names what is asked: a list that is planned again asks under the same key, and rows that ask about
        the same share one question. `holds_all`: nothing of the list is written before the answer. `is_kept`: the
        answer is taken from an earlier list of the province where there is one, until somebody gives another.
        """
        key = question_key(kind, about)
        question = self._asked.get(key)
        if question is None:
            chosen, values = self.answers.get(key, ""), [option.value for option in options]
            answer = chosen if chosen in values else otherwise
            question = Question(key, str(kind), text, list(options), detail, answer, holds_all=holds_all)
            question.is_kept = is_kept
            if is_kept and not answer and (before := self.from_before.get(key)):
                question.answer = next((value for value in values if answer_hash(value) == before), "")
                question.is_from_before = bool(question.answer)
            question.heading, question.column = heading, column
            self._asked[key] = question
        if row and row not in question.rows[-1:]:
            question.rows.append(row)
        return question.answer


def in_order(questions: Iterable[Question]) -> list[Question]:
    """Return questions in the order of their kinds, those without an answer first."""
    order = QuestionKind.values
    return sorted(questions, key=lambda each: (bool(each.answer), order.index(each.kind)))


def question_key(kind: QuestionKind, about: str) -> str:
    """Return the key under which the answer to a question is stored."""
    return f"{kind}-{sha256(about.encode()).hexdigest()[:20]}"


def answer_hash(value: str) -> str:
    """Return what is kept of an answer for later lists: the value itself may hold names of persons."""
    return sha256(value.encode()).hexdigest()[:20]
