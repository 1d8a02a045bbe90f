"""URLs of decisions and recognitions."""

from django.urls import path

from ocop.pages.addresses import list_paths
from ratings.decisions.views import decision as decisions
from ratings.decisions.views import papers, recorded
from ratings.decisions.views import recognition as recognitions

urlpatterns = [
    path(
        "desk/recognitions/<int:pk>/papers/<slug:paper>.<slug:ending>",
        papers.RecognitionPaperView.as_view(),
        name="desk-recognition-paper",
    ),
    path(
        "my/recognitions/<int:pk>/papers/<slug:paper>.<slug:ending>",
        papers.MyRecognitionPaperView.as_view(),
        name="my-recognition-paper",
    ),
    path(
        "desk/decisions/<int:pk>/papers/<slug:paper>.<slug:ending>",
        papers.DecisionPaperView.as_view(),
        name="desk-decision-paper",
    ),
    *list_paths("desk/recorded-decisions/", "desk-recorded-decision-list", recorded.RecordedDecisionListView),
    path(
        "desk/recorded-decisions/new/",
        recorded.RecordedDecisionCreateView.as_view(),
        name="desk-recorded-decision-create",
    ),
    path(
        "desk/recorded-decisions/<int:pk>/",
        recorded.RecordedDecisionDetailView.as_view(),
        name="desk-recorded-decision",
    ),
    path(
        "desk/recorded-decisions/<int:pk>/edit/",
        recorded.RecordedDecisionEditView.as_view(),
        name="desk-recorded-decision-edit",
    ),
    path(
        "desk/recorded-decisions/<int:pk>/products/new/",
        recorded.RecordedStarCreateView.as_view(),
        name="desk-recorded-star-create",
    ),
    path(
        "desk/recorded-decisions/<int:pk>/confirm/",
        recorded.RecordedConfirmView.as_view(),
        name="desk-recorded-decision-confirm",
    ),
    path(
        "desk/recorded-decisions/<int:pk>/discard/",
        recorded.RecordedDiscardView.as_view(),
        name="desk-recorded-decision-discard",
    ),
    path(
        "desk/recorded-decisions/<int:pk>/document/",
        recorded.RecordedDocumentView.as_view(),
        name="desk-recorded-decision-document",
    ),
    path(
        "desk/recorded-stars/<int:pk>/edit/",
        recorded.RecordedStarEditView.as_view(),
        name="desk-recorded-star-edit",
    ),
    path(
        "desk/recorded-stars/<int:pk>/delete/",
        recorded.RecordedStarDeleteView.as_view(),
        name="desk-recorded-star-delete",
    ),
    path(
        "desk/recorded-withdrawals/<int:pk>/delete/",
        recorded.RecordedWithdrawalDeleteView.as_view(),
        name="desk-recorded-withdrawal-delete",
    ),
    *list_paths("desk/decisions/", "desk-decision-list", decisions.DecisionListView),
    path("desk/decisions/prepare/", decisions.DecisionPrepareView.as_view(), name="desk-decision-prepare"),
    path("desk/decisions/<int:pk>/", decisions.DecisionDetailView.as_view(), name="desk-decision"),
    path("desk/decisions/<int:pk>/issue/", decisions.DecisionIssueView.as_view(), name="desk-decision-issue"),
    path(
        "desk/decisions/<int:pk>/attach/", decisions.DecisionFileView.as_view(), name="desk-decision-attach"
    ),
    path(
        "desk/decisions/<int:pk>/document/",
        decisions.DecisionDocumentView.as_view(),
        name="desk-decision-document",
    ),
    path(
        "desk/decisions/<int:pk>/send-back/",
        decisions.DecisionSendBackView.as_view(),
        name="desk-decision-send-back",
    ),
    path(
        "desk/decisions/<int:pk>/discard/",
        decisions.DecisionDiscardView.as_view(),
        name="desk-decision-discard",
    ),
    *list_paths("desk/recognitions/", "desk-recognition-list", recognitions.RecognitionListView),
    path(
        "desk/recognitions/<int:pk>/", recognitions.RecognitionDetailView.as_view(), name="desk-recognition"
    ),
    path(
        "desk/recognitions/<int:pk>/correct/",
        recognitions.RecognitionCorrectView.as_view(),
        name="desk-recognition-correct",
    ),
    path(
        "desk/recognitions/<int:pk>/extend/",
        recognitions.RecognitionExtendView.as_view(),
        name="desk-recognition-extend",
    ),
    path(
        "desk/recognitions/<int:pk>/withdraw/",
        recognitions.RecognitionWithdrawView.as_view(),
        name="desk-recognition-withdraw",
    ),
]
