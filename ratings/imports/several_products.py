"""Cells that can name several products: “Bún khô, phở khô”."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ocop.values.vietnamese import clean, fold
from ratings.imports.questions import Answers, Option, QuestionKind, Questions, question_key

if TYPE_CHECKING:
    from ratings.imports.parsed_row import ParsedRow

ONE, SEVERAL = "one", "several"

# A part that is a size or a form belongs to the name before it: “Chè xanh, hộp 200 g”.
_NOT_A_NAME = re.compile(
    r"(?:.*\d.*|(?:hop|goi|tui|chai|lo|hu|dang|loai|vi|huong|mau|size|va|the|nguyen|say|kho|tuoi|cac|gom)\b.*)"
)
_LINE_MARK = re.compile(r"^\s*(?:[-–+•*]|\d{1,2}[.)])\s*")
_SET = re.compile(r"(?:bo|nhom|combo|set|bo suu tap|gio qua|hop qua)\b")
# Separators outside brackets; words and signs join parts of one name as well, so that each part must be a name by itself.
_SEPARATOR = re.compile(r"[;,](?![^(]*\))")
_JOINT = re.compile(r"(?:\s+(?:và|&|\+)\s+|(?<=[^\W\d_])\s*/\s*(?=[^\W\d_]))(?![^(]*\))")
_MAY_JOIN = re.compile(r"[\n,;/+&]|\bvà\b")
LONGEST_NAME = 80


def names_in(value: object) -> tuple[str, ...]:
    """Return the names that a cell can be read as; empty if it names one product."""
    if not isinstance(value, str) or not _MAY_JOIN.search(value):
        return ()
    if _SET.match(fold(value)):
        return ()
    lines = [clean(line) for line in value.splitlines() if clean(line)]
    if len(lines) > 1 and all(_LINE_MARK.match(line) or line[0].isupper() for line in lines):
        found = [_LINE_MARK.sub("", line) for line in lines]
    else:
        found = [clean(part) for part in _SEPARATOR.split(" ".join(lines))]
    if len(found) == 1 and len(parts := _JOINT.split(found[0])) > 1 and all(" " in part for part in parts):
        found = parts
    found = [part.strip(" ,;.") for part in found if part.strip(" ,;.")]
    if len(found) < 2 or any(_NOT_A_NAME.fullmatch(fold(part)) for part in found[1:]):
        return ()
    if any(len(part) < 2 or len(part) > LONGEST_NAME for part in found):
        return ()
    return tuple(dict.fromkeys(found))


def are_several(answers: Answers, products: Sequence[str]) -> bool:
    """Whether a person said that a cell with these names means several products."""
    return answers.get(question_key(QuestionKind.PRODUCT, _about(products))) == SEVERAL


def ask_if_several(questions: Questions, parsed: "ParsedRow") -> None:
    """Ask whether the cell of a new product names several; the row waits for the answer."""
    products = parsed.row.products
    if not products:
        return
    options = [
        Option(ONE, _("One product: “%(name)s”") % {"name": ", ".join(products)}),
        Option(
            SEVERAL,
            _("%(number)d products: %(names)s") % {"number": len(products), "names": " · ".join(products)},
        ),
    ]
    text = _("“%(name)s”: is it one product or several?") % {"name": ", ".join(products)}
    about = _about(products)
    if not questions.ask(QuestionKind.PRODUCT, about, text, options, row=parsed.row.place_in_file):
        parsed.asked.append(question_key(QuestionKind.PRODUCT, about))


def _about(products: Sequence[str]) -> str:
    return "several:" + "|".join(products)
