"""Open data over HTTP: the same for everybody, from any origin, in pages, never twice what one has already."""

from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.response import Response
from rest_framework.schemas.inspectors import ViewInspector
from rest_framework.views import APIView

from ocop.api.keyset import cursor_of, values_of
from ocop.api.schema import CURSOR, REFUSED, DataSchema, asked_by, page_of, schema_in
from ocop.compiled import Asked, Planned
from ocop.dates import today
from ocop.headers import ANYBODYS, RESOURCE_POLICY
from ocop.public import PublicCacheMixin
from ocop.views import PUBLIC

PAGE = 50
ASKED = "If-None-Match, If-Modified-Since"
SHOWN = "ETag, Last-Modified, Link, Retry-After"


class JsonForAll(BaseContentNegotiation):
    """There is only JSON, so that is what everybody gets, a browser as well (RFC 9110, 12.4.1 allows it)."""

    def select_parser(self, request, parsers):
        """Nothing is sent to us."""
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        """The one there is."""
        return renderers[0], renderers[0].media_type


class PublicData(PublicCacheMixin, APIView):
    """Data that anyone may read, also a script on another site."""

    scope = PUBLIC
    content_negotiation_class = JsonForAll
    schema: ViewInspector | None = DataSchema()
    # Of its description: the name of the resource, what it gives, and errors beyond those of all.
    resource = ""
    about: str | Promise = ""
    errors: dict[int, str | Promise] = {}

    def parameters(self):
        """What the address may ask."""
        return []

    def answer(self):
        """What comes back: a serializer or a type."""
        return OpenApiTypes.OBJECT

    @classmethod
    def as_view(cls, **initkwargs):
        """Outside the request's transaction, so that the count of requests holds no lock while rows are read."""
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    def dispatch(self, request, *args, **kwargs):
        """Let scripts of any origin read it; nothing here depends on who asks."""
        response = super().dispatch(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response[RESOURCE_POLICY] = ANYBODYS
        response["Access-Control-Expose-Headers"] = SHOWN
        if response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        return response

    def handle_exception(self, exc):
        """Answer an error; what the framework rolls back for it is a transaction of its own, not the count."""
        with transaction.atomic():
            return super().handle_exception(exc)

    def check_throttles(self, request):
        """Count what is read; a browser that asks first whether it may does not read."""
        if request.method != "OPTIONS":
            super().check_throttles(request)

    def options(self, request, *args, **kwargs):
        """What a browser asks before a conditional request from another site."""
        allowed = {"Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Allow-Headers": ASKED}
        return Response(status=204, headers=allowed | {"Access-Control-Max-Age": "86400"})


class RowList(PublicData):
    """Rows in pages by key. Subclasses name `rows` and `filterset_class`, and give `get_queryset`."""

    rows: type
    filterset_class: type
    # Columns that order the list and tell every row apart, ascending.
    key: tuple[str, ...] = ("id",)
    errors = {400: REFUSED}

    def parameters(self):
        """The filters of the page that shows the same, and the cursor."""
        return [CURSOR, *asked_by(self.filterset_class)]

    def answer(self):
        """A page of rows."""
        return page_of(f"{self.resource}_page", self.rows)

    def get(self, request):
        """The page after `?cursor=`, with the address of the next one if there is one."""
        with transaction.atomic():
            found = self.page(request)
            changed = self.changed_at()
        following = self.following(request, found[PAGE - 1]) if len(found) > PAGE else None
        response = Response({"next": following, "results": found[:PAGE]})
        if following:
            response["Link"] = f'<{following}>; rel="next"'
        if changed:
            response["Last-Modified"] = http_date(changed.timestamp())
        return response

    def page(self, request):
        """The rows of a page and one more, which tells that there are more."""
        cursor = request.GET.get("cursor")
        after = values_of(cursor, self.key_fields()) if cursor else []
        try:
            sql, values = self.question(request, after)
        except EmptyResultSet:
            return []
        with connection.cursor() as rows:
            rows.execute(sql, values)
            return list(self.rows.tell(rows.fetchall()))

    def question(self, request, after):
        """What to ask for the rows that the address asks for, after a key, and its values."""
        if narrowed := self.statement(request):
            sql, values = narrowed
            return page_of_rows(sql, self.key, len(after)), [*values, *after]
        return whole(type(self), today(), len(after)).on(connection), after

    def statement(self, request):
        """The statement of the rows that the address asks for, and its values; None if nothing narrows the list."""
        asked = [name for name in request.GET if name in self.filterset_class.base_filters]
        return statement(self.rows, self.narrowed(request, asked)) if asked else None

    def narrowed(self, request, asked):
        """The rows that the filters in the address leave."""
        data = QueryDict(mutable=True)
        for name in asked:
            data.setlist(name, request.GET.getlist(name))
        data.pop("sort", None)
        return self.filtered(data)

    @classmethod
    def filtered(cls, data):
        """The rows that the filters leave, as `data` sets them; raises ValidationError."""
        filters = cls.filterset_class(data, cls().get_queryset())
        if not filters.is_valid():
            raise ValidationError(filters.errors)
        return filters.qs

    def key_fields(self):
        """The model fields of the key."""
        return [self.get_queryset().model._meta.get_field(name) for name in self.key]

    def following(self, request, row):
        """The address of the page after this row."""
        kept = [(name, value) for name, values in request.GET.lists() if name != "cursor" for value in values]
        kept.append(("cursor", cursor_of([row[name] for name in self.key])))
        return f"{settings.SITE_URL}{request.path}?{urlencode(kept)}"

    def changed_at(self):
        """When anything that the list shows last changed; None where that is not known."""
        return None


def statement(rows, queryset):
    """The statement that reads rows, and its values."""
    return rows.select(queryset.order_by()).query.sql_with_params()


def page_of_rows(sql, key, after):
    """A statement of the rows of `sql` by their key, after so many values of it: a page and one row."""
    keys = ", ".join(key)
    beyond = f"WHERE ({keys}) > ({', '.join(['%s'] * after)})" if after else ""
    return f"SELECT * FROM ({sql}) listed {beyond} ORDER BY {keys} LIMIT {PAGE + 1}"  # noqa: S608 -- columns of ours


@lru_cache(maxsize=32)
def whole(view, day, after):
    """The statement of a list that nothing narrows: writing and planning it take longer than the database needs."""
    # What the day and a default of the filters decide is in it, so `day` tells apart what is kept.
    sql, values = statement(view.rows, view.filtered(QueryDict()))
    return Planned(page_of_rows(sql, view.key, after), [*values, *map(Asked, range(after))], after)


class SchemaView(PublicData):
    """The OpenAPI description."""

    schema = None

    def get(self, request):
        """In English, or in the language that `?lang=` names."""
        return Response(schema_in("vi" if request.GET.get("lang") == "vi" else "en"))
