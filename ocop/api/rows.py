"""Rows of open data, declared once as a serializer, read as tuples of columns.

Schema, data dictionary and files are made from the declaration. Reading bypasses the serializer: one tuple per row, no
model instance and no field objects.
"""

from decimal import Decimal

from rest_framework import serializers


class DataRows(serializers.Serializer):
    """A kind of row. A field's `source` names a column or annotation; `help_text` is its meaning.

    A subclass's docstring is its description in the public schema.

    Fields in `made` are computed by finish() from the others and from columns in `besides`, which are read but not
    returned.
    """

    made: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    @classmethod
    def columns(cls):
        return list(cls._declared_fields)

    @classmethod
    def select(cls, queryset):
        """A queryset of tuples of the columns to read."""
        made = [cls._source(name) for name in cls.columns() if name not in cls.made]
        return queryset.values_list(*made, *cls.besides)

    @classmethod
    def tell(cls, tuples):
        """Yield a dictionary for each tuple of select(), with values as in JSON."""
        names = [name for name in cls.columns() if name not in cls.made] + list(cls.besides)
        for values in tuples:
            row = dict(zip(names, map(plain, values), strict=True))
            cls.finish(row)
            for name in cls.besides:
                del row[name]
            yield row

    @classmethod
    def read(cls, queryset):
        """Yield a dictionary for each row, without keeping rows in memory."""
        return cls.tell(cls.select(queryset).iterator(chunk_size=2000))

    @classmethod
    def _source(cls, name):
        source = cls._declared_fields[name].source or name
        return source.replace(".", "__")

    @classmethod
    def finish(cls, row):
        """Add the computed fields in `made`."""


def plain(value):
    """A value as in JSON: dates in ISO 8601, decimals as numbers, no text as null."""
    if value is None or type(value) in (str, int, bool):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
