"""Addresses that every register of the desk has, and the address that a request came from."""

from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme


def came_from(request) -> str:
    """Return the page of this portal that the request was made from, or nothing."""
    address = request.headers.get("referer", "")
    own = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if own else ""


def record_paths(folder, name, **views):
    """List the addresses of a register at `desk/<folder>/`.

    `views` are its pages by what they do: list, create, detail, edit, history, delete; their names are
    `desk-<name>-list` and so on, and `desk-<name>` for the row itself.
    """
    routes = {"list": "", "create": "new/", "detail": "<int:pk>/"}
    return [
        path(
            f"desk/{folder}/{routes.get(kind, f'<int:pk>/{kind}/')}",
            view.as_view(),
            name=f"desk-{name}" if kind == "detail" else f"desk-{name}-{kind}",
        )
        for kind, view in views.items()
    ]
