"""Two provinces with everything in them, and the people of each: what the sweeps look at.

A new address that names its row by `pk` and whose view has a model needs nothing here if `side` makes
that model; any other says in ADDRESSES how its parts are filled.
"""

from dataclasses import dataclass, field

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ocop.models import DocumentReading, Place, Role
from ocop.pages.checks import view_of
from producers.models import Deal, Membership, Participation, Producer, Revenue, Support, TradeEvent
from products.models import (
    Certification,
    Collection,
    ExportMarket,
    Listing,
    Photo,
    Pick,
    Product,
    ProductSales,
    SalesChannel,
    Traceability,
)
from ratings.aftercare.models import Inspection
from ratings.councils.models import Council, CouncilAmendment, ScoreDisclosure, Seat, SpreadLimit
from ratings.decisions.models import (
    Decision,
    DecisionKind,
    Recognition,
    RecordedDecision,
    RecordedStar,
    RecordedWithdrawal,
    StarClaim,
)
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.models import (
    AdvisoryReport,
    AgencyReport,
    CommuneReport,
    Dossier,
    Evidence,
    Filing,
    Round,
)
from ratings.dossiers.workflow import DossierState
from ratings.imports.models import ColumnMatch, ImportState, RegisterImport
from ratings.labels.models import Label, LabelKey
from ratings.scoring.models import Assessment, Conflict, Objection, Result, Session
from ratings.sheets.models import Sheet, SheetInterpretation
from tests import factories as make
from tests import signed_pdfs
from tests.kept_world import laid_aside
from tests.office_factories import unguarded

# In every name that the other province has; nobody from here may ever read it.
FOREIGN = "Ngoại-tỉnh"
HERE = "Sở-tại"


@dataclass
class Side:
    """One province: a row of each model, rows for pages that need another, and its people by role."""

    rows: dict
    bare: Product  # without a dossier
    apart: Dossier  # whose first round of scoring lies beyond the limit
    national: Dossier  # of the ministry, scored below five stars
    visited: Inspection  # with a finding
    in_order: Inspection  # visited, with nothing to be mended
    people: dict


@dataclass
class World:
    """Here, elsewhere, and who belongs to no province."""

    here: Side
    there: Side
    country: dict
    clients: dict = field(default_factory=dict)

    def client_of(self, user):
        """A client in which `user` is signed in; the same for every address."""
        if user not in self.clients:
            self.clients[user] = Client()
            self.clients[user].force_login(user)
        return self.clients[user]

    def sign_in(self):
        """Sign everybody in once and for all tests."""
        for user in (*self.here.people.values(), *self.there.people.values(), *self.country.values()):
            self.client_of(user)


