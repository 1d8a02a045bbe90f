"""Stars in a decision signed outside the portal; internal until a second person has confirmed them."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import WRITE, refuse_if
from ocop.models import PlaceLevel, Record, Role
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.last_day import EndField, last_day
from ratings.decisions.kinds import DecisionKind, Origin, RecordedAs
from ratings.decisions.models.decision import Decision
from ratings.decisions.models.recognition import Recognition
from ratings.decisions.recording import (
    end_of_its_term,
    is_longer_than_its_term,
    is_placed,
    why_not_print,
    why_not_product,
    why_not_stars,
)

# Stars that the authority could not give: articles 4 and 7; for districts Decision 148/QĐ-TTg.
BEYOND_ITS_AUTHORITY = (
    "EXISTS (SELECT 1 FROM ratings_decision d LEFT JOIN ocop_place p ON p.id = d.place_id"
    f" WHERE d.id = NEW.decision_id AND (d.recorded_as <> '{RecordedAs.BEFORE}' OR NEW.confirmation_id IS NOT NULL)"
    f" AND (d.origin <> '{Origin.RECORDED}' OR d.kind <> '{DecisionKind.RECOGNISE}' OR (NEW.stars = 5"
    " AND d.place_id IS NOT NULL)"
    f" OR (p.level = '{PlaceLevel.DISTRICT}' AND (NEW.stars > 3"
    " OR d.signed_on NOT BETWEEN '2023-02-24' AND '2025-06-30'))))"
)
# A product of another province or district, taking mergers of units into account.
OF_ANOTHER_PLACE = (
    "(TG_OP = 'INSERT' OR (NEW.decision_id, NEW.product_id) IS DISTINCT FROM (OLD.decision_id, OLD.product_id))"
    " AND EXISTS (SELECT 1 FROM ratings_decision d JOIN ocop_place p ON p.id = d.place_id"
    " JOIN products_product t ON t.id = NEW.product_id JOIN producers_producer m ON m.id = t.producer_id"
    " JOIN ocop_place o ON o.id = m.place_id LEFT JOIN ocop_place f ON f.id = m.former_place_id"
    f" LEFT JOIN ocop_place g ON g.level = '{PlaceLevel.DISTRICT}'"
    f" AND g.id = CASE f.level WHEN '{PlaceLevel.DISTRICT}' THEN f.id"
    f" WHEN '{PlaceLevel.COMMUNE}' THEN f.parent_id END"
    f" WHERE d.id = NEW.decision_id AND d.recorded_as = '{RecordedAs.PROPOSED}'"
    " AND ((p.province_id <> o.province_id AND NOT EXISTS ("
    "SELECT 1 FROM ocop_succession s WHERE s.old_id = p.province_id AND s.new_id = o.province_id))"
    f" OR (p.level = '{PlaceLevel.DISTRICT}' AND g.id <> p.id AND NOT EXISTS (SELECT 1 FROM ocop_succession s"
    " WHERE (s.old_id, s.new_id) IN ((g.id, p.id), (p.id, g.id))))))"
)
TOO_LONG = (
    "NEW.expires_on IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.expires_on IS DISTINCT FROM OLD.expires_on)"
    " AND EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = NEW.decision_id"
    f" AND d.recorded_as = '{RecordedAs.PROPOSED}'"
    " AND NEW.expires_on > (d.signed_on + make_interval(years => 10))::date + 1)"
)
# Confirmed now, but by the person who recorded it, or without notice of a longer term.
CONFIRMED_BY_NOBODY_ELSE = (
    "NEW.confirmation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_confirmation c"
    " JOIN ratings_decision d ON d.id = c.decision_id WHERE c.id = NEW.confirmation_id"
    " AND c.decision_id = NEW.decision_id AND c.confirmed_by_id IS DISTINCT FROM NEW.proposed_by_id"
    " AND (c.confirmed_at = CURRENT_TIMESTAMP OR OLD.confirmation_id IS NOT DISTINCT FROM c.id)"
    " AND (NEW.expires_on IS NULL OR c.longer_term_seen"
    " OR NEW.expires_on <= (d.signed_on + make_interval(months => 36))::date + 1))"
)
# Immutable once confirmed or public; the recognition is set once.
CHANGED_ONCE_CONFIRMED = (
    "(OLD.confirmation_id IS NOT NULL OR OLD.recognition_id IS NOT NULL) AND (TG_OP = 'DELETE'"
    " OR (OLD.recognition_id IS NOT NULL AND OLD.recognition_id IS DISTINCT FROM NEW.recognition_id)"
    " OR (to_jsonb(OLD) - 'version' - 'recognition_id')"
    " IS DISTINCT FROM (to_jsonb(NEW) - 'version' - 'recognition_id'))"
)
# What one person proposes is not rewritten, nor put into another's name, while it waits: a correction is a new proposal.
CHANGED_WHILE_IT_WAITS = (
    "(OLD.decision_id, OLD.product_id, OLD.stars, OLD.expires_on, OLD.proposed_by_id)"
    " IS DISTINCT FROM (NEW.decision_id, NEW.product_id, NEW.stars, NEW.expires_on, NEW.proposed_by_id)"
)
PROPOSED_BY_NOBODY = (
    "NEW.proposed_by_id IS NULL AND NOT EXISTS (SELECT 1 FROM ratings_decision d WHERE d.id = NEW.decision_id"
    f" AND d.recorded_as IN ('{RecordedAs.BEFORE}', '{RecordedAs.EXAMPLE}'))"
)
RECOGNITION_OF_ANOTHER = (
    "NEW.recognition_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ratings_recognition r"
    " WHERE r.id = NEW.recognition_id AND r.decision_id = NEW.decision_id AND r.product_id = NEW.product_id"
    f" AND r.origin = '{Origin.RECORDED}')"
)


class RecordedStarQuerySet(ScopedQuerySet):
    def waiting(self):
        """Stars without confirmation and not public."""
        return self.filter(confirmation=None, recognition=None)

    def editable_by(self, user):
        """Unconfirmed stars of the officer's province, or of the ministry's decisions."""
        if user.role == Role.MINISTRY_OFFICER:
            return self.waiting().filter(decision__place=None)
        return super().editable_by(user).waiting()

    def for_list(self):
        """Rows with product, producer, recorder and confirming person, by name."""
        return self.select_related(
            "product__producer__place",
            "product__producer__former_place__parent",
            "decision__place",
            "proposed_by",
            "confirmation__confirmed_by",
            "recognition",
        ).order_by("product__name_order", "pk")

    for_detail = for_list


def why_not_name(named, star):
    """Return why a decision that already names a product as `named` (or None) cannot name it as `star`;
    else an empty string.
    """
    if named is None:
        return ""
    if (named.stars, named.expires_on) == (star.stars, star.expires_on):
        return _("This decision names the product already.")
    if named.is_waiting:
        return _(
            "This decision names the product already, with %(stars)d stars: change that, while it waits."
        ) % {"stars": named.stars}
    return _(
        "By this decision the product has %(stars)d stars: a star changes by a decision of correction only."
    ) % {"stars": named.stars}


@tracked()
class RecordedStar(Record):
    """Stars of a product in a recorded decision. Internal until it has its recognition."""

    place_path = "product__producer__place"
    producer_path = "product__producer"

    decision = models.ForeignKey(
        Decision, models.CASCADE, verbose_name=_("decision"), related_name="recorded_stars"
    )
    product = models.ForeignKey(
        "products.Product", models.PROTECT, verbose_name=_("product"), related_name="recorded_stars"
    )
    stars = models.PositiveSmallIntegerField(_("stars"), choices=[(3, "3"), (4, "4"), (5, "5")])
    expires_on = EndField(
        _("printed last day"),
        null=True,
        blank=True,
        help_text=_(
            "As the decision or the certificate prints it; empty for 36 months from the day of signing."
        ),
    )
    source = models.CharField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("Where it was read: a list with its row, a public address, a file number."),
    )
    proposed_by = models.ForeignKey(
        "ocop.User",
        models.PROTECT,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    confirmation = models.ForeignKey(
        "ratings.Confirmation",
        models.PROTECT,
        verbose_name=_("confirmation"),
        null=True,
        blank=True,
        editable=False,
        related_name="recorded_stars",
    )
    recognition = models.OneToOneField(
        Recognition,
        models.PROTECT,
        verbose_name=_("recognition"),
        null=True,
        blank=True,
        editable=False,
        related_name="recorded_star",
    )

    objects = RecordedStarQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("star of a recorded decision")
        verbose_name_plural = _("stars of recorded decisions")
        ordering = ["pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles recording.why_not_stars().
            refuse_if("recorded_star_within_authority", WRITE, BEYOND_ITS_AUTHORITY),
            # Doubles recording.why_not_product().
            refuse_if(
                "recorded_star_of_its_place",
                WRITE,
                OF_ANOTHER_PLACE,
                when=pgtrigger.After,
            ),
            # Doubles recording.why_not_print().
            refuse_if(
                "recorded_star_ten_years_at_most",
                WRITE,
                TOO_LONG,
                when=pgtrigger.After,
            ),
            # Doubles RecordedDecision.why_not_confirm().
            refuse_if(
                "recorded_star_confirmed_by_another",
                WRITE,
                CONFIRMED_BY_NOBODY_ELSE,
            ),
            refuse_if(
                "recorded_star_of_its_recognition",
                WRITE,
                RECOGNITION_OF_ANOTHER,
            ),
            # Doubles recorded_star.why_not_name().
            refuse_if(
                "recorded_star_confirmed_is_kept", pgtrigger.Update | pgtrigger.Delete, CHANGED_ONCE_CONFIRMED
            ),
            refuse_if("recorded_star_proposed_by_somebody", pgtrigger.Insert, PROPOSED_BY_NOBODY),
            # RecordedStarForm replaces it.
            refuse_if("recorded_star_stays_as_proposed", pgtrigger.Update, CHANGED_WHILE_IT_WAITS),
        ]
        constraints = [
            models.CheckConstraint(
                name="recorded_star_certified",
                condition=Q(stars__range=(3, 5)),
                violation_error_message=_("Only three, four or five stars are recognised."),
            ),
            models.UniqueConstraint(
                name="recorded_star_once",
                fields=["decision", "product"],
                violation_error_message=_("This decision names the product already."),
            ),
        ]

    def __str__(self):
        return f"{self.product}: {self.stars}★"

    def get_desk_url(self):
        return reverse("desk-recorded-decision", args=[self.decision_id])

    get_list_url = get_desk_url

    @property
    def ends_on(self):
        """First day no longer valid: as printed, else by the term of its date."""
        return self.expires_on or end_of_its_term(self.decision.signed_day)

    @property
    def printed_last_day(self):
        """The last day as printed, or None."""
        return last_day(self.expires_on)

    @property
    def is_longer(self):
        """Whether the printed term is longer than the legal one; the second person must then confirm it."""
        return is_longer_than_its_term(self.decision.signed_day, self.expires_on)

    @property
    def is_placed(self):
        """Whether the register shows that its product belonged to the district that decided."""
        return is_placed(self.decision.place, self.product)

    @property
    def is_waiting(self):
        """Whether it is not public yet."""
        return self.confirmation_id is None and self.recognition_id is None

    def why_not(self, **remembered):
        """Return why the decision could not give these stars; else an empty string.

        `became` may cache successions of places.
        """
        by = self.decision
        return (
            why_not_print(by.signed_day, self.expires_on)
            or why_not_stars(self.stars, by.signed_day, by.place)
            or why_not_product(by.place, self.product, **remembered)
        )

    def content(self):
        """Return the content that the second person confirms."""
        return {
            "product": self.product_id,
            "name": self.product.name,
            "maker": self.product.producer.name,
            "stars": self.stars,
            "until": self.expires_on.isoformat() if self.expires_on else "",
        }
