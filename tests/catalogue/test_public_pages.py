"""What every public page promises, whatever it shows."""

import base64
import json
import re
import time
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import parse_http_date
from django.utils.translation import override
from protego import Protego
from usp.tree import sitemap_from_str

from catalogue.views import crawling
from ocop.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGES = [
    "home",
    "data",
    "changes",
    "list",
    "search",
    "product",
    "producers",
    "producer",
    "places",
    "place",
    "check",
    "answer",
    "404",
]


@pytest.fixture
def addresses():
    """An address of each kind of public page, by a name."""
    product = make.product(name="Chè Đinh", place=make.commune(name="Tân Cương"), gtin="8936012345676")
    recognition = make.recognition(product=product, stars=4, signed_on=date(2026, 3, 12))
    with override("vi"):
        return {
            "home": "/",
            "data": "/open-data/",
            "changes": "/changes/",
            "list": "/products/?stars=4&province=19",
            "search": "/products/?q=che+dihn",
            "product": product.get_absolute_url(),
            "producers": "/producers/",
            "producer": product.producer.get_absolute_url(),
            "places": "/places/",
            "place": product.producer.place.get_absolute_url(),
            "check": "/verify/",
            "answer": recognition.get_absolute_url(),
            "404": "/verify/?code=nonsense",
        }


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_sets_no_cookie_any_cache_may_share_it_and_it_asks_nobody_else(client, addresses, name, prefix):
    response = client.get(prefix + addresses[name])
    assert response.status_code == (404 if name == "404" else 200)
    assert response.cookies == {}
    assert response["Vary"] == "Accept-Encoding"
    assert name == "404" or parse_http_date(response["Last-Modified"]) <= time.time()
    assert response["Cache-Control"] == (
        "public, s-maxage=25, max-age=10, stale-while-revalidate=10, stale-if-error=86340"
    )
    html = response.content.decode()
    assert "csrfmiddlewaretoken" not in html
    assert (html.count("<h1"), f'<html lang="{"en" if prefix else "vi"}">' in html) == (1, True)
    loaded = re.findall(r'(?:src|srcset)="([^"]+)"', html)
    loaded += re.findall(r'<link rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"', html)
    assert [address for address in loaded if not address.startswith("/")] == []
    assert re.findall(r'\sstyle="|<style|\son\w+="', html) == []
    scripts = re.findall(r"<script([^>]*)>", html)
    assert [script for script in scripts if "src=" not in script and "ld+json" not in script] == []


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    [
        "/products/99999999999999999999/x/",
        "/producers/99999999999999999999/x/",
        "/places/%00/x/",
        "/places/a%00b/x/",
        "/verify/%00/",
        "/collections/99999999999999999999/",
    ],
)
def test_an_address_that_can_be_no_page_is_not_found(client, address, prefix):
    assert client.get(prefix + address).status_code == 404


@pytest.mark.parametrize("values", [["2026-01-01", "a\0"], ["2026-01-01", "\ud800"], {"a": "b"}, 7, [[], {}]])
def test_a_forged_place_in_the_list_of_changes_is_refused(client, values):
    forged = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
    assert client.get("/changes/", {"before": forged}).status_code == 200
    assert client.get("/api/v1/changes/", {"cursor": forged}).status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("name", ["home", "list", "product", "producers", "place", "answer"])
def test_page_that_takes_nothing_says_so(addresses, name, method):
    client = Client(enforce_csrf_checks=True)
    response = getattr(client, method)(addresses[name])
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("name", PAGES)
def test_page_is_the_same_for_somebody_signed_in(client, addresses, name):
    # Pages of a check name its minute.
    minute = re.compile(rb"\d\d:\d\d")
    officer = make.user(Role.PROVINCIAL_OFFICER)
    unknown = minute.sub(b"", client.get(addresses[name]).content)
    client.force_login(officer)
    response = client.get(addresses[name])
    assert minute.sub(b"", response.content) == unknown
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("answer", "404")])
def test_page_that_did_not_change_is_not_sent_again(client, addresses, name):
    def again():
        etag = client.get(addresses[name])["ETag"]
        return client.get(addresses[name], headers={"if-none-match": etag}).status_code

    # A page names its minute, so it changes where one ends between the two.
    assert 304 in (again(), again())


def test_first_page_shows_real_numbers_of_what_is_in_force(client, addresses):
    make.product(name="Không sao")
    make.recognition(stars=5, signed_on=date(2020, 1, 1))
    page = client.get("/en/").context
    assert [(figure["value"], str(figure["label"])) for figure in page["figures"]] == [
        (1, "product with stars in force"),
        (0, "5 stars"),
        (1, "4 stars"),
        (0, "3 stars"),
        (1, "producer"),
        (1, "province or city"),
    ]
    assert [">Chè Đinh<" in card for card in page["newest"]] == [True]
    assert [(row.number, row.in_force) for row in page["sets"]] == [(11, 1)]
    assert [place.in_force for place in page["provinces"]] == [1]


