"""Enums of inspections, and the points of the risk by which a year is planned."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InspectionKind(models.TextChoices):
    """How a visit comes about (Decision 26/2026/QĐ-TTg, article 9: periodic, or when there is a reason)."""

    PERIODIC = "periodic", _("Periodic, announced")
    UNANNOUNCED = "unannounced", _("Unannounced")


class InspectionState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    VISITED = "visited", _("Visited, not closed yet")
    CLOSED = "closed", _("Closed")
    GIVEN_UP = "given_up", _("Given up")


OPEN = (InspectionState.PLANNED, InspectionState.VISITED)
TOOK_PLACE = (InspectionState.VISITED, InspectionState.CLOSED)


class Subject(models.TextChoices):
    """What a line of the checklist is about (article 9: keeping the criteria, use of the mark, publicity)."""

    REQUIREMENT = "requirement", _("Requirement of the sheet")
    MARK = "mark", _("Use of the OCOP mark")
    PUBLICITY = "publicity", _("Information and publicity about the star")


class Answer(models.TextChoices):
    """What the visit found about a line."""

    HOLDS = "holds", _("Still holds")
    NO_LONGER = "no_longer", _("No longer")
    NOT_LOOKED_AT = "not_looked", _("Not looked at")


class Outcome(models.TextChoices):
    """What a follow-up visit found about what was to be mended."""

    MENDED = "mended", _("Mended")
    NOT_MENDED = "not_mended", _("Not mended")


class RiskReason(models.TextChoices):
    """Why a product is visited before others. The law names no frequency; the portal states this rule."""

    FINDING = "finding", _("the last visit found something that no longer held")
    PAPER_EXPIRED = "expired", _("a certificate has expired and no newer one is recorded")
    LONG_AGO = "long_ago", _("no visit for more than 24 months")
    FIRST_YEAR = "first_year", _("first year with stars")
    FIVE_STARS = "five_stars", _("5 stars")
    PAPER_EXPIRES = "expires", _("a certificate expires within 90 days")
    YEAR_AGO = "year_ago", _("no visit for more than 12 months")
    FOUR_STARS = "four_stars", _("4 stars")


RISK_POINTS: dict[str, int] = {
    RiskReason.FINDING: 3,
    RiskReason.PAPER_EXPIRED: 3,
    RiskReason.LONG_AGO: 3,
    RiskReason.FIRST_YEAR: 2,
    RiskReason.FIVE_STARS: 2,
    RiskReason.PAPER_EXPIRES: 1,
    RiskReason.YEAR_AGO: 1,
    RiskReason.FOUR_STARS: 1,
}


def risk_in_words(reasons: list[str]) -> str:
    """Return the reasons with their points: “5 stars (2), first year with stars (2)”."""
    return ", ".join(f"{RiskReason(each).label} ({RISK_POINTS[each]})" for each in reasons)
