"""The OpenAPI description of the open data, from the declarations of rows and filters, in both languages."""

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, cast

from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from ocop.pages.filters import ManyFilter

if TYPE_CHECKING:
    from ocop.api.views import PublicData

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
    """Describes a view by its attributes `resource`, `about`, parameters() and answer()."""

    @property
    def _data(self) -> "PublicData":
        return cast("PublicData", self.view)

    def get_operation_id(self):
        return self._data.resource

    def get_summary(self):
        return force_str(self._data.about)

    def get_description(self):  # type: ignore[override] # drf-spectacular asks without DRF's path and method
        """No description: docstrings are for developers."""
        return ""

    def get_override_parameters(self):
        return self._data.parameters()

    def get_request_serializer(self):
        return None

    def get_response_serializers(self):
        errors = {**self._data.errors, **ERRORS}
        told = {str(status): OpenApiResponse(description=text) for status, text in errors.items()}
        return {"200": self._data.answer(), **told}


def page_of(name, rows):
    """The schema of a page of rows with the URL of the next page."""
    following = serializers.URLField(
        allow_null=True, help_text=_("Address of the next page; null on the last.")
    )
    return inline_serializer(name, {"next": following, "results": rows(many=True)})


def asked_by(filterset):
    """OpenAPI parameters of a filter set, with labels and known values."""
    return [
        OpenApiParameter(
            name, str, many=isinstance(each, ManyFilter), explode=True, description=_described(each)
        )
        for name, each in filterset.base_filters.items()
        if name != "sort"
    ]


def _described(each):
    """The label, with the values unless they are looked up."""
    choices = each.extra.get("choices")
    known = [] if choices is None or callable(choices) else choices
    values = ", ".join(str(key) if str(key) == str(label) else f"{key} ({label})" for key, label in known)
    return f"{each.label}: {values}" if values else force_str(each.label)


# drf-spectacular registers its extensions on first use, and two threads at once would find half of them.
ONE_AT_A_TIME = Lock()


def schema_in(language):
    """The description in a language; built once in each process."""
    with ONE_AT_A_TIME:
        return _schema_in(language)


@lru_cache(maxsize=2)
def _schema_in(language):
    with override(language):
        return SchemaGenerator().get_schema(public=True)
