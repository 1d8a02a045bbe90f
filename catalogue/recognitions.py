"""Recognitions on public pages: querysets and annotations, no query per row."""

from django.db.models import Case, F, FilteredRelation, Func, JSONField, OuterRef, Value, When
from django.db.models.functions import Cast

from ocop.database.json_rows import Rows
from ocop.database.prepared import compiled
from ocop.values.dates import today
from ocop.values.last_day import LastDay
from ratings.councils.models.score_disclosure import ScoreDisclosure
from ratings.decisions.models.recognition import Recognition, in_force_on
from ratings.sheets.models.criterion import Criterion
from ratings.sheets.models.sheet import CriterionKind

# Columns that public pages show of a recognition, its decisions, its result and the reply; no other is read.
ON_PAGES = [
    *("product__name", "product__in_catalogue", "stars", "code", "name", "variants", "maker"),
    *("origin", "recorded_star__source", "recorded_star__confirmation__seen_on"),
    *("issued_on", "expires_on", "extended_until", "superseded_on", "withdrawn_on", "withdrawal_ground"),
    *("decision__number", "decision__signed_on", "decision__place__kind", "decision__place__name"),
    "decision__place__named_since",
    *("correction__number", "correction__signed_on", "correction__content"),
    *("extension__number", "extension__signed_on", "withdrawal__number"),
    *("dossier__result__total", "dossier__result__sheets", "dossier__result__missing"),
    *("dossier__result__stars", "dossier__result__stars_by_points", "dossier__result__stars_by_gates"),
    *("dossier__result__ended_by", "dossier__result__reply__text", "dossier__result__reply__at"),
]


def for_page(recognitions):
    """Recognitions with what public pages show of them, newest first."""
    return (
        recognitions.select_related(
            *("product", "decision__place", "correction", "extension", "withdrawal"),
            *("dossier__result__reply", "recorded_star__confirmation"),
        )
        .only(*ON_PAGES)
        .order_by("-issued_on", "-pk")
    )


def with_current_recognition(products, day=None):
    """Annotate products with the recognition in force on `day`, by one join; NULL where there is none.

    `recognition_id`, `recognition_code`, `stars`, `in_force_from`, `in_force_until` (the last day), `decision_number`,
    `decision_signed_on`, `decided_name`.
    """
    condition = in_force_on(day or today(), "recognitions__")
    return products.alias(current=FilteredRelation("recognitions", condition=condition)).annotate(
        recognition_id=F("current__pk"),
        recognition_code=F("current__code"),
        stars=F("current__stars"),
        in_force_from=F("current__issued_on"),
        in_force_until=LastDay("current__ends_on"),
        decision_number=F("current__decision__number"),
        decision_signed_on=F("current__decision__signed_on"),
        decided_name=F("current__name"),
    )


def with_part_scores(recognitions):
    """Annotate recognitions with the published scores of the sealed sheets.

    `part_points`: for each sheet the points by code of a part, None where they are not published; `parts`: the parts of
    the official sheet, as Criterion instances.
    """
    sealed = Cast("dossier__result__sealed", JSONField())
    points = Func(
        sealed, Value("$.sheets[*].parts"), function="jsonb_path_query_array", output_field=JSONField()
    )
    parts = Criterion.objects.filter(sheet=OuterRef("dossier__sheet"), kind=CriterionKind.PART)
    return recognitions.annotate(
        part_points=Case(When(ScoreDisclosure.objects.published(), then=points)),
        parts=Rows(parts.order_by("position"), "code", "label_vi", "label_en", "max"),
    )


def recognitions_of(product):
    """A product's recognitions that have begun, newest first, with state and what its page shows."""
    return _recognitions(product.pk)


@compiled
def _recognitions(product):
    begun = Recognition.objects.filter(product=product, issued_on__lte=today())
    return with_part_scores(for_page(begun.with_state()))


def public_reply(recognition):
    """The producer's reply to the result of a recognition of recognitions_of(), or None."""
    result = recognition.dossier.result if recognition and recognition.dossier else None
    return getattr(result, "reply", None)
