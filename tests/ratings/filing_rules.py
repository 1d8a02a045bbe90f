"""Database rules on dossiers, evidence and filings, each broken once (see test_constraints)."""

from datetime import date

from django.utils import timezone

from ratings.dossiers.models import AgencyReport, Filing
from tests import factories as make
from tests.ratings.broken import dossier_of, draft_of_another_set, node, scoring, twice, update


def filing(**fields):
    """The filing of a dossier, with `fields` updated."""
    row = make.dossier(state="filed").filings.get()
    update(row, **fields) if fields else None
    return row


def filed_again(**fields):
    """Copy of a filing under the same number."""
    row = filing()
    names = ("dossier", "place", "year", "serial", "sealed", "sha256", "filed_by")
    values = {name: getattr(row, name) for name in names} | {"copy": 2}
    return Filing.objects.create(**values | fields)


RULES = {
    # dossiers
    "dossier_state_known": lambda: update(make.dossier(), state="x"),
    "dossier_kind_known": lambda: dossier_of(kind="x", builds_on=make.recognition()),
    "dossier_builds_on_unless_first": lambda: dossier_of(kind="renewal"),
    "dossier_scored_in_two_rounds_at_most": lambda: dossier_of(scoring_round=3),
    "dossier_national_from_a_forwarded_one": lambda: dossier_of(
        forwarded_from=(one := make.dossier(state="closed")), product=one.product, state="checking"
    ),
    "dossier_one_open_per_product": lambda: dossier_of(product=make.dossier().product),
    "dossier_scored_by_a_council": lambda: update(make.dossier(state="checking"), state="scoring"),
    "dossier_moves_by_the_table": lambda: update(scoring(), state="draft"),
    "dossier_filed_on_the_sheet_of_its_set": draft_of_another_set,
    "dossier_on_sheet_of_its_set": lambda: dossier_of(sheet=make.sheet(12)),
    "dossier_branch_iff_sheet_has_cases": lambda: dossier_of(branch=1),
    "dossier_opened_once": lambda: update(make.dossier(), opened_by=make.user()),
    "dossier_ended_stays_as_it_is": lambda: update(make.issued_recognition().dossier, changes="x"),
    "dossier_sheet_is_pinned": lambda: update(make.dossier(), sheet=make.sheet(12)),
    "dossier_council_kept_while_scoring": lambda: update(scoring(), council=make.council()),
    # evidence and filings
    "evidence_state_known": lambda: update(
        make.evidence(), state="x", decided_by=make.user(), decided_at=timezone.now()
    ),
    "evidence_kind_known": lambda: make.evidence(requirement="x"),
    "evidence_issued_before_expiry": lambda: make.evidence(
        issued_on=date(2026, 1, 1), expires_on=date(2026, 1, 1)
    ),
    "evidence_decided_by_and_at": lambda: make.evidence(state="accepted"),
    "evidence_returned_with_a_reason": lambda: update(
        make.evidence(), state="returned", decided_by=make.user(), decided_at=timezone.now()
    ),
    "evidence_file_once_per_dossier": lambda: twice(make.evidence, dossier=make.dossier(), sha256="a"),
    "evidence_while_with_the_producer": lambda: make.evidence(dossier=make.dossier(state="filed")),
    "evidence_as_it_was_checked": lambda: update(make.dossier(state="scoring").evidence.first(), title="b"),
    "evidence_file_is_kept": lambda: update(make.evidence(), sha256="b"),
    "citation_once": lambda: make.evidence(cites=["1.1"]).citations.create(criterion=node("1.1")),
    "citation_on_the_dossiers_sheet": lambda: make.evidence().citations.create(criterion=node("1.1", 12)),
    "filing_number_once": lambda: filed_again(copy=1),
    "filing_confirmed_by_and_at": lambda: filed_again(confirmed_at=timezone.now()),
    "filing_is_kept": lambda: update(filing(), sealed="x"),
    "filing_confirmed_is_kept": lambda: update(
        filing(confirmed_by=make.user(), confirmed_at=timezone.now()), confirmed_at=timezone.now()
    ),
}


def agency_report():
    """The agency's report on five stars again, not signed."""
    dossier = make.five_stars_again()
    return AgencyReport.open(dossier, by=make.officer_of(dossier))
