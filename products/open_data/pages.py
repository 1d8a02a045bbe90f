"""The page about the open data, rendered from its own description: no script, nothing from elsewhere."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from ocop.api.schema import schema_in
from ocop.public import Cacheable
from ocop.views import PUBLIC, Scoped


class OpenDataView(Cacheable, Scoped, TemplateView):
    """What there is, how to ask for it, under which licence."""

    scope = PUBLIC
    template_name = "products/open_data.html"

    def get_context_data(self, **kwargs):
        """Add the resources as the description tells of them in the language of the page."""
        schema = schema_in(get_language())
        return super().get_context_data(
            schema=schema["info"],
            resources=[resource(schema, path, item["get"]) for path, item in schema["paths"].items()],
            parameter_columns=[{"label": _("Parameter")}, {"label": _("Meaning")}],
            field_columns=[{"label": _("Field")}, {"label": _("Type")}, {"label": _("Meaning")}],
            site=settings.SITE_URL,
            **kwargs,
        )


def resource(schema, path, operation):
    """What the page shows of one address: its parameters, and the fields of a row."""
    content = operation["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "name": operation["operationId"],
        "path": path,
        "about": operation["summary"],
        "parameters": [
            (each["name"], each.get("description", "")) for each in operation.get("parameters", [])
        ],
        "fields": fields_of(schema, content),
        "open": "{" not in path,
    }


def fields_of(schema, content):
    """(name, type, meaning) of each field of a row, of a page of rows or of a list of them."""
    content = resolved(schema, content)
    rows = content.get("properties", {}).get("results", content)
    row = resolved(schema, rows.get("items", rows))
    return [(name, *typed(schema, each)) for name, each in row.get("properties", {}).items()]


def typed(schema, field):
    """The type of a field in a word, and what it means."""
    about, _line, values = field.get("description", "").partition("\n\n")
    known = values.replace("* ", "").replace("`", "").replace("\n", "; ").replace(" - ", ": ")
    kind = field.get("format") or field.get("type") or resolved(schema, {**field}).get("type", "string")
    return kind, f"{about} {known}".strip()


def resolved(schema, part):
    """What a reference points at, or the part itself."""
    reference = part.get("$ref") or next((each.get("$ref") for each in part.get("allOf", [])), None)
    return schema["components"]["schemas"][reference.rpartition("/")[2]] if reference else part
