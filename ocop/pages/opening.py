"""Which pages a person may open: asks the page's own act, so that no link leads to 403 or 404."""

from collections.abc import Iterable
from typing import Any

from django.urls import Resolver404, resolve

from ocop.models import User
from ocop.pages.views import CreatePage


def opening(user: User, addresses: Iterable[str]) -> set[str]:
    """Those of `addresses`, in the language of the page, that `user` may open. One query for each kind of page.

    A page that shows no row in a scope is open to all of its roles.
    """
    rows: dict[Any, dict[int, list[str]]] = {}
    found: set[str] = set()
    for address in set(addresses):
        view, key = _page(address)
        act = getattr(view, "act", None)
        if act and not act.allows(user):
            continue
        if act is None or key is None or act.is_public or not act.reaches_rows:
            found.add(address)
        else:
            rows.setdefault(view, {}).setdefault(key, []).append(address)
    for view, wanted in rows.items():
        for key in _readable(user, view).filter(pk__in=wanted).values_list("pk", flat=True):
            found.update(wanted[key])
    return found


def _page(address):
    """The view of a URL and the key of its row; None if it has none or defines its own rule."""
    try:
        match = resolve(address.partition("?")[0].partition("#")[0])
    except Resolver404:
        return None, None
    view = getattr(match.func, "view_class", None)
    made = isinstance(view, type) and issubclass(view, CreatePage) and not getattr(view, "owner", "")
    return view, None if made else match.kwargs.get("pk")


def _readable(user, view):
    """The rows whose page `user` may open; for a page that adds a row, the rows to which it can be added."""
    model = view.model or view.form_class._meta.model
    if owner := getattr(view, "owner", ""):
        model = model._meta.get_field(owner).related_model
    return view.act.narrow(model.objects.all(), user)
