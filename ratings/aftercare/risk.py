"""By how much a product is visited before others: points of risk, each with its reason.

The law names no frequency (Decision 26/2026/QĐ-TTg, articles 9 and 10). The points stand in kinds.RISK_POINTS; what gives
them, here, as conditions of the database, so that the list of all products in force is ordered by it.
"""

from __future__ import annotations

from datetime import date

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from ocop.values.dates import today
from products.models import Certification
from products.models.certification import WARNING
from ratings.aftercare.kinds import RISK_POINTS, TOOK_PLACE, Answer, RiskReason
from ratings.aftercare.models import ChecklistItem, Inspection
from ratings.decisions.models import Recognition
from ratings.decisions.validity import add_months
from ratings.sheets.star import NATIONAL

YEAR = 12  # months


def with_risk(rows: QuerySet[Recognition], day: date | None = None) -> QuerySet[Recognition]:
    """Annotate `last_visit`, a boolean `risk_…` for each RiskReason, and their sum of points as `risk`."""
    day = day or today()
    visits = Inspection.objects.filter(
        recognition__product=OuterRef("product"), state__in=TOOK_PLACE
    ).order_by("-visited_on", "-pk")
    rows = rows.annotate(
        last_visit=Subquery(visits.values("visited_on")[:1]),
        last_inspection=Subquery(visits.values("pk")[:1]),
        seen_last=Coalesce("last_visit", "issued_on"),
    )
    flags = {
        f"risk_{reason}": ExpressionWrapper(condition, output_field=BooleanField())
        for reason, condition in conditions(day).items()
    }
    points: Combinable = Value(0)
    for reason, given in RISK_POINTS.items():
        points = points + Case(
            When(**{f"risk_{reason}": True}, then=Value(given)), default=Value(0), output_field=IntegerField()
        )
    return rows.annotate(**flags).annotate(risk=points)


def conditions(day: date) -> dict[str, Q]:
    """Return what gives the points of each reason on a day, on recognitions with their last visit."""
    earlier = Recognition.objects.filter(product=OuterRef("product"), issued_on__lt=OuterRef("issued_on"))
    findings = ChecklistItem.objects.filter(inspection=OuterRef("last_inspection"), answer=Answer.NO_LONGER)
    a_year_ago, two_years_ago = add_months(day, -YEAR), add_months(day, -2 * YEAR)
    return {
        RiskReason.FINDING: Q(Exists(findings)),
        RiskReason.PAPER_EXPIRED: Q(_paper(expires_on__lte=day)),
        RiskReason.LONG_AGO: Q(seen_last__lt=two_years_ago),
        RiskReason.FIRST_YEAR: Q(~Exists(earlier), issued_on__gt=a_year_ago),
        RiskReason.FIVE_STARS: Q(stars=NATIONAL),
        RiskReason.PAPER_EXPIRES: Q(_paper(expires_on__gt=day, expires_on__lte=day + WARNING)),
        RiskReason.YEAR_AGO: Q(seen_last__lt=a_year_ago, seen_last__gte=two_years_ago),
        RiskReason.FOUR_STARS: Q(stars=NATIONAL - 1),
    }


def _paper(**ends) -> Exists:
    """Whether a certificate of the product ends so, and none of its scheme is recorded that ends later."""
    of_it = Certification.objects.of(OuterRef("product"), OuterRef("product__producer"))
    later = Certification.objects.of(OuterRef(OuterRef("product")), OuterRef(OuterRef("product__producer")))
    later = later.filter(
        Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on")), scheme=OuterRef("scheme")
    )
    return Exists(of_it.filter(~Exists(later), **ends))


def reasons_of(recognition: Recognition) -> list[str]:
    """Return the reasons of a row with its risk, those of most points first."""
    return [reason for reason in RISK_POINTS if getattr(recognition, f"risk_{reason}")]


def to_visit(rows: QuerySet[Recognition], *, of_ministry: bool) -> QuerySet[Recognition]:
    """Return the recognitions in force that an authority plans by risk: the ministry five stars, a province the others."""
    national = Q(stars=NATIONAL)
    mine = rows.filter(national if of_ministry else ~national, ends_on__gt=today(), issued_on__lte=today())
    mine_open = Inspection.objects.open().filter(recognition=OuterRef("pk"), place__isnull=of_ministry)
    return (
        with_risk(mine)
        .annotate(planned_for=Subquery(mine_open.values("planned_for")[:1]))
        .order_by(F("risk").desc(), "ends_on", "pk")
    )