@laid_aside
def side(mark):
    """Make a province in whose names `mark` stands."""
    province = make.province(name=f"Tỉnh {mark}")
    commune = make.commune(province=province, name=f"Xã {mark}")
    producer = make.producer(place=commune, name=f"Hợp tác xã {mark}")
    product, bare = (make.product(producer=producer, name=f"{name} {mark}") for name in ("Chè", "Mật ong"))
    dossier = make.dossier(state=DossierState.SCORING, product=product)
    chair = dossier.council.seats.get(kind="chair").user
    make.assessment(dossier, by=dossier.council.seats.filter(kind="member").first().user, locked=True)
    scored = make.product(producer=producer, name=f"Miến {mark}")
    concluded = make.dossier(state=DossierState.CONCLUDED, product=scored, choices=make.four_stars())
    Council.objects.filter(place=province).update(name=f"Hội đồng {mark}")
    officer = make.officer_of(product)
    people = {
        Role.PROVINCIAL_OFFICER: officer,
        Role.PROVINCIAL_LEADER: make.leader_of(product),
        Role.COMMUNE_OFFICER: make.user(Role.COMMUNE_OFFICER, place=commune),
        Role.AUDITOR: make.user(Role.AUDITOR, place=province),
        Role.PRODUCER: make.user(Role.PRODUCER),
        Role.EXPERT: chair,
    }
    filed, advised = (
        make.dossier(state=state, product=make.product(producer=producer, name=f"{name} {mark}"))
        for state, name in ((DossierState.FILED, "Gạo"), (DossierState.ADVISORY, "Rượu"))
    )
    advised.council.seats.filter(kind="adviser").update(user=chair)
    apart = make.dossier(
        state=DossierState.CHECKING, product=make.product(producer=producer, name=f"Cam {mark}")
    )
    apart.evidence.first().cite(apart.sheet.criteria.scored(apart.branch))
    apart.name_council(dossier.council, by=officer)
    make.move(apart, DossierState.ADVISORY, by=officer)
    make.report_of_advisers(apart)
    make.move(apart, DossierState.SCORING, by=officer)
    make.all_lock(apart, apart=20)
    forwarded = make.dossier(
        state=DossierState.FORWARDED, product=make.product(producer=producer, name=f"Nem {mark}")
    )
    national = make.national(forwarded, state=DossierState.CONCLUDED, choices=make.four_stars())
    again = make.five_stars_again(product=make.product(producer=producer, name=f"Cốm {mark}"))
    recognised = make.product(producer=producer, name=f"Trà {mark}")
    event = make.trade_event(province=province, name=f"Hội chợ {mark}")
    channel = make.channel(place=province, name=f"Cửa hàng {mark}")
    collection = make.collection(place=province, title=f"Quà {mark}", rule="")
    collection.pick([product])
    rows = {
        Place: commune,
        Producer: producer,
        Product: product,
        Membership: make.membership(people[Role.PRODUCER], producer),
        Photo: make.photo(product=product, alt_vi=f"Ảnh {mark}"),
        Certification: make.certification(product=product, number=f"HACCP {mark}"),
        Traceability: make.traceability(product=product),
        SalesChannel: channel,
        Collection: collection,
        Pick: collection.picks.get(),
        Listing: make.listing(product=product, channel=channel, outlet=f"Quầy {mark}"),
        ExportMarket: make.export_market(product=product, source=mark),
        ProductSales: make.product_sales(product=product, source=mark),
        Support: make.support(producer=producer, programme=f"Chương trình {mark}"),
        Revenue: make.revenue(producer=producer, source=mark),
        TradeEvent: event,
        Participation: make.participation(event=event, producer=producer),
        Deal: make.deal(producer=producer, counterpart=f"Siêu thị {mark}", event=event),
        Council: dossier.council,
        Seat: dossier.council.seats.first(),
        CouncilAmendment: make.amendment(dossier.council, quorum=80, source=f"Hồ sơ {mark}"),
        Dossier: dossier,
        Round: concluded.round,
        Evidence: make.evidence(
            dossier=make.dossier(product=make.product(producer=producer, name=f"Bún {mark}")),
            title=f"Giấy {mark}",
            cites=["1.1"],
        ),
        Conflict: Conflict.objects.declare(
            dossier, by=dossier.council.seats.get(kind="secretary").user, reason=mark
        ),
        Filing: filed.filings.get(),
        CommuneReport: CommuneReport.open(filed, by=people[Role.COMMUNE_OFFICER]),
        AdvisoryReport: AdvisoryReport.open(advised, by=chair),
        AgencyReport: AgencyReport.open(again, by=officer),
        Assessment: Assessment.objects.open_member(dossier, by=chair),
        Sheet: dossier.sheet,
        SheetInterpretation: make.sheet_interpretation(by=officer, text=f"Cách hiểu {mark}"),
        Objection: make.objection(dossier, by=chair, kind="stop", reason=f"Lý do {mark}"),
        Result: concluded.result,
        Session: make.session(dossier, venue=f"Phòng họp {mark}"),
        Decision: prepare_decision(DecisionKind.RECOGNISE, [concluded], by=officer),
        Recognition: make.recognition(product=recognised, stars=4),
        RegisterImport: RegisterImport.objects.create(
            place=province,
            state=ImportState.PREVIEWED,
            uploaded_by=officer,
            file_name=f"{mark}.csv",
            counts={"new": 0, "changed": 0, "same": 0, "refused": 0},
            remarks={"columns": {}},
        ),
        ColumnMatch: make.column_match(place=province, heading=f"Cột {mark}", matched_by=officer),
        ScoreDisclosure: make.score_disclosure(place=province, ground=f"Công khai {mark}"),
        SpreadLimit: make.spread_limit(place=province, ground=f"Quy chế {mark}", confirmed=False),
        StarClaim: StarClaim.objects.create(product=bare, stars=3),
    }
    rows[RecordedStar] = make.recorded_star(
        product=make.product(producer=producer, name=f"Gạo nếp {mark}"),
        decision=make.decision(place=province, number=f"12/QĐ-UBND-{mark}", prepared_by=officer),
    )
    rows[RecordedWithdrawal] = make.recorded_withdrawal(
        recognition=make.recognition(product=make.product(producer=producer, name=f"Miến dong {mark}"))
    )
    planned, visited, in_order = (
        make.inspection(
            recognition=make.recognition(product=make.product(producer=producer, name=f"{name} {mark}")),
            state=state,
            broken=broken,
            by=officer,
        )
        for name, state, broken in (("Muối", "planned", 0), ("Mắm", "visited", 1), ("Dầu", "visited", 0))
    )
    rows[Inspection] = planned
    rows[Label] = make.label(rows[Recognition])
    rows[LabelKey] = rows[Label].key
    rows[RecordedDecision] = RecordedDecision.objects.get(pk=rows[RecordedStar].decision_id)
    return Side(
        rows=rows,
        bare=bare,
        apart=apart,
        national=national,
        visited=visited,
        in_order=in_order,
        people=people,
    )


