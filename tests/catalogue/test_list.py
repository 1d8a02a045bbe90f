import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.models import Place, PlaceKind, PlaceLevel, Succession
from products.models import Certification, Product
from tests import factories as make
from tests.catalogue.listed import names_on

pytestmark = pytest.mark.django_db

LAST_DAY = date(2025, 7, 1)


def names(client, query=""):
    """The products of the list, in its order."""
    return names_on(client.get(f"/en/products/{query}"))


def counts(client, query, name):
    """The counts beside the values of a filter, by value."""
    facets = client.get(f"/en/products/{query}").context["filter"].facets
    return {
        option["value"]: option["count"]
        for facet in facets
        if facet["name"] == name
        for option in facet["options"]
    }


def tea(name="Chè", *, stars=4, signed_on=date(2026, 1, 15), **fields):
    """A product with stars in force."""
    product = make.product(name=name, **fields)
    make.recognition(product=product, stars=stars, signed_on=signed_on)
    return product


@pytest.fixture
def phu_binh():
    """A commune of today whose producers' papers name a commune of the former district Phú Bình."""
    province = make.province(name="Thái Nguyên")
    district = Place.objects.create(
        code="173",
        name="Phú Bình",
        level=PlaceLevel.DISTRICT,
        kind=PlaceKind.DISTRICT,
        parent=province,
        province=province,
        valid_until=LAST_DAY,
    )
    old = make.commune(province=province, name="Dương Thành", valid_until=LAST_DAY)
    Place.objects.filter(pk=old.pk).update(parent=district)
    new = make.commune(province=province, name="Kha Sơn", valid_from=LAST_DAY)
    Succession.objects.create(old=old, new=new, on=LAST_DAY)
    return {"district": district, "old": old, "new": new}


@pytest.mark.parametrize(
    "words, found",
    [
        ("che dinh", ["Chè Đinh"]),
        ("CHÈ ĐINH", ["Chè Đinh"]),
        ("mien dong", ["Miến dong"]),
        ("dinh che", ["Chè Đinh"]),
        ("hao dat", ["Chè Đinh"]),
        ("tan cuong", ["Chè Đinh"]),
        ("tan cuogn", ["Chè Đinh"]),
        ("cuogn", ["Chè Đinh"]),
        ("che dihn", ["Chè Đinh"]),
        ("mien donng", ["Miến dong"]),
        ("che cao bang", []),
    ],
)
def test_search_ignores_accents_and_tolerates_a_slip(client, words, found):
    commune = make.commune(province=make.province(name="Thái Nguyên"), name="Tân Cương")
    tea("Chè Đinh", producer=make.producer(name="HTX chè Hảo Đạt", place=commune))
    lang_son = make.commune(province=make.province(name="Lạng Sơn"), name="Bình Gia")
    tea("Miến dong", producer=make.producer(name="HTX Tài Hoan", place=lang_son))
    assert names(client, f"?q={words}") == found


def test_list_says_when_words_were_taken_as_nearly_right(client):
    tea("Chè Tân Cương")
    assert "these are close" in client.get("/en/products/?q=tan+cuogn").content.decode()
    assert "these are close" not in client.get("/en/products/?q=tan+cuong").content.decode()


@pytest.mark.parametrize("words", ["phu binh", "duong thanh", "kha son", "thai nguyen"])
def test_search_knows_the_old_and_the_new_names_of_places(client, phu_binh, words):
    tea("Gạo nếp", producer=make.producer(name="HTX A", place=phu_binh["new"]))
    tea("Mật ong")
    assert names(client, f"?q={words}") == ["Gạo nếp"]


def test_search_finds_by_papers_that_name_a_former_district(client, phu_binh):
    maker = make.producer(name="HTX A", place=phu_binh["new"].province, former_place=phu_binh["district"])
    tea("Gạo nếp", producer=maker)
    tea("Mật ong")
    assert names(client, "?q=Phú+Bình") == ["Gạo nếp"]


@pytest.mark.parametrize("number", ["19-05443-07-2026", "8936012345676", "08936012345676", "19-05443"])
def test_search_finds_the_product_code_and_the_barcode_number(client, number):
    tea("Chè Đinh", code="19-05443-07-2026", gtin="8936012345676")
    tea("Chè móc câu", code="19-05444-01-2026")
    assert names(client, f"?q={number}") == ["Chè Đinh"]


