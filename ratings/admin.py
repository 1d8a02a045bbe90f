"""Ratings in the Django admin: read only. Stars, scores and decisions come about nowhere but in the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ocop.admin_base import ChangedHere, ReadOnly, ReadOnlyAdmin, last_day_of
from ratings.councils.models import Council, CouncilAmendment, ScoreDisclosure, Seat, SpreadLimit
from ratings.decisions.models import (
    Confirmation,
    Decision,
    DecisionItem,
    Recognition,
    RecordedDecision,
    RecordedStar,
    StarClaim,
)
from ratings.dossiers.models import (
    AdvisoryReport,
    AgencyReport,
    CalendarDay,
    CommuneReport,
    Dossier,
    Evidence,
    Filing,
    Return,
    ReturnItem,
    Round,
    ScoringTerms,
)
from ratings.imports.models import RegisterImport
from ratings.scoring.models import (
    Answer,
    Assessment,
    Attendance,
    Conflict,
    GateFinding,
    Objection,
    Reply,
    Result,
    SecondRound,
    Session,
    SessionItem,
    Unlocking,
)
from ratings.sealing.models import SealedPackage
from ratings.sheets.models import Criterion, Option, Sheet, SheetReading


@admin.register(CalendarDay)
class CalendarDayAdmin(ChangedHere):
    """Announced holidays, days in lieu and worked Saturdays: the administrator's own; their history is kept."""

    list_display = ["day", "works", "name", "instrument"]
    list_filter = ["works"]
    date_hierarchy = "day"

    def delete_queryset(self, request, queryset):
        """One by one, so that the clocks are reckoned anew."""
        for day in queryset:
            day.delete()


class OptionInline(ReadOnly, admin.TabularInline):
    """The options of a criterion."""

    model = Option
    extra = 0


class SeatInline(ReadOnly, admin.TabularInline):
    """The seats of a council."""

    model = Seat
    extra = 0


class AnswerInline(ReadOnly, admin.TabularInline):
    """The answers of a locked sheet."""

    model = Answer
    extra = 0


class DecisionItemInline(ReadOnly, admin.TabularInline):
    """What a decision decides."""

    model = DecisionItem
    fk_name = "decision"
    extra = 0


class RecordedStarInline(ReadOnly, admin.TabularInline):
    """The stars that a recorded decision names."""

    model = RecordedStar
    extra = 0


class ConfirmationInline(ReadOnly, admin.TabularInline):
    """Who confirmed a recorded decision against its document."""

    model = Confirmation
    extra = 0


class ReturnItemInline(ReadOnly, admin.TabularInline):
    """What a dossier was returned for."""

    model = ReturnItem
    extra = 0


@admin.register(Sheet)
class SheetAdmin(ReadOnlyAdmin):
    """Score sheets."""

    list_display = ["number", "key", "decision", "version", "state", "in_force_from", "in_force_until"]
    list_filter = ["decision"]


@admin.register(SheetReading)
class SheetReadingAdmin(ReadOnlyAdmin):
    """How provinces read open questions of the sheets."""

    list_display = ["question", "sheet", "place", "text", "in_force_from", "in_force_until"]
    list_filter = ["sheet__number"]
    list_select_related = ["sheet", "place"]


@admin.register(Criterion)
class CriterionAdmin(ReadOnlyAdmin):
    """Criteria with their options."""

    list_display = ["code", "label_vi", "label_en", "max", "sheet"]
    list_filter = ["sheet__number"]
    list_select_related = ["sheet"]
    search_fields = ["code", "label_vi", "label_en"]
    inlines = [OptionInline]


@admin.register(Council)
class CouncilAdmin(ReadOnlyAdmin):
    """Councils with their seats."""

    list_display = ["name", "place", "decision_number", "decided_on"]
    list_select_related = ["place"]
    inlines = [SeatInline]


