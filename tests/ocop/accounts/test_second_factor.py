"""The second factor: of whom it is asked, before what, and that each code opens once."""

import re
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from ocop.accounts.second_factor_rules import awaited
from ocop.models import Demonstration, RecoveryCode, Role, SecondFactor, User, UserSession
from ocop.models.second_factor import PERIOD, code_at, new_secret, typed_key
from ocop.models.user import AccountState
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_factors_are_asked_for")]
SHOW, NEW, ACCOUNT = "/en/accounts/second-factor/", "/en/accounts/second-factor/new/", "/en/accounts/"
USERS = "/en/admin/ocop/user/"
ASKED = [Role.PROVINCIAL_LEADER, Role.MINISTRY_LEADER, Role.ADMINISTRATOR]
# The key and the first codes of RFC 6238, appendix B, of six digits.
KNOWN = [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")]


@pytest.fixture
def moment(monkeypatch):
    """The moment that it is, which a test moves on."""

    class Moment:
        now = 1_790_000_000

    monkeypatch.setattr(time, "time", lambda: Moment.now)
    return Moment


def has_factor(user, **fields):
    """Give the user a factor that no code has opened yet."""
    return SecondFactor.objects.create(user=user, **{"secret": new_secret(), "last_step": 0} | fields)


def code(factor, later=0):
    return code_at(factor.secret, int(time.time()) // PERIOD + later)


def signed_in(user):
    client = Client()
    answer = client.post("/en/accounts/login/", {"username": user.email, "password": "secret"})
    assert answer.status_code == 302
    return client


def opens(client):
    return client.get(ACCOUNT).status_code == 200


def key_on(page):
    return re.search(r"<code>([A-Z2-7 ]+)</code>", page.content.decode()).group(1)


def test_codes_are_those_of_the_standard(settings):
    from ocop.models import second_factor  # noqa: PLC0415

    secret = second_factor._fernet().encrypt(b"12345678901234567890").decode()
    assert [code_at(secret, at // PERIOD) for at, _code in KNOWN] == [code for _at, code in KNOWN]


@pytest.mark.parametrize("role", ASKED)
def test_whoever_decides_or_administers_makes_one_at_the_first_sign_in(role):
    user = make.user(role)
    client = signed_in(user)
    asked = client.get("/en/desk/", {"x": "1"})
    assert asked.url == f"{SHOW}?next=/en/desk/%3Fx%3D1"
    new = client.get(asked.url).url
    page = client.get(new)
    assert 'role="img"' in page.content.decode() and "<svg" in page.content.decode()

    key = key_on(page)
    begun = client.session["second_factor_begun"]
    assert typed_key(begun) == key
    codes = client.post(new, {"code": code_at(begun, int(time.time()) // PERIOD)})
    text = codes.content.decode()
    assert len(re.findall(r"<code>[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}</code>", text)) == 10
    assert 'href="/en/desk/?x=1"' in text
    assert opens(client)
    assert key.replace(" ", "") not in SecondFactor.objects.get(user=user).secret


@pytest.mark.parametrize("role", [role for role in Role if role not in ASKED])
def test_nobody_else_must_have_one(role):
    assert opens(signed_in(make.user(role)))


@pytest.mark.parametrize(
    "kind, asked", [("chair", True), ("deputy", True), ("member", False), ("secretary", False)]
)
def test_whoever_presides_over_a_council_must_have_one(kind, asked):
    council = make.council()
    user = council.seats.filter(kind=kind).first()
    user = user.user if user else make.seat(council, kind).user
    assert opens(signed_in(user)) == (not asked)


@pytest.mark.parametrize("role", [Role.EXPERT, Role.PRODUCER, Role.PROVINCIAL_OFFICER])
def test_one_query_asks_and_sees_what_others_do_at_once(role, django_assert_num_queries):
    user = make.user(role)
    session = signed_in(user).session
    assert "sign_in" in session  # reads it
    with django_assert_num_queries(1):
        assert not awaited(user, session)
    factor = has_factor(user)
    with django_assert_num_queries(1):
        assert awaited(user, session)
    factor.delete()
    assert not awaited(user, session)
    if role == Role.EXPERT:
        make.seat(make.council(), "deputy", user=user)
        with django_assert_num_queries(1):
            assert awaited(user, session)


@pytest.mark.parametrize(
    "path", ["/en/admin/", USERS, ACCOUNT, "/en/accounts/password/", "/en/accounts/session/"]
)
def test_password_alone_opens_no_page(path):
    user = make.user(Role.ADMINISTRATOR)
    has_factor(user)
    client = signed_in(user)
    assert client.get(path).url.startswith(SHOW)
    assert client.post(path).url == SHOW
    by_the_admin = Client()
    by_the_admin.post("/en/admin/login/", {"username": user.email, "password": "secret"})
    assert by_the_admin.get(path).url.startswith(SHOW)


def test_code_opens_and_leads_where_one_wanted_to_go():
    user = make.user(Role.MINISTRY_LEADER)
    factor = has_factor(user)
    client = signed_in(user)
    before = client.session.session_key
    answer = client.post(f"{SHOW}?next=/en/desk/", {"code": f" {code(factor)[:3]} {code(factor)[3:]} "})
    assert (answer.status_code, answer.url) == (302, "/en/desk/")
    assert opens(client)
    assert client.session.session_key != before
    assert client.post(f"{SHOW}?next=https://example.org/", {"code": "1"}).url == "/en/accounts/login/"


def test_whoever_made_one_without_having_to_is_asked_too():
    user = make.user(Role.PRODUCER)
    factor = has_factor(user)
    client = signed_in(user)
    assert not opens(client)
    client.post(SHOW, {"code": code(factor)})
    assert opens(client)


def test_nobody_with_a_factor_makes_another_before_showing_it():
    user = make.user(Role.ADMINISTRATOR)
    factor = has_factor(user)
    client = signed_in(user)
    assert client.get(NEW).url == SHOW
    assert client.post(NEW, {"code": code(factor)}).url == SHOW


def test_used_code_opens_nothing_again(moment):
    user = make.user(Role.ADMINISTRATOR)
    factor = has_factor(user)
    used = code(factor)
    assert signed_in(user).post(SHOW, {"code": used}).status_code == 302
    again = signed_in(user)
    assert "not right, or was used already" in again.post(SHOW, {"code": used}).content.decode()
    # Nor does the one before it, which is older than the one that was used.
    assert again.post(SHOW, {"code": code(factor, -1)}).status_code == 200
    moment.now += PERIOD
    assert again.post(SHOW, {"code": code(factor)}).status_code == 302


def test_code_that_confirmed_the_app_is_used(moment):
    user = make.user(Role.ADMINISTRATOR)
    client = signed_in(user)
    client.get(NEW)
    first = code_at(client.session["second_factor_begun"], int(time.time()) // PERIOD)
    client.post(NEW, {"code": first})
    assert signed_in(user).post(SHOW, {"code": first}).status_code == 200


@pytest.mark.parametrize("later, status", [(-2, 200), (-1, 302), (0, 302), (1, 302), (2, 200)])
def test_clock_of_the_telephone_may_differ_by_half_a_minute(moment, later, status):
    user = make.user(Role.ADMINISTRATOR)
    factor = has_factor(user)
    assert signed_in(user).post(SHOW, {"code": code(factor, later)}).status_code == status


def test_ten_wrong_codes_stop_the_trying_for_a_while(moment):
    user, other = make.user(Role.ADMINISTRATOR), make.user(Role.ADMINISTRATOR)
    factor, others = has_factor(user), has_factor(other)
    client = signed_in(user)
    wrong = str((int(code(factor)) + 1) % 10**6).zfill(6)
    for _try in range(10):
        assert client.post(SHOW, {"code": wrong}).status_code == 200
    assert "wrong too often" in client.post(SHOW, {"code": code(factor)}).content.decode()
    assert signed_in(other).post(SHOW, {"code": code(others)}).status_code == 302


def test_recovery_code_opens_where_somebody_else_tried_too_often():
    user, secret = make.user(Role.ADMINISTRATOR), new_secret()
    paper = SecondFactor.objects.enrol(user, secret, code_at(secret, int(time.time()) // PERIOD))
    client = signed_in(user)
    for _try in range(11):
        assert client.post(SHOW, {"code": "000000"}).status_code == 200
    assert client.post(SHOW, {"code": paper[0]}).status_code == 302


def test_recovery_code_takes_the_place_of_the_app_once():
    user = make.user(Role.PROVINCIAL_LEADER)
    secret = new_secret()
    paper = SecondFactor.objects.enrol(user, secret, code_at(secret, int(time.time()) // PERIOD))
    assert len(set(paper)) == 10
    client = signed_in(user)
    answer = client.post(SHOW, {"code": paper[3].lower().replace("-", " ")}, follow=True)
    assert "9 recovery codes are left." in answer.content.decode()
    assert signed_in(user).post(SHOW, {"code": paper[3]}).status_code == 200
    assert signed_in(user).post(SHOW, {"code": paper[4]}).status_code == 302
    assert not RecoveryCode.objects.filter(sha256__contains=paper[4]).exists()


def test_other_factor_of_a_session_is_not_mine():
    user, other = make.user(Role.ADMINISTRATOR), make.user(Role.ADMINISTRATOR)
    has_factor(user)
    assert signed_in(user).post(SHOW, {"code": code(has_factor(other))}).status_code == 200


def test_new_factor_takes_the_place_of_the_old_one(moment):
    user = make.user(Role.ADMINISTRATOR)
    old = has_factor(user)
    client = signed_in(user)
    client.post(SHOW, {"code": code(old)})
    client.get(NEW)
    begun = client.session["second_factor_begun"]
    client.post(NEW, {"code": code_at(begun, int(time.time()) // PERIOD)})
    moment.now += PERIOD
    assert signed_in(user).post(SHOW, {"code": code(old)}).status_code == 200
    assert signed_in(user).post(SHOW, {"code": code_at(begun, int(time.time()) // PERIOD)}).status_code == 302


def test_wrong_first_code_makes_no_factor_and_keeps_the_key():
    client = signed_in(make.user(Role.ADMINISTRATOR))
    key = key_on(client.get(NEW))
    page = client.post(NEW, {"code": "000000x"})
    assert (page.status_code, key_on(page)) == (200, key)
    assert not SecondFactor.objects.exists()


def act(client, name, user):
    answer = client.post(USERS, {"action": name, "_selected_action": [user.pk]}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def administrator():
    user = make.user(Role.ADMINISTRATOR)
    client = signed_in(user)
    client.post(SHOW, {"code": code(has_factor(user))})
    return client


def test_reset_takes_two_administrators():
    leader = make.user(Role.MINISTRY_LEADER)
    factor = has_factor(leader)
    out = signed_in(leader)
    out.post(SHOW, {"code": code(factor)})
    one, two = administrator(), administrator()
    act(one, "reset_second_factor", leader)
    assert User.objects.get(pk=leader.pk).state == AccountState.WAITING
    assert not opens(out)
    form = {"username": leader.email, "password": "secret"}
    assert Client().post("/en/accounts/login/", form).status_code == 200
    assert "another administrator does" in act(one, "confirm", leader)[0]

    act(two, "confirm", leader)
    client = signed_in(leader)
    assert client.get(ACCOUNT, follow=True).redirect_chain[-1][0].startswith(NEW)


def test_nobody_resets_their_own():
    user = make.user(Role.ADMINISTRATOR)
    factor = has_factor(user)
    client = signed_in(user)
    client.post(SHOW, {"code": code(factor)})
    assert "on the page of your own account" in act(client, "reset_second_factor", user)[0]
    assert SecondFactor.objects.get(user=user) == factor


def test_last_administrator_is_helped_on_the_console(capsys):
    user = make.user(Role.ADMINISTRATOR)
    client = signed_in(user)
    client.post(SHOW, {"code": code(has_factor(user))})
    call_command("reset_second_factor", user.email.upper())
    assert "makes a new second factor" in capsys.readouterr().out
    assert (SecondFactor.objects.count(), UserSession.objects.filter(user=user).count()) == (0, 0)
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", user.email)
    with pytest.raises(CommandError, match="There is no account"):
        call_command("reset_second_factor", "nobody@ocop.example")


@pytest.mark.parametrize(
    "demo, marked, exempt", [(True, True, True), (True, False, False), (False, True, False)]
)
def test_only_the_embedded_demonstration_is_exempt_and_says_so(settings, demo, marked, exempt):
    settings.DEMO = demo
    if marked:
        Demonstration.mark()
    user = make.user(Role.PROVINCIAL_LEADER)
    page = Client().get("/en/accounts/login/").content.decode()
    assert ("without the second factor" in page) == exempt
    assert opens(signed_in(user)) == exempt


def test_history_knows_who_had_one_and_no_secret():
    user = make.user(Role.ADMINISTRATOR)
    factor = has_factor(user)
    user.forget_second_factor()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ocop_secondfactorevent WHERE user_id = %s ORDER BY pgh_id", [user.pk])
        rows = cursor.fetchall()
    assert len(rows) == 2
    assert not any(factor.secret in str(value) for row in rows for value in row)


def test_pages_for_the_factor_lead_on_once_it_is_shown():
    user = make.user(Role.ADMINISTRATOR)
    client = signed_in(user)
    has_factor(user)
    assert client.get("/en/accounts/login/", follow=True).redirect_chain[-1][0].startswith(SHOW)
    assert client.post("/en/accounts/logout/").status_code == 302
    assert not UserSession.objects.filter(user=user).exists()


def test_who_makes_one_unasked_finds_the_way_back(client):
    user = make.user(Role.PRODUCER)
    client.force_login(user)
    assert f'<a href="{ACCOUNT}">Back to your account</a>' in client.get(NEW).content.decode()
    chair = make.leader_of(make.dossier())
    client.force_login(chair)
    assert "Back to your account" not in client.get(NEW).content.decode()