def test_search_finds_the_code_of_a_recognition(client):
    code = tea("Chè Đinh").recognitions.get().code
    tea("Chè móc câu")
    assert names(client, f"?q={code.lower().replace('-', '+')}") == ["Chè Đinh"]


def test_best_match_comes_first_and_a_name_before_its_maker(client):
    tea("Trà xanh", producer=make.producer(name="HTX mật ong"))
    tea("Mật ong bạc hà")
    assert names(client, "?q=mat+ong") == ["Mật ong bạc hà", "Trà xanh"]


def test_catalogue_lists_what_is_in_force_and_names_the_rest(client):
    tea("A")
    tea("B", signed_on=date(2022, 1, 1))
    withdrawn = tea("C").recognitions.get()
    make.withdraw(withdrawn, "criteria", signed_on=date(2026, 5, 1))
    make.product(name="D")
    make.product(name="E", in_catalogue=False)
    page = client.get("/en/products/")
    assert names_on(page) == ["A"]
    assert [(link["label"], link["url"]) for link in page.context["outside"]] == [
        ("2 lapsed or withdrawn", "?state=lapsed&state=withdrawn"),
        ("1 without a confirmed recognition", "?state=unconfirmed"),
    ]
    assert names(client, "?state=lapsed&state=withdrawn") == ["B", "C"]
    assert names(client, "?state=unconfirmed") == ["D"]
    assert counts(client, "", "state") == {"in_force": 1, "lapsed": 1, "withdrawn": 1, "unconfirmed": 1}


def test_empty_list_counts_beside_its_filters_once_and_elsewhere_only_products(client):
    tea("A", stars=4)
    tea("B", stars=4, product_set=12)
    with CaptureQueriesContext(connection) as captured:
        ways = client.get("/en/products/?stars=5&set=12").context["ways_out"]
    assert [(way["label"], way["count"]) for way in ways] == [("Stars: 5 stars", 1)]
    assert sum("MATERIALIZED" in query["sql"] for query in captured) == 1
    way = client.get(f"/en/products/{ways[0]['url']}")
    products = way.context["filter"].products
    assert products.total == products.total_alone == 1


@pytest.mark.parametrize("chosen, label", [("lapsed", "2 withdrawn"), ("withdrawn", "1 lapsed")])
def test_list_of_what_lapsed_names_what_was_withdrawn_alone(client, chosen, label):
    tea("A", signed_on=date(2022, 1, 1))
    for name in "BC":
        make.withdraw(tea(name).recognitions.get(), "criteria", signed_on=date(2026, 5, 1))
    links = client.get(f"/en/products/?state={chosen}").context["outside"]
    assert [link["label"] for link in links] == [label]


def test_extended_recognition_is_in_force(client):
    recognition = tea("A", signed_on=date(2023, 7, 1)).recognitions.get()
    assert names(client) == []
    make.extend(recognition, date(2026, 12, 20), signed_on=date(2026, 6, 1))
    assert names(client) == ["A"]


def test_counts_hold_under_the_other_filters(client):
    north, south = make.province(code="19", name="Bắc"), make.province(code="79", name="Nam")
    commune = make.commune(province=north, code="05443", name="Xã Một")
    a = tea("A", stars=4, place=commune)
    tea("B", stars=3, place=make.commune(province=north), product_set=12)
    tea("C", stars=4, place=make.commune(province=south))
    Certification.objects.create(
        producer=a.producer,
        scheme="haccp",
        number="1",
        issued_on=date(2026, 1, 1),
        expires_on=date(2099, 1, 1),
    )
    Certification.objects.create(
        producer=a.producer,
        scheme="halal",
        number="2",
        issued_on=date(2020, 1, 1),
        expires_on=date(2021, 1, 1),
    )
    assert counts(client, "", "province") == {"19": 2, "79": 1}
    assert counts(client, "", "stars") == {"4": 2, "3": 1}
    assert counts(client, "", "scheme") == {"haccp": 1}
    assert counts(client, "?stars=4", "province") == {"19": 1, "79": 1}
    assert counts(client, "?stars=4", "stars") == {"4": 2, "3": 1}
    assert counts(client, "?province=19", "set") == {}
    assert counts(client, "?province=19&sector=I", "set") == {"11": 1, "12": 1}
    assert counts(client, "?province=19&set=12", "stars") == {"3": 1}
    assert counts(client, "?province=19&stars=4", "commune") == {"05443": 1}
    assert counts(client, "?q=A&scheme=haccp", "sector") == {"I": 1}
    assert names(client, "?province=19&stars=4&scheme=haccp") == ["A"]
    assert names(client, "?province=19&province=79&stars=4") == ["A", "C"]
    assert names(client, "?scheme=halal") == []


