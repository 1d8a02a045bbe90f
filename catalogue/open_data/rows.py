"""Rows of the open data for products, producers, places and recognitions: no private data, no star without a decision."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from catalogue.models import Standing
from ocop.api.rows import DataRows
from ocop.models import PlaceKind, PlaceLevel
from ocop.models.place_name import full_name
from ocop.values.vietnamese import slug_of
from producers.models.producer import LegalForm
from products.models.product import Registration, Sector
from ratings.decisions.kinds import Origin, WithdrawalGround
from ratings.decisions.models import RecognitionState
from ratings.decisions.models.recognition_state import IN_FORCE_STATES


def text_field(about, **options):
    """Text; empty where nothing is recorded."""
    return serializers.CharField(help_text=about, allow_blank=True, **options)


def nullable_text_field(about, **options):
    """Text; null where it does not apply."""
    return serializers.CharField(help_text=about, allow_null=True, **options)


def integer_field(about, **options):
    return serializers.IntegerField(help_text=about, **options)


def date_field(about, **options):
    """A date; null where there is none."""
    return serializers.DateField(help_text=about, allow_null=True, **options)


def degrees_field(about, **options):
    """A coordinate in degrees (WGS 84); null where none is recorded."""
    return serializers.FloatField(help_text=about, allow_null=True, **options)


def choice_field(choices, about, **options):
    return serializers.ChoiceField(choices=choices, help_text=about, **options)


def page_address(route, row, name):
    """The URL of a row's public page in Vietnamese; the English one begins with /en."""
    return f"{settings.SITE_URL}/{route}/{row['id']}/{slug_of(name)}/"


class ProductRows(DataRows):
    """Products of the public catalogue with the recognition in force on the day."""

    id = integer_field(_("Key of the product; never given to another."))
    page = serializers.URLField(help_text=_("Address of the product's page."))
    name = text_field(_("Name; while stars are in force that of the decision."))
    now_called = text_field(_("Name in the register where it is another one; else empty."))
    name_en = text_field(_("Name in English."))
    standing = choice_field(Standing.choices, _("How the product stands on the day."))
    stars = integer_field(_("Stars of the recognition in force; null without one."), allow_null=True)
    recognition_code = nullable_text_field(_("Code of the recognition in force, as printed on the label."))
    in_force_from = date_field(_("First day of the recognition in force."))
    in_force_until = date_field(_("Last day on which that recognition is in force."))
    decision_number = nullable_text_field(_("Number of the decision by which it is recognised."))
    decision_signed_on = date_field(_("Day on which that decision was signed."))
    code = text_field(_("Product code by the law: province, commune, serial, year."))
    gtin = text_field(_("Barcode number (GTIN)."))
    product_set = integer_field(
        _("Number of the product set, 1 to 26; null while it is unclear."), allow_null=True
    )
    product_set_name = nullable_text_field(_("Name of the product set."), source="product_set__name_vi")
    product_set_name_en = nullable_text_field(
        _("Name of the product set in English."), source="product_set__name_en"
    )
    sector = choice_field(Sector.choices, _("Sector."), source="product_set__sector", allow_null=True)
    producer = integer_field(_("Key of the producer."))
    producer_name = text_field(_("Name of the producer."), source="producer__name")
    producer_name_en = text_field(_("Name of the producer in English."), source="producer__name_en")
    place_code = text_field(_("Statistics code of the producer's commune."), source="producer__place__code")
    place = text_field(_("Commune of the producer, today's unit."), source="producer__place__name")
    province_code = text_field(
        _("Statistics code of the province."), source="producer__place__province__code"
    )
    province = text_field(_("Province, today's unit."), source="producer__place__province__name")
    variants = text_field(_("Variants and pack sizes."))
    story = text_field(_("Product story."))
    story_en = text_field(_("Product story in English."))
    ingredients = text_field(_("Ingredients."))
    season = text_field(_("Season."))
    monthly_capacity = text_field(_("Monthly capacity."))
    price_from = integer_field(_("Lowest price, đồng."), allow_null=True)
    price_to = integer_field(_("Highest price, đồng."), allow_null=True)
    registration = choice_field(Registration.choices, _("State of the registration."))

    made = ("page", "standing", "now_called")
    besides = ("last_state", "decided_name")

    @classmethod
    def finish(cls, row):
        """Add the page and the standing; while stars are in force the name is the decided one."""
        name = row["name"]
        row["page"] = page_address("products", row, name)
        row["name"] = row["decided_name"] or name
        row["now_called"] = name if row["name"] != name else ""
        row["standing"] = standing(row["last_state"])


def standing(state):
    """The standing of a product whose latest recognition has this state; None means it has no recognition."""
    if state is None:
        return Standing.UNCONFIRMED.value
    if state in IN_FORCE_STATES:
        return Standing.IN_FORCE.value
    return Standing.WITHDRAWN.value if state == RecognitionState.WITHDRAWN else Standing.LAPSED.value


