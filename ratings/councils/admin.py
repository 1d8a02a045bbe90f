"""Councils and their rules in the Django admin."""

from django.contrib import admin

from ocop.pages.admin_base import ReadOnly, ReadOnlyAdmin
from ratings.councils.models import Council, CouncilAmendment, ScoreDisclosure, Seat, SpreadLimit


class SeatInline(ReadOnly, admin.TabularInline):
    model = Seat
    extra = 0


@admin.register(Council)
class CouncilAdmin(ReadOnlyAdmin):
    list_display = ["name", "place", "decision_number", "decided_on"]
    list_select_related = ["place"]
    inlines = [SeatInline]


@admin.register(CouncilAmendment)
class CouncilAmendmentAdmin(ReadOnlyAdmin):
    list_display = ["decision_number", "council", "decided_on", "entered_by", "confirmed_by"]
    list_select_related = ["council", "entered_by", "confirmed_by"]


@admin.register(SpreadLimit)
class SpreadLimitAdmin(ReadOnlyAdmin):
    list_display = ["points", "place", "in_force_from", "set_by"]
    list_select_related = ["place", "set_by"]


@admin.register(ScoreDisclosure)
class ScoreDisclosureAdmin(ReadOnlyAdmin):
    list_display = ["published", "place", "in_force_from", "set_by"]
    list_select_related = ["place", "set_by"]
