"""Producers in the Django admin, read-only. Who acts for them is managed here, like all accounts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ocop.pages.admin_base import ChangedHere, FoldedSearchMixin, ReadOnlyAdmin
from producers.models import Deal, Membership, Participation, Producer, Revenue, Support, TradeEvent


@admin.register(Producer)
class ProducerAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    list_display = ["name", "legal_form", "tax_number", "place", "former_place"]
    list_filter = ["legal_form"]
    list_select_related = ["place", "former_place"]
    search_fields = ["name_key", "=tax_number"]
    search_help_text = _("Name with or without accents, or tax number.")


@admin.register(Membership)
class MembershipAdmin(FoldedSearchMixin, ChangedHere):
    list_display = ["user", "producer"]
    list_select_related = ["user", "producer"]
    search_fields = ["producer__name_key", "user__email"]
    search_help_text = _("Producer's name with or without accents, or with what the person signs in.")
    raw_id_fields = ["user", "producer"]


class BelongsToProducerAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    """A model that belongs to a producer, searched by the producer's name."""

    list_select_related = ["producer"]
    search_fields = ["producer__name_key"]
    search_help_text = _("Name of the producer with or without accents.")


@admin.register(Support)
class SupportAdmin(BelongsToProducerAdmin):
    list_display = ["producer", "programme", "kind", "year", "amount", "released"]
    list_filter = ["kind", "year", "released"]


@admin.register(Revenue)
class RevenueAdmin(BelongsToProducerAdmin):
    list_display = ["producer", "year", "domestic", "export"]
    list_filter = ["year"]


@admin.register(Deal)
class DealAdmin(BelongsToProducerAdmin):
    list_display = ["producer", "kind", "counterpart", "signed_on", "value"]
    list_filter = ["kind"]


@admin.register(Participation)
class ParticipationAdmin(BelongsToProducerAdmin):
    list_display = ["producer", "event", "note"]
    list_select_related = ["producer", "event"]


@admin.register(TradeEvent)
class TradeEventAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    list_display = ["name", "kind", "province", "venue", "starts_on", "ends_on"]
    list_filter = ["kind"]
    list_select_related = ["province"]
    search_fields = ["name_key"]
    search_help_text = _("Name with or without accents.")
