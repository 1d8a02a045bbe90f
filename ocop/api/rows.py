"""Rows of open data: declared once as a serializer, read straight from the columns.

The declaration is what the schema, the data dictionary and the files are made of. Reading goes past it:
one tuple per row from the database, no model and no field object for each.
"""

from decimal import Decimal

from rest_framework import serializers


class DataRows(serializers.Serializer):
    """A kind of row. Each field's `source` names a column or an annotation; `help_text` says what it means.

    Fields named in `made` are made by `finish` from the others, and from columns named in `besides`, which
    are read and not given away.
    """

    made: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    @classmethod
    def columns(cls):
        """The names of all fields, in the order in which they are declared."""
        return list(cls._declared_fields)

    @classmethod
    def select(cls, queryset):
        """The queryset's rows as tuples of what is read."""
        made = [cls._source(name) for name in cls.columns() if name not in cls.made]
        return queryset.values_list(*made, *cls.besides)

    @classmethod
    def tell(cls, tuples):
        """Yield a dictionary for each tuple that `select` read, with dates and numbers as JSON writes them."""
        names = [name for name in cls.columns() if name not in cls.made] + list(cls.besides)
        for values in tuples:
            row = dict(zip(names, map(plain, values), strict=True))
            cls.finish(row)
            for name in cls.besides:
                del row[name]
            yield row

    @classmethod
    def read(cls, queryset):
        """Yield a dictionary for each row of a queryset of any length, without keeping them."""
        return cls.tell(cls.select(queryset).iterator(chunk_size=2000))

    @classmethod
    def _source(cls, name):
        source = cls._declared_fields[name]._kwargs.get("source", name)
        return source.replace(".", "__")

    @classmethod
    def finish(cls, row):
        """Add the fields in `made`."""


def plain(value):
    """A value as JSON writes it: days and moments in ISO 8601, decimals as numbers, no text as null."""
    if value is None or type(value) in (str, int, bool):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
