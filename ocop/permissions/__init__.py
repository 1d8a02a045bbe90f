"""Who may do what: one table, read by views, navigation, the workflow of a dossier and the tests.

A view names its act (`act = Act.EDIT_COUNCILS`); the line of that act says the rest:

- who: the roles that may do it (all others get 403), and for a step of a dossier also seats in its council;
- scope: the queryset method that limits the rows (a row outside it is a 404).

Whether an act is possible now is the model's answer (`why_not_…()`); the page shows the reason with 409.
Acts of all apps are listed here by name, so that one page shows everything; this module imports no app.
docs/permissions.md is the same table for readers, printed by `./run manage permissions_page`.
"""

from enum import Enum, unique
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Manager, Model, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ocop.models import User

Row = TypeVar("Row", bound=Model)


class Role(TextChoices):
    """What a user is. What they do in a council follows from their seat alone."""

    PRODUCER = "producer", _("Producer")
    COMMUNE_OFFICER = "commune_officer", _("Commune officer")
    PROVINCIAL_OFFICER = "provincial_officer", _("Provincial officer")
    PROVINCIAL_LEADER = "provincial_leader", _("Provincial leader")
    EXPERT = "expert", _("Expert")
    MINISTRY_OFFICER = "ministry_officer", _("Ministry officer")
    MINISTRY_LEADER = "ministry_leader", _("Leader of the ministry")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class SeatKind(TextChoices):
    """What a person does in a council; their role says nothing about it."""

    CHAIR = "chair", _("Chair")
    DEPUTY = "deputy", _("Deputy chair")
    SECRETARY = "secretary", _("Secretary")
    MEMBER = "member", _("Member")
    ADVISER = "adviser", _("Adviser")


class Scope(Enum):
    """The rows that an act reaches: the method of the queryset that leaves them, and in words."""

    PUBLIC = "public", "public rows, without an account"
    SIGNING_IN = "", "no rows: the pages for signing in"
    SIGNED_IN = "", "no rows: pages for accounts of these roles"
    VISIBLE = "visible_to", "rows of their producers, their commune or province, or the country"
    LISTED = "listed_for", "visible dossiers, where the ministry's replaces the one that was forwarded to it"
    READABLE = "readable_by", "visible rows, and rows before their council as soon as it may read them"
    EDITABLE = "editable_by", "rows that their own office keeps"
    WRITABLE = "writable_by", "rows in their hands that are not yet filed or signed"
    SEATED = "seated", "rows before a council on which they sit"
    JUDGED = "judged_by", "rows before their council without a conflict of interest against them"
    OWN = "own", "score sheets that they fill in from a seat"
    CONVENED = "convened_by", "councils whose sessions they call: as chair, deputy, secretary or its office"
    UNLOCKABLE = "unlockable_by", "locked score sheets of other members, where they are chair or deputy"
    DECIDABLE = (
        "decidable_by",
        "objections before their council, or before a council that their office serves",
    )
    CONFIRMABLE = "confirmable_by", "rows entered for their authority that need a second person"
    DISCARDABLE = "discardable_by", "rows that wait for a second person and that they may change or confirm"
    ISSUABLE = "issuable_by", "decisions of their authority that somebody else prepared"
    ATTACHABLE = "attachable_by", "decisions of their authority that still need the signed document"

    def __init__(self, method: str, words: str) -> None:
        self.method, self.words = method, words


# Sets of roles, and of seats in a council.
EVERYBODY = frozenset(Role)
PRODUCER = frozenset({Role.PRODUCER})
COMMUNE = frozenset({Role.COMMUNE_OFFICER})
PROVINCE = frozenset({Role.PROVINCIAL_OFFICER})
MINISTRY = frozenset({Role.MINISTRY_OFFICER})
OFFICERS = PROVINCE | MINISTRY
PROVINCE_LEADER = frozenset({Role.PROVINCIAL_LEADER})
MINISTRY_LEADER = frozenset({Role.MINISTRY_LEADER})
LEADERS = PROVINCE_LEADER | MINISTRY_LEADER
MINISTRY_ROLES = MINISTRY | MINISTRY_LEADER
EXPERT = frozenset({Role.EXPERT})
AUTHORITIES = OFFICERS | LEADERS  # what one of them enters, another one confirms
AUDITOR = frozenset({Role.AUDITOR})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
DESK = COMMUNE | AUTHORITIES | AUDITOR | ADMINISTRATOR
LOCAL = PRODUCER | COMMUNE  # do not see what councils and authorities have in hand
APPLICANTS = PRODUCER | COMMUNE | PROVINCE  # a producer, or an officer for one
OFFICES = COMMUNE | OFFICERS  # each in its turn checks a dossier
CLOSERS = APPLICANTS | PROVINCE_LEADER | MINISTRY
REGISTRARS = COMMUNE | PROVINCE | AUDITOR | ADMINISTRATOR  # keep the registers of a place, or look after them

