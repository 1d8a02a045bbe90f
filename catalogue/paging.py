"""Numbered pages of a list of any length: the thousandth costs what the first does.

Where pages lie far from the beginning, the database is not asked to pass over everything before them: the
keys of every hundredth page are kept for the edition of the catalogue, and a page begins at the last of them.
"""

from django.core.paginator import Paginator
from django.db.models import BooleanField, F, Field, Func, QuerySet, Value, Window
from django.db.models.functions import Mod, RowNumber

STEP = 100  # pages between two kept keys


class Row(Func):
    """Values of several columns as one value, which compares column by column."""

    template = "(%(expressions)s)"
    output_field = Field()


class NumberedPages(Paginator):
    """Pages of the keys of entries that stand in the order of `columns` (ascending, the last one unique).

    `total` is known from elsewhere; `edition` keeps the keys of far pages under `what`, which names the list.
    Without columns `entries` are keys in the order that somebody found.
    """

    def __init__(self, entries, per_page, *, total, edition, what, columns=()):
        super().__init__(entries, per_page)
        self.count, self.edition, self.what, self.columns = total, edition, what, columns

    def page(self, number):
        """The page of this number; raises InvalidPage where there is none."""
        number = self.validate_number(number)
        pieces, inside = divmod(number - 1, STEP)
        entries = self.object_list if self.count else []
        # Fewer keys than the total promised: something was taken out between the two questions.
        if not (pieces and self.columns) or pieces > len(self.keys):
            return self._get_page(self._cut(entries, number - 1), number, self)
        begins = Func(
            Row(*self.columns),
            Row(*map(Value, self.keys[pieces - 1])),
            template="%(expressions)s",
            arg_joiner=" >= ",
            output_field=BooleanField(),
        )
        return self._get_page(self._cut(entries.filter(begins), inside), number, self)

    def _cut(self, entries, before):
        """The keys of a page's worth of entries after so many pages."""
        keys = entries.values_list("pk", flat=True) if isinstance(entries, QuerySet) else entries
        return keys[before * self.per_page : (before + 1) * self.per_page]

    @property
    def keys(self):
        """The keys of the first entry of every hundredth page, from the second such on."""
        return self.edition.keep("pages", self.what, make=self._read_keys)

    def _read_keys(self):
        step = STEP * self.per_page
        numbered = self.object_list.annotate(before=Window(RowNumber(), order_by=self.columns) - 1)
        first = numbered.alias(rest=Mod(F("before"), Value(step))).filter(rest=0, before__gt=0)
        return list(first.order_by("before").values_list(*self.columns))
