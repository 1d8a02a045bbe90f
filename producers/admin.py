"""Producers in the Django admin: to be looked up. Who acts for them is managed here, like all accounts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ocop.admin_base import FoldedSearch, ReadOnlyAdmin
from producers.models import Membership, Producer


@admin.register(Producer)
class ProducerAdmin(FoldedSearch, ReadOnlyAdmin):
    """Producers."""

    list_display = ["name", "legal_form", "tax_number", "place", "former_place"]
    list_filter = ["legal_form"]
    list_select_related = ["place", "former_place"]
    search_fields = ["name_key", "=tax_number"]
    search_help_text = _("Name with or without accents, or tax number.")


@admin.register(Membership)
class MembershipAdmin(FoldedSearch, admin.ModelAdmin):
    """Who acts for which producer."""

    list_display = ["user", "producer"]
    list_select_related = ["user", "producer"]
    search_fields = ["producer__name_key", "user__email"]
    search_help_text = _("Producer's name with or without accents, or e-mail.")
    raw_id_fields = ["user", "producer"]
