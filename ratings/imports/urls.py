"""URLs of the import."""

from django.urls import path

from ratings.imports import register_files, views

urlpatterns = [
    path("desk/import/", views.ImportView.as_view(), name="desk-import"),
    path("desk/import/template.xlsx", views.ImportTemplateView.as_view(), name="desk-import-template"),
    path(
        "desk/import/templates/<slug:register>.xlsx",
        register_files.RegisterTemplateView.as_view(),
        name="desk-import-register-template",
    ),
    path("desk/import/register.xlsx", views.ExportView.as_view(), name="desk-export"),
    path(
        "desk/import/registers/<slug:register>.xlsx",
        register_files.RegisterExportView.as_view(),
        name="desk-register-export",
    ),
    path("desk/import/<int:pk>/", views.ImportDetailView.as_view(), name="desk-import-detail"),
    path("desk/import/<int:pk>/write/", views.ImportWriteView.as_view(), name="desk-import-write"),
    path("desk/import/<int:pk>/answers/", views.ImportAnswersView.as_view(), name="desk-import-answers"),
    path(
        "desk/import/<int:pk>/corrections/",
        views.ImportCorrectionsView.as_view(),
        name="desk-import-corrections",
    ),
    path("desk/import/<int:pk>/undo/", views.ImportUndoView.as_view(), name="desk-import-undo"),
    path("desk/import/<int:pk>/delete/", views.ImportDiscardView.as_view(), name="desk-import-discard"),
    path("desk/import/<int:pk>/marked.xlsx", views.ImportMarkedView.as_view(), name="desk-import-marked"),
    path("desk/import/<int:pk>/refused.csv", views.ImportRefusedView.as_view(), name="desk-import-refused"),
]
