"""Addresses of the app."""

from django.urls import path

from producers.views import public

urlpatterns = [
    path("producers/", public.ProducerListView.as_view(), name="producer-list"),
    path("producers/<int:pk>/<slug:slug>/", public.ProducerDetailView.as_view(), name="producer"),
]