def test_first_page_stands_without_any_data(client):
    assert client.get("/").status_code == 200


def test_first_page_costs_the_same_with_one_product_and_with_many(client, django_assert_num_queries):
    for number in range(1, 4):
        make.recognition(product=make.product(name=f"Chè {number}"), stars=4)
        with django_assert_num_queries(11):
            client.get("/")


def test_sitemap_lists_public_pages_in_both_languages(client, addresses, settings):
    make.product(name="Ẩn", in_catalogue=False)
    collection = make.collection()

    def read(address):
        return sitemap_from_str(client.get(address.removeprefix(settings.SITE_URL)).content.decode())

    sections = [section.url for section in read("/sitemap.xml").sub_sitemaps]
    listed = [page for section in sections for page in read(section).pages]
    assert {
        address.startswith(settings.SITE_URL) for address in [*sections, *(page.url for page in listed)]
    } == {True}
    with override("vi"):
        pages = [addresses[name] for name in ("product", "producer", "place", "answer")]
        pages.append(collection.get_absolute_url())
    paths = [page.url.removeprefix(settings.SITE_URL) for page in listed]
    assert {*pages, *(f"/en{page}" for page in pages)} <= set(paths)
    assert {tuple(sorted(language for language, _url in page.alternates)) for page in listed} == {
        ("en", "vi", "x-default")
    }
    assert [path for path in paths if client.get(path).status_code != 200] == []
    assert [path for path in paths if path.endswith("/an/")] == []


def test_sitemap_reads_no_more_than_it_shows_however_large_the_register(client, monkeypatch):
    monkeypatch.setattr(crawling.Pages, "limit", 2)

    def asked(address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return [query["sql"] for query in captured]

    def all_asked():
        return [asked("/sitemap.xml"), *(asked(f"/sitemap-{name}.xml") for name in crawling.SECTIONS)]

    make.recognition()
    few = all_asked()
    for _n in range(4):
        make.recognition(product=make.product(producer=make.producer()))
    many = all_asked()
    assert [len(queries) for queries in many] == [len(queries) for queries in few]
    read = [sql for queries in many for sql in queries if sql.startswith("SELECT")]
    whole = [sql for sql in read if " LIMIT " not in sql and "COUNT(" not in sql]
    assert [sql for sql in whole if 'FROM "products_collection"' not in sql] == []
    parts = client.get("/sitemap.xml").content.decode()
    assert (parts.count("/sitemap-products.xml"), parts.count("/sitemap-checks.xml?p=3")) == (3, 1)
    last = client.get("/sitemap-products.xml?p=3").content.decode()
    assert (last.count("<loc>"), client.get("/sitemap-products.xml?p=4").status_code) == (2, 404)


def test_robots_read_every_page_once_and_come_to_an_end(client, addresses, settings):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    robots = Protego.parse(text)

    def reads(path):
        return robots.can_fetch(settings.SITE_URL + path, "*")

    endless = {"list", "search", "404"}
    assert {name for name in PAGES if not reads(addresses[name])} == endless
    assert reads("/en/products/?page=2") and reads("/sitemap-products.xml?p=2")
    for path in ("/products/?page=2&stars=4", "/products/?stars=4&page=2", "/statistics/?day=2026-01-01"):
        assert not reads(path)
    for path in ("/desk/", "/en/desk/products/", "/accounts/login/", "/products/download/?format=csv"):
        assert not reads(path)


@pytest.mark.parametrize(("prefix", "other"), [("", "/en"), ("/en", "")])
def test_page_that_is_not_there_leads_on_without_asking_the_database(
    client, prefix, other, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.get(f"{prefix}/nothing/?q=1")
    html = response.content.decode()
    assert response.status_code == 404
    assert f'href="{prefix}/products/"' in html
    assert f'<a class="language" href="{other}/nothing/?q=1"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html


def test_language_link_never_leads_to_another_site(client):
    html = client.get("/en//elsewhere.example/").content.decode()
    assert '<a class="language" href="/elsewhere.example/"' in html


@pytest.mark.parametrize(("prefix", "words"), [("", "Tính đến <time"), ("/en", "As of <time")])
def test_page_says_of_which_moment_it_is(client, addresses, prefix, words):
    html = client.get(f"{prefix}/places/").content.decode()
    between = "ngày" if not prefix else "on"
    assert re.search(
        rf'{words} datetime="[-\d]+T[:\d]+\+0700">\d\d:\d\d {between} \d\d/\d\d/\d{{4}}</time>', html
    )
