"""Template tags of desk pages about a record."""

from collections.abc import Iterable

from django import template
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ocop.history.wording import facts
from ocop.pages.columns import Column
from ocop.pages.opening import opening

register = template.Library()


@register.simple_tag
def facts_of(row, *names):
    """(label, text) of the fields of `row` named in `names`, each one name or several with spaces, for ui/facts.html."""
    return [(capfirst(label), words) for label, words in facts(row, " ".join(names).split())]


@register.simple_tag
def pairs(*values):
    """Pairs of arguments: `{% pairs "Home" url as crumbs %}`."""
    return list(zip(values[::2], values[1::2], strict=True))


@register.simple_tag(takes_context=True)
def guarded_links(context: RequestContext, columns: Iterable[Column], rows: Iterable[object]) -> set[str]:
    """The addresses in guarded columns that the reader may open; one query for each kind of page."""
    addresses = [column.url_of(row) for column in columns if column.guarded for row in rows]
    user = context.request.user
    return opening(user, filter(None, addresses)) if addresses and user.is_authenticated else set()


@register.simple_tag(takes_context=True)
def cell(context: RequestContext, column: Column, row: object, opened: set[str]) -> object:
    """What stands in a column for a row: a value, a link, or what the column's own template draws.

    `opened` are the addresses in guarded columns that the reader may open.
    """
    if column.template:
        # Phones leave out a cell that holds nothing, not even white space.
        return SafeString(column.drawn(row, context.request))
    url, text = column.url_of(row), column.text_of(row)
    linked = url and (not column.guarded or url in opened)
    return format_html('<a href="{}">{}</a>', url, text) if linked else text


@register.filter
def or_empty(value: object) -> object:
    """The value, and a word where there is none; zero is one."""
    return value if value or value == 0 else _("(empty)")
