"""URLs of the API, without a language prefix: names are there in both languages."""

from django.urls import path

from catalogue.open_data import lists
from ocop.api.views import SchemaView

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("products/", lists.ProductData.as_view(), name="api-products"),
    path("producers/", lists.ProducerData.as_view(), name="api-producers"),
    path("places/", lists.PlaceData.as_view(), name="api-places"),
    path("recognitions/", lists.RecognitionData.as_view(), name="api-recognitions"),
]
