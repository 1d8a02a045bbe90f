"""Interpretations of open questions: a province's own, from a day on, kept, without effect on stars."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.dossiers.models import Dossier
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Result
from ratings.sheets.models import Sheet, SheetInterpretation
from ratings.sheets.open_questions import interpretations_for, questions_on
from tests import factories as make
from tests.days import tomorrow, yesterday

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.user()


def test_an_interpretation_holds_from_its_day_and_ends_the_one_before(officer):
    first = make.sheet_interpretation(by=officer)
    second = make.sheet_interpretation(by=officer, day=tomorrow())
    assert [list(SheetInterpretation.objects.in_force(day)) for day in (today(), tomorrow())] == [
        [first],
        [second],
    ]


def test_another_province_and_another_question_are_apart(officer):
    rows = [
        make.sheet_interpretation(by=officer),
        make.sheet_interpretation(by=officer, question="condition:5.2"),
        make.sheet_interpretation(),
    ]
    assert set(SheetInterpretation.objects.in_force()) == set(rows)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (yesterday, "A reading holds from today or a later day"),
        (today, "Your province reads this question otherwise from that day or later"),
    ],
)
def test_an_interpretation_may_not_begin_before_today_or_with_another(officer, day, sentence):
    make.sheet_interpretation(by=officer)
    with pytest.raises(RefusedError, match=sentence):
        make.sheet_interpretation(by=officer, day=day())


def test_a_draft_is_not_read_otherwise(officer):
    with pytest.raises(RefusedError, match="not published yet"):
        make.sheet_interpretation(by=officer, sheet=make.sheet_draft())


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PROVINCIAL_OFFICER])
def test_only_a_provincial_officer_records_an_interpretation(role):
    with pytest.raises(RefusedError, match="belongs to somebody else"):
        make.sheet_interpretation(by=make.user(role))


def test_an_interpretation_ends_today_or_later_and_once(officer):
    interpretation = make.sheet_interpretation(by=officer)
    with pytest.raises(RefusedError, match="yesterday, today or a later day"):
        interpretation.end(yesterday(), by=officer)
    with pytest.raises(RefusedError, match="somebody else"):
        interpretation.end(tomorrow(), by=make.user())
    interpretation.end(tomorrow(), by=officer)
    assert list(SheetInterpretation.objects.in_force(tomorrow())) == []
    with pytest.raises(RefusedError, match="has its last day already"):
        interpretation.end(tomorrow(), by=officer)


@pytest.mark.parametrize("change", ["UPDATE {} SET text = 'x'", "DELETE FROM {}"])
def test_a_recorded_interpretation_is_kept_in_raw_sql_too(change):
    make.sheet_interpretation()
    with (
        pytest.raises(IntegrityError, match="sheet_reading_is_kept"),
        transaction.atomic(),
        transaction.get_connection().cursor() as cursor,
    ):
        cursor.execute(change.format(SheetInterpretation._meta.db_table))


def test_two_interpretations_at_the_same_time_are_refused_by_the_database(officer):
    interpretation = make.sheet_interpretation(by=officer)
    interpretation.pk = None
    with pytest.raises(IntegrityError, match="sheet_reading_one_in_force"), transaction.atomic():
        interpretation.save(force_insert=True)


def test_an_interpretation_stands_at_the_criteria_of_its_question():
    dossier = make.dossier()
    place = dossier.product.producer.place.province
    labour = make.sheet_interpretation(place=place)
    supply = make.sheet_interpretation(place=place, question="boundary:1.4/1.5")
    general = make.sheet_interpretation(place=place, question="no_zero_option:nhiều")
    make.sheet_interpretation()
    assert interpretations_for(dossier) == {"3.3": [labour], "1.5": [supply], "": [general]}
    assert interpretations_for(dossier, today() - timedelta(days=1)) == {}


def test_a_dossier_without_interpretations_costs_one_query(django_assert_num_queries):
    dossier = Dossier.objects.for_detail().get(pk=make.dossier().pk)
    with django_assert_num_queries(1):
        assert interpretations_for(dossier) == {}


def test_an_interpretation_changes_no_star():
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    before = Result.objects.get(dossier=dossier)
    place = dossier.product.producer.place.province
    for question in questions_on(make.sheet()):
        make.sheet_interpretation(place=place, question=question.key)
    after = Result.objects.get(dossier=dossier)
    assert (after.is_intact(), after.sealed) == (True, before.sealed)
    assert make.sheet().rubric().outcome([make.four_stars()]).stars == before.stars


def text(response):
    return response.content.decode()


def test_an_officer_records_an_interpretation_on_the_page_of_a_sheet_and_ends_it(officer, client):
    client.force_login(officer)
    address = reverse("desk-sheet-reading-create", args=[make.sheet().pk])
    assert (
        client.get(address + "?question=boundary:3.3").context["form"]["question"].value() == "boundary:3.3"
    )
    values = {"question": "boundary:3.3", "text": "Đúng 75% là mức cao", "reason": "Biên bản 3"}
    client.post(address, values | {"day": f"{today():%d/%m/%Y}"})
    interpretation = SheetInterpretation.objects.get()
    assert (interpretation.place, interpretation.recorded_by) == (officer.place, officer)
    page = text(client.get(make.sheet().get_desk_url()))
    assert "Đúng 75% là mức cao" in page
    assert "it changes no points, requirement or star" in page
    client.post(reverse("desk-sheet-reading-end", args=[interpretation.pk]), {"day": f"{today():%d/%m/%Y}"})
    interpretation.refresh_from_db()
    assert (interpretation.last_day, interpretation.in_force_until) == (today(), tomorrow())
    page = text(client.get(make.sheet().get_desk_url()))
    assert f"{today():%d/%m/%Y}" in page and f"{tomorrow():%d/%m/%Y}" not in page


def test_a_day_in_the_past_is_refused_on_the_page_with_everything_typed(officer, client):
    client.force_login(officer)
    values = {"question": "boundary:3.3", "text": "Cách hiểu", "reason": "Vì", "day": "01/01/2020"}
    refused = client.post(reverse("desk-sheet-reading-create", args=[make.sheet().pk]), values)
    assert refused.status_code == 409
    assert "A reading holds from today or a later day" in text(refused)
    assert refused.context["form"]["text"].value() == "Cách hiểu"


def test_a_question_that_the_sheet_does_not_have_is_refused(officer, client):
    client.force_login(officer)
    values = {"question": "boundary:9.9", "text": "Cách hiểu", "reason": "Vì", "day": f"{today():%d/%m/%Y}"}
    client.post(reverse("desk-sheet-reading-create", args=[make.sheet().pk]), values)
    assert not SheetInterpretation.objects.exists()


def test_a_province_reads_its_own_interpretations_and_the_administrator_all(officer, client):
    own, other = make.sheet_interpretation(by=officer), make.sheet_interpretation()
    for person, seen in ((officer, [own]), (make.user(Role.ADMINISTRATOR), [other, own])):
        client.force_login(person)
        page = client.get(reverse("desk-sheet-questions"))
        assert list(page.context["interpretations"]) == seen


def test_the_overview_names_every_question_of_the_sheets_in_force_once(client, django_assert_max_num_queries):
    client.force_login(make.user(Role.ADMINISTRATOR))
    with django_assert_max_num_queries(9):
        page = client.get(reverse("desk-sheet-questions"))
    questions = page.context["questions"]
    assert len({(each["question"].kind, each["question"].detail) for each in questions}) == len(questions)
    assert sum(len(each["sheets"]) for each in questions) == sum(
        len(sheet.open_questions) for sheet in Sheet.objects.all()
    )


def test_a_member_sees_the_interpretation_at_its_criterion_on_the_score_sheet(client):
    assessment = make.assessment(make.dossier(state=DossierState.SCORING))
    place = assessment.dossier.product.producer.place.province
    make.sheet_interpretation(place=place, text="Đúng 75% là mức cao")
    make.sheet_interpretation(place=place, question="no_zero_option:nhiều", text="Không đạt là 0")
    make.sheet_interpretation(text="Của tỉnh khác")
    client.force_login(assessment.by)
    page = text(client.get(assessment.get_absolute_url()))
    shown = [each in page for each in ("Đúng 75% là mức cao", "Không đạt là 0", "Của tỉnh khác")]
    assert shown == [True, True, False]