@laid_aside
def country():
    """Two provinces, and people of the country."""
    people = {
        role: make.user(role) for role in (Role.MINISTRY_OFFICER, Role.MINISTRY_LEADER, Role.ADMINISTRATOR)
    }
    return World(here=side(HERE), there=side(FOREIGN), country=people)


def make_world():
    """The country, with everybody signed in."""
    world = country()
    world.sign_in()
    return world


def put_file(view, side):
    """Put a PDF, read as when it comes, behind the row of one side whose file a view hands out."""
    row = side.rows[view.model]
    content = signed_pdfs.pdf()
    DocumentReading.objects.of(content)
    values = {view.file_field: default_storage.save("paper.pdf", ContentFile(content))}
    if hasattr(row, "attached_at"):
        values |= {"attached_at": timezone.now(), "attached_by": side.people[Role.PROVINCIAL_OFFICER]}
        values |= {"file_name": "paper.pdf", "file_sha256": "0" * 64}
    with unguarded():
        view.model._base_manager.filter(pk=row.pk).update(**values)


def named(model):
    """The parts of the address of a public page: key and readable name."""
    return lambda side: {"pk": side.rows[model].pk, "slug": side.rows[model].slug}


def paper(model, name):
    """The parts of the address of a paper of a row."""
    return lambda side: {"pk": side.rows[model].pk, "paper": name, "ending": "docx"}


def artwork(side):
    """The parts of the address of a label's artwork."""
    return {"pk": side.rows[Recognition].pk, "size": 30, "ending": "svg"}


def beneath(model):
    """The parts of the address of a page that adds something to a row."""
    return lambda side: {"pk": side.rows[model].pk}


