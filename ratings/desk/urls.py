from django.urls import path

from ocop.pages.addresses import list_paths
from ratings.desk import dossier_page as dossier
from ratings.desk import filing, worklist
from ratings.desk import sheet_list as sheets

urlpatterns = [
    path("desk/", worklist.DeskView.as_view(), name="desk"),
    path("desk/dossiers/<int:pk>/", dossier.DossierDetailView.as_view(), name="desk-dossier"),
    path("desk/dossiers/<int:pk>/file/", filing.DossierFileView.as_view(), name="desk-dossier-file"),
    path("desk/filings/<int:pk>/confirm/", filing.FilingConfirmView.as_view(), name="desk-filing-confirm"),
    *list_paths("desk/sheets/", "desk-sheet-list", sheets.SheetListView),
]
