"""The side navigation: one entry a page, shown to the roles that may open it."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocop.models.user import DESK_ROLES, Role


@dataclass(frozen=True)
class Entry:
    """A page in the side navigation and on the desk's first page; `url_name` takes no arguments."""

    label: str | Promise
    url_name: str
    roles: frozenset[str]
    about: str | Promise = ""
    # URL names of pages that belong to it although their path does not start with its own.
    holds: frozenset[str] = frozenset()

    @property
    def url(self):
        """The URL in the reader's language; empty if there is no such page."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


READERS = frozenset(DESK_ROLES)
OFFICERS = frozenset({Role.PROVINCIAL_OFFICER})
ASSESSORS = frozenset({Role.EXPERT, *DESK_ROLES})

DESK = Entry(_("Worklist"), "desk", READERS)
ENTRIES = [
    DESK,
    Entry(
        _("Products"),
        "desk-product-list",
        READERS,
        _("Every registered product with its papers and photographs."),
    ),
    Entry(
        _("Producers"),
        "desk-producer-list",
        READERS,
        _("Cooperatives, companies and households that make them."),
    ),
    Entry(
        _("Certifications"),
        "desk-certification-list",
        READERS,
        _("Certificates by the day on which they expire."),
    ),
    Entry(_("Traceability"), "desk-traceability-list", READERS),
    Entry(
        _("Collections"),
        "desk-collection-list",
        READERS,
        _("Products for an occasion or by a theme, as readers of the catalogue see them."),
    ),
    Entry(
        _("Sales channels"),
        "desk-channel-list",
        READERS,
        _("Where products are sold and exported, and what was found there."),
    ),
    Entry(
        _("Support and trade"),
        "desk-event-list",
        READERS,
        _("Trade events, deals, support received and revenue by year."),
    ),
    Entry(
        _("Dossiers"),
        "desk-dossier-list",
        READERS,
        _("From the draft to the result, with what is still missing."),
    ),
    Entry(
        _("Councils"),
        "desk-council-list",
        READERS,
        _("Seats, sessions and the scores once they are locked."),
        holds=frozenset({"desk-spread-limits", "desk-score-disclosures", "session-call"}),
    ),
    Entry(
        _("Rounds"),
        "desk-round-list",
        READERS - {Role.COMMUNE_OFFICER},
        _("Until when proposals come, and when results are due."),
    ),
    Entry(_("Decisions"), "desk-decision-list", READERS, _("Prepared by one person, issued by another.")),
    Entry(
        _("Recorded decisions"),
        "desk-recorded-decision-list",
        READERS - {Role.COMMUNE_OFFICER},
        _("Signed elsewhere: recorded by one person, confirmed against the document by another."),
    ),
    Entry(
        _("Recognitions"),
        "desk-recognition-list",
        READERS,
        _("Stars with their dates: in force, lapsed, withdrawn."),
    ),
    Entry(
        _("Import a list"),
        "desk-import",
        OFFICERS,
        _("Read an Excel, CSV or Word list and see first what would change."),
    ),
    Entry(_("Score sheets"), "score", ASSESSORS, _("The sheets that a council has given to you.")),
    Entry(
        _("Official sheets"),
        "desk-sheet-list",
        frozenset({Role.ADMINISTRATOR, Role.MINISTRY_OFFICER, Role.AUDITOR, Role.PROVINCIAL_OFFICER}),
        _("Versions of the score sheets, what they ask, and what a new one changes."),
    ),
    Entry(
        _("Practice"),
        "practice",
        frozenset(Role),
        _("Fill an official sheet without effect: its points, its star and what is missing."),
    ),
    Entry(_("My dossiers"), "my", frozenset({Role.PRODUCER})),
    Entry(
        _("Administration"),
        "admin:index",
        frozenset({Role.ADMINISTRATOR}),
        _("Users, places and published sheets."),
    ),
    Entry(
        _("Log"),
        "desk-log",
        frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
        _("Who changed what, when and why, in all registers."),
    ),
    Entry(_("Design"), "design", frozenset({Role.ADMINISTRATOR})),
]


def entries_for(user):
    """The entries that `user` may open, in the order of the work."""
    return [entry for entry in ENTRIES if user.role in entry.roles and entry.url]
