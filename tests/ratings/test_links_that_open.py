"""A link is shown only if its page opens for the reader; links in and back lead each role to its own page."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from ocop.models import Role
from ocop.pages.opening import opening
from ratings.dossiers.workflow import DossierState
from tests import factories as make

pytestmark = pytest.mark.django_db


def links_of(client, user, address):
    """Return the links of a page as `user` sees it."""
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return set(re.findall(r'<a [^>]*href="(/[^"#?]*)', response.content.decode()))


@pytest.fixture
def filed():
    return make.dossier(state=DossierState.CHECKING)


@pytest.fixture
def producer(filed):
    user = make.user(Role.PRODUCER)
    make.membership(user, filed.product.producer)
    return user


def test_what_opens_is_what_answers(client, filed, producer):
    council = make.council(place=None)
    people = [
        producer,
        make.officer_of(filed),
        make.user(Role.AUDITOR, place=filed.product.producer.place.province),
    ]
    addresses = {
        filed.get_desk_url(),
        filed.product.get_desk_url(),
        filed.sheet.get_desk_url(),
        filed.get_score_url(),
        council.get_desk_url(),
        reverse("desk"),
        reverse("my"),
        reverse("verify"),
    }
    for user in people:
        client.force_login(user)
        answering = {address for address in addresses if client.get(address).status_code == 200}
        assert opening(user, addresses) == answering


def test_so_many_rows_cost_one_query(filed, django_assert_num_queries):
    user = make.officer_of(filed)
    rows = [make.product(producer=filed.product.producer) for _turn in range(5)]
    with django_assert_num_queries(1):
        assert len(opening(user, [row.get_desk_url() for row in rows])) == 5


def test_the_producers_dossier_leads_to_no_page_of_an_office(client, filed, producer):
    links = links_of(client, producer, filed.get_desk_url())
    assert links & {filed.product.get_desk_url(), filed.product.producer.get_desk_url()} == set()
    assert not any(link.startswith("/api/") for link in links)
    assert reverse("practice-sheet", args=[filed.sheet_id]) in links


def test_an_office_reads_the_sheet_of_a_dossier_on_its_page(client, filed):
    links = links_of(client, make.officer_of(filed), filed.get_desk_url())
    assert filed.sheet.get_desk_url() in links
    assert not any(link.startswith("/api/") for link in links)


def test_an_auditor_of_a_province_gets_no_link_to_the_ministrys_council(client):
    national = make.national(make.dossier(state=DossierState.FORWARDED), state=DossierState.SCORING)
    auditor = make.user(Role.AUDITOR, place=national.product.producer.place.province)
    links = links_of(client, auditor, national.get_desk_url())
    assert links - opening(auditor, links) == set()
    assert national.council.get_desk_url() not in links


def test_the_producer_opens_a_dossier_beside_her_product(client, filed, producer):
    free = make.product(producer=filed.product.producer, product_set=filed.product.product_set_id)
    page = reverse("desk-dossier-open", args=[free.pk])
    links = links_of(client, producer, reverse("my"))
    assert page in links
    assert reverse("desk-dossier-open", args=[filed.product_id]) not in links
    assert client.get(page).status_code == 200
    assert reverse("my") in links_of(client, producer, reverse("desk-dossier-list"))


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.PROVINCIAL_OFFICER, Role.EXPERT])
def test_every_public_page_has_a_way_to_ones_own_page_and_knows_nobody(client, role):
    with override("vi"):
        entrance = reverse("login")
    page = client.get("/")
    assert page.content.decode().count(f'href="{entrance}"') == 2
    assert not page.cookies
    place = make.province() if role == Role.PROVINCIAL_OFFICER else None
    client.force_login(make.user(role, place=place))
    own = {Role.PRODUCER: "my", Role.EXPERT: "score"}.get(role, "desk")
    assert client.get(entrance).url == reverse(own)


def test_a_page_of_another_role_leads_back_to_ones_own(client, producer):
    client.force_login(producer)
    response = client.get(reverse("desk"))
    assert (response.status_code, reverse("login") in response.content.decode()) == (403, True)


def test_the_list_of_recognitions_links_a_decision_only_for_those_who_may_open_it(client):
    recognition = make.recognition()
    page, decision = reverse("desk-recognition-list"), recognition.decision.get_desk_url()
    commune = make.user(Role.COMMUNE_OFFICER, place=recognition.product.producer.place)
    assert decision not in links_of(client, commune, page)
    assert decision in links_of(client, make.officer_of(recognition.product), page)
