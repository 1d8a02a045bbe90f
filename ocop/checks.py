"""`manage.py check` refuses a URL whose view does not say whose rows it reaches."""

from collections.abc import Iterator

from django.core.checks import Error, register
from django.urls import URLPattern, get_resolver

# Their own doors: the Django admin asks for staff; signing in and out has no rows.
EXEMPT_MODULES = ("django.contrib.admin", "django.contrib.auth", "django.views.i18n", "rest_framework", "django.contrib.contenttypes")


def url_patterns(resolver=None, prefix="") -> Iterator[tuple[str, URLPattern]]:
    """Yield every (route, pattern) of the project."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry
        else:
            yield from url_patterns(entry, route)


def view_of(pattern):
    """The class behind a pattern, or the function itself."""
    callback = pattern.callback
    return getattr(callback, "view_class", None) or getattr(callback, "cls", None) or callback


def is_exempt(pattern) -> bool:
    """Whether a pattern belongs to Django's admin or sign-in, which guard themselves."""
    return view_of(pattern).__module__.startswith(EXEMPT_MODULES)


@register()
def every_url_has_a_scope(app_configs, **kwargs):
    """Find views without a scope."""
    return [
        Error(
            f"The view of {route!r} has no scope.",
            hint="Set scope to a queryset method that takes the user, or to “public”.",
            obj=view_of(pattern),
            id="ocop.E001",
        )
        for route, pattern in url_patterns()
        if not is_exempt(pattern) and not getattr(view_of(pattern), "scope", None)
    ]
