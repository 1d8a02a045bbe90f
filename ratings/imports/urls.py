"""URLs of the import."""

from django.urls import path

from ocop.pages.addresses import list_paths
from ratings.imports import downloads, register_files, steps, views

urlpatterns = [
    path("desk/import/", views.ImportView.as_view(), name="desk-import"),
    *list_paths("desk/import/lists/", "desk-import-list", views.ImportListView),
    path("desk/import/template.xlsx", downloads.ImportTemplateView.as_view(), name="desk-import-template"),
    path(
        "desk/import/templates/<slug:register>.xlsx",
        register_files.RegisterTemplateView.as_view(),
        name="desk-import-register-template",
    ),
    path("desk/import/register.xlsx", downloads.ExportView.as_view(), name="desk-export"),
    path(
        "desk/import/registers/<slug:register>.xlsx",
        register_files.RegisterExportView.as_view(),
        name="desk-register-export",
    ),
    path("desk/import/<int:pk>/", views.ImportDetailView.as_view(), name="desk-import-detail"),
    path("desk/import/<int:pk>/made/", views.ImportMadeView.as_view(), name="desk-import-made"),
    path("desk/import/<int:pk>/write/", steps.ImportWriteView.as_view(), name="desk-import-write"),
    path("desk/import/<int:pk>/read/", steps.ImportReadView.as_view(), name="desk-import-read"),
    path("desk/import/<int:pk>/forget/", steps.ImportForgetView.as_view(), name="desk-import-forget"),
    path(
        "desk/import/columns/<int:pk>/forget/",
        steps.MatchForgetView.as_view(),
        name="desk-import-column-forget",
    ),
    path("desk/import/<int:pk>/answers/", steps.ImportAnswersView.as_view(), name="desk-import-answers"),
    path("desk/import/<int:pk>/undo/", steps.ImportUndoView.as_view(), name="desk-import-undo"),
    path("desk/import/<int:pk>/delete/", steps.ImportDiscardView.as_view(), name="desk-import-discard"),
    path("desk/import/<int:pk>/marked.xlsx", downloads.ImportMarkedView.as_view(), name="desk-import-marked"),
]
