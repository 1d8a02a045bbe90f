"""In-memory copy of the part of the register that a list touches; loaded by province, without a query per row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ocop.models import Place
from ocop.places.gazetteer import Gazetteer
from ocop.values.likeness import LikeNames, identity_key
from producers.models import Producer
from producers.names import like_producers, producer_key
from products.models import Certification, Product
from products.names import like_products
from ratings.decisions.models import Decision, Recognition, RecordedStar, StarClaim
from ratings.decisions.number import number_key
from ratings.decisions.recording import uses_the_portal
from ratings.dossiers.models import Dossier
from ratings.dossiers.subject import why_not_while, why_not_while_it_holds

MAKER_FIELDS = (
    "name",
    "legal_form",
    "tax_number",
    "place_id",
    "former_place_id",
    "address_line",
    "representative",
    "phone",
    "source",
)
ITEM_FIELDS = (
    "name",
    "name_en",
    "product_set_id",
    "variants",
    "code",
    "gtin",
    "source",
    "import_key",
)


# Key of the number, authority (None: the ministry), year.
DecisionKey = tuple[str, int | None, int]


@dataclass(slots=True, eq=False)
class Entry:
    """Draft of a row of the register. `said` maps a field to the first row of the list that set it."""

    pk: int | None
    values: dict
    before: dict = field(default_factory=dict)
    said: dict = field(default_factory=dict)

    def set(self, name: str, value: object) -> None:
        """Change a field and remember its old value."""
        self.before.setdefault(name, self.values.get(name))
        self.values[name] = value


@dataclass(slots=True, eq=False)
class ProducerDraft(Entry):
    """A producer with its products by key of their names."""

    items: dict = field(default_factory=lambda: defaultdict(list))
    alike: LikeNames = field(default_factory=like_products)
    schemes: set = field(default_factory=set)


@dataclass(slots=True, eq=False)
class MakerName:
    """A name of a producer: registered, or used by the list from `row` on.

    While the list's `question` about it is open it has no draft.
    """

    name: str
    place_id: int
    draft: ProducerDraft | None
    row: str = ""
    question: str = ""

    @property
    def value(self) -> str:
        """The answer that means this producer; the same each time the list is planned."""
        return f"{producer_key(self.name)}@{self.place_id}" if self.row else str(self.draft and self.draft.pk)


class MakerNames:
    """The names of a province's producers."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[MakerName]] = defaultdict(list)
        self._alike: LikeNames[MakerName] = like_producers()

    def add(self, known: MakerName) -> None:
        self._by_key[producer_key(known.name)].append(known)
        self._alike.add(known.name, known)

    def same(self, name: str) -> list[MakerName]:
        return self._by_key.get(producer_key(name), [])

    def alike(self, name: str) -> list[MakerName]:
        """Return the names that may mean the same producer, equal ones among them."""
        return self._alike.find(name)


@dataclass(slots=True, eq=False)
class RecognitionDraft:
    """A recognition of the register, or the star of a decision proposed by a list (`is_waiting`)."""

    number: str
    signed_on: date
    stars: int
    expires_on: date | None
    issued_on: date
    is_issued_here: bool = False
    is_known: bool = False
    is_waiting: bool = False
    ends_on: date | None = None
    authority: int | None = None
    source: str = ""
    decision: int | None = None


@dataclass(slots=True, eq=False)
class Claim:
    """A star without a decision."""

    stars: int
    year: int | None
    source: str = ""
    confidence: str = ""
    pk: int | None = None
    is_corrected: bool = False


@dataclass(slots=True, eq=False)
class ProductDraft(Entry):
    """A product with its stars, claims and certificates."""

    maker: ProducerDraft = field(kw_only=True)
    stars: list = field(default_factory=list)
    claims: list = field(default_factory=list)
    schemes: dict = field(default_factory=dict)
    # Why producer, set, name and variants may not change; empty if they may.
    kept: str = ""
    set_kept: str = ""