@admin.register(CouncilAmendment)
class CouncilAmendmentAdmin(ReadOnlyAdmin):
    """Changes of councils by decisions."""

    list_display = ["decision_number", "council", "decided_on", "entered_by", "confirmed_by"]
    list_select_related = ["council", "entered_by", "confirmed_by"]


@admin.register(ScoringTerms)
class ScoringTermsAdmin(ReadOnlyAdmin):
    """The rules by which councils score."""

    list_display = ["dossier", "number", "quorum", "spread_limit", "decision_number", "amendment"]
    list_select_related = ["dossier", "amendment"]


@admin.register(Dossier)
class DossierAdmin(ReadOnlyAdmin):
    """Dossiers."""

    list_display = ["pk", "product", "kind", "state", "sheet", "opened_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["product", "sheet"]


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    """Rounds."""

    list_display = ["name", "place", "proposals_before", "result_before"]
    list_select_related = ["place"]


@admin.register(CommuneReport)
class CommuneReportAdmin(ReadOnlyAdmin):
    """Reports of the communes (form 03)."""

    list_display = ["pk", "dossier", "signed_by", "signed_at"]
    list_select_related = ["dossier", "signed_by"]


@admin.register(AdvisoryReport)
class AdvisoryReportAdmin(ReadOnlyAdmin):
    """Reports of the advisory teams."""

    list_display = ["pk", "dossier", "visited_on", "signed_by", "signed_at"]
    list_select_related = ["dossier", "signed_by"]


@admin.register(AgencyReport)
class AgencyReportAdmin(ReadOnlyAdmin):
    """Reports of the provincial OCOP agencies on five stars again."""

    list_display = ["pk", "dossier", "visited_on", "signed_by", "signed_at"]
    list_select_related = ["dossier", "signed_by"]


@admin.register(Return)
class ReturnAdmin(ReadOnlyAdmin):
    """Returns for completion."""

    list_display = ["pk", "dossier", "from_state", "due_on", "by", "answered_at"]
    list_select_related = ["dossier", "by"]
    inlines = [ReturnItemInline]


@admin.register(Conflict)
class ConflictAdmin(ReadOnlyAdmin):
    """Conflicts of interest."""

    list_display = ["pk", "dossier", "user", "kind", "at", "lifted_at"]
    list_filter = ["kind"]
    list_select_related = ["dossier", "user"]


@admin.register(GateFinding)
class GateFindingAdmin(ReadOnlyAdmin):
    """Findings of chairs on disputed requirements."""

    list_display = ["pk", "dossier", "criterion", "star", "met", "by"]
    list_select_related = ["dossier", "criterion", "by"]


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """Evidence, without its files."""

    list_display = ["pk", "dossier", "requirement", "title", "state", "uploaded_by"]
    list_filter = ["state", "requirement"]
    list_select_related = ["dossier", "uploaded_by"]
    exclude = ["document"]


@admin.register(Filing)
class FilingAdmin(ReadOnlyAdmin):
    """Filings."""

    list_display = ["__str__", "dossier", "filed_by", "filed_at", "confirmed_at"]
    list_select_related = ["dossier", "filed_by", "place__province"]


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    """Assessments; members' answers are seen here only once there is a result."""

    list_display = ["pk", "dossier", "stage", "by", "locked_at"]
    list_filter = ["stage"]
    list_select_related = ["dossier", "by"]
    inlines = [AnswerInline]

    def get_queryset(self, request):
        """The same rule as everywhere: nobody reads a member's marks before the result."""
        return super().get_queryset(request).visible_to(request.user)


@admin.register(Unlocking)
class UnlockingAdmin(ReadOnlyAdmin):
    """Unlockings; the answers kept are read by the same rule as the sheets."""

    list_display = ["pk", "assessment", "by", "at", "reason"]
    list_select_related = ["assessment__dossier__product", "assessment__by", "by"]

    def get_queryset(self, request):
        """Nobody reads a member's marks before the result."""
        return super().get_queryset(request).visible_to(request.user)


@admin.register(SpreadLimit)
class SpreadLimitAdmin(ReadOnlyAdmin):
    """Limits of the spread."""

    list_display = ["points", "place", "in_force_from", "set_by"]
    list_select_related = ["place", "set_by"]


@admin.register(ScoreDisclosure)
class ScoreDisclosureAdmin(ReadOnlyAdmin):
    """What provinces publish of the scores."""

    list_display = ["published", "place", "in_force_from", "set_by"]
    list_select_related = ["place", "set_by"]


@admin.register(SecondRound)
class SecondRoundAdmin(ReadOnlyAdmin):
    """Second rounds of scoring."""

    list_display = ["pk", "dossier", "by", "at", "limit", "reason"]
    list_select_related = ["dossier", "by"]


@admin.register(Objection)
class ObjectionAdmin(ReadOnlyAdmin):
    """Objections."""

    list_display = ["pk", "dossier", "kind", "outcome", "raised_by", "raised_at"]
    list_filter = ["kind", "outcome"]
    list_select_related = ["dossier", "raised_by"]


@admin.register(Result)
class ResultAdmin(ReadOnlyAdmin):
    """Results."""

    list_display = ["pk", "dossier", "total", "sheets", "stars", "concluded_at"]
    list_filter = ["stars"]
    list_select_related = ["dossier"]


@admin.register(Reply)
class ReplyAdmin(ReadOnlyAdmin):
    """What producers said to results."""

    list_display = ["pk", "result", "by", "at"]
    list_select_related = ["result", "by"]


@admin.register(SealedPackage)
class SealedPackageAdmin(ReadOnlyAdmin):
    """Sealed packages, without the file."""

    list_display = ["pk", "result", "decision", "sha256"]
    list_select_related = ["result", "decision"]
    exclude = ["archive"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """Decisions with their items."""

    list_display = ["number", "signed_on", "kind", "place", "origin"]
    list_filter = ["kind", "origin"]
    list_select_related = ["place"]
    search_fields = ["number"]
    inlines = [DecisionItemInline]


@admin.register(RecordedDecision)
class RecordedDecisionAdmin(ReadOnlyAdmin):
    """Decisions signed elsewhere, with their stars and who confirmed them."""

    list_display = ["number", "signed_on", "place", "recorded_as", "prepared_by"]
    list_filter = ["recorded_as"]
    list_select_related = ["place", "prepared_by"]
    search_fields = ["number"]
    inlines = [RecordedStarInline, ConfirmationInline]


@admin.register(Recognition)
class RecognitionAdmin(ReadOnlyAdmin):
    """Recognitions."""

    list_display = [
        *["code", "name", "stars", "decision", "issued_on"],
        last_day_of("expires_on", _("last day of the term")),
        last_day_of("ends_on", _("in force until the end of")),
    ]
    list_filter = ["stars", "origin"]
    list_select_related = ["decision"]
    search_fields = ["code", "name", "maker"]


@admin.register(StarClaim)
class StarClaimAdmin(ReadOnlyAdmin):
    """Claims of stars."""

    list_display = ["product", "stars", "year", "confidence", "source"]
    list_filter = ["confidence", "stars"]
    list_select_related = ["product"]


@admin.register(RegisterImport)
class RegisterImportAdmin(ReadOnlyAdmin):
    """Lists that officers brought."""

    list_display = ["file_name", "place", "state", "uploaded_by", "uploaded_at", "written_at"]
    list_filter = ["state"]
    list_select_related = ["place", "uploaded_by"]
    exclude = ["rows"]


class SessionItemInline(ReadOnly, admin.TabularInline):
    """The agenda."""

    model = SessionItem


class AttendanceInline(ReadOnly, admin.TabularInline):
    """Who was there."""

    model = Attendance


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """Sessions of councils."""

    list_display = ["pk", "council", "kind", "number", "held_on", "closed_at"]
    list_select_related = ["council"]
    inlines = [SessionItemInline, AttendanceInline]
