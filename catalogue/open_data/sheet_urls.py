"""URLs of the API of sheets, without a language prefix: every text is there in both languages."""

from django.urls import path

from catalogue.open_data import sheets as api

urlpatterns = [
    path("changes/", api.ChangeData.as_view(), name="api-changes"),
    path("sheets/", api.SheetListView.as_view(), name="api-sheets"),
    path("sheets/<slug:decision>/<int:number>/", api.SheetView.as_view(), name="api-sheet"),
]
