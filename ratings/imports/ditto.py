"""Marks that stand for the cell above: “nt”, “-nt-”, “như trên”, “″”."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ocop.values.vietnamese import fold
from ratings.imports.list_row import ListRow

# Who and where. Stars and decisions are never taken from another row.
REPEATED = ("producer", "address", "village", "commune", "district", "province", "representative")
_DITTO = re.compile(
    r"\W*(?:nt|nhu tren|nhu o tren|cung chu the(?: tren)?|cung co so(?: tren)?|cung don vi(?: tren)?|cung dia chi(?: tren)?)"
    r"\W*|[\"″”“’'〃/]{1,3}"
)


def is_ditto(value: object) -> bool:
    """Whether a cell says that it is the same as the one above."""
    return isinstance(value, str) and len(value) < 40 and bool(_DITTO.fullmatch(fold(value)))


def fill_ditto(rows: Iterable[ListRow]) -> None:
    """Replace ditto marks by what the row above says, with a note; without a row right above the cell is a problem."""
    above: ListRow | None = None
    for row in rows:
        is_next = above is not None and above.layout is row.layout and above.number == row.number - 1
        for name in REPEATED:
            mark = row.values.get(name)
            if not is_ditto(mark):
                continue
            told = above.get(name) if above and is_next else ""
            if told and not is_ditto(told):
                row.values[name] = told
                row.notes.append(
                    _("“%(mark)s” in %(cell)s is read as the cell above: %(text)s")
                    % {"mark": mark, "cell": row.cell(name), "text": told}
                )
            else:
                row.problems.append(
                    (
                        name,
                        _("“%(mark)s” repeats the row above, and no row of the list is there. Write it out.")
                        % {"mark": mark},
                    )
                )
        above = row
