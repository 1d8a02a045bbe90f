from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import http_date
from django_filters import FilterSet
from drf_spectacular.types import OpenApiTypes
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.response import Response
from rest_framework.schemas.inspectors import ViewInspector
from rest_framework.views import APIView

from ocop.api.keyset import cursor_of, values_of
from ocop.api.rows import DataRows
from ocop.api.schema import CURSOR, REFUSED, DataSchema, asked_by, page_of, schema_in
from ocop.database.prepared import Argument, PreparedStatement
from ocop.operation.headers import ANYBODYS, RESOURCE_POLICY
from ocop.pages.public import PublicCacheMixin
from ocop.permissions import Act
from ocop.values.dates import today

PAGE = 50
ASKED = "If-None-Match, If-Modified-Since"
SHOWN = "ETag, Last-Modified, Link, Retry-After"


class JsonOnlyNegotiation(BaseContentNegotiation):
    """Always JSON, also for browsers (RFC 9110, 12.4.1 allows it)."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class PublicData(PublicCacheMixin, APIView):
    """Public data, readable by scripts of any origin."""

    act = Act.READ_CATALOGUE
    content_negotiation_class = JsonOnlyNegotiation
    schema: ViewInspector | None = DataSchema()
    # For the OpenAPI description: name of the resource, what it is, and errors beyond those of all resources.
    resource = ""
    about: str | Promise = ""
    errors: dict[int, str | Promise] = {}

    def parameters(self):
        return []

    def answer(self):
        return OpenApiTypes.OBJECT

    @classmethod
    def as_view(cls, **initkwargs):
        """Without ATOMIC_REQUESTS, so that counting the request holds no lock while rows are read."""
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    def dispatch(self, request, *args, **kwargs):
        """Allow scripts of any origin; nothing depends on who asks."""
        response = super().dispatch(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response[RESOURCE_POLICY] = ANYBODYS
        response["Access-Control-Expose-Headers"] = SHOWN
        if response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        return response

    def handle_exception(self, exc):
        """In a transaction of its own, so that DRF's rollback does not undo the count of the request."""
        with transaction.atomic():
            return super().handle_exception(exc)

    def check_throttles(self, request):
        """Count requests for data; CORS preflights do not count."""
        if request.method != "OPTIONS":
            super().check_throttles(request)

    def options(self, request, *args, **kwargs):
        """CORS preflight of a conditional request."""
        allowed = {"Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Allow-Headers": ASKED}
        return Response(status=204, headers=allowed | {"Access-Control-Max-Age": "86400"})


class RowList(PublicData):
    """Rows in pages by key. Subclasses set `rows` and `filterset_class` and define get_queryset()."""

    rows: type[DataRows]
    filterset_class: type[FilterSet]
    # Columns of the sort key, ascending and unique together.
    key: tuple[str, ...] = ("id",)
    errors = {400: REFUSED}

    def get_queryset(self) -> QuerySet:
        raise NotImplementedError

    def parameters(self):
        """The filters of the public page with the same rows, and the cursor."""
        return [CURSOR, *asked_by(self.filterset_class)]

    def answer(self):
        return page_of(f"{self.resource}_page", self.rows)

    def get(self, request):
        """The page after `?cursor=`, and the URL of the next one if there is one."""
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
        """The rows of a page, and one more that shows there is a next page."""
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
        """The SQL for a page after a key, and its parameters."""
        if narrowed := self.statement(request):
            sql, values = narrowed
            return page_of_rows(sql, self.key, len(after)), [*values, *after]
        view: type = type(self)
        return whole(view, today(), len(after)).on(connection), after

    def statement(self, request):
        """The SQL for the filtered rows and its parameters; None without a filter."""
        asked = [name for name in request.GET if name in self.filterset_class.base_filters]
        return statement(self.rows, self.narrowed(request, asked)) if asked else None

    def narrowed(self, request, asked):
        data = QueryDict(mutable=True)
        for name in asked:
            data.setlist(name, request.GET.getlist(name))
        data.pop("sort", None)
        return self.filtered(data)

    @classmethod
    def filtered(cls, data):
        """The rows that the filters leave. Raises ValidationError."""
        filters = cls.filterset_class(data, cls().get_queryset())
        if not filters.is_valid():
            raise ValidationError(filters.errors)
        return filters.qs

    def key_fields(self):
        return [self.get_queryset().model._meta.get_field(name) for name in self.key]

    def following(self, request, row):
        """The URL of the page after this row."""
        kept = [(name, value) for name, values in request.GET.lists() if name != "cursor" for value in values]
        kept.append(("cursor", cursor_of([row[name] for name in self.key])))
        return f"{settings.SITE_URL}{request.path}?{urlencode(kept)}"

    def changed_at(self):
        """When anything in the list last changed; None where that is not known."""
        return None


def statement(rows, queryset):
    """The SQL that reads rows, and its parameters."""
    return rows.select(queryset.order_by()).query.sql_with_params()


def page_of_rows(sql, key, after):
    """SQL for a page of `sql` by key, after a key of `after` columns, plus one row."""
    keys = ", ".join(key)
    beyond = f"WHERE ({keys}) > ({', '.join(['%s'] * after)})" if after else ""
    return f"SELECT * FROM ({sql}) listed {beyond} ORDER BY {keys} LIMIT {PAGE + 1}"  # noqa: S608 -- columns of ours


@lru_cache(maxsize=32)
def whole(view, day, after):
    """The prepared statement of the unfiltered list, compiled once a day: compiling and planning take longer than running."""
    # The day is a constant in the SQL, therefore it is part of the cache key.
    sql, values = statement(view.rows, view.filtered(QueryDict()))
    return PreparedStatement(
        page_of_rows(sql, view.key, after), [*values, *map(Argument, range(after))], after
    )


class SchemaView(PublicData):
    schema = None

    def get(self, request):
        return Response(schema_in("vi" if request.GET.get("lang") == "vi" else "en"))
