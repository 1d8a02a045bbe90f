"""Addresses of the app."""

from django.urls import path

from products.views import photos, places, public

urlpatterns = [
    path("", public.HomeView.as_view(), name="home"),
    path("places/", places.PlaceListView.as_view(), name="place-list"),
    path("places/<str:code>/<slug:slug>/", places.PlaceDetailView.as_view(), name="place"),
    path("desk/products/<int:pk>/photos/new/", photos.PhotoAddView.as_view(), name="desk-photo-add"),
    path("desk/photos/<int:pk>/edit/", photos.PhotoEditView.as_view(), name="desk-photo-edit"),
    path("desk/photos/<int:pk>/delete/", photos.PhotoDeleteView.as_view(), name="desk-photo-delete"),
    path("products/", public.ProductListView.as_view(), name="product-list"),
    path("products/<int:pk>/<slug:slug>/", public.ProductDetailView.as_view(), name="product"),
]
