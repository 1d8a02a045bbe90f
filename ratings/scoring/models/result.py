"""Result of an assessment, sealed with everything needed to recompute it."""
# ruff: noqa: S608 - texts of triggers, without anything that anybody typed

import hashlib
import json
from decimal import ROUND_FLOOR, Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable, refuse_if, sql_in
from ocop.permissions.scoping import ScopedQuerySet
from ratings.acts import OfDossier
from ratings.councils.models.authority import RESULT_BY_COUNCIL_OR_OFFICE
from ratings.councils.models.presiding import conflict_in_sql, counted_in_sql
from ratings.councils.models.scoring_rules import SCORING_SEATS, held_truly
from ratings.dossiers.models.dossier import Dossier
from ratings.dossiers.models.queryset import forwarded
from ratings.dossiers.subject import subject_of
from ratings.dossiers.workflow import DossierState
from ratings.integrity.models.anchor import AnchorKind, anchored
from ratings.scoring.kinds import ObjectionKind, ObjectionOutcome, SessionKind, Stage
from ratings.scoring.models.assessment import Assessment
from ratings.scoring.models.gate_finding import GateFinding
from ratings.scoring.models.proceedings import proceedings_of_council
from ratings.scoring.models.recomputed import result_from_answers
from ratings.scoring.models.session import Session
from ratings.scoring.models.zeros import stop_not_decided_in_sql
from ratings.sheets.models.sheet import Sheet
from ratings.sheets.star import LOWEST_CERTIFIED, Rubric

CENT = Decimal("0.01")


class ResultQuerySet(ScopedQuerySet):
    """Results; created by scoring/conclude.py."""

    def seated(self, user):
        """Results of dossiers of the user's councils."""
        return self.filter(dossier__council__seats__user=user)

    def for_list(self):
        return self.select_related("dossier__product__producer", "dossier__sheet", "concluded_by").order_by(
            "-pk"
        )

    for_detail = for_list


def result_content(dossier, session):
    """Return inputs, sheet version, arithmetic and session of a dossier's result as plain data."""
    sheet, rubric = dossier.sheet, dossier.sheet.rubric()
    assessments = Assessment.objects.counting(dossier).select_related("by")
    sheets = sealed_sheets(rubric, assessments, dossier.branch)
    objections = [
        {
            "kind": objection.kind,
            "criterion": objection.criterion.code if objection.criterion else None,
            "reason": objection.reason,
            "decision_reason": objection.decision_reason,
        }
        for objection in dossier.objections.confirmed().for_list()
    ]
    return {
        "dossier": dossier.pk,
        "product": dossier.product.name,
        "subject": subject_of(dossier),
        "sheet": {
            "decision": sheet.decision,
            "number": sheet.number,
            "version": sheet.version,
            "sha256": sheet.sha256(),
        },
        "branch": dossier.branch,
        "bands": sheet.bands,
        "sheets": sheets,
        "objections": objections,
        **proceedings_of_council(dossier, session),
        **sitting_of(session),
        **proceedings_of(dossier, rubric, assessments),
        **arithmetic(
            rubric,
            [entry["choices"] for entry in sheets],
            dossier.branch,
            ended=bool(objections),
            findings=GateFinding.objects.as_rule(dossier),
        ),
    }


def sitting_of(session):
    """Return kind and attendance of the session; nothing for results older than session records."""
    if session is None:
        return {}
    rows = session.attendance.for_list()
    return {
        "session": {
            "kind": session.kind,
            "number": session.number,
            "held_on": session.held_on.isoformat(),
            "present": [{"by": row.user.full_name} for row in rows if row.present],
            "absent": [{"by": row.user.full_name, "reason": row.reason} for row in rows if not row.present],
        }
    }


def proceedings_of(dossier, rubric, counted):
    """Return findings, members who did not score with reasons, and sheets of a first round."""
    findings = dossier.findings.standing().for_list()
    abstained = dossier.assessments.filter(stage=Stage.MEMBER, abstained_at__isnull=False).order_by("pk")
    before = dossier.assessments.filter(stage=Stage.MEMBER).locked().exclude(pk__in=counted).order_by("pk")
    return {
        "findings": [
            {"code": each.criterion.code, "star": each.star, "met": each.met, "reason": each.reason}
            for each in findings
        ],
        "conflicts": [
            {"by": each.user.full_name, "kind": each.kind, "reason": each.reason}
            for each in dossier.conflicts.standing().for_list()
        ],
        "abstentions": [
            {"by": each.by.full_name, "reason": each.abstention} for each in abstained.select_related("by")
        ],
        "first_round": sealed_sheets(
            rubric, before.filter(abstained_at=None).select_related("by"), dossier.branch
        ),
    }


