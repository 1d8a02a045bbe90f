from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from ocop.models import Role
from ocop.values.dates import today
from ratings.dossiers.deadlines import MINISTRY, PROVINCE, is_working_day, round_for, working_days_after
from ratings.dossiers.models import CalendarDay, Dossier
from ratings.dossiers.workflow import DossierState
from tests import factories as make

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("filed", "last_day"),
    [
        (date(2026, 11, 2), date(2026, 11, 23)),  # three weeks without a holiday
        (date(2026, 4, 20), date(2026, 5, 14)),  # Hung Kings' day (in lieu), 30 April and 1 May between
        (date(2026, 2, 13), date(2026, 3, 13)),  # Tết
    ],
)
def test_the_commune_has_fifteen_working_days(filed, last_day):
    assert working_days_after(filed, 15, {}) == last_day


def test_a_saturday_worked_for_a_bridge_day_counts():
    assert is_working_day(date(2026, 8, 22))
    assert not is_working_day(date(2026, 8, 31))


@given(DAYS, st.integers(1, 40))
def test_the_last_working_day_is_a_working_day_and_so_many_lie_between(day, count):
    last = working_days_after(day, count, {})
    between = [day + timedelta(days=n) for n in range(1, (last - day).days + 1)]
    assert sum(is_working_day(each) for each in between) == count
    assert is_working_day(last)


@pytest.mark.parametrize(
    ("day", "rounds", "expected"),
    [
        (date(2026, 4, 29), PROVINCE, (date(2026, 4, 30), date(2026, 6, 30))),
        (date(2026, 4, 30), PROVINCE, (date(2026, 10, 30), date(2026, 12, 30))),
        (date(2026, 10, 30), PROVINCE, (date(2027, 4, 30), date(2027, 6, 30))),
        (date(2026, 1, 29), MINISTRY, (date(2026, 1, 30), date(2026, 3, 30))),
        (date(2026, 7, 30), MINISTRY, (date(2027, 1, 30), date(2027, 3, 30))),
    ],
)
def test_a_proposal_before_the_cut_off_reaches_the_round(day, rounds, expected):
    assert round_for(day, rounds) == expected


# Announced days


def day_of(day, *, works=False, name="Nghỉ bù"):
    return CalendarDay.objects.create(
        day=day, works=works, name=name, instrument="Thông báo 15/TB-BNV, 03/11/2026"
    )


@pytest.mark.django_db
def test_an_announced_day_overrules_the_package_and_moves_clocks_that_run():
    dossier = make.dossier(state=DossierState.FILED)
    last = dossier.due_on
    added = day_of(last)
    dossier.refresh_from_db()
    assert dossier.due_on == working_days_after(last, 1) > last
    saturday = next(
        today() + timedelta(days=n) for n in range(1, 8) if (today() + timedelta(days=n)).weekday() == 5
    )
    assert not is_working_day(saturday)
    day_of(saturday, works=True, name="Làm bù")
    dossier.refresh_from_db()
    assert dossier.due_on == working_days_after(today(), 15) < working_days_after(last, 1)
    added.delete()
    assert list(added.events.model.objects.values_list("pgh_label", flat=True)).count("delete") == 1


@pytest.mark.django_db
def test_a_last_day_in_a_year_that_is_not_announced_says_so(client):
    dossier = make.dossier(state=DossierState.FILED)
    assert dossier.provisional == ""
    Dossier.objects.filter(pk=dossier.pk).update(due_on=date(2028, 1, 7))
    dossier = Dossier.objects.get(pk=dossier.pk)
    words = "provisional: the days of 2028 are not announced yet"
    client.force_login(make.commune_officer_of(dossier))
    with override("en"):
        assert dossier.provisional == words
        for address in (dossier.get_desk_url(), reverse("desk-dossier-list")):
            assert words in client.get(address).content.decode()
    day_of(date(2028, 1, 3))
    Dossier.objects.filter(pk=dossier.pk).update(due_on=date(2028, 1, 7))
    assert Dossier.objects.get(pk=dossier.pk).provisional == ""


@pytest.mark.django_db
def test_only_the_administrator_records_days(client):
    address = reverse("admin:ratings_calendarday_add")
    sent = {"day": "2027-02-10", "works": "", "name": "Nghỉ Tết", "instrument": "Thông báo 15/TB-BNV"}
    client.force_login(make.user(Role.PROVINCIAL_OFFICER))
    client.post(address, sent)
    assert not CalendarDay.objects.exists()
    client.force_login(make.user(role=Role.ADMINISTRATOR))
    client.post(address, sent)
    assert not is_working_day(date(2027, 2, 10), CalendarDay.objects.decided())
