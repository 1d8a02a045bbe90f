"""Dossiers and related models in the Django admin."""

from django.contrib import admin

from ocop.pages.admin_base import ChangedHere, ReadOnly, ReadOnlyAdmin
from ratings.dossiers.models import (
    AdvisoryReport,
    AgencyReport,
    CalendarDay,
    CommuneReport,
    CompletionRequest,
    CompletionRequestItem,
    Dossier,
    Evidence,
    Filing,
    Round,
    ScoringTerms,
)


@admin.register(CalendarDay)
class CalendarDayAdmin(ChangedHere):
    """Announced holidays, days in lieu and working Saturdays; edited by the administrator, with history."""

    list_display = ["day", "works", "name", "instrument"]
    list_filter = ["works"]
    date_hierarchy = "day"

    def delete_queryset(self, request, queryset):
        """Delete one by one, so that each deletion updates the deadlines."""
        for day in queryset:
            day.delete()


class CompletionRequestItemInline(ReadOnly, admin.TabularInline):
    model = CompletionRequestItem
    extra = 0


@admin.register(ScoringTerms)
class ScoringTermsAdmin(ReadOnlyAdmin):
    list_display = ["dossier", "number", "quorum", "spread_limit", "decision_number", "amendment"]
    list_select_related = ["dossier", "amendment"]


@admin.register(Dossier)
class DossierAdmin(ReadOnlyAdmin):
    list_display = ["pk", "product", "kind", "state", "sheet", "opened_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["product", "sheet"]


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["name", "place", "proposals_before", "result_before"]
    list_select_related = ["place"]


@admin.register(CommuneReport)
class CommuneReportAdmin(ReadOnlyAdmin):
    list_display = ["pk", "dossier", "signed_by", "signed_at"]
    list_select_related = ["dossier", "signed_by"]


@admin.register(AdvisoryReport)
class AdvisoryReportAdmin(ReadOnlyAdmin):
    list_display = ["pk", "dossier", "visited_on", "signed_by", "signed_at"]
    list_select_related = ["dossier", "signed_by"]


@admin.register(AgencyReport)
class AgencyReportAdmin(ReadOnlyAdmin):
    list_display = ["pk", "dossier", "visited_on", "signed_by", "signed_at"]
    list_select_related = ["dossier", "signed_by"]


@admin.register(CompletionRequest)
class CompletionRequestAdmin(ReadOnlyAdmin):
    list_display = ["pk", "dossier", "from_state", "due_on", "by", "answered_at"]
    list_select_related = ["dossier", "by"]
    inlines = [CompletionRequestItemInline]


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """Evidence, without files."""

    list_display = ["pk", "dossier", "requirement", "title", "state", "uploaded_by"]
    list_filter = ["state", "requirement"]
    list_select_related = ["dossier", "uploaded_by"]
    exclude = ["document"]


@admin.register(Filing)
class FilingAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "dossier", "filed_by", "filed_at", "confirmed_at"]
    list_select_related = ["dossier", "filed_by", "place__province"]