def sealed_sheets(rubric, assessments, branch):
    """Return the members' sheets as plain data, in this order."""
    return [
        sealed_sheet(sheet, choices, rubric.tally(choices, branch)) for sheet, choices in assessments.chosen()
    ]


def sealed_sheet(assessment, choices, tally):
    """Return one member's sheet: name, choices (position of the option), points by criterion, total."""
    return {
        "by": assessment.by.full_name,
        "locked_at": assessment.locked_at.isoformat(),
        "choices": choices,
        "points": tally.points,
        "parts": tally.parts,
        "total": tally.total,
    }


def arithmetic(rubric, choices, branch, *, ended, findings=None):
    """Compute the star from the choices of all sheets and the chair's findings; return plain data.

    A confirmed objection gives no star.
    """
    if not choices:
        return {"total": 0, "stars_by_points": 0, "stars_by_gates": 0, "missing": [], "stars": 0}
    outcome = rubric.outcome(choices, branch, findings)
    return {
        "total": outcome.total,
        "stars_by_points": outcome.stars_by_points,
        "stars_by_gates": outcome.stars_by_gates,
        "missing": [
            {"code": gate.code, "star": gate.star, "points": gate.points, "reached_by": gate.reached_by}
            for gate in outcome.missing
        ],
        "stars": 0 if ended else outcome.stars,
    }


