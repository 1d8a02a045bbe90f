"""Template tags about the request's URL: other languages, navigation, sorting, chosen filters."""

from functools import lru_cache
from uuid import uuid4

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

from ocop.models import User
from ocop.pages.navigation import entries_for
from ocop.pages.once import KEY
from ocop.permissions import Act

register = template.Library()
SETS = range(1, 27)
# How a notice looks, by its kind or by the level of a message of Django's; others look plain.
LOOKS = {
    "done": "done",
    "success": "done",
    "lapsed": "lapsed",
    "wrong": "wrong",
    "error": "wrong",
    "warning": "wrong",
}


def in_language(address, code):
    """The same URL in another language: English has a prefix, Vietnamese none (ocop.urls)."""
    # One slash: two would start the URL of another site.
    bare = "/" + address.removeprefix("/en/").lstrip("/")
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


@register.simple_tag(takes_context=True)
def other_languages(context):
    """The same page in each other language: dictionaries of `code`, `name` and `url`, filters included."""
    here = context.request.get_full_path()
    return [
        {"code": code, "name": get_language_info(code)["name_local"], "url": in_language(here, code)}
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]


@register.simple_tag(takes_context=True)
def page_addresses(context):
    """The public URL of this page in each language, without filters: dictionaries of `code` and `url`."""
    here = context.request.path
    return [
        {"code": code, "url": settings.SITE_URL + in_language(here, code)}
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def navigation(context):
    """The signed-in person's pages; `here` marks the current one."""
    path, found = context.request.path, entries_for(context.request.user)
    name = getattr(context.request.resolver_match, "url_name", "")
    inside = [entry.url for entry in found if path.startswith(entry.url)]
    holding = [entry.url for entry in found if name in entry.holds]
    here = holding[0] if holding else max(inside, key=len, default="")
    return [
        {"label": entry.label, "url": entry.url, "about": entry.about, "here": entry.url == here}
        for entry in found
    ]


@register.simple_tag(takes_context=True)
def one_time_key(context):
    """A hidden field with a one-time key (ocop.pages.once); the same again after an error."""
    key = context.request.POST.get(KEY) or uuid4().hex
    return format_html('<input type="hidden" name="{}" value="{}">', KEY, key)


@register.simple_tag
def kept(template_name):
    """A partial that is the same on every page in a language: rendered once in each process."""
    return _kept(template_name, get_language())


@lru_cache
def _kept(template_name, _language):
    return render_to_string(template_name)


@register.simple_tag
def set_picture(number=None):
    """The drawing of a product set (1 to 26), or a basket for anything else."""
    return static(f"img/sets/{number:02d}.svg" if number in SETS else "img/sets/00.svg")


@register.simple_tag
def page_numbers(page):
    """Page numbers to link: first, last, the current one with its neighbours, and gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def sorting(context, key):
    """Sorting by `key`: `state` for aria-sort (empty if not sorted by it) and the `next` value."""
    state = {key: "ascending", f"-{key}": "descending"}.get(context.request.GET.get("sort"), "")
    return {"state": state, "next": f"-{key}" if state == "ascending" else key}


@register.simple_tag(takes_context=True)
def chosen_filters(context, form):
    """The filters in use of `form` (a FilterSet's form): `label`, and the `url` without the filter."""
    form.is_valid()
    return [
        {"label": f"{form[name].label}: {words}", "url": _without(context.request.GET, name, raw)}
        for name in form.fields
        if not form[name].is_hidden
        for raw, words in _values(form, name, context.request.GET.getlist(name))
    ]


def _values(form, name, raw_values):
    """(value, label) of the values in the address, without refused ones."""
    cleaned = form.cleaned_data.get(name)
    if not raw_values or cleaned in (None, "", []):
        return []
    if not hasattr(form.fields[name], "choices"):
        return [
            (
                raw_values[0],
                date_format(cleaned, "SHORT_DATE_FORMAT") if hasattr(cleaned, "year") else cleaned,
            )
        ]
    chosen = cleaned if hasattr(cleaned, "__iter__") and not isinstance(cleaned, str) else [cleaned]
    if hasattr(form.fields[name], "queryset"):
        return [(str(form.fields[name].prepare_value(row)), row) for row in chosen]
    labels = {str(key): label for key, label in form.fields[name].choices}
    return [(raw, labels[raw]) for raw in raw_values if raw in labels and raw in map(str, chosen)]


def _without(parameters, name, value):
    """The URL of the list without one value of a filter, from its first page."""
    left = parameters.copy()
    left.setlist(name, [kept for kept in left.getlist(name) if kept != value])
    left.pop("page", None)
    return f"?{left.urlencode()}"


@register.filter
def notice_look(kind: str) -> str:
    """How a notice of a kind looks: done, lapsed, wrong, or nothing for a plain one."""
    return LOOKS.get(kind, "")


@register.filter
def may(user: User, act: str) -> bool:
    """Whether the role of `user` allows an act: `{% if request.user|may:"EDIT_COUNCILS" %}`. Raises KeyError for no act."""
    return Act[act].allows(user)
