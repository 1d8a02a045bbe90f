"""Open data, outside the languages: names stand there in both."""

from django.urls import path

from ocop.api.views import SchemaView
from products.open_data import lists

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("products/", lists.ProductData.as_view(), name="api-products"),
    path("producers/", lists.ProducerData.as_view(), name="api-producers"),
    path("places/", lists.PlaceData.as_view(), name="api-places"),
    path("recognitions/", lists.RecognitionData.as_view(), name="api-recognitions"),
]
