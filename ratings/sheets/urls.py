"""URLs of the official sheets."""

from django.urls import path

from ratings.sheets.views import interpretation as interpretations
from ratings.sheets.views import release
from ratings.sheets.views import sheet as sheets

urlpatterns = [
    path("desk/sheets/questions/", interpretations.SheetQuestionsView.as_view(), name="desk-sheet-questions"),
    path(
        "desk/sheets/<int:pk>/readings/new/",
        interpretations.SheetInterpretationCreateView.as_view(),
        name="desk-sheet-reading-create",
    ),
    path(
        "desk/sheet-readings/<int:pk>/end/",
        interpretations.SheetInterpretationEndView.as_view(),
        name="desk-sheet-reading-end",
    ),
    path("desk/sheets/new/", sheets.SheetDraftView.as_view(), name="desk-sheet-draft"),
    path("desk/sheets/<int:pk>/", sheets.SheetDetailView.as_view(), name="desk-sheet"),
    path("desk/sheets/<int:pk>/compare/", sheets.SheetCompareView.as_view(), name="desk-sheet-compare"),
    path("desk/sheets/<int:pk>/check/", sheets.SheetValidateView.as_view(), name="desk-sheet-check"),
    path("desk/sheets/<int:pk>/propose/", release.SheetProposeView.as_view(), name="desk-sheet-propose"),
    path("desk/sheets/<int:pk>/publish/", release.SheetReleaseView.as_view(), name="desk-sheet-publish"),
    path("desk/sheets/<int:pk>/recall/", release.SheetRecallView.as_view(), name="desk-sheet-recall"),
    path(
        "desk/sheets/<int:pk>/document/",
        release.SheetDocumentView.as_view(),
        name="desk-sheet-document",
    ),
    path("desk/sheets/<int:pk>/discard/", sheets.SheetDiscardView.as_view(), name="desk-sheet-discard"),
]
