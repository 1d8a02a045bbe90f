"""What an administrator may do in the Django admin, and that nobody else comes in."""

from datetime import date

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.test import Client

from ocop.models import Place, Role, Succession, User
from ocop.models.user import AccountState
from ocop.values.dates import today
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
    } | fields


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
@pytest.mark.parametrize("page", ["/en/admin/", PLACES, USERS])
def test_nobody_but_an_administrator_comes_in(client, role, page):
    client.force_login(make.user(role))
    response = client.get(page)
    assert (response.status_code, response.url) == (302, f"/en/admin/login/?next={page}")


def test_what_can_be_looked_up_is_named_in_the_language_of_the_page_for_administrators_alone(client):
    lists = ("/en/admin/login/", "/en/admin/", "/admin/", "/en/admin/")
    client.force_login(make.user(Role.ADMINISTRATOR))
    shown = [str(page.context["available_apps"]) for page in map(client.get, lists[1:])]
    assert ["People and places" in each for each in shown] == [True, False, True]
    assert ["Người dùng và đơn vị hành chính" in each for each in shown] == [False, True, False]
    assert Client().get(lists[0]).context["available_apps"] == []


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


def may_sign_in(email):
    """Whether the account opens to who has its password."""
    User.objects.filter(email=email).update(password=make_password("mot-mat-khau-2026"))
    form = {"username": email, "password": "mot-mat-khau-2026"}
    return Client().post("/en/accounts/login/", form).status_code == 302


def act(client, name, *users):
    client.get(USERS)  # shows what was said before
    chosen = {"action": name, "_selected_action": [user.pk for user in users]}
    answer = client.post(USERS, chosen, follow=True)
    return [str(message) for message in answer.context["messages"]]


def another_administrator():
    client = Client()
    client.force_login(make.user(Role.ADMINISTRATOR))
    return client


def made(client, **fields):
    assert client.post(f"{USERS}add/", account(**fields)).status_code == 302
    return User.objects.get(email="lan@thai-nguyen.example")


@pytest.mark.parametrize("role", [Role.MINISTRY_LEADER, Role.ADMINISTRATOR, Role.PRODUCER])
def test_an_account_signs_in_once_another_administrator_has_confirmed_it(client, administrator, role):
    user = made(client, role=role)
    assert (user.state, may_sign_in(user.email)) == (AccountState.WAITING, False)
    assert act(client, "confirm", user) == [
        "lan@thai-nguyen.example: Who made or changed an account does not confirm it: another administrator does."
    ]
    assert may_sign_in(user.email) is False
    assert act(another_administrator(), "confirm", user) == ["lan@thai-nguyen.example: open"]
    assert may_sign_in(user.email) is True


def test_who_was_made_an_administrator_by_one_alone_confirms_nothing(client, administrator):
    user = made(client, role=Role.ADMINISTRATOR)
    assert user.why_not_confirm(by=user) != ""
    other = make.user(Role.MINISTRY_LEADER)
    other.wait_for_another(by=administrator)
    other.save()
    with pytest.raises(IntegrityError, match="account_opened_by_two"), transaction.atomic():
        User.objects.filter(pk=other.pk).update(is_active=True, confirmed_by=user)


@pytest.mark.parametrize(
    "change", [{"email": "hoa@thai-nguyen.example"}, {"role": Role.MINISTRY_LEADER}, {"place": "commune"}]
)
def test_an_account_that_means_something_else_waits_again(client, administrator, change):
    user = make.user(Role.AUDITOR, place=None, office="")
    if "place" in change:
        change = {"place": make.commune().pk}
    same = {"email": user.email, "full_name": user.full_name, "office": "", "role": user.role, "place": ""}
    page = f"{USERS}{user.pk}/change/"
    same["version"] = client.get(page).context["adminform"].form["version"].value()
    assert client.post(page, same).status_code == 302
    user.refresh_from_db()
    assert user.state == AccountState.OPEN
    assert client.post(page, same | change).status_code == 302
    user.refresh_from_db()
    assert (user.state, user.changed_by) == (AccountState.WAITING, administrator)


