"""Every public page in a real browser: accessible, no wider than its window, by keyboard, on paper, without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import translate_url
from django.utils.translation import override

from ratings.decisions.models import Recognition
from tests import factories as make
from tests.test_every_url import PATTERNS, PUBLIC_NAMES
from tests.world import address, side

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = [(375, 667), (1280, 900)]
# What a page becomes by its address: (name of the page, what is added).
VARIANTS = [
    ("product-list", "?q=zzzz"),
    ("product-list", f"?stars=5&q={'x' * 300}"),
    ("product-list", "?state=unconfirmed"),
    ("verify", "nothing/"),
]
# By how much the page is wider than the window.
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


def axe_options(target_size):
    return {
        "resultTypes": ["violations"],
        "preload": False,
        "rules": {"target-size": {"enabled": target_size}},
    }


def star():
    """A product with four stars, in a collection of its province."""
    product = make.product(name="Trà Sở-tại")
    collection = make.collection(place=product.producer.place.province, title="Quà Sở-tại", rule="")
    collection.pick([product])
    return make.recognition(product=product, stars=4)


def public_pages(province):
    """The addresses of all public pages for the rows of a province, every other one in Vietnamese."""
    client, found = Client(), []
    for name in sorted(PUBLIC_NAMES):
        url = address(PATTERNS[name], province)
        answer = client.get(url)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            found += [url, *(url + more for page, more in VARIANTS if page == name)]
    with override("en"):
        return [translate_url(url, "vi") if at % 2 else url for at, url in enumerate(found)]


def faults(page, size, *, target_size=True):
    """What axe, which the page holds, finds in a window of this size, and by how much the page is too wide for it.

    `target_size` also asks whether what is pressed is large enough.
    """
    page.set_viewport_size({"width": size[0], "height": size[1]})
    rules = page.evaluate("options => axe.run(document, options)", axe_options(target_size))["violations"]
    found = [(rule["id"], node["target"]) for rule in rules for node in rule["nodes"]]
    wide = page.evaluate(TOO_WIDE)
    return found + ([("too wide", wide)] if wide else [])


def test_every_public_page_is_accessible_and_never_scrolls_sideways(live_server, page):
    province = side("Sở-tại")
    pages = [*public_pages(province), province.rows[Recognition].product.get_absolute_url()]
    assert len(pages) > 12
    page.add_init_script(Axe().axe_script)
    found = {}
    for path in pages:
        page.goto(live_server.url + path)
        found |= {(path, size): wrong for size in SIZES if (wrong := faults(page, size))}
    assert found == {}


def test_no_badge_sticks_out_of_its_card_or_cell(live_server, page):
    product = make.product(name="Miến dong")
    make.certification(product=product, issued_on=None, expires_on=None)
    with override("vi"):
        pages = ["/products/?state=unconfirmed", product.get_absolute_url()]
    for path in pages:
        page.goto(live_server.url + path)
        for width in (320, 375, 1280):
            assert least_room_beside_badges(page, width) >= 0, (path, width)


def least_room_beside_badges(page, width):
    """How far the badge that is nearest to the end of its card or cell is from it, in a window of this width."""
    page.set_viewport_size({"width": width, "height": 667})
    rooms = page.locator(".badge").evaluate_all(
        """badges => badges.map(badge => {
          const room = (badge.closest(".card__body, td") ?? badge.parentElement).getBoundingClientRect();
          return room.right - badge.getBoundingClientRect().right;
        })"""
    )
    return min(rooms)


def test_keyboard_alone_reaches_everything_in_order_and_shows_where_it_is(live_server, page):
    for _number in range(3):
        star()
    page.set_viewport_size({"width": 375, "height": 667})
    page.goto(live_server.url + "/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    seen = []
    for _step in range(60):
        state = page.evaluate(
            """() => {
              const part = document.activeElement, box = part.getBoundingClientRect(), style = getComputedStyle(part);
              const card = part.closest(".card, li"), around = card ? getComputedStyle(card) : style;
              if (part === document.body) return null;
              return {inside: !!part.closest("main, footer"), top: Math.round(box.top + scrollY),
                seen: box.bottom > 0 && box.top < innerHeight && part.checkVisibility(),
                marked: [style, around].some(one => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2)};
            }"""
        )
        if state is None:
            break
        seen.append(state)
        page.keyboard.press("Tab")
    assert len(seen) > 10
    assert [one for one in seen if not (one["inside"] and one["seen"] and one["marked"])] == []
    tops = [one["top"] for one in seen]
    assert [pair for pair in zip(tops, tops[1:], strict=False) if pair[1] < pair[0] - 60] == []


def test_consumer_finds_and_checks_a_star_without_script(live_server, browser):
    star()
    page = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 667}).new_page()
    page.goto(live_server.url + "/en/")
    page.get_by_role("main").get_by_role("searchbox").fill("tra so-tai")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_text("Narrow the list").click()
    page.get_by_role("checkbox", name="4 stars").check()
    page.get_by_role("button", name="Show results").click()
    page.get_by_role("link", name="Trà Sở-tại").click()
    page.locator(".check .button").click()
    assert page.locator(".answer").get_by_text("Trà Sở-tại").first.is_visible()


def test_product_and_answer_are_printed_without_what_only_a_screen_needs(live_server, page):
    recognition = star()
    page.emulate_media(media="print")
    for shown in (recognition.product, recognition):
        page.goto(live_server.url + shown.get_absolute_url())
        parts = [".site-nav", ".site-search", ".site-footer", ".search", ".check svg", ".check__code", "h2"]
        seen = [part for part in parts if page.locator(part).locator("visible=true").count()]
        assert seen == [".check svg", ".check__code", "h2"]
