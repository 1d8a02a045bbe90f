"""An upgrade without a higher star is closed with its result; the star in force stays.

Only a decision that gives a reason replaces the star in force.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ratings.dossiers.workflow import DossierKind


def not_raised(dossier, day=None):
    """Return the recognition in force on `day` (default: today) if the upgrade's result is not higher; else None."""
    if dossier.kind != DossierKind.UPGRADE or not hasattr(dossier, "result"):
        return None
    standing = dossier.product.recognitions.valid_on(day)
    return standing.filter(stars__gte=dossier.result.stars).first()


def why_not_replace(dossier, reason, day=None):
    """Return why the star of an upgrade does not replace the one in force; else an empty string."""
    standing = None if reason else not_raised(dossier, day)
    if standing is None:
        return ""
    return _(
        "The upgrade ends with %(stars)s★ and the product holds %(standing)s★ until the end of %(day)s. Close the"
        " dossier with its result, or prepare the decision with the reason why the new star takes the place of the one"
        " in force."
    ) % {
        "stars": dossier.result.stars,
        "standing": standing.stars,
        "day": date_format(standing.last_day, "SHORT_DATE_FORMAT"),
    }
