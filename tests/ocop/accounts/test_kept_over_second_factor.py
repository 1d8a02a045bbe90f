"""What a leader or a chair enters after their session has ended is kept over password and second factor, without scripts."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from ocop.models import SecondFactor, UserSession
from ocop.models.second_factor import PERIOD, code_at, new_secret
from ratings.decisions.models import Decision, DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.workflow import DossierState
from ratings.scoring.models import Conflict
from tests import factories as make
from tests.ocop.accounts.test_second_factor import NEW, SHOW, code, has_factor
from tests.test_every_kept_form import Forms, as_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factors_are_asked_for")]
LOGIN, KEPT = "/en/accounts/login/", "/en/accounts/kept/"
WHY = "Căn cứ pháp lý ghi sai số."


def leader():
    """A leader, the form in which they send a decision back, and whether they have."""
    dossier = make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())
    decision = prepare_decision(DecisionKind.RECOGNISE, [dossier], by=make.officer_of(dossier))
    page = reverse("desk-decision-send-back", args=[decision.pk])
    return make.leader_of(dossier), page, lambda: Decision.objects.get(pk=decision.pk).is_sent_back


def chair():
    """A chair, the form in which they declare a conflict of interest, and whether they have."""
    dossier = make.dossier(state=DossierState.SCORING, members=4)
    page = reverse("score-conflict", args=[dossier.pk])
    user = dossier.council.seats.get(kind="chair").user
    return user, page, lambda: Conflict.objects.filter(dossier=dossier, user=user, reason=WHY).exists()


def form_on(response, page, target):
    """What the form that leads to `target` sends, as a browser without scripts would."""
    return next(
        as_data(fields) for to, fields in Forms(response.content.decode(), page).found if to == target
    )


def send(client, page, target, **values):
    """Open a page, fill in its form and send it, with where it was."""
    form = form_on(client.get(page), page.partition("?")[0], target)
    return client.post(target, form | values, headers={"referer": f"http://testserver{page}"})


def give_password(client, page, user):
    path = page.partition("?")[0]
    form = Forms(client.get(page).content.decode(), path).found[0]
    return client.post(page, as_data(form[1]) | {"username": user.email, "password": "secret"})


def browser():
    """A browser without scripts; a form from before another sign-in is too old for it."""
    return Client(enforce_csrf_checks=True)


def signed_in(user, factor):
    client = browser()
    assert give_password(client, LOGIN, user).status_code == 302
    assert send(client, SHOW, SHOW, code=code(factor)).status_code == 302
    return client


def ended(user):
    """The session ends by itself."""
    UserSession.objects.filter(user=user).delete()


@pytest.mark.parametrize("person", [leader, chair])
def test_it_is_sent_after_password_and_code(person):
    user, page, is_done = person()
    factor = has_factor(user)
    client = signed_in(user, factor)
    form = form_on(client.get(page), page, page)
    ended(user)
    answer = client.post(page, form | {"reason": WHY}, headers={"referer": f"http://testserver{page}"})
    assert answer.url == f"{LOGIN}?next={KEPT}"
    assert give_password(client, answer.url, user).url == KEPT
    asked = client.get(KEPT).url
    assert asked == f"{SHOW}?next={KEPT}"
    assert not is_done()
    assert send(client, asked, asked, code=code(factor, 1)).url == KEPT
    shown = client.get(KEPT)
    assert f"<dd>{WHY}</dd>" in shown.content.decode()
    assert client.post(page, form_on(shown, KEPT, page)).status_code == 302
    assert is_done()
    assert "Nothing is kept here" in client.get(KEPT).content.decode()


@pytest.mark.parametrize("person", [leader, chair])
def test_it_is_sent_after_a_first_factor_was_made(person):
    user, page, is_done = person()
    factor = has_factor(user)
    client = signed_in(user, factor)
    form = form_on(client.get(page), page, page)
    user.forget_second_factor()  # also ends the session
    answer = client.post(page, form | {"reason": WHY})
    assert give_password(client, answer.url, user).url == KEPT
    new = client.get(client.get(KEPT).url).url
    assert new == f"{NEW}?next={KEPT}"
    client.get(new)
    first = code_at(client.session["second_factor_begun"], int(time.time()) // PERIOD)
    assert f'href="{KEPT}"' in send(client, new, new, code=first).content.decode()
    assert client.post(page, form_on(client.get(KEPT), KEPT, page)).status_code == 302
    assert is_done()


@pytest.mark.parametrize("person", [leader, chair])
def test_it_is_kept_when_sent_between_password_and_code(person):
    user, page, is_done = person()
    factor = has_factor(user)
    client = signed_in(user, factor)
    form = form_on(client.get(page), page, page)
    ended(user)
    give_password(client, LOGIN, user)
    form["csrfmiddlewaretoken"] = form_on(client.get(SHOW), SHOW, SHOW)["csrfmiddlewaretoken"]
    assert client.post(page, form | {"reason": WHY}).url == KEPT
    assert not is_done()
    asked = client.get(KEPT).url
    assert send(client, asked, asked, code=code(factor, 1)).url == KEPT
    assert client.post(page, form_on(client.get(KEPT), KEPT, page)).status_code == 302
    assert is_done()


def test_scripts_are_told_by_the_status_that_the_code_is_missing():
    user, page, is_done = leader()
    SecondFactor.objects.create(user=user, secret=new_secret(), last_step=0)
    client = Client()
    client.force_login(user)
    assert client.post(page, {"reason": WHY}, headers={"HX-Request": "true"}).status_code == 401
    assert client.post(page, {"reason": WHY}).url == SHOW
    assert not is_done()
