"""URLs of scoring, for councils and producers."""

from django.urls import path

from ratings.scoring.views import abstain_unlock, evidence_viewer, matrix, practice, score, simulation, steps
from ratings.scoring.views import conflict as conflicts
from ratings.scoring.views import my_result as my_results
from ratings.scoring.views import session as sessions

urlpatterns = [
    path("desk/evidence/<int:pk>/", evidence_viewer.EvidenceViewerView.as_view(), name="evidence-viewer"),
    path(
        "desk/evidence/<int:pk>/pages/<int:number>/",
        evidence_viewer.EvidencePageView.as_view(),
        name="evidence-page",
    ),
    path("desk/dossiers/<int:pk>/result/", steps.DossierConcludeView.as_view(), name="desk-dossier-conclude"),
    path(
        "desk/dossiers/<int:pk>/self-assessment/",
        steps.SelfAssessmentView.as_view(),
        name="desk-dossier-self-assessment",
    ),
    path(
        "desk/sheets/<int:pk>/simulate/", simulation.SheetSimulateView.as_view(), name="desk-sheet-simulate"
    ),
    path("practice/", practice.PracticeListView.as_view(), name="practice"),
    path("practice/<int:pk>/", practice.PracticeView.as_view(), name="practice-sheet"),
    path("practice/<int:pk>/blank/", practice.BlankSheetView.as_view(), name="sheet-blank"),
    path("my/results/<int:pk>/", my_results.MyResultView.as_view(), name="my-result"),
    path("my/results/<int:pk>/reply/", my_results.MyReplyView.as_view(), name="my-result-reply"),
    path(
        "desk/dossiers/<int:pk>/second-round/",
        abstain_unlock.DeskSecondRoundView.as_view(),
        name="desk-dossier-second-round",
    ),
    path("desk/dossiers/<int:pk>/matrix/", matrix.DossierMatrixView.as_view(), name="desk-dossier-matrix"),
    path("score/councils/<int:pk>/sessions/new/", sessions.SessionCallView.as_view(), name="session-call"),
    path("score/sessions/<int:pk>/", sessions.SessionView.as_view(), name="session"),
    path("score/sessions/<int:pk>/agenda/", sessions.SessionAgendaView.as_view(), name="session-agenda"),
    path(
        "score/sessions/<int:pk>/attendance/",
        sessions.SessionAttendanceView.as_view(),
        name="session-attendance",
    ),
    path("score/sessions/<int:pk>/close/", sessions.SessionCloseView.as_view(), name="session-close"),
    path("score/", score.ScoreListView.as_view(), name="score"),
    path("score/dossiers/<int:pk>/", score.ScoreDossierView.as_view(), name="score-dossier"),
    path("score/dossiers/<int:pk>/conflict/", conflicts.ConflictDeclareView.as_view(), name="score-conflict"),
    path("score/conflicts/<int:pk>/lift/", conflicts.ConflictLiftView.as_view(), name="score-conflict-lift"),
    path(
        "score/objections/<int:pk>/take-back/",
        score.ObjectionTakeBackView.as_view(),
        name="score-objection-take-back",
    ),
    path("score/dossiers/<int:pk>/findings/", conflicts.GateFindingView.as_view(), name="score-findings"),
    path("score/dossiers/<int:pk>/open/", score.ScoreOpenView.as_view(), name="score-open"),
    path("score/dossiers/<int:pk>/result/", score.ScoreConcludeView.as_view(), name="score-conclude"),
    path(
        "score/dossiers/<int:pk>/objections/new/", score.ObjectionCreateView.as_view(), name="score-objection"
    ),
    path("score/objections/<int:pk>/", score.ObjectionDecideView.as_view(), name="score-objection-decide"),
    path("score/sheets/<int:pk>/", score.AssessmentView.as_view(), name="score-assessment"),
    path(
        "score/dossiers/<int:pk>/second-round/",
        abstain_unlock.SecondRoundView.as_view(),
        name="score-second-round",
    ),
    path("score/dossiers/<int:pk>/matrix/", matrix.MatrixView.as_view(), name="score-matrix"),
    path("score/dossiers/<int:pk>/abstain/", abstain_unlock.AbstainView.as_view(), name="score-abstain"),
    path("score/sheets/<int:pk>/unlock/", abstain_unlock.UnlockView.as_view(), name="score-unlock"),
    path("score/sheets/<int:pk>/lock/", score.LockView.as_view(), name="score-lock"),
]
