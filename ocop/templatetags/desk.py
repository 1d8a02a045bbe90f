"""Template tags of desk pages about a record."""

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ocop.history.wording import facts

register = template.Library()


@register.simple_tag
def facts_of(row, names):
    """(label, text) of the fields of `row` named in `names`, separated by spaces, for ui/facts.html."""
    return [(capfirst(label), words) for label, words in facts(row, names.split())]


@register.simple_tag
def pairs(*values):
    """Pairs of arguments: `{% pairs "Home" url as crumbs %}`."""
    return list(zip(values[::2], values[1::2], strict=True))


@register.filter
def or_empty(value: object) -> object:
    """The value, and a word where there is none; zero is one."""
    return value if value or value == 0 else _("(empty)")
