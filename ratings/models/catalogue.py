"""What the registers of products show of recognitions: annotations on their querysets, no query per row."""

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from ocop.calendar import today
from ocop.compiled import compiled
from ratings.models.recognition import Recognition


def with_current_recognition(products, day=None):
    """Annotate products with the recognition in force on `day`, by one join; all None where there is none.

    `recognition_id`, `recognition_code`, `stars`, `in_force_from`, `in_force_until` (the first day out),
    `decision_number`, `decision_signed_on`.
    """
    day = day or today()
    return products.alias(
        current=FilteredRelation(
            "recognitions",
            condition=Q(recognitions__issued_on__lte=day, recognitions__ends_on__gt=day),
        )
    ).annotate(
        recognition_id=F("current__pk"),
        recognition_code=F("current__code"),
        stars=F("current__stars"),
        in_force_from=F("current__issued_on"),
        in_force_until=F("current__ends_on"),
        decision_number=F("current__decision__number"),
        decision_signed_on=F("current__decision__signed_on"),
    )


def last_recognitions(day=None):
    """The latest recognition of each product that had begun on `day`: the one in force, or what is left of it."""
    day = day or today()
    later = Recognition.objects.filter(
        Q(issued_on__gt=OuterRef("issued_on")) | Q(issued_on=OuterRef("issued_on"), pk__gt=OuterRef("pk")),
        product=OuterRef("product"),
        issued_on__lte=day,
    )
    return Recognition.objects.filter(~Exists(later), issued_on__lte=day).with_state(day)


def recognitions_of(product):
    """List a product's recognitions that have begun, newest first, with their state and what pages say of them."""
    return _recognitions(product.pk)


@compiled
def _recognitions(product):
    return Recognition.objects.filter(product=product, issued_on__lte=today()).with_state().for_page()


def public_reply(recognition):
    """What the producer said to the result behind a recognition of recognitions_of, or None."""
    result = recognition.dossier.result if recognition and recognition.dossier else None
    return getattr(result, "reply", None)