SECRETARY = frozenset({SeatKind.SECRETARY})
# One of them presides over a dossier: ratings/councils/models/presiding.py
PRESIDING = frozenset({SeatKind.CHAIR, SeatKind.DEPUTY})
CONVENERS = PRESIDING | SECRETARY  # they hold the sessions


@unique
class Act(Enum):
    """An act: its scope, who may do it, and in words."""

    # The portal
    PROBE = Scope.PUBLIC, EVERYBODY, "ask whether the portal is alive and ready"
    SIGN_IN = Scope.SIGNING_IN, EVERYBODY, "sign in, or ask for a new password"
    USE_ACCOUNT = Scope.SIGNED_IN, EVERYBODY, "their own password, second factor and sessions"
    OPEN_DESK = Scope.SIGNED_IN, DESK, "the officers' worklist, and the parts of pages at /desk/design/"
    READ_HISTORY = Scope.VISIBLE, EVERYBODY, "who changed a photograph or a round"
    READ_DELETED = Scope.VISIBLE, REGISTRARS, "the history of what is deleted"
    READ_LOG = Scope.VISIBLE, AUDITOR | ADMINISTRATOR, "who did, read or was denied what, in all registers"
    ADMINISTER = Scope.SIGNED_IN, ADMINISTRATOR, "accounts, places and other rows of the administration"

    # The public catalogue
    READ_CATALOGUE = Scope.PUBLIC, EVERYBODY, "catalogue, verification, statistics, map, open data"

    # The registers: producers, products, their papers, trade, sales and collections
    READ_REGISTERS = Scope.VISIBLE, DESK, "read producers, products, certificates, trade, collections"
    EDIT_REGISTERS = Scope.EDITABLE, PROVINCE, "register, change, check and delete them"
    IMPORT_LISTS = Scope.EDITABLE, PROVINCE, "import and export lists of the registers"
    PRINT_CODE = Scope.VISIBLE, COMMUNE, "print a code with which a producer without e-mail signs in"
    SEE_OWN_PRODUCTS = Scope.VISIBLE, PRODUCER, "the first page of a producer"

    # Official sheets
    READ_SHEETS = Scope.VISIBLE, OFFICERS | AUDITOR | ADMINISTRATOR, "versions, differences, open questions"
    SIMULATE_SHEET = Scope.VISIBLE, MINISTRY | ADMINISTRATOR, "what past results would be on a version"
    EDIT_SHEETS = Scope.EDITABLE, ADMINISTRATOR, "load, propose and recall a version; publish another's"
    RECORD_INTERPRETATION = Scope.VISIBLE, PROVINCE, "record how the province reads an open question"
    END_INTERPRETATION = Scope.EDITABLE, PROVINCE, "end such an interpretation"
    PRACTISE = Scope.VISIBLE, EVERYBODY, "fill a sheet without effect"

    # Councils and rounds
    READ_COUNCILS = Scope.VISIBLE, EVERYBODY, "councils with their seats and dossiers"
    EDIT_COUNCILS = Scope.EDITABLE, OFFICERS, "found one, give seats, enter changes by decision"
    CONFIRM_COUNCILS = Scope.CONFIRMABLE, AUTHORITIES, "confirm a council or a change of it"
    PROPOSE_SPREAD_LIMITS = Scope.EDITABLE, OFFICERS, "how far totals may lie apart"
    CONFIRM_SPREAD_LIMITS = Scope.CONFIRMABLE, AUTHORITIES, "read and confirm these limits"
    DISCLOSE_SCORES = Scope.EDITABLE, OFFICERS, "what of the scores the authority publishes"
    READ_ROUNDS = Scope.VISIBLE, DESK, "rounds with their days and dossiers"
    PLAN_ROUNDS = Scope.EDITABLE, OFFICERS, "plan a round of their authority"

    # Dossiers
    LIST_DOSSIERS = Scope.LISTED, EVERYBODY, "the list of dossiers"
    READ_DOSSIERS = Scope.VISIBLE, EVERYBODY, "a dossier, its evidence and its history; its steps are below"
    TAKE_STEP = Scope.VISIBLE, EVERYBODY, "ask for a step of it; whose step it is, the lines below say"
    FILE_DOSSIER = Scope.VISIBLE, APPLICANTS, "open, fill in, assess for oneself, file, give up before filing"
    EDIT_EVIDENCE = Scope.WRITABLE, EVERYBODY, "change what is said of a piece of evidence"
    READ_EVIDENCE = Scope.READABLE, EVERYBODY, "the file of a piece of evidence"
    CONFIRM_FILING = Scope.VISIBLE, PRODUCER, "confirm what an officer filed for the producer"
    RETURN_DOSSIER = Scope.VISIBLE, OFFICES, "accept or return evidence, return the dossier"
    CLOSE_DOSSIER = Scope.VISIBLE, CLOSERS, "withdraw or close it, each in their turn (steps below)"
    NAME_COUNCIL = Scope.EDITABLE, OFFICERS, "name the council that scores it"
    WRITE_COMMUNE_REPORT = Scope.WRITABLE, COMMUNE, "write form 03"
    BEGIN_AGENCY_REPORT = Scope.EDITABLE, PROVINCE, "begin and sign the agency's report on five stars again"
    WRITE_AGENCY_REPORT = Scope.WRITABLE, PROVINCE, "write it"
    WRITE_ADVISORY_REPORT = Scope.WRITABLE, EVERYBODY, "write the report of the advisory team, as adviser"
    TAKE_PAPERS = Scope.VISIBLE, DESK, "forms, drafts of decisions and certificates as PDF or Word"
    TAKE_OWN_PAPERS = Scope.VISIBLE, PRODUCER, "their own forms and certificates"

    # Steps of a dossier, in the order of the law; from which state to which is in ratings/dossiers/workflow.py
    CHECK_AS_COMMUNE = Scope.VISIBLE, COMMUNE, "report on it, forward it to the province, or return it"
    WITHDRAW_FILED = Scope.VISIBLE, PRODUCER | PROVINCE, "close it while it is with the commune"
    CHECK_AS_PROVINCE = Scope.VISIBLE, PROVINCE, "check it, pass it on to be scored, return or close it"
    CHECK_AS_MINISTRY = Scope.VISIBLE, MINISTRY, "the same with what a province has forwarded"
    WITHDRAW_FORWARDED = Scope.VISIBLE, PRODUCER | MINISTRY, "close it at the ministry before scoring"
    BEGIN_SCORING = Scope.VISIBLE, PROVINCE | SECRETARY, "give it from the advisers to the council"
    BEGIN_SCORING_AT_MINISTRY = Scope.VISIBLE, MINISTRY | SECRETARY, "the same at the ministry"
    CONCLUDE = Scope.VISIBLE, PROVINCE | CONVENERS, "establish the result"
    CONCLUDE_AT_MINISTRY = Scope.VISIBLE, MINISTRY | CONVENERS, "the same at the ministry"
    DECIDE_AS_PROVINCE = Scope.VISIBLE, PROVINCE_LEADER, "recognise it or forward it, by a decision"
    CLOSE_AS_PROVINCE = Scope.VISIBLE, PROVINCE | PROVINCE_LEADER, "close it after the result"
    DECIDE_AS_MINISTRY = Scope.VISIBLE, MINISTRY_LEADER, "recognise five stars or refuse them, by a decision"
    HAND_BACK = Scope.VISIBLE, MINISTRY, "hand a result below five stars back to the province"

    # Scoring
    SIT_ON_COUNCIL = Scope.SEATED, EVERYBODY, "score, object, declare a conflict, report as adviser, conclude"
    READ_SCORES = Scope.READABLE, EVERYBODY, "a score sheet, and fill in their own"
    LOCK_SCORES = Scope.OWN, EVERYBODY, "lock it"
    UNLOCK_SCORES = Scope.UNLOCKABLE, EVERYBODY, "open another's locked sheet again, with a reason"
    DECIDE_OBJECTION = Scope.DECIDABLE, EVERYBODY, "decide an objection, or record what the council decided"
    JUDGE = Scope.JUDGED, EVERYBODY, "the marks of the council, and findings on gates"
    READ_MARKS = Scope.VISIBLE, DESK - COMMUNE, "the marks in the desk, after the result"
    READ_ADVISERS_SHEETS = Scope.VISIBLE, AUTHORITIES, "the locked sheets of the advisory team"
    ANALYSE_SCORES = Scope.VISIBLE, OFFICERS | AUDITOR, "how the sheets of a result lie to each other"
    OPEN_SECOND_ROUND = Scope.VISIBLE, OFFICERS, "a second round of scoring, from the office"
    READ_SESSIONS = Scope.READABLE, EVERYBODY, "a session and its minutes"
    CALL_SESSION = Scope.CONVENED, EVERYBODY, "call a session of a council"
    HOLD_SESSION = Scope.EDITABLE, EVERYBODY, "agenda and attendance; close it: for who may call it"

    # Results, decisions and recognitions
    READ_OWN_RESULT = Scope.VISIBLE, PRODUCER, "their own result, and one reply to it"
    READ_PACKAGE = Scope.VISIBLE, AUTHORITIES | AUDITOR, "the sealed package, and the producer's reply"
    READ_DECISIONS = Scope.VISIBLE, EVERYBODY, "decisions, prepared and issued"
    PREPARE_DECISION = Scope.EDITABLE, OFFICERS, "prepare a decision, or discard it before it is issued"
    ISSUE_DECISION = Scope.ISSUABLE, LEADERS, "issue it, or send it back to its officer"
    ATTACH_DOCUMENT = Scope.ATTACHABLE, AUTHORITIES, "attach the signed document"
    READ_RECORDED = Scope.VISIBLE, DESK - COMMUNE, "decisions that were signed elsewhere"
    RECORD_DECISION = Scope.EDITABLE, OFFICERS, "record such a decision, and name the products in it"
    CONFIRM_RECORDED = Scope.CONFIRMABLE, AUTHORITIES, "confirm it against the signed document"
    DISCARD_RECORDED = Scope.DISCARDABLE, AUTHORITIES, "discard what is not confirmed"
    READ_RECOGNITIONS = Scope.VISIBLE, EVERYBODY, "stars with their dates"
    CHANGE_RECOGNITION = Scope.VISIBLE, OFFICERS, "prepare an extension, a correction or a withdrawal"

    # After the certificate
    READ_INSPECTIONS = Scope.VISIBLE, DESK, "inspections; a commune those that took place"
    PLAN_INSPECTIONS = Scope.VISIBLE, OFFICERS, "stars in force by their risk, and put a visit on the plan"
    HOLD_INSPECTIONS = Scope.EDITABLE, OFFICERS, "record the visit, follow it up, close it or give it up"

    def __init__(self, scope: Scope, who: frozenset[Role | SeatKind], words: str) -> None:
        self.scope, self.who, self.words = scope, who, words
        self.roles = frozenset(part for part in who if isinstance(part, Role))
        self.seats = frozenset(part for part in who if isinstance(part, SeatKind))

    @property
    def is_public(self) -> bool:
        """Whether its pages are the same for everybody, so that caches may store them."""
        return self.scope is Scope.PUBLIC

    @property
    def needs_no_account(self) -> bool:
        """Whether it is possible without signing in."""
        return self.scope in (Scope.PUBLIC, Scope.SIGNING_IN)

    @property
    def reaches_rows(self) -> bool:
        """Whether its scope is a queryset method."""
        return bool(self.scope.method)

    def allows(self, user: "User") -> bool:
        """Whether the role of `user` may do it, on whatever rows the scope leaves."""
        return self.needs_no_account or user.role in self.roles

    def narrow(self, rows: "QuerySet[Row] | Manager[Row]", user: "User") -> "QuerySet[Row]":
        """The rows of a queryset or manager on which `user` may do it."""
        method = getattr(rows, self.scope.method)
        return method() if self.is_public else method(user)
