"""Database constraints that Django does not have."""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import BaseConstraint, Case, F, Func, Q, When
from django.db.models.functions import Greatest


class CompositeForeignKey(BaseConstraint):
    """That two columns together name a row of another model, so that two foreign keys cannot disagree.

    `fields` are checked against `to_fields` of the model behind the first of them, where they must be
    unique together. Nothing is asked while one of them is empty. The first field shows the sentence.
    Django has no class that migrations could write, so the constraint stands in a migration as SQL, and the model
    returns this from `get_constraints`, not in its Meta.
    """

    def __init__(self, *, name, fields, to_fields, violation_error_message):
        super().__init__(name=name, violation_error_message=violation_error_message)
        self.fields, self.to_fields = tuple(fields), tuple(to_fields)

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        """Raise ValidationError at the first field if no row has these values together."""
        values = [getattr(instance, model._meta.get_field(name).attname) for name in self.fields]
        if None in values or set(self.fields) & set(exclude or ()):
            return
        target = model._meta.get_field(self.fields[0]).related_model
        wanted = dict(zip(self.to_fields, values, strict=True))
        if not target._base_manager.using(using).filter(**wanted).exists():
            raise ValidationError({self.fields[0]: self.get_violation_error_message()})


def half_open(start, end, field):
    """The range from `start` to `end` as an expression for an ExclusionConstraint; both ends may be NULL.

    A range that ends before it begins is empty instead of an error, so that the check constraint can report it with its
    sentence. `field` is a range field, such as DateRangeField().
    """
    # The end first: Case takes its type from it, and an EndField is a DateField.
    until = Case(When(**{f"{end}__isnull": True}, then=None), default=Greatest(end, start))
    return Func(start, until, function=field.db_type(None), output_field=field)


def fields_in(condition: Q) -> set[str]:
    """Names of the fields in a condition."""
    found: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            found |= fields_in(child)
        elif isinstance(child, tuple):
            lookup, value = child
            found |= {lookup.split("__")[0], *([value.deconstruct()[1][0]] if isinstance(value, F) else [])}
        else:
            found.add(str(child))
    return found
