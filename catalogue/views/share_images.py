"""Share images. Their URLs contain a hash of the content, so they are cached for ever."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from catalogue import share_images
from catalogue.recognitions import recognitions_of
from ocop.models import Place
from ocop.operation.headers import ANYBODYS, RESOURCE_POLICY
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from producers.models import Producer
from products.models import Product


class ShareView(ScopedViewMixin, View):
    act = Act.READ_CATALOGUE

    def picture(self):
        return share_images.of_portal()

    def get(self, request, *args, **kwargs):
        """The image; under an earlier hash, a redirect to the present one."""
        picture = self.picture()
        if kwargs["hash"] != picture.fingerprint:
            return HttpResponseRedirect(picture.address)
        response = HttpResponse(share_images.render_png(picture), content_type="image/png")
        response["Cache-Control"] = "public, max-age=31536000, immutable"
        response[RESOURCE_POLICY] = ANYBODYS
        return response


class ProductShareView(ShareView, SingleObjectMixin):
    model = Product

    def picture(self):
        product = self.get_object()
        return share_images.of_product(product, next(iter(recognitions_of(product)), None))


class ProducerShareView(ShareView, SingleObjectMixin):
    model = Producer

    def picture(self):
        return share_images.of_producer(self.get_object())


class PlaceShareView(ShareView):
    def picture(self):
        return share_images.of_place(
            get_object_or_404(Place.objects.select_related("province"), pk=self.kwargs["pk"])
        )