def test_who_confirms_has_changed_nothing_even_where_another_changed_it_since(client, administrator):
    leader = make.user(Role.MINISTRY_LEADER)
    act(client, "reset_second_factor", leader)
    other, same = another_administrator(), {"email": "x@ocop.example", "full_name": "X", "role": leader.role}
    assert other.post(f"{USERS}{leader.pk}/change/", same).status_code == 403
    assert other.get(f"{USERS}{leader.pk}/change/").status_code == 200
    with pytest.raises(IntegrityError, match="account_opened_by_two"), transaction.atomic():
        User.objects.filter(pk=leader.pk).update(changed_by=make.user(Role.ADMINISTRATOR))
    assert act(other, "close", leader) == [f"{leader.email}: closed"]
    act(other, "reopen", leader)
    act(client, "confirm", leader)
    leader.refresh_from_db()
    assert (leader.state, leader.has_usable_password()) == (AccountState.OPEN, False)


def test_a_closed_account_is_opened_again_by_two(client, administrator):
    user = make.user(Role.AUDITOR, place=None)
    assert act(client, "close", administrator, user) == [
        f"{administrator.email}: Another administrator closes your own account.",
        f"{user.email}: closed",
    ]
    assert act(client, "close", user) == [f"{user.email}: This account is closed already."]
    user.refresh_from_db()
    assert user.state == AccountState.CLOSED
    assert act(another_administrator(), "confirm", user) == [
        f"{user.email}: Nothing waits to be confirmed here."
    ]
    assert act(client, "reopen", user) == [f"{user.email}: waits for another administrator"]
    assert act(another_administrator(), "confirm", user) == [f"{user.email}: open"]


@pytest.mark.parametrize("state", AccountState)
def test_accounts_are_listed_by_whether_they_are_open(client, administrator, state):
    waiting, closed = make.user(Role.AUDITOR, place=None), make.user(Role.AUDITOR, place=None)
    waiting.wait_for_another(by=administrator)
    waiting.save()
    closed.close(by=administrator)
    found = {AccountState.OPEN: administrator, AccountState.WAITING: waiting, AccountState.CLOSED: closed}
    listed = client.get(USERS, {"state": state}).context["cl"].result_list
    assert list(listed) == [found[state]]


@pytest.mark.parametrize(
    "change",
    [
        {"role": Role.MINISTRY_LEADER},
        {"email": "other@ocop.example"},
        {"changed_by": None},
    ],
)
def test_the_database_keeps_who_an_account_belongs_to(administrator, change):
    user = make.user(Role.AUDITOR, place=None)
    User.objects.filter(pk=user.pk).update(changed_by=administrator, confirmed_by=make.user())
    with pytest.raises(IntegrityError, match="account_opened_by_two"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(**change)


def test_an_account_is_found_and_opened(client, administrator):
    user = make.user(full_name="Nguyễn Thị Lan")
    assert list(client.get(USERS, {"q": "Lan"}).context["cl"].result_list) == [user]
    assert client.get(f"{USERS}{user.pk}/change/").status_code == 200


def errors(response):
    return [str(error) for errors in response.context["errors"] for error in errors]


def test_an_account_whose_role_needs_a_place_is_refused_without_one(client, administrator):
    response = client.post(f"{USERS}add/", account(role=Role.COMMUNE_OFFICER))
    assert errors(response) == ["This role needs a place."]


def test_what_is_to_be_corrected_is_said_in_vietnamese(client, administrator):
    page = client.post("/admin/ocop/user/add/", account(role=Role.COMMUNE_OFFICER)).content.decode()
    assert "Hãy sửa lỗi dưới đây." in page and "Please correct" not in page


def test_an_account_cannot_belong_to_a_former_place(client, administrator):
    former = make.province(valid_until=DAY)
    response = client.post(f"{USERS}add/", account(role=Role.PROVINCIAL_OFFICER, place=former.pk))
    assert list(response.context["adminform"].form.errors) == ["place"]


def test_an_address_that_differs_only_in_case_is_known_already(client, administrator):
    make.user(email="lan@thai-nguyen.example")
    response = client.post(f"{USERS}add/", account())
    assert list(response.context["adminform"].form.errors) == ["email"]


def test_an_account_is_never_deleted(client, administrator):
    user = make.user(Role.AUDITOR, place=None, office="")
    assert client.post(f"{USERS}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def test_an_account_is_given_no_place_that_is_no_more(client):
    client.force_login(make.user(Role.ADMINISTRATOR))
    province = make.province(name="Bắc Cạn")
    make.province(name="Bắc Cạn", valid_until=today())
    rows = [
        client.get(PLACES, {"q": "bac can"} | asked).context["cl"].queryset for asked in ({}, {"_popup": 1})
    ]
    assert [len(found) for found in rows] == [2, 1]
    assert list(rows[1]) == [province]
