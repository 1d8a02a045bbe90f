"""Support, revenue, events and deals as officers record them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from producers.models import Deal, Participation, Revenue, Support, TradeEvent
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer():
    return make.producer(place=make.commune())


@pytest.fixture
def officer(client, producer):
    officer = make.user("provincial_officer", place=producer.place.province)
    client.force_login(officer)
    return officer


def url(name, *args):
    with override("en"):
        return reverse(name, args=args)


def test_amount_is_recorded_as_it_is_written(client, officer, producer):
    sent = {"programme": "Khuyến công", "kind": "workshop", "year": 2024, "amount": "2.000.000.000"}
    response = client.post(url("desk-support-create", producer.pk), sent)
    assert response.url == url("desk-producer-trade", producer.pk) + "#support"
    support = Support.objects.get()
    assert (support.producer, support.amount, support.released) == (producer, 2_000_000_000, False)
    form = client.get(url("desk-support-edit", support.pk)).context["form"]
    assert form["amount"].value() == "2,000,000,000"


def test_second_revenue_of_a_year_is_refused_in_words(client, officer, producer):
    make.revenue(producer=producer, year=2025)
    response = client.post(url("desk-revenue-create", producer.pk), {"year": 2025, "domestic": "1 tỷ"})
    assert response.context["form"].non_field_errors() == [
        "The revenue of this producer in this year is recorded already."
    ]
    assert Revenue.objects.count() == 1


def test_event_of_one_day_ends_the_day_after(client, officer, producer):
    sent = {"kind": "fair", "name": "Hội chợ", "starts_on": "19/12/2025", "ends_on": "18/12/2025"}
    refused = client.post(url("desk-event-create"), sent).context["form"]
    assert refused.non_field_errors() == ["The last day is before the first."]
    client.post(url("desk-event-create"), sent | {"ends_on": "19/12/2025"})
    event = TradeEvent.objects.get()
    assert (event.ends_on, event.last_day) == (date(2025, 12, 20), date(2025, 12, 19))
    assert event.province == officer.place
    again = client.post(url("desk-event-create"), sent | {"ends_on": "20/12/2025"})
    assert again.context["form"].non_field_errors() == [
        "An event of this name on this day is recorded already."
    ]


def test_participant_is_offered_once_and_only_from_the_own_province(client, officer, producer):
    event, other = make.trade_event(province=officer.place), make.producer()
    page = url("desk-participation-create", event.pk)
    assert list(client.get(page).context["form"].fields["producer"].queryset) == [producer]
    assert "producer" in client.post(page, {"producer": other.pk}).context["form"].errors
    client.post(page, {"producer": producer.pk, "note": "Gặp ba siêu thị"})
    assert Participation.objects.get().note == "Gặp ba siêu thị"
    assert list(client.get(page).context["form"].fields["producer"].queryset) == []


def test_deal_may_name_only_an_event_of_the_own_province(client, officer, producer):
    event, other = make.trade_event(province=officer.place), make.trade_event()
    sent = {"kind": "contract", "counterpart": "WinMart", "value": "300 triệu", "event": other.pk}
    page = url("desk-deal-create", producer.pk)
    assert "event" in client.post(page, sent).context["form"].errors
    client.post(page, sent | {"event": event.pk})
    assert (Deal.objects.get().event, Deal.objects.get().value) == (event, 300_000_000)


def test_what_was_recorded_by_mistake_can_be_deleted_and_its_history_stays(client, officer, producer):
    support = make.support(producer=producer)
    page = url("desk-support-delete", support.pk)
    assert client.get(page).status_code == 200
    assert "reason" in client.post(page).context["form"].errors
    assert Support.objects.exists()
    sent = {"reason": "Nhập trùng"}
    assert client.post(page, sent).url == url("desk-producer-trade", producer.pk) + "#support"
    assert not Support.objects.exists()
    kept = Support.events.rel.related_model.objects.order_by("pgh_id")
    assert [event.pgh_label for event in kept] == ["insert", "delete"]
    assert kept.last().pgh_context.metadata["reason"] == "Nhập trùng"


def test_commune_reads_the_events_of_its_province(client, producer):
    event = make.trade_event(province=producer.place.province)
    client.force_login(make.user("commune_officer", place=producer.place))
    assert list(client.get(url("desk-event-list")).context["object_list"]) == [event]