def test_every_count_is_the_number_of_rows_behind_it(client):
    for number in range(8):
        tea(f"Chè {number}", stars=3 + number % 3, product_set=11 + number % 2)
    for asked in ("", "?stars=4", "?set=11&stars=3&stars=4", "?q=che&set=12"):
        for facet in client.get(f"/en/products/{asked}").context["filter"].facets:
            for option in facet["options"]:
                others = [pair for pair in asked.strip("?").split("&") if not pair.startswith(facet["name"])]
                query = "?" + "&".join([*filter(None, others), f"{facet['name']}={option['value']}"])
                assert (query, option["count"]) == (query, len(names(client, query)))


def test_chips_take_one_value_out_and_keep_the_rest(client):
    make.province(code="19", name="Thái Nguyên")
    chips = client.get("/en/products/?q=che&stars=4&stars=3&province=19&page=2").context["filter"].chips
    assert [chip["label"] for chip in chips] == [
        "che",
        "Stars: 4 stars",
        "Stars: 3 stars",
        "Province: Thái Nguyên",
    ]
    assert chips[1]["url"] == "?q=che&stars=3&province=19"


@pytest.mark.parametrize("address", ["products", "producers"])
def test_search_keeps_the_other_filters(client, address):
    make.province(code="19")
    html = client.get(f"/en/{address}/?q=che&province=19&page=2").content.decode()
    search = html.partition('role="search"')[2].partition("</form>")[0]
    assert 'name="q" value="che"' in search
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', search) == [("province", "19")]


@pytest.mark.parametrize(
    "query",
    [
        "?foo=1",
        "?stars=9",
        "?province=99999",
        "?state=nonsense",
        "?sort=x",
        "?page=99",
        "?page=x",
        "?q=%00",
        "?q=%21",
    ],
)
def test_unknown_parameters_are_ignored_or_find_nothing(client, query):
    tea("A")
    assert client.get(f"/en/products/{query}").status_code == 200


@pytest.mark.parametrize("query", ["?province=05443", "?commune=19", "?province=99999"])
def test_code_that_is_none_of_that_level_is_ignored(client, query):
    province = make.province(code="19")
    tea("A", place=make.commune(province=province, code="05443"))
    page = client.get(f"/en/products/{query}")
    assert (names_on(page), page.context["filter"].chips) == (["A"], [])


def test_orders_of_the_list(client):
    tea("Ân", stars=3, signed_on=date(2026, 1, 1))
    tea("An", stars=5, signed_on=date(2025, 1, 1))
    tea("Ăn", stars=4, signed_on=date(2026, 6, 1))
    assert names(client) == ["An", "Ăn", "Ân"]
    assert names(client, "?sort=newest") == ["Ăn", "Ân", "An"]
    assert names(client, "?sort=stars") == ["An", "Ăn", "Ân"]


def test_pages_of_24_are_real_links(client):
    for number in range(25):
        tea(f"Chè {number:02d}")
    page = client.get("/en/products/?stars=4")
    assert len(page.context["page_obj"]) == 24
    assert 'href="?stars=4&amp;page=2"' in page.content.decode()
    assert names(client, "?stars=4&page=2") == ["Chè 24"]


@pytest.mark.parametrize(
    "query", ["", "?q=che", "?stars=4&set=11", "?sort=newest", "?state=lapsed&state=in_force"]
)
def test_list_costs_the_same_with_one_row_and_with_many(client, query):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/en/products/{query}").status_code == 200
        return len(captured)

    tea("Chè 1")
    one = queries()
    for number in range(2, 6):
        tea(f"Chè {number}", place=make.commune(), product_set=11)
    assert Product.objects.count() == 5
    assert queries() == one
