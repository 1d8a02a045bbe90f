"""The tables of the open data files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from rest_framework.serializers import ChoiceField

from catalogue import changes
from catalogue.open_data import rows, sources
from catalogue.open_data.sheets import ChangeRows
from ocop.api.rows import DataRows


@dataclass(frozen=True)
class DataTable:
    """A table; `read(day)` yields its rows as of a day."""

    name: str
    about: str | Promise
    rows: type[DataRows]
    read: Callable

    def dictionary(self):
        """The data dictionary in both languages: dictionaries of table, column, type, texts and values."""
        for name, field in self.rows._declared_fields.items():
            line = {
                "table": self.name,
                "column": name,
                "type": type(field).__name__.removesuffix("Field").lower(),
            }
            for language in ("vi", "en"):
                with override(language):
                    line[f"meaning_{language}"] = str(field.help_text)
                    choices = field.choices.items() if isinstance(field, ChoiceField) else ()
                    line[f"values_{language}"] = "; ".join(f"{key}: {label}" for key, label in choices)
            yield line


def from_queryset(shape, source):
    return lambda day: shape.read(source(day).order_by("pk"))


def changes_between(since, until):
    sql, values = changes.changes_sql(since=since, until=until)
    # The log may be long: a server-side cursor keeps it out of memory.
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY day, id", values)
        yield from ChangeRows.tell(cursor)


TABLES = [
    DataTable(
        "products",
        _("Products of the public catalogue with the recognition in force on the day."),
        rows.ProductRows,
        from_queryset(rows.ProductRows, sources.products),
    ),
    DataTable(
        "producers",
        _("Producers with a product in the public catalogue."),
        rows.ProducerRows,
        from_queryset(rows.ProducerRows, sources.producers),
    ),
    DataTable(
        "places",
        _("Administrative units, of the day and former ones."),
        rows.PlaceRows,
        from_queryset(rows.PlaceRows, sources.places),
    ),
    DataTable(
        "recognitions",
        _("Every recognition that had begun, with its state on the day."),
        rows.RecognitionRows,
        from_queryset(rows.RecognitionRows, sources.recognitions),
    ),
    DataTable(
        "changes",
        _("All changes up to the day, the day included."),
        ChangeRows,
        lambda day: changes_between(None, day + timedelta(days=1)),
    ),
    DataTable(
        "changes-of-the-day",
        _("Changes that hold from the day, as recorded by its end; “changes” has late ones as well."),
        ChangeRows,
        lambda day: changes_between(day, day + timedelta(days=1)),
    ),
]
