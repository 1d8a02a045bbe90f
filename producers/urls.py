"""Addresses of the app."""

from django.urls import path

from producers.views import desk, my, public

urlpatterns = [
    path("producers/", public.ProducerListView.as_view(), name="producer-list"),
    path("producers/<int:pk>/<slug:slug>/", public.ProducerDetailView.as_view(), name="producer"),
    path("my/", my.MyView.as_view(), name="my"),
    path("desk/producers/", desk.ProducerListView.as_view(), name="desk-producer-list"),
    path("desk/producers/new/", desk.ProducerCreateView.as_view(), name="desk-producer-create"),
    path("desk/producers/<int:pk>/", desk.ProducerDetailView.as_view(), name="desk-producer"),
    path("desk/producers/<int:pk>/edit/", desk.ProducerEditView.as_view(), name="desk-producer-edit"),
    path(
        "desk/producers/<int:pk>/history/", desk.ProducerHistoryView.as_view(), name="desk-producer-history"
    ),
]
