"""What stands against the import of a list that was read: its page shows it, and the act refuses by it."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ratings.imports.models import QUESTIONS, RegisterImport, RowStatus
from ratings.imports.plan import import_as_text

# Questions that are named; the others are on their pages.
NAMED = 5


class Link(NamedTuple):
    """Where something is done about it."""

    label: str
    url: str


class Obstacle(NamedTuple):
    """Why nothing of a list is written yet, and where that is mended."""

    sentence: str
    links: list[Link]


def import_step(kept: RegisterImport) -> dict[str, Any]:
    """Return what ratings/imports/_write.html shows of the import of a list."""
    return {
        "obstacle": obstacle_to_import(kept),
        "left_out": links_to_left_out(kept),
        "action_label": import_as_text(kept.counts),
    }


def obstacle_to_import(kept: RegisterImport) -> Obstacle | None:
    """Return what stands against the import of a list; None if its rows can be written."""
    questions = [(number, each) for number, each in enumerate(kept.questions) if not each["answer"]]
    if about_all := [(number, each) for number, each in questions if each.get("holds_all")]:
        return Obstacle(
            ngettext(
                "Nothing of the list is written before %(count)d question about the whole list is answered.",
                "Nothing of the list is written before %(count)d questions about the whole list are answered.",
                len(about_all),
            )
            % {"count": len(about_all)},
            [Link(each["text"], question_url(kept, number)) for number, each in about_all[:NAMED]],
        )
    if kept.to_write:
        return None
    if not questions and not kept.refused_count:
        return Obstacle(
            _("There is nothing to write: the rows that can be read are in the register already.")
            if kept.counts.get(RowStatus.SAME)
            else _("There is nothing to write: the list has no rows."),
            [],
        )
    return Obstacle(
        _("There is nothing to write yet: no row can be written as it stands."),
        [*_to_questions(kept, [number for number, _each in questions]), *links_to_left_out(kept)],
    )


def question_url(kept: RegisterImport, number: int) -> str:
    """Return the address of a question by its number from 0, on whichever page of the questions it is."""
    return f"{kept.get_desk_url()}?questions={number // QUESTIONS + 1}#id_{kept.questions[number]['key']}"


def links_to_left_out(kept: RegisterImport) -> list[Link]:
    """Return where the rows stand that an import would leave out."""
    return [
        Link(label % {"count": count}, kept.get_desk_url() + place)
        for status, label, place in (
            (RowStatus.REFUSED, _("Refused rows: %(count)d"), "#refused"),
            (
                RowStatus.ASKED,
                _("Rows that wait for an answer: %(count)d"),
                f"?status={RowStatus.ASKED}#rows",
            ),
        )
        if (count := kept.counts.get(status, 0))
    ]


def _to_questions(kept: RegisterImport, numbers: list[int]) -> list[Link]:
    if not numbers:
        return []
    label = ngettext("Answer %(count)d question", "Answer %(count)d questions", len(numbers))
    return [Link(label % {"count": len(numbers)}, question_url(kept, numbers[0]))]
