"""URLs of dossiers in the desk."""

from django.urls import path

from ocop.pages.addresses import list_paths
from ratings.dossiers.views import dossier as dossiers
from ratings.dossiers.views import evidence, reports
from ratings.dossiers.views import round as rounds

urlpatterns = [
    *list_paths("desk/dossiers/", "desk-dossier-list", dossiers.DossierListView),
    path(
        "desk/dossiers/<int:pk>/history/", dossiers.DossierHistoryView.as_view(), name="desk-dossier-history"
    ),
    path("desk/dossiers/<int:pk>/move/", dossiers.DossierTransitionView.as_view(), name="desk-dossier-move"),
    path(
        "desk/dossiers/<int:pk>/evidence/",
        evidence.DossierEvidenceView.as_view(),
        name="desk-dossier-evidence",
    ),
    path("desk/evidence/<int:pk>/edit/", evidence.EvidenceEditView.as_view(), name="desk-evidence-edit"),
    path(
        "desk/evidence/<int:pk>/history/",
        evidence.EvidenceHistoryView.as_view(),
        name="desk-evidence-history",
    ),
    path(
        "desk/evidence/<int:pk>/remove/", evidence.EvidenceRemoveView.as_view(), name="desk-evidence-remove"
    ),
    path(
        "desk/evidence/<int:pk>/confirm/",
        evidence.EvidenceConfirmView.as_view(),
        name="desk-evidence-confirm",
    ),
    path(
        "desk/evidence/<int:pk>/accept/", evidence.EvidenceAcceptView.as_view(), name="desk-evidence-accept"
    ),
    path(
        "desk/evidence/<int:pk>/return/", evidence.EvidenceReturnView.as_view(), name="desk-evidence-return"
    ),
    path(
        "desk/evidence/<int:pk>/document/", evidence.EvidenceDocumentView.as_view(), name="evidence-document"
    ),
    path("desk/dossiers/<int:pk>/return/", dossiers.DossierReturnView.as_view(), name="desk-dossier-return"),
    path(
        "desk/dossiers/<int:pk>/return-for-change/",
        dossiers.DossierReturnForChangeView.as_view(),
        name="desk-dossier-return-for-change",
    ),
    path(
        "desk/dossiers/<int:pk>/hand-back/",
        dossiers.DossierHandBackView.as_view(),
        name="desk-dossier-hand-back",
    ),
    path("desk/dossiers/<int:pk>/close/", dossiers.DossierCloseView.as_view(), name="desk-dossier-close"),
    path(
        "desk/dossiers/<int:pk>/commune-report/",
        reports.CommuneReportOpenView.as_view(),
        name="desk-commune-report",
    ),
    path(
        "desk/commune-reports/<int:pk>/edit/",
        reports.CommuneReportEditView.as_view(),
        name="desk-commune-report-edit",
    ),
    path(
        "desk/commune-reports/<int:pk>/sign/",
        reports.CommuneReportSignView.as_view(),
        name="desk-commune-report-sign",
    ),
    path(
        "desk/dossiers/<int:pk>/agency-report/",
        reports.AgencyReportOpenView.as_view(),
        name="desk-agency-report",
    ),
    path(
        "desk/agency-reports/<int:pk>/edit/",
        reports.AgencyReportEditView.as_view(),
        name="desk-agency-report-edit",
    ),
    path(
        "desk/agency-reports/<int:pk>/sign/",
        reports.AgencyReportSignView.as_view(),
        name="desk-agency-report-sign",
    ),
    *list_paths("desk/rounds/", "desk-round-list", rounds.RoundListView),
    path("desk/rounds/new/", rounds.RoundCreateView.as_view(), name="desk-round-create"),
    path("desk/rounds/<int:pk>/", rounds.RoundDetailView.as_view(), name="desk-round"),
    path("desk/rounds/<int:pk>/edit/", rounds.RoundEditView.as_view(), name="desk-round-edit"),
    path("desk/rounds/<int:pk>/history/", rounds.RoundHistoryView.as_view(), name="desk-round-history"),
    path(
        "desk/dossiers/<int:pk>/council/", dossiers.DossierCouncilView.as_view(), name="desk-dossier-council"
    ),
    path("desk/products/<int:pk>/dossier/", dossiers.DossierOpenView.as_view(), name="desk-dossier-open"),
    path(
        "score/dossiers/<int:pk>/report/",
        reports.AdvisoryReportOpenView.as_view(),
        name="score-advisory-report",
    ),
    path(
        "score/reports/<int:pk>/edit/",
        reports.AdvisoryReportEditView.as_view(),
        name="score-advisory-report-edit",
    ),
    path(
        "score/reports/<int:pk>/sign/",
        reports.AdvisoryReportSignView.as_view(),
        name="score-advisory-report-sign",
    ),
]
