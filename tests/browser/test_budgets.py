"""Public pages stay light and still: bytes over the wire, nothing that moves while it loads, no cookie."""

import gzip
import itertools
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from ocop.values.dates import today
from products.models import Photo
from tests import factories as make
from tests.products.test_pictures import picture

pytestmark = pytest.mark.django_db(transaction=True)

KILOBYTE = 1000
LIST = 8 * KILOBYTE  # the HTML of the list of the catalogue alone
# What a server sends before it waits for the reader for the first time (ten segments: RFC 6928).
FIRST_FLIGHT = 14_600  # bytes
MOST_STYLES = 10
# A line of the second generation of mobile phones: bytes in a second, milliseconds there and back.
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 31_250, "uploadThroughput": 6_250}
# What the browser waits for before it shows the first text, and what else it loads.
WAITED_FOR = """() => {
  const all = performance.getEntriesByType("resource");
  const named = (entries) => entries.map((entry) => entry.name);
  return {
    blocking: named(all.filter((entry) => entry.renderBlockingStatus === "blocking")),
    scripts: named(all.filter((entry) => entry.initiatorType === "script")),
    fonts: named(all.filter((entry) => /[.](woff2?|ttf|otf)/.test(entry.name))),
  };
}"""
PAGE, STYLES, SCRIPTS = 60 * KILOBYTE, 20 * KILOBYTE, 25 * KILOBYTE
SIZES = {"phone": {"width": 375, "height": 812}, "desk": {"width": 1280, "height": 900}}
FILES = ("original", "sha256", "width", "height", "renditions", "alt_vi")  # what photos of one picture share
# Layout shifts and the largest element painted, from the first moment on.
WATCH = """
window.seen = {shifts: 0, largest: ""};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.shifts += entry.value;
}).observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    window.seen.largest = entry.element.cloneNode(false).outerHTML.split(">")[0];
  }
}).observe({type: "largest-contentful-paint", buffered: true});
"""


@pytest.fixture
def addresses():
    """The list with a full page of cards, and a product with photos, story and stars."""
    place = make.commune(name="Tân Cương")
    for number in range(30):
        product = make.product(name=f"Chè Tân Cương {number}", place=place, story="Hái tay. " * 60)
        make.recognition(product=product, stars=3 + number % 3, signed_on=today())
        if number % 3 == 0:
            show(product)
    return {"list": "/products/", "search": "/products/?q=che", "product": product.get_absolute_url()}


def show(product):
    """Give a product a photo: the first of a test is read and drawn in all sizes, others have its files."""
    if photo := Photo.objects.first():
        make.photo(product=product, **{name: getattr(photo, name) for name in FILES})
    else:
        Photo.objects.add(product, picture(size=(640, 480)), alt_vi="Đồi chè")


def wire(content):
    """Bytes over the wire, compressed as the proxy does it."""
    return len(gzip.compress(content, 6))


def static_size(html, pattern):
    """Compressed bytes of the static files that a page loads."""
    names = re.findall(pattern, html)
    assert names
    contents = []
    for name in names:
        with open(finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name)), "rb") as file:
            contents.append(file.read())
    return sum(map(wire, contents))


def test_pages_styles_and_scripts_stay_within_their_budgets(addresses):
    for prefix, (name, address) in itertools.product(["", "/en"], addresses.items()):
        html = Client().get(prefix + address.removeprefix("/en")).content
        styles = static_size(html.decode(), r'<link rel="stylesheet" href="/static/([^"]+)"')
        scripts = static_size(html.decode(), r'<script src="/static/([^"]+)"')
        assert (styles <= STYLES, scripts <= SCRIPTS) == (True, True), (name, styles, scripts)
        assert wire(html) + styles + scripts <= PAGE, (name, wire(html), styles, scripts)
    for prefix in ("", "/en"):
        assert wire(Client().get(f"{prefix}/products/").content) <= LIST


def test_on_a_slow_line_the_first_text_waits_for_the_page_and_its_styles_alone(
    addresses, live_server, browser
):
    for name, address in addresses.items():
        page = browser.new_context(viewport=SIZES["phone"]).new_page()
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
        html = page.goto(live_server.url + address, wait_until="load").body()
        waited = page.evaluate(WAITED_FOR)
        assert {link.rpartition(".")[2] for link in waited["blocking"]} == {"css"}, name
        assert 0 < len(waited["blocking"]) <= MOST_STYLES, name
        assert waited["scripts"] and not waited["fonts"], name
        assert wire(html) <= FIRST_FLIGHT, name
        page.context.close()


def test_a_page_is_read_where_nothing_but_it_arrives(addresses, live_server, page):
    page.route("**/static/**", lambda route: route.abort())
    page.route("**/media/**", lambda route: route.abort())
    main = page.get_by_role("main")
    page.goto(live_server.url + addresses["product"])
    for size in SIZES.values():
        page.set_viewport_size(size)
        assert page.get_by_role("heading", level=1, name="Chè Tân Cương 29").is_visible(), size
        assert main.get_by_text("5 stars").first.is_visible(), size
    page.goto(live_server.url + addresses["list"])
    for size in SIZES.values():
        page.set_viewport_size(size)
        assert main.get_by_role("link", name="Chè Tân Cương 29").is_visible(), size


def test_nothing_moves_and_the_largest_element_comes_with_the_page(addresses, live_server, context, page):
    context.add_init_script(WATCH)
    for size, (name, address) in itertools.product(SIZES, addresses.items()):
        page.set_viewport_size(SIZES[size])
        html = page.goto(live_server.url + address, wait_until="load").text()
        # The portal's security policy forbids what wait_for_function does.
        for _moment in range(600):
            if page.evaluate("window.seen.largest"):
                break
            page.wait_for_timeout(100)
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(150)
        seen = page.evaluate("window.seen")
        assert (name, size, seen["shifts"]) == (name, size, 0)
        assert seen["largest"] and seen["largest"] in html, (name, size, seen["largest"])
    assert context.cookies() == []
