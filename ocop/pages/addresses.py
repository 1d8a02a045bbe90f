"""URL patterns that every register of the desk has, and the page that a request came from."""

from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme

from ocop.files.spreadsheets import CONTENT_TYPES
from ocop.pages.list_files import file_of
from ocop.pages.views import ListPage


def came_from(request) -> str:
    """The path of the page of this portal from which the request was made, or an empty text."""
    address = request.headers.get("referer", "")
    own = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if own else ""


def record_paths(folder, name, **views):
    """URL patterns of a register at `desk/<folder>/`.

    `views` maps what a page does (list, create, detail, edit, history, delete) to its view; URL names are
    `desk-<name>-list` and so on, and `desk-<name>` for the detail page.
    """
    routes = {"create": "new/", "detail": "<int:pk>/"}
    lists = list_paths(f"desk/{folder}/", f"desk-{name}-list", views.pop("list")) if "list" in views else []
    return lists + [
        path(
            f"desk/{folder}/{routes.get(kind, f'<int:pk>/{kind}/')}",
            view.as_view(),
            name=f"desk-{name}" if kind == "detail" else f"desk-{name}-{kind}",
        )
        for kind, view in views.items()
    ]


def list_paths(route: str, name: str, view: type[ListPage]) -> list[URLPattern]:
    """URL patterns of a list and of its files: `<route>list.xlsx` is named `<name>-xlsx`."""
    files = [
        path(f"{route}list.{ending}", file_of(view, ending).as_view(), name=f"{name}-{ending}")
        for ending in CONTENT_TYPES
    ]
    return [path(route, view.as_view(), name=name), *files]