# How the parts of an address are filled where it is not the key of the view's own model.
ADDRESSES = {
    "one-time": lambda side: {"code": "none"},
    "open-data-file": lambda side: {"day": "latest", "name": "products.csv.gz"},
    "rendition": lambda side: {"name": "none.webp"},
    "sitemap-section": lambda side: {"section": "products"},
    "api-sheet": lambda side: {"decision": "26-2026", "number": 11},
    "place": lambda side: {"code": side.rows[Place].code, "slug": side.rows[Place].slug},
    "product": named(Product),
    "collection": named(Collection),
    "product-share": lambda side: {"pk": side.rows[Product].pk, "hash": "0" * 16},
    "producer-share": lambda side: {"pk": side.rows[Producer].pk, "hash": "0" * 16},
    "place-share": lambda side: {"pk": side.rows[Place].pk, "hash": "0" * 16},
    "share": lambda side: {"hash": "0" * 16},
    "producer": named(Producer),
    "badge": lambda side: {"code": side.rows[Recognition].code},
    "statistics-table": lambda side: {"slug": "stars"},
    "verify-code": lambda side: {"code": side.rows[Recognition].code},
    "label": lambda side: {"text": side.rows[Label].text},
    "desk-recognition-label": artwork,
    "my-recognition-label": artwork,
    "gs1-link": lambda side: {"gtin": "08935001730019"},
    "desk-listing-create": beneath(Product),
    "desk-market-create": beneath(Product),
    "desk-sales-create": beneath(Product),
    "desk-support-create": beneath(Producer),
    "desk-revenue-create": beneath(Producer),
    "desk-deal-create": beneath(Producer),
    "desk-participation-create": beneath(TradeEvent),
    "desk-traceability-create": lambda side: {"pk": side.bare.pk},
    "desk-dossier-open": lambda side: {"pk": side.bare.pk},
    "desk-dossier-hand-back": lambda side: {"pk": side.national.pk},
    "desk-dossier-second-round": lambda side: {"pk": side.apart.pk},
    "desk-inspection-paper": paper(Inspection, "checklist"),
    "desk-inspection-follow-up": lambda side: {"pk": side.visited.pk},
    "desk-inspection-close": lambda side: {"pk": side.in_order.pk},
    "score-second-round": lambda side: {"pk": side.apart.pk},
    "desk-dossier-paper": paper(Dossier, "form-01"),
    "my-dossier-paper": paper(Dossier, "form-02"),
    "desk-recognition-paper": paper(Recognition, "certificate"),
    "my-recognition-paper": paper(Recognition, "certificate"),
    "desk-recorded-star-create": beneath(RecordedDecision),
    "desk-decision-paper": paper(Decision, "draft"),
    "session-paper": paper(Session, "minutes"),
    "evidence-page": lambda side: {"pk": side.rows[Evidence].pk, "number": 1},
    "session-call": lambda side: {"pk": side.rows[Council].pk},
    "score-dossier-paper": paper(Dossier, "blank-sheet"),
    "score-assessment-paper": paper(Assessment, "sheet"),
    "admin-on-site": lambda side: {
        "kind": ContentType.objects.get_for_model(Product).pk,
        "key": side.rows[Product].pk,
    },
    "score-unlock": lambda side: {"pk": side.rows[Dossier].assessments.locked().first().pk},
    "desk-seat-create": beneath(Council),
    "desk-import-register-template": lambda side: {"register": "support"},
    "desk-register-export": lambda side: {"register": "support"},
    "desk-council-amend": beneath(Council),
}


def may_open(pattern, user):
    """Whether the role of the user has any business on the page; others get 403 whatever the row."""
    return view_of(pattern).act.allows(user)


def address(pattern, side):
    """The English address of a pattern for the rows of one side; fails with a hint if nobody has said how."""
    parts = set(pattern.pattern.converters)
    model = getattr(view_of(pattern), "model", None)
    if pattern.name in ADDRESSES:
        kwargs = ADDRESSES[pattern.name](side)
    elif parts == {"pk"} and model in side.rows:
        kwargs = {"pk": side.rows[model].pk}
    elif not parts:
        kwargs = {}
    else:
        pytest.fail(
            f"Nobody says how to fill {sorted(parts)} of the address {pattern.name!r}. In tests/world.py let "
            f"side() make a row of {model}, or add {pattern.name!r} to ADDRESSES."
        )
    with override("en"):
        return reverse(pattern.name, kwargs=kwargs)
