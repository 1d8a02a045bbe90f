"""Scoring and results in the Django admin."""

from typing import cast

from django.contrib import admin

from ocop.pages.admin_base import ReadOnly, ReadOnlyAdmin
from ocop.permissions.scoping import ScopedQuerySet
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


class AnswerInline(ReadOnly, admin.TabularInline):
    model = Answer
    extra = 0


@admin.register(Conflict)
class ConflictAdmin(ReadOnlyAdmin):
    list_display = ["pk", "dossier", "user", "kind", "at", "lifted_at"]
    list_filter = ["kind"]
    list_select_related = ["dossier", "user"]


@admin.register(GateFinding)
class GateFindingAdmin(ReadOnlyAdmin):
    list_display = ["pk", "dossier", "criterion", "star", "met", "by"]
    list_select_related = ["dossier", "criterion", "by"]


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    """Assessments; members' answers are visible only after the result."""

    list_display = ["pk", "dossier", "stage", "by", "locked_at"]
    list_filter = ["stage"]
    list_select_related = ["dossier", "by"]
    inlines = [AnswerInline]

    def get_queryset(self, request):
        """As elsewhere: no member's scores before the result."""
        return cast(ScopedQuerySet, super().get_queryset(request)).visible_to(request.user)


@admin.register(Unlocking)
class UnlockingAdmin(ReadOnlyAdmin):
    """Unlockings; their saved answers are visible under the same rule as the sheets."""

    list_display = ["pk", "assessment", "by", "at", "reason"]
    list_select_related = ["assessment__dossier__product", "assessment__by", "by"]

    def get_queryset(self, request):
        """No member's scores before the result."""
        return cast(ScopedQuerySet, super().get_queryset(request)).visible_to(request.user)


@admin.register(SecondRound)
class SecondRoundAdmin(ReadOnlyAdmin):
    list_display = ["pk", "dossier", "by", "at", "limit", "reason"]
    list_select_related = ["dossier", "by"]


@admin.register(Objection)
class ObjectionAdmin(ReadOnlyAdmin):
    list_display = ["pk", "dossier", "kind", "outcome", "raised_by", "raised_at"]
    list_filter = ["kind", "outcome"]
    list_select_related = ["dossier", "raised_by"]


@admin.register(Result)
class ResultAdmin(ReadOnlyAdmin):
    list_display = ["pk", "dossier", "total", "sheets", "stars", "concluded_at"]
    list_filter = ["stars"]
    list_select_related = ["dossier"]


@admin.register(Reply)
class ReplyAdmin(ReadOnlyAdmin):
    list_display = ["pk", "result", "by", "at"]
    list_select_related = ["result", "by"]


class SessionItemInline(ReadOnly, admin.TabularInline):
    model = SessionItem


class AttendanceInline(ReadOnly, admin.TabularInline):
    model = Attendance


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    list_display = ["pk", "council", "kind", "number", "held_on", "closed_at"]
    list_select_related = ["council"]
    inlines = [SessionItemInline, AttendanceInline]