class RegisterSnapshot:
    """Producers and products of the provinces named in a list."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.makers: dict[int, MakerNames] = {}
        # Names of products in the list: key of the producer's name, key of the product's.
        self.listed: set[tuple[str, str]] = set()
        self.by_tax_number: dict[str, ProducerDraft] = {}
        self.by_key: dict[str, ProductDraft] = {}
        self.by_pk: dict[int, ProductDraft] = {}
        self.foreign_keys: set = set()
        self.foreign_tax_numbers: set = set()
        self.decisions: dict[DecisionKey, tuple[date, str, str]] = {}
        self._decision_of: dict[DecisionKey, int] = {}
        self._named: dict[DecisionKey, set[tuple[str, str]]] = {}
        self._load_decisions()
        self.is_here: dict[int | None, bool] = {}

    def _load_decisions(self) -> None:
        rows = Decision.objects.filter(signed_on__isnull=False)
        for pk, number, place, signed_on, origin, kind in rows.values_list(
            "pk", "number", "place", "signed_on", "origin", "kind"
        ):
            if signed_on:
                key = number_key(number), place, signed_on.year
                self.decisions[key], self._decision_of[key] = (signed_on, origin, kind), pk

    def named_by(self, number: str, place: int | None, year: int) -> set[tuple[str, str]]:
        """Return the products that a decision of the register names, also those that wait: keys of producer and product."""
        key = number, place, year
        if key not in self._named:
            of_decision = {"decision": self._decision_of.get(key)}
            names = ("product__producer__name", "product__name")
            stars = RecordedStar.objects.filter(**of_decision).values_list(*names)
            self._named[key] = {
                (producer_key(maker), identity_key(product))
                for maker, product in Recognition.objects.filter(**of_decision)
                .values_list(*names)
                .union(stars)
            }
        return self._named[key]

    def uses_the_portal(self, place: Place | None) -> bool:
        """Whether the authority (None: the ministry) has users in the portal; cached."""
        key = place.pk if place else None
        if key not in self.is_here:
            self.is_here[key] = uses_the_portal(place)
        return self.is_here[key]

    def expect(self, keys: Iterable[str], tax_numbers: Iterable[str]) -> None:
        """Look up which of the list's keys and tax numbers exist anywhere in the register."""
        for some in portions(sorted(keys)):
            self.foreign_keys |= set(
                Product.objects.filter(import_key__in=some).values_list("import_key", flat=True)
            )
        for some in portions(sorted(tax_numbers)):
            self.foreign_tax_numbers |= set(
                Producer.objects.filter(tax_number__in=some).values_list("tax_number", flat=True)
            )

    def in_province(self, province: Place) -> MakerNames:
        """Return the names of a province's producers; loaded on first use."""
        if province.pk not in self.makers:
            self.makers[province.pk] = self._load(province)
        return self.makers[province.pk]

    def _load(self, province: Place) -> MakerNames:
        makers, names = {}, MakerNames()
        rows = Producer.objects.filter(place__province=province).order_by("pk")
        for pk, *values in rows.values_list("pk", *MAKER_FIELDS).iterator():
            maker = makers[pk] = ProducerDraft(pk, dict(zip(MAKER_FIELDS, values, strict=True)))
            names.add(MakerName(maker.values["name"], maker.values["place_id"], maker))
            if maker.values["tax_number"]:
                self.by_tax_number[maker.values["tax_number"]] = maker
        self._load_items(province, makers)
        return names

    def _load_items(self, province: Place, makers: dict[int, ProducerDraft]) -> None:
        items: dict[int, ProductDraft] = {}
        rows = Product.objects.filter(producer__place__province=province).order_by("pk")
        for pk, producer, *values in rows.values_list("pk", "producer", *ITEM_FIELDS).iterator():
            item = items[pk] = ProductDraft(
                pk, dict(zip(ITEM_FIELDS, values, strict=True)), maker=makers[producer]
            )
            self.add_product(item)
        within = {"product__producer__place__province": province}
        names = (
            "product",
            "decision__number",
            "decision__signed_on",
            "stars",
            "expires_on",
            "decision",
        )
        recognised = Recognition.objects.filter(**within).values_list(
            *names, "issued_on", "ends_on", "origin"
        )
        for (
            product,
            number,
            signed_on,
            stars,
            expires_on,
            decision,
            issued_on,
            ends_on,
            origin,
        ) in recognised.iterator():
            star = RecognitionDraft(
                number, signed_on, stars, expires_on, issued_on, origin == "issued", is_known=True
            )
            star.ends_on, star.decision = ends_on, decision
            items[product].stars.append(star)
        for product, number, signed_on, stars, expires_on, decision in (
            RecordedStar.objects.waiting().filter(**within).values_list(*names).iterator()
        ):
            star = RecognitionDraft(
                number, signed_on, stars, expires_on, signed_on, is_known=True, is_waiting=True
            )
            star.decision = decision
            items[product].stars.append(star)
        for pk, product, stars, year in (
            StarClaim.objects.filter(**within).order_by("pk").values_list("pk", "product", "stars", "year")
        ):
            items[product].claims.append(Claim(stars, year, pk=pk))
        keeping = Dossier.objects.keeping_its_product().filter(**within)
        for product, state, for_change in keeping.values_list("product", "state", "for_change"):
            items[product].kept = why_not_while(state, for_change=for_change)
        issued = Recognition.objects.not_over().issued_here().filter(**within)
        for product, stars, ends_on in issued.values_list("product", "stars", "ends_on"):
            items[product].set_kept = why_not_while_it_holds(stars, ends_on)
        held = Certification.objects.filter(producer__place__province=province)
        for producer, product, scheme in held.values_list("producer", "product", "scheme").iterator():
            if product:
                items[product].schemes[scheme] = ""
            else:
                makers[producer].schemes.add(scheme)

    def add_producer(self, maker: ProducerDraft, province: Place, row: str) -> None:
        """Make a new producer visible to later rows."""
        self.in_province(province).add(MakerName(maker.values["name"], maker.values["place_id"], maker, row))
        if maker.values["tax_number"]:
            self.by_tax_number[maker.values["tax_number"]] = maker

    def add_product(self, item: ProductDraft) -> None:
        item.maker.items[identity_key(item.values["name"])].append(item)
        item.maker.alike.add(item.values["name"], item)
        if item.values["import_key"]:
            self.by_key[item.values["import_key"]] = item
        if item.pk:
            self.by_pk[item.pk] = item

    def district_of(self, maker: ProducerDraft) -> Place | None:
        """Return the former district of a producer, if its papers tell it."""
        return district_of(self.gazetteer.places.get(maker.values["former_place_id"]))


def portions(rows: list, size: int = 2000) -> Iterator[list]:
    """Split a long list into batches for one statement each."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def district_of(place: Place | None) -> Place | None:
    """Return the district that a former unit is or belongs to; None for provinces and units of today."""
    while place is not None and place.level != "district":
        place = place.parent
    return place
