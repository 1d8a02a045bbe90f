from django.urls import path

from ratings.papers import views

urlpatterns = [
    path(
        "desk/dossiers/<int:pk>/papers/<slug:paper>.<slug:ending>",
        views.DossierPaperView.as_view(),
        name="desk-dossier-paper",
    ),
    path(
        "my/dossiers/<int:pk>/papers/<slug:paper>.<slug:ending>",
        views.MyDossierPaperView.as_view(),
        name="my-dossier-paper",
    ),
    path(
        "score/sessions/<int:pk>/papers/<slug:paper>.<slug:ending>",
        views.SessionPaperView.as_view(),
        name="session-paper",
    ),
    path(
        "score/dossiers/<int:pk>/papers/<slug:paper>.<slug:ending>",
        views.ScoreDossierPaperView.as_view(),
        name="score-dossier-paper",
    ),
    path(
        "score/sheets/<int:pk>/papers/<slug:paper>.<slug:ending>",
        views.AssessmentPaperView.as_view(),
        name="score-assessment-paper",
    ),
]