class Result(OfDossier, models.Model):
    """Result of a council's locked sheets; immutable. `stars` 0: excluded, or scoring stopped."""

    place_path = "dossier__product__producer__place"
    producer_path = "dossier__product__producer"
    ministry_reads = forwarded("dossier")

    dossier = models.OneToOneField(Dossier, models.PROTECT, verbose_name=_("dossier"), related_name="result")
    total = models.PositiveIntegerField(_("sum of points"))
    sheets = models.PositiveSmallIntegerField(_("number of sheets"))
    stars_by_points = models.PositiveSmallIntegerField(_("stars by points"))
    stars_by_gates = models.PositiveSmallIntegerField(_("stars by requirements"))
    # [{"code", "star", "points", "reached_by"}], lowest star first.
    missing = models.JSONField(_("requirements not met"), default=list)
    ended_by = models.CharField(_("ended by"), max_length=12, blank=True)
    stars = models.PositiveSmallIntegerField(_("stars"))
    sealed = models.TextField(_("inputs and arithmetic"))
    sha256 = models.CharField("SHA-256", max_length=64)
    # Null for results older than session records.
    session = models.ForeignKey(
        Session, models.PROTECT, verbose_name=_("session of a council"), null=True, related_name="results"
    )
    concluded_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("established by"), related_name="+"
    )
    concluded_at = models.DateTimeField(_("established at"), auto_now_add=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["pk"]
        triggers = [
            immutable("result_is_kept"),
            # Doubles conclude.why_not_conclude().
            refuse_if(
                "result_by_nobody_in_conflict",
                pgtrigger.Insert,
                conflict_in_sql("NEW.dossier_id", "NEW.concluded_by_id"),
            ),
            RESULT_BY_COUNCIL_OR_OFFICE,
            # Doubles conclude.why_not_conclude().
            refuse_if(
                "result_with_every_stop_decided",
                pgtrigger.Insert,
                "NEW.ended_by = '' AND "
                + stop_not_decided_in_sql(counted_in_sql("NEW.dossier_id"), "NEW.dossier_id"),
            ),
            # Doubles session.needs_meeting().
            refuse_if(
                "result_that_ends_in_a_meeting",
                pgtrigger.Insert,
                "NEW.ended_by <> '' AND NOT EXISTS (SELECT 1 FROM ratings_session"
                f" WHERE id = NEW.session_id AND kind = '{SessionKind.MEETING}')",
            ),
            # Doubles session.why_not_without_session().
            refuse_if(
                "result_in_an_open_session",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_sessionitem i JOIN ratings_session s ON s.id = i.session_id"
                " WHERE s.id = NEW.session_id AND s.closed_at IS NULL"
                " AND i.dossier_id = NEW.dossier_id AND i.taken_off = '')",
            ),
            # Doubles Session.why_not_day().
            refuse_if(
                "result_on_the_day_of_its_session",
                pgtrigger.Insert,
                f"NOT EXISTS (SELECT 1 FROM ratings_session s WHERE s.id = NEW.session_id AND {held_truly('s')})",
            ),
            # Doubles conclude.why_not_conclude().
            refuse_if(
                "result_of_all_locked_sheets",
                pgtrigger.Insert,
                "NOT EXISTS (SELECT 1 FROM ratings_dossier WHERE id = NEW.dossier_id"
                f" AND state = '{DossierState.SCORING}')"
                " OR EXISTS (SELECT 1 FROM ratings_objection"
                f" WHERE dossier_id = NEW.dossier_id AND outcome = '{ObjectionOutcome.PENDING}')"
                " OR (NEW.ended_by = '') = EXISTS (SELECT 1 FROM ratings_objection"
                f" WHERE dossier_id = NEW.dossier_id AND outcome = '{ObjectionOutcome.CONFIRMED}')"
                " OR NEW.sheets <> (SELECT count(*) FROM ratings_assessment a"
                f" WHERE a.dossier_id = NEW.dossier_id AND a.stage = '{Stage.MEMBER}' AND a.locked_at IS NOT NULL"
                " AND a.abstained_at IS NULL AND NOT EXISTS (SELECT 1 FROM ratings_conflict c"
                " WHERE c.dossier_id = NEW.dossier_id AND c.user_id = a.by_id AND c.lifted_at IS NULL)"
                " AND NOT EXISTS (SELECT 1 FROM ratings_assessment l"
                f" WHERE l.dossier_id = a.dossier_id AND l.by_id = a.by_id AND l.stage = '{Stage.MEMBER}'"
                " AND l.round > a.round AND l.locked_at IS NOT NULL))"
                " OR (NEW.ended_by = '' AND EXISTS (SELECT 1 FROM ratings_scoringseat s"
                " JOIN ratings_scoringterms t ON t.id = s.terms_id JOIN ratings_dossier d ON d.id = t.dossier_id"
                " WHERE d.id = NEW.dossier_id AND t.number = (SELECT max(m.number) FROM ratings_scoringterms m"
                f" WHERE m.dossier_id = d.id) AND s.kind IN {sql_in(*SCORING_SEATS)}"
                " AND NOT EXISTS (SELECT 1 FROM ratings_conflict c"
                " WHERE c.dossier_id = NEW.dossier_id AND c.user_id = s.user_id AND c.lifted_at IS NULL)"
                " AND NOT EXISTS (SELECT 1 FROM ratings_assessment a WHERE a.dossier_id = d.id"
                f" AND a.by_id = s.user_id AND a.stage = '{Stage.MEMBER}' AND a.locked_at IS NOT NULL"
                " AND (a.round = d.scoring_round OR a.abstained_at IS NOT NULL))))",
            ),
            result_from_answers(),
            anchored(AnchorKind.RESULT),
        ]
        constraints = [
            models.CheckConstraint(
                name="result_stars_is_the_lower",
                condition=(
                    Q(ended_by="", sheets__gt=0, stars=Least(F("stars_by_points"), F("stars_by_gates")))
                    | (~Q(ended_by="") & Q(stars=0))
                ),
            ),
            models.CheckConstraint(name="result_total_on_sheets", condition=Q(total__lte=F("sheets") * 100)),
            models.CheckConstraint(
                name="result_ended_by_known", condition=Q(ended_by__in=["", *ObjectionKind.values])
            ),
        ]

    def __str__(self):
        return f"{self.stars}★ {self.dossier_id}"

    @property
    def content(self):
        """The sealed content as data."""
        return json.loads(self.sealed)

    def is_intact(self):
        """Return whether the hash matches and recomputing from the sealed inputs gives the same result."""
        if hashlib.sha256(self.sealed.encode()).hexdigest() != self.sha256:
            return False
        content = self.content
        sheet = Sheet.objects.for_detail().get(pk=self.dossier.sheet_id)
        again = arithmetic(
            Rubric.from_document(sheet.document(), content["bands"]),
            [entry["choices"] for entry in content["sheets"]],
            content["branch"],
            ended=bool(content["objections"]),
            findings={(each["code"], each["star"]): each["met"] for each in content["findings"]},
        )
        return content | again == content and all(getattr(self, name) == again[name] for name in again)

    @property
    def mean(self):
        """Mean total for display, two decimals, never rounded up into the next band."""
        if not self.sheets:
            return Decimal(0)
        return (Decimal(self.total) / self.sheets).quantize(CENT, rounding=ROUND_FLOOR)

    @property
    def formatted_points(self):
        """For example “78.5 points”, in Vietnamese with a decimal comma."""
        mean = self.mean.normalize()
        shown = number_format(mean if mean % 1 else mean.quantize(Decimal(1)))
        return gettext("%(points)s points") % {"points": shown}

    def decisive_gates(self):
        """Return the missed requirements of the lowest star, which make the star lower than the points do."""
        if self.stars_by_gates >= self.stars_by_points:
            return []
        return [gate for gate in self.missing if gate["star"] == self.stars_by_gates + 1]

    @property
    def ending(self):
        """A sentence that the dossier ended without recognition, naming a decision; else empty."""
        if self.dossier.state != DossierState.CLOSED:
            return ""
        values = {"stars": format_stars(self.stars) if self.stars else gettext("no star")}
        # DecisionKind.REFUSE of ratings.decisions
        items = self.dossier.decision_items.filter(decision__kind="refuse", decision__issued_at__isnull=False)
        if not (item := items.select_related("decision").first()):
            return gettext("Closed without recognition. The council's result was: %(stars)s.") % values
        values["number"] = item.decision.number
        values["day"] = date_format(item.decision.signed_day, "SHORT_DATE_FORMAT")
        return (
            gettext(
                "Refused by Decision %(number)s of %(day)s: no star is recognised. The council's result was: %(stars)s."
            )
            % values
        )

    @property
    def spread_left(self):
        """A sentence that totals of the second round still exceed the limit; else empty."""
        totals, terms = [sheet["total"] for sheet in self.content["sheets"]], self.dossier.terms
        if self.dossier.scoring_round == 1 or not totals or not terms:
            return ""
        width = max(totals) - min(totals)
        if width <= terms.spread_limit:
            return ""
        return gettext(
            "After the second round the totals still lie %(width)d points apart; the limit is %(limit)d. The second"
            " round is the last one: the plain average counts, and what remains was for the council to discuss in its"
            " session."
        ) % {"width": width, "limit": terms.spread_limit}

    def reason(self):
        """Return why it is this star, as a sentence in the reader's language; it names the findings that counted."""
        if self.ended_by:
            return self._reason_of_the_end()
        return "; ".join([self._reason_of_the_star(), *self.findings_as_text()])

    def _reason_of_the_star(self):
        """Return points, and requirements met or missed."""
        reach = gettext("%(points)s reach %(stars)s") % {
            "points": self.formatted_points,
            "stars": format_stars(self.stars_by_points),
        }
        if gates := self.decisive_gates():
            lack = ngettext(
                "requirement %(codes)s (%(gate)s) is not met: %(stars)s",
                "requirements %(codes)s (%(gate)s) are not met: %(stars)s",
                len(gates),
            ) % {
                "codes": ", ".join(gate["code"] for gate in gates),
                "gate": format_stars(gates[0]["star"]),
                "stars": format_stars(self.stars),
            }
            return f"{reach}; {lack}"
        if self.stars < LOWEST_CERTIFIED:
            return f"{reach}{self._lack_below_three_stars()}"
        return gettext("%(reach)s; all requirements for it are met") % {"reach": reach}

    def _lack_below_three_stars(self):
        """Return the missing requirements of three stars if the points alone are not enough either; else nothing."""
        codes = [gate["code"] for gate in self.missing if gate["star"] == LOWEST_CERTIFIED]
        if not codes:
            return ""
        return "; " + ngettext(
            "requirement %(codes)s for three stars is not met either",
            "requirements %(codes)s for three stars are not met either",
            len(codes),
        ) % {"codes": ", ".join(codes)}

    def found(self):
        """Return the findings that counted: code, star, met, reason, reached_by (number of sheets that meet it).

        Findings of older results on which all sheets agree do not count.
        """
        content = self.content
        findings = content.get("findings", [])
        if not findings or self.ended_by:
            return []
        needed = {
            (gate.code, gate.star): gate.points
            for gate in self.dossier.sheet.rubric().gates(content["branch"])
        }
        for each in findings:
            least = needed[each["code"], each["star"]]
            each["reached_by"] = sum(
                sheet["points"].get(each["code"], 0) >= least for sheet in content["sheets"]
            )
        return [each for each in findings if 0 < each["reached_by"] < self.sheets]

    def findings_as_text(self):
        """Return a sentence for each: “requirement 7 (5 stars): 1 of 9 sheets, met by the chair's finding: …”."""
        return [self._finding_as_text(each) for each in self.found()]

    def _finding_as_text(self, finding):
        values = {
            "code": finding["code"],
            "stars": format_stars(finding["star"]),
            "reached": finding["reached_by"],
            "sheets": self.sheets,
            "reason": finding["reason"],
        }
        if finding["met"]:
            return (
                gettext(
                    "requirement %(code)s (%(stars)s): %(reached)s of %(sheets)s sheets, met by the chair's finding:"
                    " %(reason)s"
                )
                % values
            )
        return (
            gettext(
                "requirement %(code)s (%(stars)s): %(reached)s of %(sheets)s sheets, not met by the chair's finding:"
                " %(reason)s"
            )
            % values
        )

    def _reason_of_the_end(self):
        """Return why there is no star."""
        objection = self.content["objections"][0]
        values = {"code": objection["criterion"] or "", "reason": objection["reason"]}
        if self.ended_by == ObjectionKind.DISQUALIFIER:
            return gettext("No star: excluded. %(reason)s") % values
        return gettext("No star: scoring stopped. %(reason)s") % values


def format_stars(stars):
    """For example “4 stars”."""
    return ngettext("%(count)s star", "%(count)s stars", stars) % {"count": stars}
