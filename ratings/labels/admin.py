from django.contrib import admin

from ocop.pages.admin_base import ReadOnlyAdmin
from ratings.labels.models import Label, LabelKey


@admin.register(LabelKey)
class LabelKeyAdmin(ReadOnlyAdmin):
    """Keys are made and revoked by commands, where their private halves are."""

    list_display = ["number", "public_key", "made_at", "revoked_at", "revoked_because"]


@admin.register(Label)
class LabelAdmin(ReadOnlyAdmin):
    list_display = ["name", "maker", "stars", "issued_on", "ends_on", "key"]
    list_filter = ["key", "stars"]
    list_select_related = ["key"]
    search_fields = ["name", "text"]
