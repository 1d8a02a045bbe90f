"""Valid days of signing: not before the facts that the decision rests on, and not in the future."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ocop.values.dates import today
from ratings.decisions.kinds import Origin

FILED = _("“%(name)s” was filed on %(day)s: a decision on it cannot be signed before that day.")
SAT = _("The council sat on “%(name)s” on %(day)s: a decision on it cannot be signed before that day.")
CONCLUDED = _(
    "The result of “%(name)s” was established on %(day)s: a decision on it cannot be signed before that day."
)
REPORTED = _(
    "The agency signed its report on “%(name)s” on %(day)s: a decision on it cannot be signed before that day."
)
BEGUN = _("“%(name)s” is recognised from %(day)s on: a decision on that cannot be signed before that day.")

ENDED = _(
    "The conclusion on “%(name)s” is of %(day)s: a withdrawal that rests on it cannot be signed before that day."
)


def why_not_day(items, signed_on):
    """Return why a decision on `items` cannot have been signed on this day, with the first possible day;
    else an empty string.
    """
    if signed_on > today():
        return _("A decision cannot be signed on a day that has not come.")
    for item in items:
        first, sentence = max(grounds_of(item), key=lambda ground: ground[0])
        if signed_on < first:
            return sentence % {"name": item.product.name, "day": date_format(first, "SHORT_DATE_FORMAT")}
    return ""


def grounds_of(item):
    """Return (day, sentence) for each fact that an item rests on."""
    if item.recognition:
        ended = [(item.concluded_on, ENDED)] if item.concluded_on else []
        return [(item.recognition.issued_on, BEGUN), *ended]
    grounds = []
    if result := item.result:
        grounds.append((timezone.localdate(result.concluded_at), CONCLUDED))
    report = getattr(item.dossier, "agency_report", None)
    if report and report.signed_at:
        grounds.append((timezone.localdate(report.signed_at), REPORTED))
    if filed_at := item.dossier.all_filings.aggregate(last=Max("filed_at"))["last"]:
        grounds.append((timezone.localdate(filed_at), FILED))
    if result and result.session:
        grounds.append((result.session.held_on, SAT))
    return grounds


# The same as an SQL condition for a trigger.
SIGNED_TOO_EARLY = (
    f"NEW.origin = '{Origin.PORTAL}' AND NEW.signed_on IS DISTINCT FROM OLD.signed_on AND NEW.signed_on IS NOT NULL"
    " AND (NEW.signed_on > (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
    " OR EXISTS (SELECT 1 FROM ratings_decisionitem i"
    " LEFT JOIN ratings_dossier d ON d.id = i.dossier_id"
    " LEFT JOIN ratings_result r ON r.dossier_id = i.dossier_id"
    " LEFT JOIN ratings_agencyreport a ON a.dossier_id = i.dossier_id"
    " LEFT JOIN ratings_session s ON s.id = r.session_id"
    " LEFT JOIN ratings_recognition g ON g.id = i.recognition_id"
    " WHERE i.decision_id = NEW.id AND NEW.signed_on < GREATEST("
    "(r.concluded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,"
    " (a.signed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, s.held_on, g.issued_on, i.concluded_on,"
    " (SELECT max(f.filed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM ratings_filing f"
    " WHERE f.dossier_id IN (d.id, d.forwarded_from_id)))))"
)
