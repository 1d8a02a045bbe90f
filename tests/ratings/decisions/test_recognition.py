from datetime import date, timedelta

import pytest

from catalogue.recognitions import with_current_recognition
from ocop.values.dates import today
from products.models import Product
from ratings.decisions.models import Decision, Recognition, RecognitionState
from tests import factories as make

pytestmark = pytest.mark.django_db
S = RecognitionState
# 36 months from 29/02/2024 last to the end of 28/02/2027; the first day after is stored.
ISSUED, LAST, EXPIRES = date(2024, 2, 29), date(2027, 2, 28), date(2027, 3, 1)
DAY = timedelta(days=1)


def extended(recognition):
    make.extend(recognition, EXPIRES + 100 * DAY, signed_on=date(2026, 11, 5))


def withdrawn(recognition):
    make.withdraw(recognition, "mark", signed_on=date(2025, 6, 1))


def superseded(recognition):
    make.recognition(product=recognition.product, signed_on=date(2026, 6, 1))


def superseded_after_its_end(recognition):
    later = make.recognition(product=recognition.product, signed_on=EXPIRES + 10 * DAY)
    Recognition.objects.filter(pk=recognition.pk).update(superseded_on=later.issued_on)


def withdrawn_on_the_day_of_issue(recognition):
    make.withdraw(recognition, "untrue", signed_on=ISSUED)


def untouched(recognition):
    pass


@pytest.mark.parametrize(
    ("event", "day", "state"),
    [
        (untouched, ISSUED - DAY, S.NOT_YET),
        (untouched, ISSUED, S.VALID),
        (untouched, LAST - 181 * DAY, S.VALID),
        (untouched, LAST - 180 * DAY, S.RENEWAL),
        (untouched, LAST - 120 * DAY, S.RENEWAL),
        (untouched, LAST - 119 * DAY, S.LATE),
        (untouched, LAST, S.LATE),
        (untouched, EXPIRES, S.LAPSED),
        (extended, LAST, S.LATE),
        (extended, EXPIRES, S.EXTENDED),
        (extended, EXPIRES + 99 * DAY, S.EXTENDED),
        (extended, EXPIRES + 100 * DAY, S.LAPSED),
        (withdrawn, date(2025, 5, 31), S.VALID),
        (withdrawn, date(2025, 6, 1), S.WITHDRAWN),
        (withdrawn, EXPIRES, S.WITHDRAWN),
        (withdrawn_on_the_day_of_issue, ISSUED, S.WITHDRAWN),
        (superseded, date(2026, 5, 31), S.VALID),
        (superseded, date(2026, 6, 1), S.SUPERSEDED),
        (superseded, EXPIRES, S.SUPERSEDED),
        (superseded_after_its_end, EXPIRES + 5 * DAY, S.LAPSED),
        (superseded_after_its_end, EXPIRES + 10 * DAY, S.LAPSED),
    ],
)
def test_queryset_and_row_agree_on_every_day(event, day, state):
    recognition = make.recognition(signed_on=ISSUED)
    assert recognition.expires_on == EXPIRES
    event(recognition)
    recognition.refresh_from_db()
    in_force = state in {S.VALID, S.RENEWAL, S.LATE, S.EXTENDED}
    assert recognition.state_on(day) == state
    itself = Recognition.objects.filter(pk=recognition.pk)
    assert itself.valid_on(day).exists() == in_force
    assert itself.with_state(day).get().state == state
    assert recognition.ends_on == recognition.end
    assert itself.valid_on(recognition.end - DAY).exists() == (recognition.last_day is not None)


def test_products_show_the_recognition_in_force_and_no_other(django_assert_num_queries):
    lapsed, current, none = make.product(), make.product(), make.product()
    make.recognition(product=lapsed, signed_on=date(2020, 1, 1))
    make.recognition(product=current, stars=3, signed_on=date(2023, 1, 1))
    recognition = make.recognition(product=current, stars=4, signed_on=date(2025, 6, 1))
    with django_assert_num_queries(1):
        rows = {
            product: product for product in with_current_recognition(Product.objects.all(), date(2026, 1, 1))
        }
    assert {product.pk: product.stars for product in rows} == {lapsed.pk: None, current.pk: 4, none.pk: None}
    shown = rows[current]
    assert (shown.recognition_id, shown.recognition_code) == (recognition.pk, recognition.code)
    assert (shown.in_force_from, shown.in_force_until) == (date(2025, 6, 1), date(2028, 6, 1))
    assert (shown.decision_number, shown.decision_signed_on) == (
        recognition.decision.number,
        date(2025, 6, 1),
    )


def test_last_year_is_answered_as_last_year():
    product = make.product()
    make.recognition(product=product, stars=3, signed_on=date(2023, 1, 1))
    make.recognition(product=product, stars=4, signed_on=date(2025, 6, 1))
    answers = {day: with_current_recognition(Product.objects.all(), day).get().stars for day in (
        date(2022, 12, 31), date(2025, 5, 31), date(2025, 6, 1), date(2028, 6, 1), date(2028, 6, 2)
    )}  # fmt: skip
    assert list(answers.values()) == [None, 3, 4, 4, None]


def test_recognitions_are_recorded_in_any_order():
    product = make.product()
    later = make.recognition(product=product, signed_on=date(2025, 6, 1))
    earlier = make.recognition(product=product, signed_on=date(2023, 1, 1))
    assert (earlier.superseded_on, later.superseded_on) == (date(2025, 6, 1), None)


def test_a_recorded_recognition_keeps_the_day_printed_in_its_decision():
    product = make.product()
    decision = make.decision(signed_on=date(2023, 1, 1), place=product.producer.place.province)
    printed = make.recognised_by(decision, product, expires_on=date(2025, 1, 1))
    assert (printed.expires_on, printed.ends_on) == (date(2025, 1, 1), date(2025, 1, 1))


def test_a_recognition_keeps_the_name_it_was_given():
    recognition = make.issued_recognition()
    product = recognition.product
    name = product.name
    product.name = "Another name"
    product.save()
    assert Recognition.objects.get().name == name


def test_the_renewal_window_opens_180_and_closes_120_days_before_the_last_day():
    recognition = make.recognition(signed_on=ISSUED)
    assert recognition.renewal_window == (date(2026, 9, 1), date(2026, 10, 31))
    assert (LAST - date(2026, 9, 1), LAST - date(2026, 10, 31)) == (180 * DAY, 120 * DAY)


def test_issued_today_it_is_valid_today():
    assert make.issued_recognition().state_on(today()) == S.VALID
    assert Decision.objects.public().count() == 1
