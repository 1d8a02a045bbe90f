"""Numbered pages of a list of any length: the thousandth costs what the first does.

A far page needs no large OFFSET: the sort keys of the first entry of every hundredth page are in the cache, and a page
starts from the last of them before it (keyset pagination).
"""

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, F, Field, Func, QuerySet, Value, Window
from django.db.models.functions import Mod, RowNumber

STEP = 100  # pages


class RowValue(Func):
    """A row value of SQL: several columns, compared one after another."""

    template = "(%(expressions)s)"
    output_field = Field()


class NumberedPages(Paginator):
    """Pages of primary keys of `entries`, which are sorted by `sort_keys` (ascending, the last one unique).

    `total` is known from elsewhere; `key` names the list in the cache. Without sort keys `entries` is a list of keys.
    """

    def __init__(self, entries, per_page, *, total, cache, key, sort_keys=()):
        super().__init__(entries, per_page)
        self.count, self.cache, self.key, self.sort_keys = total, cache, key, sort_keys

    def page(self, number):
        number = self.validate_number(number)
        pieces, inside = divmod(number - 1, STEP)
        entries = self.object_list if self.count else []
        # The list may be shorter than `total`, if an entry was removed between the two queries.
        if not (pieces and isinstance(entries, QuerySet) and self.sort_keys) or pieces > len(self.starts):
            return Page(self._cut(entries, number - 1), number, self)
        begins = Func(
            RowValue(*self.sort_keys),
            RowValue(*map(Value, self.starts[pieces - 1])),
            template="%(expressions)s",
            arg_joiner=" >= ",
            output_field=BooleanField(),
        )
        return Page(self._cut(entries.filter(begins), inside), number, self)

    def _cut(self, entries, before):
        """The keys of one page, after `before` pages."""
        keys = entries.values_list("pk", flat=True) if isinstance(entries, QuerySet) else entries
        return keys[before * self.per_page : (before + 1) * self.per_page]

    @property
    def starts(self):
        """The sort keys of the first entry of every hundredth page but the first."""
        return self.cache.get_or_set("pages", self.key, compute=self._read_starts)

    def _read_starts(self):
        step = STEP * self.per_page
        if not isinstance(self.object_list, QuerySet):
            return []
        numbered = self.object_list.annotate(before=Window(RowNumber(), order_by=self.sort_keys) - 1)
        first = numbered.alias(rest=Mod(F("before"), Value(step))).filter(rest=0, before__gt=0)
        return list(first.order_by("before").values_list(*self.sort_keys))
