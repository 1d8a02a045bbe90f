"""The side navigation: one entry a page, shown to the roles whose act it is (ocop/permissions/__init__.py)."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ocop.permissions import ADMINISTRATOR, COMMUNE, DESK, EVERYBODY, PRODUCER, Act, Role


@dataclass(frozen=True)
class NavigationEntry:
    """A page in the side navigation and on the desk's first page; `url_name` takes no arguments."""

    label: str | Promise
    url_name: str
    act: Act
    about: str | Promise = ""
    # Of the roles that may open it those that see the entry: others reach their rows another way, or have none.
    offered_to: frozenset[Role] = EVERYBODY
    # URL names of pages that belong to it although their path does not start with its own.
    holds: frozenset[str] = frozenset()

    @property
    def url(self):
        """The URL in the reader's language; empty if there is no such page."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


ENTRIES = [
    NavigationEntry(_("Worklist"), "desk", Act.OPEN_DESK),
    NavigationEntry(
        _("Products"),
        "desk-product-list",
        Act.READ_REGISTERS,
        _("Every registered product with its papers and photographs."),
    ),
    NavigationEntry(
        _("Producers"),
        "desk-producer-list",
        Act.READ_REGISTERS,
        _("Cooperatives, companies and households that make them."),
    ),
    NavigationEntry(
        _("Certifications"),
        "desk-certification-list",
        Act.READ_REGISTERS,
        _("Certificates by the day on which they expire."),
    ),
    NavigationEntry(_("Traceability"), "desk-traceability-list", Act.READ_REGISTERS),
    NavigationEntry(
        _("Collections"),
        "desk-collection-list",
        Act.READ_REGISTERS,
        _("Products for an occasion or by a theme, as readers of the catalogue see them."),
    ),
    NavigationEntry(
        _("Sales channels"),
        "desk-channel-list",
        Act.READ_REGISTERS,
        _("Where products are sold and exported, and what was found there."),
    ),
    NavigationEntry(
        _("Support and trade"),
        "desk-event-list",
        Act.READ_REGISTERS,
        _("Trade events, deals, support received and revenue by year."),
    ),
    NavigationEntry(
        _("Dossiers"),
        "desk-dossier-list",
        Act.LIST_DOSSIERS,
        _("From the draft to the result, with what is still missing."),
        offered_to=DESK,
    ),
    NavigationEntry(
        _("Councils"),
        "desk-council-list",
        Act.READ_COUNCILS,
        _("Seats, sessions and the scores once they are locked."),
        holds=frozenset({"desk-spread-limits", "desk-score-disclosures", "session-call"}),
        offered_to=DESK,
    ),
    NavigationEntry(
        _("Rounds"),
        "desk-round-list",
        Act.READ_ROUNDS,
        _("Until when proposals come, and when results are due."),
        offered_to=DESK - COMMUNE,
    ),
    NavigationEntry(
        _("Decisions"),
        "desk-decision-list",
        Act.READ_DECISIONS,
        _("Prepared by one person, issued by another."),
        offered_to=DESK,
    ),
    NavigationEntry(
        _("Recorded decisions"),
        "desk-recorded-decision-list",
        Act.READ_RECORDED,
        _("Signed elsewhere: recorded by one person, confirmed against the document by another."),
    ),
    NavigationEntry(
        _("Recognitions"),
        "desk-recognition-list",
        Act.READ_RECOGNITIONS,
        _("Stars with their dates: in force, lapsed, withdrawn."),
        offered_to=DESK,
    ),
    NavigationEntry(
        _("Inspections"),
        "desk-inspection-list",
        Act.READ_INSPECTIONS,
        _("Which stars are visited, what was found, and what is to be mended by when."),
    ),
    NavigationEntry(
        _("Import a list"),
        "desk-import",
        Act.IMPORT_LISTS,
        _("Read an Excel, CSV or Word list and see first what would change."),
    ),
    NavigationEntry(
        _("Score sheets"),
        "score",
        Act.SIT_ON_COUNCIL,
        _("The sheets that a council has given to you."),
        offered_to=EVERYBODY - PRODUCER,
    ),
    NavigationEntry(
        _("Official sheets"),
        "desk-sheet-list",
        Act.READ_SHEETS,
        _("Versions of the score sheets, what they ask, and what a new one changes."),
    ),
    NavigationEntry(
        _("Practice"),
        "practice",
        Act.PRACTISE,
        _("Fill an official sheet without effect: its points, its star and what is missing."),
    ),
    NavigationEntry(_("My dossiers"), "my", Act.SEE_OWN_PRODUCTS),
    NavigationEntry(
        _("Administration"),
        "admin:index",
        Act.ADMINISTER,
        _("Users, places and published sheets."),
    ),
    NavigationEntry(
        _("Log"),
        "desk-log",
        Act.READ_LOG,
        _("Who changed what, when and why, in all registers."),
    ),
    NavigationEntry(_("Design"), "design", Act.OPEN_DESK, offered_to=ADMINISTRATOR),
]


def entries_for(user):
    """The entries that `user` may open, in the order of the work."""
    mine = [entry for entry in ENTRIES if entry.act.allows(user) and user.role in entry.offered_to]
    return [entry for entry in mine if entry.url]
