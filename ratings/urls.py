"""Addresses of the evaluation: public, at the desk and of the producer."""

from django.urls import path

from ratings.councils.views import councils, score_disclosures, spread_limits
from ratings.decisions.views import decisions, recognitions, recorded
from ratings.desk import filing, worklist
from ratings.dossiers.views import dossiers, evidence, reports, rounds
from ratings.imports import views as imports
from ratings.papers import views as papers
from ratings.scoring.views import abstain_unlock as sheet_steps
from ratings.scoring.views import matrix, my_results, practice
from ratings.sealing import views as results
from ratings.sheets.views import interpretations as sheet_readings
from ratings.sheets.views import release as sheet_release
from ratings.sheets.views import sheets

urlpatterns = [
    path("desk/", worklist.DeskView.as_view(), name="desk"),
    path("desk/dossiers/", dossiers.DossierListView.as_view(), name="desk-dossier-list"),
    path("desk/dossiers/<int:pk>/", dossiers.DossierDetailView.as_view(), name="desk-dossier"),
    path(
        "desk/dossiers/<int:pk>/history/", dossiers.DossierHistoryView.as_view(), name="desk-dossier-history"
    ),
    path("desk/dossiers/<int:pk>/move/", dossiers.DossierMoveView.as_view(), name="desk-dossier-move"),
    path("desk/dossiers/<int:pk>/file/", filing.DossierFileView.as_view(), name="desk-dossier-file"),
    path("desk/filings/<int:pk>/confirm/", filing.FilingConfirmView.as_view(), name="desk-filing-confirm"),
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
    path("desk/evidence/<int:pk>/", evidence.EvidenceViewerView.as_view(), name="evidence-viewer"),
    path(
        "desk/evidence/<int:pk>/pages/<int:number>/",
        evidence.EvidencePageView.as_view(),
        name="evidence-page",
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
    path("desk/rounds/", rounds.RoundListView.as_view(), name="desk-round-list"),
    path("desk/rounds/new/", rounds.RoundCreateView.as_view(), name="desk-round-create"),
    path("desk/rounds/<int:pk>/", rounds.RoundDetailView.as_view(), name="desk-round"),
    path("desk/rounds/<int:pk>/edit/", rounds.RoundEditView.as_view(), name="desk-round-edit"),
    path("desk/rounds/<int:pk>/history/", rounds.RoundHistoryView.as_view(), name="desk-round-history"),
    path(
        "desk/dossiers/<int:pk>/council/", dossiers.DossierCouncilView.as_view(), name="desk-dossier-council"
    ),
    path(
        "desk/dossiers/<int:pk>/result/", dossiers.DossierConcludeView.as_view(), name="desk-dossier-conclude"
    ),
    path(
        "desk/dossiers/<int:pk>/self-assessment/",
        dossiers.SelfAssessmentView.as_view(),
        name="desk-dossier-self-assessment",
    ),
    path("desk/products/<int:pk>/dossier/", dossiers.DossierOpenView.as_view(), name="desk-dossier-open"),
    path(
        "desk/dossiers/<int:pk>/papers/<slug:paper>.<slug:ending>",
        papers.DossierPaperView.as_view(),
        name="desk-dossier-paper",
    ),
    path(
        "my/dossiers/<int:pk>/papers/<slug:paper>.<slug:ending>",
        papers.MyDossierPaperView.as_view(),
        name="my-dossier-paper",
    ),
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
    path("desk/councils/", councils.CouncilListView.as_view(), name="desk-council-list"),
    path("desk/councils/new/", councils.CouncilCreateView.as_view(), name="desk-council-create"),
    path("desk/councils/<int:pk>/", councils.CouncilDetailView.as_view(), name="desk-council"),
    path("desk/councils/<int:pk>/edit/", councils.CouncilEditView.as_view(), name="desk-council-edit"),
    path(
        "desk/councils/<int:pk>/history/", councils.CouncilHistoryView.as_view(), name="desk-council-history"
    ),
    path(
        "desk/councils/<int:pk>/confirm/", councils.CouncilConfirmView.as_view(), name="desk-council-confirm"
    ),
    path(
        "desk/councils/<int:pk>/changes/new/",
        councils.AmendmentCreateView.as_view(),
        name="desk-council-amend",
    ),
    path(
        "desk/council-changes/<int:pk>/confirm/",
        councils.AmendmentConfirmView.as_view(),
        name="desk-amendment-confirm",
    ),
    path(
        "desk/council-changes/<int:pk>/discard/",
        councils.AmendmentDiscardView.as_view(),
        name="desk-amendment-discard",
    ),
    path("desk/councils/<int:pk>/seats/new/", councils.SeatCreateView.as_view(), name="desk-seat-create"),
    path("desk/seats/<int:pk>/remove/", councils.SeatRemoveView.as_view(), name="desk-seat-remove"),
    path(
        "desk/recorded-decisions/",
        recorded.RecordedDecisionListView.as_view(),
        name="desk-recorded-decision-list",
    ),
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
    path("desk/decisions/", decisions.DecisionListView.as_view(), name="desk-decision-list"),
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
    path("desk/results/<int:pk>/package/", results.ResultPackageView.as_view(), name="desk-result-package"),
    path("desk/recognitions/", recognitions.RecognitionListView.as_view(), name="desk-recognition-list"),
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
    path("desk/import/", imports.ImportView.as_view(), name="desk-import"),
    path("desk/import/template.xlsx", imports.ImportTemplateView.as_view(), name="desk-import-template"),
    path("desk/import/register.xlsx", imports.ExportView.as_view(), name="desk-export"),
    path("desk/import/<int:pk>/", imports.ImportDetailView.as_view(), name="desk-import-detail"),
    path("desk/import/<int:pk>/write/", imports.ImportWriteView.as_view(), name="desk-import-write"),
    path("desk/import/<int:pk>/refused.csv", imports.ImportRefusedView.as_view(), name="desk-import-refused"),
    path("desk/sheets/", sheets.SheetListView.as_view(), name="desk-sheet-list"),
    path("desk/sheets/questions/", sheet_readings.SheetQuestionsView.as_view(), name="desk-sheet-questions"),
    path(
        "desk/sheets/<int:pk>/readings/new/",
        sheet_readings.SheetReadingCreateView.as_view(),
        name="desk-sheet-reading-create",
    ),
    path(
        "desk/sheet-readings/<int:pk>/end/",
        sheet_readings.SheetReadingEndView.as_view(),
        name="desk-sheet-reading-end",
    ),
    path("desk/sheets/new/", sheets.SheetDraftView.as_view(), name="desk-sheet-draft"),
    path("desk/sheets/<int:pk>/", sheets.SheetDetailView.as_view(), name="desk-sheet"),
    path("desk/sheets/<int:pk>/compare/", sheets.SheetCompareView.as_view(), name="desk-sheet-compare"),
    path("desk/sheets/<int:pk>/simulate/", sheets.SheetSimulateView.as_view(), name="desk-sheet-simulate"),
    path("desk/sheets/<int:pk>/check/", sheets.SheetValidateView.as_view(), name="desk-sheet-check"),
    path(
        "desk/sheets/<int:pk>/propose/", sheet_release.SheetProposeView.as_view(), name="desk-sheet-propose"
    ),
    path(
        "desk/sheets/<int:pk>/publish/", sheet_release.SheetReleaseView.as_view(), name="desk-sheet-publish"
    ),
    path("desk/sheets/<int:pk>/recall/", sheet_release.SheetRecallView.as_view(), name="desk-sheet-recall"),
    path(
        "desk/sheets/<int:pk>/document/",
        sheet_release.SheetDocumentView.as_view(),
        name="desk-sheet-document",
    ),
    path("desk/sheets/<int:pk>/discard/", sheets.SheetDiscardView.as_view(), name="desk-sheet-discard"),
    path("practice/", practice.PracticeListView.as_view(), name="practice"),
    path("practice/<int:pk>/", practice.PracticeView.as_view(), name="practice-sheet"),
    path("practice/<int:pk>/blank/", practice.BlankSheetView.as_view(), name="sheet-blank"),
    path("my/results/<int:pk>/", my_results.MyResultView.as_view(), name="my-result"),
    path("my/results/<int:pk>/reply/", my_results.MyReplyView.as_view(), name="my-result-reply"),
    path(
        "desk/score-disclosures/",
        score_disclosures.ScoreDisclosureView.as_view(),
        name="desk-score-disclosures",
    ),
    path("desk/spread-limits/", spread_limits.SpreadLimitView.as_view(), name="desk-spread-limits"),
    path(
        "desk/spread-limits/<int:pk>/confirm/",
        spread_limits.SpreadLimitConfirmView.as_view(),
        name="desk-spread-limit-confirm",
    ),
    path(
        "desk/spread-limits/<int:pk>/discard/",
        spread_limits.SpreadLimitDiscardView.as_view(),
        name="desk-spread-limit-discard",
    ),
    path(
        "desk/dossiers/<int:pk>/second-round/",
        sheet_steps.DeskSecondRoundView.as_view(),
        name="desk-dossier-second-round",
    ),
    path("desk/dossiers/<int:pk>/matrix/", matrix.DossierMatrixView.as_view(), name="desk-dossier-matrix"),
]
