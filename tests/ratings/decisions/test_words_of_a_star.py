"""Pages on a star that has ended or whose result is awaited say what was in force, and never show it in gold."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from ocop.values.dates import today
from ratings.decisions import recognition_text
from ratings.decisions.models import Recognition, RecognitionState
from ratings.figures.counts import Counts
from ratings.figures.standing import CountedState, Register
from tests import factories as make
from tests.ratings.decisions.test_extension import awaited

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def page(client, address):
    """Return the HTML of a public page."""
    return client.get(address).content.decode()


def withdrawn_on_the_day_it_began():
    """Star withdrawn on its first day."""
    star = make.recognition(signed_on=today())
    make.withdraw(star, signed_on=today())
    return Recognition.objects.with_state().get(pk=star.pk)


def test_a_star_ended_on_the_day_it_began_names_no_day_before_it(client):
    star = withdrawn_on_the_day_it_began()
    assert (star.state, star.last_day) == (RecognitionState.WITHDRAWN, None)
    text = page(client, f"/verify/{star.code}/")
    assert f"{today() - DAY:%d/%m/%Y}" not in text
    assert "Không còn hiệu lực từ ngày</dt><dd>" + f"{today():%d/%m/%Y}" in text
    assert f"{star.last_day_of_term:%d/%m/%Y}" in text
    (row,) = client.get("/api/v1/recognitions/").json()["results"]
    assert (row["in_force_until"], row["expires_on"]) == (None, f"{star.last_day_of_term:%Y-%m-%d}")


def test_a_star_that_held_for_a_while_names_its_last_day_and_its_term(client):
    star = make.recognition(signed_on=today() - 30 * DAY)
    make.recognition(product=star.product, stars=4, signed_on=today() - 3 * DAY)
    text = page(client, f"/en/verify/{star.code}/")
    assert f"Until the end of</dt><dd>{today() - 4 * DAY:%d/%m/%Y}" in text
    assert f"Term of its decision, until the end of</dt><dd>{star.last_day_of_term:%d/%m/%Y}" in text


def test_the_badge_of_a_lapsed_star_names_the_day_since_which_it_does_not_hold(client):
    star = make.recognition(signed_on=today() - 1200 * DAY)
    since = star.end
    for prefix, words in (("", f"từ {since:%d/%m/%Y}"), ("/en", f"since {since:%d/%m/%Y}")):
        for address in (f"/verify/{star.code}/", f"/badge/{star.code}.svg"):
            assert words.split(" ")[-1] in page(client, prefix + address)
        assert words in page(client, f"{prefix}/badge/{star.code}.svg").replace("từ ngày", "từ")
    star.state = star.state_on()
    assert recognition_text.badge_of(star) == {
        "kind": "lapsed",
        "word": RecognitionState.LAPSED.label,
        "since": since,
    }


def test_a_consumer_reads_that_an_awaited_star_does_not_hold_today(client):
    star, _dossier = awaited()
    with make.on_day(star.last_day_of_term + 5 * DAY):
        for prefix, words in (
            ("", "Hôm nay không có sao nào đang có hiệu lực"),
            ("/en", "No star in force today"),
        ):
            text = page(client, f"{prefix}/verify/{star.code}/")
            assert words in text
            assert 'class="row gone"' in text
        with override("vi"):
            address = star.product.get_absolute_url()
        assert '<p class="gone">' in page(client, address)
        assert "card--unsure" in page(client, "/products/?state=lapsed")


def test_the_statistics_count_an_awaited_star_in_a_row_of_its_own(client):
    star, _dossier = awaited()
    day = star.last_day_of_term + 5 * DAY
    with make.on_day(day):
        standings = Counts(Register(day)).standings
        assert (standings[CountedState.AWAITING], standings[CountedState.LAPSED]) == (1, 0)
        assert star.name in page(client, "/statistics/products/?state=awaiting")
        assert star.name not in page(client, "/statistics/products/?state=lapsed")
