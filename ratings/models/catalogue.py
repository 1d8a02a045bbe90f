"""What the registers of products show of recognitions: annotations on their querysets, no query per row."""

from django.db.models import F, FilteredRelation, Q

from ocop.calendar import today


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
