"""The headings that a province has matched with fields: remembered from an answer, used by the next list, removed again."""

from django.db import transaction

from ocop.models import Place, User
from ratings.imports.headings import Columns, heading_key
from ratings.imports.models import ColumnMatch, RegisterImport
from ratings.imports.questions import Answers, QuestionKind, question_key


def columns_of(province: Place) -> Columns:
    """Return the field of each heading that the province has matched."""
    return dict(ColumnMatch.objects.filter(place=province).values_list("heading_key", "field"))


def remember_columns(held: RegisterImport, answers: Answers, *, by: User) -> None:
    """Remember for the province what a person answered to questions about columns of a list of products."""
    if held.remarks.get("register"):
        # The fields of another register are no fields of a list of products.
        return
    for question in held.questions:
        if (heading := question.get("heading")) and (field := answers.get(question["key"])):
            told = {"heading": heading, "field": field, "matched_by": by}
            ColumnMatch.objects.update_or_create(
                place=held.place, heading_key=heading_key(heading), defaults=told
            )


def matches_in(kept: RegisterImport) -> list[ColumnMatch]:
    """Return the matches that a list was read with."""
    found = ColumnMatch.objects.filter(place=kept.place, heading_key__in=kept.remarks.get("matched", []))
    return list(found.select_related("matched_by"))


@transaction.atomic
def forget_match(held: RegisterImport, key: str) -> None:
    """Remove a match of the province and the answer of a list that says the same; the list can then ask again."""
    ColumnMatch.objects.filter(place=held.place, heading_key=key).delete()
    held.answers.pop(question_key(QuestionKind.COLUMN, key), None)
