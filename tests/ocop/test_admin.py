"""What an administrator may do in the Django admin, and that nobody else comes in."""

from datetime import date

import pytest

from ocop.models import Place, Role, Succession, User
from tests import factories as make

pytestmark = pytest.mark.django_db

PLACES, USERS = "/en/admin/ocop/place/", "/en/admin/ocop/user/"
DAY = date(2025, 7, 1)


@pytest.fixture
def administrator(client):
    user = make.user(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def names(response):
    return [place.name for place in response.context["cl"].result_list]


def account(**fields):
    return {
        "email": "Lan@Thai-Nguyen.example",
        "full_name": "Nguyễn Thị Lan",
        "office": "",
        "role": Role.MINISTRY_OFFICER,
        "place": "",
        "usable_password": "true",
        "password1": "mot-mat-khau-2026",
        "password2": "mot-mat-khau-2026",
    } | fields


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
@pytest.mark.parametrize("page", ["/en/admin/", PLACES, USERS])
def test_nobody_but_an_administrator_comes_in(client, role, page):
    client.force_login(make.user(role))
    response = client.get(page)
    assert (response.status_code, response.url) == (302, f"/en/admin/login/?next={page}")


def test_places_are_searched_without_accents(client, administrator):
    make.commune(name="Đồng Hỷ")
    make.commune(name="Tân Cương")
    assert names(client.get(PLACES, {"q": "dong hy"})) == ["Đồng Hỷ"]
    assert names(client.get(PLACES, {"q": "Tân Cương"})) == ["Tân Cương"]


def test_places_are_filtered_by_level_and_by_being_in_force(client, administrator):
    province = make.province(name="Thái Nguyên")
    make.commune(province=province, name="Tân Cương")
    make.commune(province=province, name="Yên Mỹ", valid_until=DAY)
    assert names(client.get(PLACES, {"level__exact": "province"})) == ["Thái Nguyên"]
    assert names(client.get(PLACES, {"in_force": "yes"})) == ["Tân Cương", "Thái Nguyên"]
    assert names(client.get(PLACES, {"in_force": "no"})) == ["Yên Mỹ"]


def test_a_place_shows_what_it_was_and_became(client, administrator):
    old, new = make.commune(name="Yên Mỹ", valid_until=DAY), make.commune(name="Yên Phong", valid_from=DAY)
    Succession.objects.create(old=old, new=new, on=DAY)
    assert "Xã Yên Phong" in client.get(f"{PLACES}{old.pk}/change/").content.decode()
    assert "Xã Yên Mỹ" in client.get(f"{PLACES}{new.pk}/change/").content.decode()


def test_places_are_only_read(client, administrator):
    place = make.commune(name="Tân Cương")
    answers = [
        client.post(f"{PLACES}add/").status_code,
        client.post(f"{PLACES}{place.pk}/change/", {"name": "Khác"}).status_code,
        client.post(f"{PLACES}{place.pk}/delete/", {"post": "yes"}).status_code,
    ]
    assert answers == [403, 403, 403]
    assert Place.objects.get(pk=place.pk).name == "Tân Cương"


def test_the_list_of_places_costs_the_same_for_one_and_for_many(
    client, administrator, django_assert_max_num_queries
):
    make.commune()
    with django_assert_max_num_queries(12) as one:
        client.get(PLACES)
    for _ in range(5):
        make.commune()
    with django_assert_max_num_queries(len(one)):
        client.get(PLACES)


def test_an_account_is_made_with_a_password_and_signs_in(client, administrator):
    province = make.province()
    response = client.post(f"{USERS}add/", account(role=Role.PROVINCIAL_OFFICER, place=province.pk))
    assert response.status_code == 302
    user = User.objects.get(email="lan@thai-nguyen.example")
    assert (user.role, user.place, user.check_password("mot-mat-khau-2026")) == (
        Role.PROVINCIAL_OFFICER,
        province,
        True,
    )


# Django's own widget of the password asks for a variable that may be missing.
@pytest.mark.ignore_template_errors
def test_an_account_is_found_and_opened(client, administrator):
    user = make.user(full_name="Nguyễn Thị Lan")
    assert list(client.get(USERS, {"q": "Lan"}).context["cl"].result_list) == [user]
    assert client.get(f"{USERS}{user.pk}/change/").status_code == 200


def errors(response):
    return [str(error) for errors in response.context["errors"] for error in errors]


def test_an_account_whose_role_needs_a_place_is_refused_without_one(client, administrator):
    response = client.post(f"{USERS}add/", account(role=Role.COMMUNE_OFFICER))
    assert errors(response) == ["This role needs a place."]


def test_an_account_cannot_belong_to_a_former_place(client, administrator):
    former = make.province(valid_until=DAY)
    response = client.post(f"{USERS}add/", account(role=Role.PROVINCIAL_OFFICER, place=former.pk))
    assert list(response.context["adminform"].form.errors) == ["place"]


def test_an_address_that_differs_only_in_case_is_known_already(client, administrator):
    make.user(email="lan@thai-nguyen.example")
    response = client.post(f"{USERS}add/", account())
    assert list(response.context["adminform"].form.errors) == ["email"]


def test_an_account_is_closed_and_its_password_set_but_never_deleted(client, administrator):
    user = make.user(Role.AUDITOR, place=None, office="")
    page = f"{USERS}{user.pk}"
    closed = {"email": user.email, "full_name": "Vũ Văn Soát", "office": "", "role": user.role, "place": ""}
    assert client.post(f"{page}/change/", closed).status_code == 302
    passwords = account(usable_password="true")
    assert client.post(f"{page}/password/", passwords).status_code == 302
    assert client.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
    user.refresh_from_db()
    assert (user.full_name, user.is_active, user.check_password("mot-mat-khau-2026")) == (
        "Vũ Văn Soát",
        False,
        True,
    )
