from datetime import date, timedelta

import feedparser
import pytest
from bs4 import BeautifulSoup
from rss_parser import AtomParser, RSSParser

from catalogue.changes import ChangeKind, newest_changes
from ocop.api import views
from ocop.models import Place
from ocop.values.dates import today
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import WithdrawalGround
from ratings.decisions.prepare import prepare_correction
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """A product raised, lowered, extended and withdrawn; another renewed and lapsed; one that is hidden."""
    place = make.commune(name="Tân Cương")
    product = make.product(name="Chè Đinh", place=place)
    for stars, day in ((3, date(2019, 3, 1)), (5, date(2021, 3, 1)), (4, date(2023, 12, 1))):
        last = make.recognition(product=product, stars=stars, signed_on=day)
    make.extend(last, date(2027, 1, 1), signed_on=date(2026, 5, 1), number="7/QĐ")
    make.withdraw(last, WithdrawalGround.MARK, signed_on=date(2026, 6, 1), number="9/QĐ")
    other = make.product(name="Miến", place=place)
    for day in (date(2019, 5, 1), date(2021, 5, 1)):
        make.recognition(product=other, stars=3, signed_on=day)
    make.recognition(product=make.product(name="Ẩn", in_catalogue=False), signed_on=date(2026, 1, 1))
    return last


def told(**asked):
    return [
        (row["name"], row["day"], row["kind"], row["stars_before"]) for row in newest_changes(100, **asked)
    ][::-1]


def test_the_log_tells_all_that_happened_to_public_stars(story):
    assert told() == [
        ("Chè Đinh", date(2019, 3, 1), "recognised", None),
        ("Miến", date(2019, 5, 1), "recognised", None),
        ("Chè Đinh", date(2021, 3, 1), "raised", 3),
        ("Miến", date(2021, 5, 1), "renewed", 3),
        ("Chè Đinh", date(2023, 12, 1), "lowered", 5),
        ("Miến", date(2024, 5, 2), "lapsed", 3),
        ("Chè Đinh", date(2026, 5, 1), "extended", 4),
        ("Chè Đinh", date(2026, 6, 1), "withdrawn", 4),
    ]
    numbers = {row["kind"]: row["decision_number"] for row in newest_changes(2)}
    assert numbers == {"extended": "7/QĐ", "withdrawn": "9/QĐ"}


def test_days_are_half_open_and_kinds_and_provinces_narrow(story):
    assert told(since=date(2026, 5, 1), until=date(2026, 6, 1)) == [
        ("Chè Đinh", date(2026, 5, 1), "extended", 4)
    ]
    assert [row[2] for row in told(kind=[ChangeKind.LAPSED, ChangeKind.RAISED])] == ["raised", "lapsed"]
    assert told(province=["none"]) == []


def test_what_does_not_hold_yet_is_not_told(story):
    make.recognition(product=make.product(name="Mai"), signed_on=today() + timedelta(days=1))
    assert "Mai" not in {row[0] for row in told()}


def test_a_correction_of_what_was_recorded_is_told_on_the_day_it_was_made(story):
    correction = prepare_correction(
        story, {"maker": "Hợp tác xã Hảo Đạt"}, by=make.officer_of(story), reason="Tên trong quyết định"
    )
    issue_decision(correction, by=make.leader_of(story), number="11/QĐ")
    change = newest_changes(1)[0]
    assert (change["kind"], change["day"], change["maker"]) == ("corrected", today(), "Hợp tác xã Hảo Đạt")


def test_the_data_go_on_where_one_stopped_oldest_first(client, story, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 3)
    found, address = [], "/api/v1/changes/?since=2021-01-01"
    while address:
        page = client.get(address).json()
        found += [(row["day"], row["kind"], row["decision_number"]) for row in page["results"]]
        address = page["next"]
    assert [day for day, _kind, _number in found] == sorted(day for day, _kind, _number in found)
    assert found[-1] == ("2026-06-01", "withdrawn", "9/QĐ")
    assert len(found) == 6
    assert client.get("/api/v1/changes/?since=yesterday").status_code == 400


def test_the_page_shows_days_decisions_and_grounds_newest_first(client, story):
    page = BeautifulSoup(client.get("/en/changes/?kind=withdrawn&kind=raised").content, "html.parser")
    shown = [" ".join(item.text.split()) for item in page.select(".timeline li")]
    assert len(shown) == 2
    assert shown[0].startswith("01/06/2026") and "Decision 9/QĐ of 01/06/2026" in shown[0]
    assert "Wrong use of the OCOP mark" in shown[0]
    assert "3 stars → 5 stars" in shown[1]
    assert client.get("/en/changes/?since=x&before=x&province=%00").status_code == 200


def test_the_panel_has_every_kind_in_sight_and_provinces_by_name(client, story):
    province = Place.objects.provinces().in_force().order_by("name_order").first()
    page = BeautifulSoup(
        client.get(f"/en/changes/?kind=raised&province={province.code}").content, "html.parser"
    )
    boxes = page.select(".filters input[name=kind][type=checkbox]")
    assert [box["value"] for box in boxes] == ChangeKind.values
    assert [box["value"] for box in boxes if box.has_attr("checked")] == ["raised"]
    chosen = page.select_one(".filters select[name=province] option[selected]")
    assert (chosen.text, chosen["value"]) == (province.name, province.code)


@pytest.mark.parametrize(("kind", "strict"), [("rss", RSSParser), ("atom", AtomParser)])
def test_feeds_tell_new_recognitions_in_the_language_of_their_address(client, story, kind, strict, settings):
    maker = make.producer(name="HTX <b>Đá & Núi</b>")
    make.recognition(product=make.product(producer=maker), signed_on=today())
    for prefix in ("", "/en"):
        response = client.get(f"{prefix}/changes/{kind}/")
        assert response.cookies == {}
        assert strict.parse(response.content.decode())
        told = feedparser.parse(response.content)
        assert (told.bozo, told.version) == (False, {"rss": "rss20", "atom": "atom10"}[kind])
        assert told.feed.language == ("en" if prefix else "vi")
        if kind == "atom":
            assert told.feed.author == ("OCOP register" if prefix else "Sổ đăng ký OCOP")
        assert len({entry.id for entry in told.entries}) == 6
        # As the public knows it, though this client asks another host.
        own = [link.href for link in told.feed.links if link.rel == "self"]
        assert own == [f"{settings.SITE_URL}{prefix}/changes/{kind}/"]
        assert told.entries[1].link == f"{settings.SITE_URL}{prefix}/verify/{story.code}/"
        assert all(entry.title and entry.published_parsed for entry in told.entries)
        # What is read as HTML says what the register says, and is none.
        assert "HTX &lt;b&gt;Đá &amp; Núi&lt;/b&gt;" in told.entries[0].summary
