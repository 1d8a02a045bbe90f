"""What the database holds of evidence and filings, each broken once (test_constraints)."""

from datetime import date

from django.utils import timezone

from ratings import models as m
from tests import factories as make
from tests.ratings.broken import node, twice, update


def filing(**fields):
    """The filing of a dossier, with `fields` updated."""
    row = make.dossier(state="filed").filings.get()
    update(row, **fields) if fields else None
    return row


def filed_again(**fields):
    """A copy of a filing under the same number."""
    row = filing()
    names = ("dossier", "place", "year", "serial", "sealed", "sha256", "filed_by")
    values = {name: getattr(row, name) for name in names} | {"copy": 2}
    return m.Filing.objects.create(**values | fields)


RULES = {
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
