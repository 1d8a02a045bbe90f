"""The pictures for sharing pages; their addresses name their content, so they may be kept for ever."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from catalogue import share_images
from catalogue.recognitions import recognitions_of
from ocop.headers import ANYBODYS, RESOURCE_POLICY
from ocop.models import Place
from ocop.views import PUBLIC, ScopedViewMixin
from producers.models import Producer
from products.models import Product


class ShareView(ScopedViewMixin, View):
    """The picture of the portal."""

    scope = PUBLIC

    def picture(self):
        """What is drawn."""
        return share_images.of_portal()

    def get(self, request, *args, **kwargs):
        """The picture; under the hash of an earlier one, the way to the present one."""
        picture = self.picture()
        if kwargs["hash"] != picture.fingerprint:
            return HttpResponseRedirect(picture.address)
        response = HttpResponse(share_images.drawn(picture), content_type="image/png")
        response["Cache-Control"] = "public, max-age=31536000, immutable"
        response[RESOURCE_POLICY] = ANYBODYS
        return response


class ProductShareView(ShareView, SingleObjectMixin):
    """The picture of a product."""

    model = Product

    def picture(self):
        """Its name, maker and place, and its stars while they are in force."""
        product = self.get_object()
        return share_images.of_product(product, next(iter(recognitions_of(product)), None))


class ProducerShareView(ShareView, SingleObjectMixin):
    """The picture of a producer."""

    model = Producer

    def picture(self):
        """Its name, legal form and place."""
        return share_images.of_producer(self.get_object())


class PlaceShareView(ShareView):
    """The picture of a place."""

    def picture(self):
        """Its name and province."""
        return share_images.of_place(
            get_object_or_404(Place.objects.select_related("province"), pk=self.kwargs["pk"])
        )
