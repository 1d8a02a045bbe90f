"""Producers whose names read like a star: “HTX 5 Sao” may be a name, and may be a star that stands in the wrong cell."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ocop.values.naming import why_not_public_name
from ratings.imports.list_row import ListRow
from ratings.imports.questions import Option, QuestionKind, Questions, question_key

IS_NAME, IS_STAR = "name", "star"


def ask_about_star_names(rows: Iterable[ListRow], questions: Questions) -> None:
    """Ask once for each such producer whether it is called so; its rows are refused if it is not."""
    for row in rows:
        name = row.text("producer")
        if not name or not why_not_public_name(name, of_product=True) or why_not_public_name(name):
            continue
        about = f"star in name:{name}"
        text = _("The producer's name “%(name)s” reads like a star. Is the producer called so?")
        options = [
            Option(IS_NAME, _("Yes: it is the name on its papers")),
            Option(IS_STAR, _("No: the star does not belong to the name")),
        ]
        answer = questions.ask(
            QuestionKind.PRODUCER, about, text % {"name": name}, options, row=row.place_in_file
        )
        if answer == IS_STAR:
            row.problems.append(("producer", _("Write the name without the star.")))
        elif not answer:
            row.asked.append(question_key(QuestionKind.PRODUCER, about))
