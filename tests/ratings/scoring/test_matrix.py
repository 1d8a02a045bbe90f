import pytest
from django.urls import reverse
from django.utils.translation import override

from ratings.dossiers.workflow import DossierState
from ratings.scoring.matrix import matrix_of
from ratings.scoring.models import Assessment, GateFinding, SecondRound
from tests import factories as make

pytestmark = pytest.mark.django_db
QUERIES = 13


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def seat_of(dossier, kind):
    return dossier.council.seats.filter(kind=kind).first().user


def rows(matrix):
    return {row.criterion.code: row for part in matrix.parts for row in part.criteria}


def test_the_matrix_has_every_member_criterion_part_and_spread():
    dossier = make.first_round(apart=15)
    matrix = matrix_of(dossier, seat_of(dossier, "chair"))
    assert sorted(column.total for column in matrix.columns) == [85, 100, 100]
    assert len(rows(matrix)) == len(make.sheet().rubric().leaves)
    assert rows(matrix)["7"].spread.width == 5 and rows(matrix)["7"].diverges
    assert [part.row.spread.width for part in matrix.parts] == [0, 5, 10]
    assert matrix.divergence.passes_limit


def test_only_what_diverges_or_decides_a_requirement_can_be_shown():
    dossier = make.first_round(apart=15)
    matrix = matrix_of(dossier, seat_of(dossier, "chair"), only_notable=True)
    assert sorted(rows(matrix)) == ["4.3", "6.2.3", "7"]
    assert [code for code, row in rows(matrix).items() if row.at_gate] == ["7"]


def test_who_has_not_locked_sees_no_column_of_another():
    dossier = make.dossier(state=DossierState.SCORING)
    chair, member = seat_of(dossier, "chair"), seat_of(dossier, "member")
    make.assessment(dossier, by=chair, choices=make.four_stars(), locked=True)
    assert matrix_of(dossier, member).shown == []
    make.assessment(dossier, by=member, locked=True)
    assert [column.total for column in matrix_of(dossier, member).shown] == [98, 100]
    assert matrix_of(dossier, seat_of(dossier, "secretary")).shown == []


def test_the_first_marks_stand_beside_the_second():
    dossier = make.first_round()
    chair = seat_of(dossier, "chair")
    SecondRound.objects.open(dossier, by=chair, reason="Chênh lệch.")
    assert matrix_of(dossier, chair).scoring_round == 1
    sheet = Assessment.objects.open_member(dossier, by=chair)
    sheet.fill({"7": 3}, by=chair)
    sheet.lock(by=chair)
    matrix = matrix_of(dossier, chair)
    own = next(column for column in matrix.columns if column.seat.user == chair)
    assert (matrix.scoring_round, own.total, own.total_before) == (2, 85, 80)
    cell = next(cell for cell in rows(matrix)["7"].cells if cell.column is own)
    assert (cell.points, cell.before) == (5, 0)
    assert len(matrix.shown) == 1


def test_the_page_shows_marks_to_members_and_status_to_the_secretary(client):
    dossier = make.dossier(state=DossierState.SCORING)
    chair, member = seat_of(dossier, "chair"), seat_of(dossier, "member")
    address = reverse("score-matrix", args=[dossier.pk])
    sheet = make.assessment(dossier, by=chair, choices=make.four_stars(), locked=True)
    seen = {}
    for kind in ("chair", "member", "secretary", "adviser"):
        client.force_login(seat_of(dossier, kind))
        page = client.get(address).content.decode()
        seen[kind] = ("Who has locked" in page, "Spread of the totals" in page)
    assert seen == {
        "chair": (True, True),
        "member": (False, False),
        "secretary": (True, False),
        "adviser": (False, False),
    }
    client.force_login(chair)
    page = client.get(address).content.decode()
    assert reverse("score-unlock", args=[sheet.pk]) not in page and str(member) in page


def test_after_the_result_all_seats_see_the_matrix(client):
    dossier = make.first_round(apart=10)
    make.result_of(dossier, by=seat_of(dossier, "chair"))
    for kind in ("secretary", "adviser"):
        client.force_login(seat_of(dossier, kind))
        page = client.get(reverse("score-matrix", args=[dossier.pk]) + "?show=notable").content.decode()
        assert "Within the limit of 10" in page


def test_the_offices_see_the_marks_with_what_the_council_concluded_when_there_is_a_result(client):
    dossier = make.first_round(apart=10)
    chair = seat_of(dossier, "chair")
    address = reverse("desk-dossier-matrix", args=[dossier.pk])
    client.force_login(make.officer_of(dossier))
    assert "No marks to show yet" in client.get(address).content.decode()
    make.result_of(dossier, by=chair)
    page = client.get(address).content.decode()
    assert str(chair) in page and "Within the limit of 10" in page
    assert client.get(dossier.get_desk_url()).content.decode().count(address) == 1
    for user, status in [(make.commune_officer_of(dossier), 403), (make.officer_of(make.dossier()), 404)]:
        client.force_login(user)
        assert client.get(address).status_code == status


def test_a_requirement_on_which_members_differ_is_concluded_by_majority_or_by_the_chair():
    dossier = make.first_round(apart=15)
    chair = seat_of(dossier, "chair")
    concluded = [
        (row.criterion.code, row.gate.star, row.gate.reached_by, row.counted, row.met)
        for row in matrix_of(dossier, chair).conclusions
    ]
    assert concluded == [("7", 4, 2, 3, True), ("7", 5, 2, 3, True)]
    GateFinding.objects.record(dossier, "7", 5, met=False, by=chair, reason="Chưa có xác nhận.")
    row = matrix_of(dossier, chair).conclusions[-1]
    assert (row.met, row.finding.reason) == (False, "Chưa có xác nhận.")


def test_nothing_is_concluded_while_a_sheet_is_awaited():
    dossier = make.dossier(state=DossierState.SCORING)
    chair = seat_of(dossier, "chair")
    make.assessment(dossier, by=chair, choices=make.four_stars(), locked=True)
    assert matrix_of(dossier, chair).conclusions == []


def test_the_queries_of_the_matrix_do_not_grow_with_the_members(django_assert_num_queries):
    few, many = make.first_round(), make.dossier(state=DossierState.SCORING, members=6)
    make.all_lock(many, apart=20)
    for dossier in (few, many):
        chair = seat_of(dossier, "chair")
        with django_assert_num_queries(QUERIES):
            matrix_of(dossier, chair)
