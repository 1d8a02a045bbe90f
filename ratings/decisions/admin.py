"""Decisions and recognitions in the Django admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ocop.pages.admin_base import ReadOnly, ReadOnlyAdmin, last_day_of
from ratings.decisions.models import (
    Confirmation,
    Decision,
    DecisionItem,
    Recognition,
    RecordedDecision,
    RecordedStar,
    RecordedWithdrawal,
    StarClaim,
)


class DecisionItemInline(ReadOnly, admin.TabularInline):
    model = DecisionItem
    fk_name = "decision"
    extra = 0


class RecordedStarInline(ReadOnly, admin.TabularInline):
    model = RecordedStar
    extra = 0


class RecordedWithdrawalInline(ReadOnly, admin.TabularInline):
    model = RecordedWithdrawal
    extra = 0


class ConfirmationInline(ReadOnly, admin.TabularInline):
    model = Confirmation
    extra = 0


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["number", "signed_on", "kind", "place", "origin"]
    list_filter = ["kind", "origin"]
    list_select_related = ["place"]
    search_fields = ["number"]
    inlines = [DecisionItemInline]


@admin.register(RecordedDecision)
class RecordedDecisionAdmin(ReadOnlyAdmin):
    list_display = ["number", "signed_on", "place", "recorded_as", "prepared_by"]
    list_filter = ["recorded_as"]
    list_select_related = ["place", "prepared_by"]
    search_fields = ["number"]
    inlines = [RecordedStarInline, RecordedWithdrawalInline, ConfirmationInline]


@admin.register(Recognition)
class RecognitionAdmin(ReadOnlyAdmin):
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
    list_display = ["product", "stars", "year", "confidence", "source"]
    list_filter = ["confidence", "stars"]
    list_select_related = ["product"]
