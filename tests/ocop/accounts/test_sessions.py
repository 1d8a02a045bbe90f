"""Sessions: they end when idle, are listed where their owner sees them, and can be ended one by one."""

import importlib.util
from datetime import timedelta

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client
from django.utils import timezone

from ocop.models import Role, UserSession
from ocop.models.user_session import device_of
from ocop.operation.nightly import forget_sessions
from tests import factories as make

pytestmark = pytest.mark.django_db
ACCOUNT, END = "/en/accounts/", "/en/accounts/session/end/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
    " Edg/130.0.0.0"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1"


def later(client, **passed):
    """Let time pass for the session of a client, which nobody uses meanwhile."""
    ago = timedelta(**passed)
    moved = {name: F(name) - ago for name in ("since", "seen", "ends", "expire_date")}
    UserSession.objects.filter(pk=client.session.session_key).update(**moved)


def signed_in(user, agent="", address="10.0.0.7"):
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    answer = client.post("/en/accounts/login/", {"username": user.email, "password": "secret"})
    assert answer.status_code == 302
    return client


def opens(client):
    return client.get(ACCOUNT).status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRODUCER])
def test_session_of_staff_ends_after_an_hour_without_use(client, role):
    client.force_login(make.user(role))
    later(client, minutes=59)
    assert opens(client)
    later(client, minutes=59)
    assert opens(client)
    later(client, minutes=61)
    assert client.get(ACCOUNT).url == f"/en/accounts/login/?next={ACCOUNT}"


def test_session_of_a_producer_lasts_ten_hours(client):
    client.force_login(make.user(Role.PRODUCER))
    later(client, hours=9, minutes=59)
    assert opens(client)
    later(client, minutes=2)
    assert not opens(client)


def test_session_of_staff_ends_after_ten_hours_of_work(client):
    client.force_login(make.user())
    for _half_hour in range(19):
        later(client, minutes=30)
        assert opens(client)
    client.get("/en/desk/", {"q": "writes"})
    later(client, minutes=31)
    assert not opens(client)


def test_asking_how_long_it_lasts_is_no_use_and_going_on_is(client):
    client.force_login(make.user())
    later(client, minutes=50)
    assert 590 <= client.get("/en/accounts/session/").json()["left"] <= 600
    assert client.post("/en/accounts/session/go-on/").json() == {"left": 3600}
    assert client.get("/en/accounts/session/").json()["left"] > 3500


def test_page_says_how_long_its_session_lasts(client):
    client.force_login(make.user())
    assert 'data-left="3600"' in client.get(ACCOUNT).content.decode()


def test_public_pages_set_no_cookie_and_note_nothing(client):
    client.force_login(make.user())
    later(client, minutes=50)
    seen = UserSession.objects.get().seen
    answer = client.get("/en/")
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert UserSession.objects.get().seen == seen


def test_own_sessions_are_listed_with_device_address_and_times():
    user = make.user()
    here, there = signed_in(user, FIREFOX), signed_in(user, EDGE, "203.0.113.9")
    signed_in(make.user(), IPHONE)
    page = here.get(ACCOUNT).content.decode()
    assert "Firefox, Linux" in page and "Edge, Windows" in page and "203.0.113.9" in page
    assert timezone.localtime().strftime("%d/%m/%Y") in page
    assert "iPhone" not in page
    assert there.session.session_key not in page and here.session.session_key not in page


@pytest.mark.parametrize(
    "agent, device",
    [
        (FIREFOX, "Firefox, Linux"),
        (EDGE, "Edge, Windows"),
        (IPHONE, "Safari, iPhone"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_device_is_said_in_words(agent, device):
    assert device_of(agent) == device


def test_one_other_session_is_ended():
    user = make.user()
    here, there, third = (signed_in(user) for _ in range(3))
    handle = UserSession.objects.get(pk=there.session.session_key).handle
    assert here.post(END, {"session": handle}).status_code == 302
    assert [opens(here), opens(there), opens(third)] == [True, False, True]


def test_all_other_sessions_are_ended_and_nobody_elses():
    user = make.user()
    here, there, third, stranger = *(signed_in(user) for _ in range(3)), signed_in(make.user())
    here.post(END, {"session": "others"})
    assert [opens(each) for each in (here, there, third, stranger)] == [True, False, False, True]


def test_nobody_ends_the_session_of_another():
    here, stranger = signed_in(make.user()), signed_in(make.user())
    here.post(END, {"session": UserSession.objects.get(pk=stranger.session.session_key).handle})
    here.post(END, {"session": stranger.session.session_key})
    assert opens(stranger)


def test_new_password_ends_the_other_sessions():
    user = make.user()
    here, there = signed_in(user), signed_in(user)
    new = "bốn mùa chè xanh 2026"
    form = {"old_password": "secret", "new_password1": new, "new_password2": new}
    assert here.post("/en/accounts/password/", form).url == ACCOUNT
    assert [opens(here), opens(there)] == [True, False]
    assert user.sessions.count() == 1


def test_old_password_is_tried_ten_times_at_most(client):
    user = make.user()
    client.force_login(user)
    new = {"new_password1": "bốn mùa chè xanh 2026", "new_password2": "bốn mùa chè xanh 2026"}
    tried = [client.post("/en/accounts/password/", {"old_password": f"guess {n}", **new}) for n in range(10)]
    assert "was wrong too often" not in tried[-1].content.decode()
    assert (
        "was wrong too often"
        in client.post("/en/accounts/password/", {"old_password": "secret", **new}).content.decode()
    )
    user.refresh_from_db()
    assert user.check_password("secret")


def test_sign_out_deletes_the_row(client):
    client.force_login(make.user())
    client.post("/en/accounts/logout/")
    assert UserSession.objects.count() == 0


def test_ended_sessions_are_deleted_at_night():
    old, kept = signed_in(make.user()), signed_in(make.user())
    later(old, minutes=61)
    forget_sessions(timezone.localdate())
    assert [row.pk for row in UserSession.objects.all()] == [kept.session.session_key]


def settings_with(monkeypatch, **environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = importlib.util.spec_from_file_location(
        "settings_again", settings.BASE_DIR / "ocop" / "settings.py"
    )
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize("https, prefix", [("yes", "__Host-"), ("no", "")])
def test_cookies_are_bound_to_the_host_where_there_is_tls(monkeypatch, https, prefix):
    made = settings_with(monkeypatch, OCOP_HTTPS=https)
    assert (f"{prefix}sessionid", f"{prefix}csrftoken") == (made.SESSION_COOKIE_NAME, made.CSRF_COOKIE_NAME)
    assert (https == "yes", https == "yes") == (made.SESSION_COOKIE_SECURE, made.CSRF_COOKIE_SECURE)


def test_cookie_bound_to_the_host_has_what_browsers_ask_of_it(client, settings):
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-sessionid", True
    user = make.user()
    answer = client.post("/en/accounts/login/", {"username": user.email, "password": "secret"}, secure=True)
    cookie = answer.cookies["__Host-sessionid"]
    kept = {name: cookie[name] for name in ("secure", "httponly", "path", "domain", "samesite")}
    assert kept == {"secure": True, "httponly": True, "path": "/", "domain": "", "samesite": "Lax"}
