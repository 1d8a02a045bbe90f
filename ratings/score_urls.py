"""Addresses of scoring: what a council reads and does."""

from django.urls import path

from ratings.dossiers.views import reports
from ratings.papers import views as papers
from ratings.scoring.views import abstain_unlock as sheet_steps
from ratings.scoring.views import conflicts, matrix, score, sessions

urlpatterns = [
    path(
        "score/sessions/<int:pk>/papers/<slug:paper>.<slug:ending>",
        papers.SessionPaperView.as_view(),
        name="session-paper",
    ),
    path("score/councils/<int:pk>/sessions/new/", sessions.SessionCallView.as_view(), name="session-call"),
    path("score/sessions/<int:pk>/", sessions.SessionView.as_view(), name="session"),
    path("score/sessions/<int:pk>/agenda/", sessions.SessionAgendaView.as_view(), name="session-agenda"),
    path(
        "score/sessions/<int:pk>/attendance/",
        sessions.SessionAttendanceView.as_view(),
        name="session-attendance",
    ),
    path("score/sessions/<int:pk>/close/", sessions.SessionCloseView.as_view(), name="session-close"),
    path(
        "score/dossiers/<int:pk>/papers/<slug:paper>.<slug:ending>",
        papers.ScoreDossierPaperView.as_view(),
        name="score-dossier-paper",
    ),
    path(
        "score/sheets/<int:pk>/papers/<slug:paper>.<slug:ending>",
        papers.AssessmentPaperView.as_view(),
        name="score-assessment-paper",
    ),
    path("score/", score.ScoreListView.as_view(), name="score"),
    path("score/dossiers/<int:pk>/", score.ScoreDossierView.as_view(), name="score-dossier"),
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
        sheet_steps.SecondRoundView.as_view(),
        name="score-second-round",
    ),
    path("score/dossiers/<int:pk>/matrix/", matrix.MatrixView.as_view(), name="score-matrix"),
    path("score/dossiers/<int:pk>/abstain/", sheet_steps.AbstainView.as_view(), name="score-abstain"),
    path("score/sheets/<int:pk>/unlock/", sheet_steps.UnlockView.as_view(), name="score-unlock"),
    path("score/sheets/<int:pk>/lock/", score.LockView.as_view(), name="score-lock"),
]
