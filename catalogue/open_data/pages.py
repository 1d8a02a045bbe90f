"""The page about the open data, made from their OpenAPI description without any script."""

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.html import format_html, format_html_join
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from catalogue.open_data.files import SUMS, checksums, days, folder_of
from ocop.api.schema import schema_in
from ocop.operation.headers import ANYBODYS, RESOURCE_POLICY
from ocop.pages.public import PublicCacheMixin
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act

HOUR = 3600
KINDS = {".gz": "application/gzip", ".csv": "text/csv; charset=utf-8", ".jsonld": "application/ld+json"}


class OpenDataView(PublicCacheMixin, ScopedViewMixin, TemplateView):
    act = Act.READ_CATALOGUE
    template_name = "catalogue/open_data.html"

    def get_context_data(self, **kwargs):
        schema = schema_in(get_language())
        return super().get_context_data(
            schema=schema["info"],
            lead=with_code(schema["info"]["description"]),
            resources=[resource(schema, path, item["get"]) for path, item in schema["paths"].items()],
            parameter_columns=[{"label": _("Parameter")}, {"label": _("Meaning")}],
            field_columns=[{"label": _("Field")}, {"label": _("Type")}, {"label": _("Meaning")}],
            days=days(settings.OPEN_DATA_ROOT),
            files=newest_files(),
            site=settings.SITE_URL,
            **kwargs,
        )


def newest_files():
    """(name, SHA-256, bytes) of each file of the newest day; none before the first night."""
    found = days(settings.OPEN_DATA_ROOT)
    return checksums(folder_of(found[0])) if found else []


class FileView(ScopedViewMixin, View):
    """A nightly file. Files of a day never change; `latest` is the newest day."""

    act = Act.READ_CATALOGUE

    def get(self, request, day, name):
        found = days(settings.OPEN_DATA_ROOT)
        asked = found[:1] if day == "latest" else [each for each in found if each.isoformat() == day]
        known = {file: sha for each in asked for file, sha, _size in checksums(folder_of(each))}
        path = folder_of(asked[0]) / name if asked else None
        if path is None or name not in {*known, SUMS}:
            raise Http404
        etag = f'"{known[name]}"' if name in known else None
        return get_conditional_response(request, etag=etag) or self.file(path, etag)

    def file(self, path, etag):
        """Stream the file, for scripts of any origin."""
        kind = KINDS.get("".join(path.suffixes[-1:]), "text/plain; charset=utf-8")
        response = FileResponse(path.open("rb"), content_type=kind, filename=path.name)
        response["Last-Modified"] = http_date(path.stat().st_mtime)
        response["Access-Control-Allow-Origin"] = "*"
        response[RESOURCE_POLICY] = ANYBODYS
        patch_cache_control(response, public=True, max_age=HOUR)
        if etag:
            response["ETag"] = etag
        return response


def with_code(text):
    """A text as safe HTML, with `this` as code."""
    parts = (
        (format_html("<code>{}</code>", part) if at % 2 else part,) for at, part in enumerate(text.split("`"))
    )
    return format_html_join("", "{}", parts)


def resource(schema, path, operation):
    """The context for one resource of the API: its parameters and the fields of a row."""
    content = operation["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "name": operation["operationId"],
        "path": path,
        "about": with_code(operation["summary"]),
        "parameters": [
            (with_code(f"`{each['name']}`"), with_code(each.get("description", "")))
            for each in operation.get("parameters", [])
        ],
        "fields": fields_of(schema, content),
        "open": "{" not in path,
    }


def fields_of(schema, content):
    """(name, type, meaning) of each field of a row; `content` is a row, a page of rows or a list."""
    content = resolved(schema, content)
    rows = content.get("properties", {}).get("results", content)
    row = resolved(schema, rows.get("items", rows))
    return [
        (with_code(f"`{name}`"), *typed(schema, each)) for name, each in row.get("properties", {}).items()
    ]


def typed(schema, field):
    """The type of a field and its meaning."""
    about, _line, values = field.get("description", "").partition("\n\n")
    known = values.replace("* ", "").replace("`", "").replace("\n", "; ").replace(" - ", ": ")
    kind = field.get("format") or field.get("type") or resolved(schema, {**field}).get("type", "string")
    return kind, with_code(f"{about} {known}".strip())


def resolved(schema, part):
    reference = part.get("$ref") or next((each.get("$ref") for each in part.get("allOf", [])), None)
    return schema["components"]["schemas"][reference.rpartition("/")[2]] if reference else part
