"""Open data over HTTP: the same for everybody, from any origin, in pages, never twice what one has already."""

from urllib.parse import urlencode

from django.db import transaction
from django.utils.http import http_date
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from ocop.api.keyset import after, cursor_of, values_of
from ocop.public import Cacheable
from ocop.views import PUBLIC

PAGE = 100
ASKED = "If-None-Match, If-Modified-Since"
SHOWN = "ETag, Last-Modified, Link, Retry-After"


class PublicData(Cacheable, APIView):
    """Data that anyone may read, also a script on another site."""

    scope = PUBLIC

    @classmethod
    def as_view(cls, **initkwargs):
        """Outside the request's transaction, so that the count of requests holds no lock while rows are read."""
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    def dispatch(self, request, *args, **kwargs):
        """Let scripts of any origin read it; nothing here depends on who asks."""
        response = super().dispatch(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = SHOWN
        if response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        return response

    def handle_exception(self, exc):
        """Answer an error; what the framework rolls back for it is a transaction of its own, not the count."""
        with transaction.atomic():
            return super().handle_exception(exc)

    def options(self, request, *args, **kwargs):
        """What a browser asks before a conditional request from another site."""
        allowed = {"Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Allow-Headers": ASKED}
        return Response(status=204, headers=allowed | {"Access-Control-Max-Age": "86400"})


class RowList(PublicData):
    """Rows in pages by key. Subclasses name `rows`, `filterset_class` and give `get_queryset`."""

    rows: type
    filterset_class: type
    # Fields that order the list and tell every row apart, ascending.
    key: tuple[str, ...] = ("pk",)

    def get(self, request):
        """The page after `?cursor=`, with the address of the next one if there is one."""
        with transaction.atomic():
            return self.page(request)

    def page(self, request):
        """A page of rows; one more is read than shown, to know whether there are more."""
        queryset = self.filtered(request).order_by(*self.key)
        if cursor := request.GET.get("cursor"):
            queryset = after(queryset, self.key, values_of(cursor, self.key_fields(queryset.model)))
        keyed = [dict(row) for row in self.rows.read(queryset[: PAGE + 1])]
        found = keyed[:PAGE]
        following = self.following(request, found[-1]) if len(keyed) > PAGE else None
        response = Response({"next": following, "results": found})
        if following:
            response["Link"] = f'<{following}>; rel="next"'
        if changed := self.changed_at():
            response["Last-Modified"] = http_date(changed.timestamp())
        return response

    def filtered(self, request):
        """The rows that the address asks for."""
        asked = request.GET.copy()
        for ours in ("cursor", "sort"):
            asked.pop(ours, None)
        asked_for = self.filterset_class(asked, self.get_queryset(), request=request)
        if not asked_for.is_valid():
            raise ValidationError(asked_for.errors)
        return asked_for.qs

    def key_fields(self, model):
        """The model fields of the key."""
        return [model._meta.pk if name == "pk" else model._meta.get_field(name) for name in self.key]

    def following(self, request, row):
        """The address of the page after this row."""
        cursor = cursor_of([row["id" if name == "pk" else name] for name in self.key])
        kept = [(name, value) for name, values in request.GET.lists() if name != "cursor" for value in values]
        return request.build_absolute_uri(f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}")

    def changed_at(self):
        """When anything that the list shows last changed; None where that is not known."""
        return None
