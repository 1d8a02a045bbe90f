"""Artwork of labels, for the offices and for the maker of the product."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from ocop.operation.work import PAPERS
from ocop.pages.hand_out import hand_out
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from ratings.decisions.models import Recognition
from ratings.labels.artwork import SIZES, pdf_of, svg_of
from ratings.labels.models import label_of

FORMATS = {"svg": (svg_of, "image/svg+xml; charset=utf-8"), "pdf": (pdf_of, "application/pdf")}


class LabelArtworkView(ScopedViewMixin, SingleObjectMixin, View):
    """The label of a recognition in force, in one of its sizes; 404 while it is not signed, and once it is over."""

    model = Recognition
    act = Act.TAKE_PAPERS
    work = PAPERS

    def get(self, request: HttpRequest, size: int, ending: str, **kwargs: object) -> HttpResponseBase:
        recognition = self.get_object()
        label = label_of(recognition)
        if label is None or size not in SIZES or ending not in FORMATS:
            raise Http404
        draw, content_type = FORMATS[ending]
        response = HttpResponse(draw(label, size), content_type=content_type)
        name = f"ocop-{recognition.code}-{size}mm.{ending}"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return hand_out(response, request, recognition, name)


class MyLabelArtworkView(LabelArtworkView):
    """The same for a producer's own products."""

    act = Act.TAKE_OWN_PAPERS
