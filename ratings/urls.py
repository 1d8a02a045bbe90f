"""URLs of the evaluation, by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("ratings.desk.urls")),
    path("", include("ratings.dossiers.urls")),
    path("", include("ratings.councils.urls")),
    path("", include("ratings.scoring.urls")),
    path("", include("ratings.decisions.urls")),
    path("", include("ratings.aftercare.urls")),
    path("", include("ratings.labels.urls")),
    path("", include("ratings.sheets.urls")),
    path("", include("ratings.papers.urls")),
    path("", include("ratings.sealing.urls")),
    path("", include("ratings.imports.urls")),
]
