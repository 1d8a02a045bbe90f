"""A register that was exported imports back without a change."""

import io
from datetime import date
from decimal import Decimal

import pytest

from ocop.files.spreadsheets import CONTENT_TYPES, write_list
from producers.models import Deal, Participation, Producer, Revenue, Support
from products.models import Certification, ExportMarket, Listing, Product, ProductSales
from ratings.decisions.models import RecordedStar
from ratings.imports.formats.known import FORMATS, register_of
from ratings.imports.formats.reading_rows import find_rows
from ratings.imports.questions import Questions
from ratings.imports.reading.file import UnreadableFileError, read_file
from ratings.imports.register import import_register
from tests import factories as make

pytestmark = pytest.mark.django_db


# What goes before the producers, so that there are none.
OF_PRODUCTS = (
    *(RecordedStar, Certification, Listing, ExportMarket, ProductSales, Product),
    *(Participation, Deal, Support, Revenue),
)
# All that a producer can say.
WHOLE = {
    "name_en": "Nguyen Van Hung",
    "legal_form": "household",
    "address_line": "Số 1, thôn 2; gần chợ",
    "latitude": Decimal("21.59422"),
    "longitude": Decimal("105.80000"),
    "representative": "Nguyễn Văn Hùng",
    "led_by_woman": False,
    "led_by_minority": True,
    "phone": "0912000111",
    "email": "hung@che.example",
    "website": "https://che.example/vi?a=1&b=2",
    "contacts_released": True,
    "founded_on": date(2019, 2, 28),
    "workers": 12,
    "local_workers": 0,
    "story": "=Chè\n\n+ngon  lắm",
    "story_en": "-Tea",
    "source": "Công văn 0012",
}


@pytest.fixture
def register(officer):
    """Rows that are easily taken for one another, or lose something on their way through a spreadsheet."""
    here, there = (make.commune(province=officer.place, name=f"Xã {name}") for name in ("An", "Bình"))
    makers = [make.producer(place=commune, name="HTX =Chè, “sạch”") for commune in (here, there)]
    makers.append(make.producer(place=here, name="Hộ Nguyễn Văn Hùng", tax_number="0101234568", **WHOLE))
    make.producer(place=here, name="Hộ Nguyễn Văn Hưng", tax_number="0101234569", phone="0280 3855 111")
    make.producer(place=officer.place, name="HTX chưa biết xã", led_by_woman=False, workers=0)
    products = [make.product(producer=maker, name="Chè") for maker in makers]
    products += [make.product(producer=makers[2], name="Chè", variants="200 g")]
    for maker in makers:
        make.support(producer=maker, content="Máy sấy")
        make.support(producer=maker, content="Máy sấy", amount=None)
        make.support(producer=maker, content="Máy sấy", amount=None, kind="training", released=True)
        make.revenue(producer=maker, domestic=None, export=0)
        make.deal(producer=maker, signed_on=None, value=None)
        make.deal(producer=maker, signed_on=None)
        for day in (20, 25):
            make.participation(producer=maker, event=fair(officer.place, day), note="Bán 20% hàng")
        make.certification(producer=maker, product=None, number="", issued_on=None, expires_on=None)
        make.deal(producer=maker, event=fair(officer.place, 25))
    for stars, product in zip((3, 4, 3), products, strict=False):
        make.recorded_star(product=product, stars=stars, expires_on=date(2026, 2, 1) if stars == 4 else None)
    for product in products:
        numbers = make.certification(product=product, number="", coverage="-5 độ")
        Certification.objects.create(
            producer=numbers.producer, product=product, scheme="organic_vn", number="00123"
        )
        make.listing(product=product, since=date(2024, 2, 29), until=date(2025, 1, 1))
        make.listing(
            product=product, address="", outlet="+84 Cửa hàng", channel=make.channel(place=officer.place)
        )
        make.export_market(product=product, country="CI", until_year=2026)
        make.product_sales(product=product, quantity=Decimal("1234.50"), unit="kg", export=15_000_000_000)
        make.product_sales(product=product, year=2024, domestic=None, quantity=Decimal("1000"), unit="chai")
    return officer.place


def fair(province, day):
    known = province.trade_events.filter(starts_on=date(2025, 9, day)).first()
    days = {"starts_on": date(2025, 9, day), "ends_on": date(2025, 9, day + 2)}
    return known or make.trade_event(province=province, name="Hội chợ OCOP", **days)


def exported(name, ending):
    file = io.BytesIO()
    found = FORMATS[name]
    count = write_list(ending, found.headings, found.cells(found.model.objects.for_list()), file)
    return file.getvalue(), count


@pytest.mark.parametrize("ending", CONTENT_TYPES)
@pytest.mark.parametrize("name", FORMATS)
def test_an_exported_register_imports_back_without_a_change(name, ending, register):
    data, count = exported(name, ending)
    plan, _written = import_register(data, file_name=f"list.{ending}", province=register)
    refused = [outcome.refusals for outcome in plan.outcomes if outcome.status != "same"]
    assert (plan.register, refused) == (name, [])
    assert plan.counts == {"new": 0, "changed": 0, "same": count, "refused": 0, "asked": 0}
    assert count >= 2


@pytest.mark.parametrize("name", FORMATS)
def test_an_exported_register_fills_an_empty_one(name, register):
    data, count = exported(name, "xlsx")
    model = FORMATS[name].model
    before = set(model.objects.values_list(*FORMATS[name].key))
    for each in (*OF_PRODUCTS, model) if model is Producer else (model,):
        each.objects.all().delete()
    plan, written = import_register(
        data, file_name="list.xlsx", province=register, leave_out=count, by=make.user(place=register)
    )
    assert written and plan.counts["new"] + plan.counts["refused"] == count
    assert set(model.objects.values_list(*FORMATS[name].key)) == before


@pytest.mark.parametrize("name", FORMATS)
def test_a_template_is_recognised_and_has_no_rows(name):
    file = io.BytesIO()
    FORMATS[name].write_template(file)
    tables = read_file(file.getvalue())
    assert register_of(tables, Questions({})) is FORMATS[name]
    with pytest.raises(UnreadableFileError, match="headings but no rows"):
        find_rows(FORMATS[name], tables)