class ProducerRows(DataRows):
    """Producers with a product in the public catalogue. Contacts and persons are not open data."""

    id = integer_field(_("Key of the producer; never given to another."))
    page = serializers.URLField(help_text=_("Address of the producer's page."))
    name = text_field(_("Name."))
    name_en = text_field(_("Name in English."))
    legal_form = choice_field(LegalForm.choices, _("Legal form."))
    place_code = text_field(_("Statistics code of the producer's commune."), source="place__code")
    place = text_field(_("Commune of the producer, today's unit."), source="place__name")
    province_code = text_field(_("Statistics code of the province."), source="place__province__code")
    province = text_field(_("Province, today's unit."), source="place__province__name")
    products = integer_field(_("Products in the public catalogue."), source="shown")
    in_force = integer_field(
        _("Of these, products with a recognition in force on the day."), source="standing"
    )
    story = text_field(_("About the producer."))
    story_en = text_field(_("About the producer, in English."))

    made = ("page",)

    @classmethod
    def finish(cls, row):
        row["page"] = page_address("producers", row, row["name"])


class PlaceRows(DataRows):
    """Administrative units, former ones as well, with the days between which they existed."""

    id = integer_field(_("Key of the unit; a statistics code may have been used again."))
    code = text_field(_("Statistics code."))
    level = choice_field(PlaceLevel.choices, _("Level."))
    kind = choice_field(PlaceKind.choices, _("Kind."))
    name = text_field(_("Name without the kind."))
    full_name = text_field(_("Name with the kind, as it is written in Vietnamese."))
    named_since = date_field(_("First day of this name and kind, where it had others before; else null."))
    former_names = text_field(
        _(
            "Names that it had before, each with its last day: “Tỉnh Bắc Ninh (2026-09-19)”; separated by semicolons."
        ),
    )
    parent_code = nullable_text_field(_("Statistics code of the unit above."), source="parent__code")
    province_code = nullable_text_field(_("Statistics code of the province."), source="province__code")
    valid_from = date_field(_("First day; null: since before records."))
    valid_until = date_field(_("Last day on which it existed; null: it exists."), source="last")
    latitude = degrees_field(_("Latitude, WGS 84."))
    longitude = degrees_field(_("Longitude, WGS 84."))

    made = ("full_name", "former_names")
    besides = ("names_before",)

    @classmethod
    def finish(cls, row):
        row["full_name"] = full_name(row["kind"], row["name"])
        row["former_names"] = "; ".join(
            f"{full_name(kind, name)} ({last})"
            for kind, last, name in (told.split("|", 2) for told in row["names_before"])
        )


class RecognitionRows(DataRows):
    """Recognitions of public products that have begun, whatever became of them, each with its decisions."""

    id = integer_field(_("Key of the recognition."))
    code = text_field(_("Code as printed on the label; never given to another."))
    page = serializers.URLField(help_text=_("Address where anyone checks it."))
    product = integer_field(_("Key of the product."))
    name = text_field(_("Product as recognised."))
    variants = text_field(_("Variants as recognised."))
    maker = text_field(_("Maker as recognised."))
    stars = integer_field(_("Stars, 3 to 5."))
    state = choice_field(RecognitionState.choices, _("What it is on the day."))
    issued_on = date_field(_("First day in force."))
    expires_on = date_field(_("Last day of its term."), source="last_of_term")
    in_force_until = date_field(
        _(
            "Last day on which it is in force, whatever ended it; null: it ended on the day on which it began."
        ),
        source="last",
    )
    decision_number = text_field(_("Number of the decision."), source="decision__number")
    decision_signed_on = date_field(_("Day on which the decision was signed."), source="decision__signed_on")
    authority_code = nullable_text_field(
        _("Statistics code of the province that decided; null: the ministry."), source="decision__place__code"
    )
    authority = nullable_text_field(
        _("Province that decided, as it was called on the day of signing; null: the ministry."),
        source="signed_in",
    )
    origin = choice_field(Origin.choices, _("Whether it was issued here or recorded from a signed decision."))
    document_seen_on = date_field(
        _("Day on which a second person saw the signed decision that it is recorded from; null: nobody has."),
        source="recorded_star__confirmation__seen_on",
    )
    recorded_source = nullable_text_field(
        _("Where the decision that it is recorded from was read."), source="recorded_star__source"
    )
    extended_until = date_field(_("Last day of its extension."), source="last_extended")
    extension_number = nullable_text_field(
        _("Number of the decision that extends it."), source="extension__number"
    )
    superseded_on = date_field(_("Replaced by a later recognition on."))
    withdrawn_on = date_field(_("Withdrawn on."))
    withdrawal_ground = choice_field(WithdrawalGround.choices, _("Ground of withdrawal."), allow_blank=True)
    withdrawal_number = nullable_text_field(
        _("Number of the decision that withdraws it."), source="withdrawal__number"
    )

    made = ("page",)

    @classmethod
    def finish(cls, row):
        row["page"] = f"{settings.SITE_URL}/verify/{row['code']}/"
