"""The OpenAPI description of the open data, from the declarations of rows and filters, in both languages."""

from functools import lru_cache
from threading import Lock

from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from ocop.filters import ManyFilter

CURSOR = OpenApiParameter(
    "cursor", str, description=_("Where the page begins: from `next` of the page before; opaque.")
)
ERRORS = {
    304: _("Nothing has changed since the ETag or the moment that was named."),
    429: _("More than 600 requests in five minutes; Retry-After says how many seconds to wait."),
}
REFUSED = _("A value cannot be read; the sentence says which.")
MISSING = _("There is none.")


class DataSchema(AutoSchema):
    """Describes a view by what it says of itself: `resource`, `about`, `parameters`, `answer`."""

    def get_operation_id(self):
        """The name of the resource."""
        return self.view.resource

    def get_summary(self):
        """What it gives, in the language of the description."""
        return force_str(self.view.about)

    def get_description(self):
        """Nothing but the summary: docstrings are for those who read the code."""
        return ""

    def get_override_parameters(self):
        """What the address may ask."""
        return self.view.parameters()

    def get_request_serializer(self):
        """Nothing is sent but the address."""
        return None

    def get_response_serializers(self):
        """What comes back."""
        errors = {**self.view.errors, **ERRORS}
        told = {str(status): OpenApiResponse(description=text) for status, text in errors.items()}
        return {"200": self.view.answer(), **told}


def page_of(name, rows):
    """A page of rows: the address of the next one, and the rows."""
    following = serializers.URLField(
        allow_null=True, help_text=_("Address of the next page; null on the last.")
    )
    return inline_serializer(name, {"next": following, "results": rows(many=True)})


def asked_by(filterset):
    """The parameters of a filter set, each with its label and, where it knows them, its values."""
    return [
        OpenApiParameter(
            name, str, many=isinstance(each, ManyFilter), explode=True, description=_described(each)
        )
        for name, each in filterset.base_filters.items()
        if name != "sort"
    ]


def _described(each):
    """The label, and the values with their labels; values that are looked up are not listed."""
    choices = each.extra.get("choices")
    known = [] if choices is None or callable(choices) else choices
    values = ", ".join(str(key) if str(key) == str(label) else f"{key} ({label})" for key, label in known)
    return f"{each.label}: {values}" if values else force_str(each.label)


# drf-spectacular finds its extensions while it works, and two threads at it at once find half of them.
ONE_AT_A_TIME = Lock()


def schema_in(language):
    """The description in a language, made once in each process."""
    with ONE_AT_A_TIME:
        return _schema_in(language)


@lru_cache(maxsize=2)
def _schema_in(language):
    with override(language):
        return SchemaGenerator().get_schema(public=True)
