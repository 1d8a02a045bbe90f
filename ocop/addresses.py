"""Addresses that every register of the desk has."""

from django.urls import path


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
