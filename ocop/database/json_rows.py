"""Rows of one queryset as a column of another, in one query instead of a prefetch."""

import json

from django.db.models import ForeignKey, JSONField, Subquery


class Rows(Subquery):
    """Rows with `fields` of a queryset that refers to the outer row by OuterRef, in its order, as model instances.

    Fields may follow foreign keys (`channel__name`), which become instances too. A field not in `fields` is loaded when
    accessed, as with only(), if `id` is one of them. Without rows the value is an empty list.
    """

    template = "(SELECT json_agg(line)::text FROM (%(subquery)s) AS line)"
    output_field = JSONField()

    def __init__(self, queryset, *fields, **extra):
        self.model = queryset.model
        super().__init__(queryset.values(*fields), **extra)

    def get_db_converters(self, connection):
        return [self._instances]

    def _instances(self, text, expression, connection):
        return [_instance(self.model, line) for line in json.loads(text or "[]")]


def _instance(model, line):
    """A model instance from names and JSON values of fields."""
    own: dict[str, object] = {}
    others: dict[ForeignKey, dict[str, object]] = {}
    for name, value in line.items():
        field_name, _separator, further = name.partition("__")
        field = model._meta.get_field(field_name)
        if further:
            others.setdefault(field, {})[further] = value
        else:
            own[field.attname] = field.to_python(value)
    names = [field.attname for field in model._meta.concrete_fields if field.attname in own]
    found = model.from_db(None, names, [own[name] for name in names])
    for field, values in others.items():
        behind = any(value is not None for value in values.values())
        field.set_cached_value(found, _instance(field.related_model, values) if behind else None)
    return found
