"""Links by mail and printed codes: each opens once, each mail is sent once, and nobody learns who has an account."""

import re
import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail as sent
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ocop.mail.outbox import send_waiting
from ocop.models import Mail, OneTimeCode, Role, User
from ocop.models.mail import MOST_ATTEMPTS, CodeKind, MailState
from tests import factories as make

pytestmark = pytest.mark.django_db
FORGOTTEN, TYPED, USERS = "/en/accounts/forgotten/", "/en/accounts/code/", "/en/admin/ocop/user/"
NEW = "bốn mùa chè xanh 2026"


def ask(address, client=None):
    return (client or Client()).post(FORGOTTEN, {"name": address})


def link_in(message):
    return re.search(r"https?://\S+?(/en/accounts/code/\S+/)", message.body).group(1)


def choose(link, password=NEW):
    return Client().post(link, {"new_password1": password, "new_password2": password})


def signs_in(email, password=NEW):
    return Client().post("/en/accounts/login/", {"username": email, "password": password}).status_code == 302


def states():
    return [MailState(mail.state) for mail in Mail.objects.order_by("pk")]


def test_forgotten_password_is_chosen_anew_by_a_link_that_opens_once():
    user = make.user()
    before = Client()
    before.force_login(user)
    assert "a mail with a link is on its way" in ask(user.email.upper()).content.decode()
    assert len(list(send_waiting())) == 1
    [message] = sent.outbox
    assert message.to == [user.email]
    assert "Mật khẩu mới" in message.subject and "New password" in message.subject
    link = link_in(message)
    assert user.email in Client().get(link).content.decode()
    assert choose(link).status_code == 200
    assert (signs_in(user.email), signs_in(user.email, "secret")) == (True, False)
    assert before.get("/en/accounts/").status_code == 302
    assert [Client().get(link).status_code, choose(link, "một con ong bay qua đồi").status_code] == [410, 410]
    assert signs_in(user.email)


def test_page_says_the_same_of_an_address_that_nobody_has():
    known = ask(make.user(email="lan@ocop.example").email)
    unknown = ask("hoa@ocop.example")
    assert known.content.decode().replace("lan@", "hoa@") == unknown.content.decode()
    assert (Mail.objects.count(), dict(unknown.cookies), dict(known.cookies)) == (2, {}, {})
    list(send_waiting())
    assert [message.to for message in sent.outbox] == [["lan@ocop.example"]]
    assert [mail.address for mail in Mail.objects.all()] == ["lan@ocop.example"]


def test_asking_costs_the_same_for_an_address_that_nobody_has(django_assert_num_queries):
    address = make.user().email
    with django_assert_num_queries(5) as known:
        ask(address)
    with django_assert_num_queries(len(known)):
        ask("nobody@ocop.example")


def test_three_mails_an_hour_go_to_one_address():
    user = make.user()
    answers = [ask(user.email).status_code for _time in range(5)]
    assert (answers, Mail.objects.count()) == ([200] * 5, 3)


@pytest.mark.parametrize("state", ["closed", "waiting"])
def test_closed_account_gets_no_mail(state):
    user, administrator = make.user(Role.AUDITOR, place=None), make.user(Role.ADMINISTRATOR)
    if state == "closed":
        user.close(by=administrator)
    else:
        user.wait_for_another(by=administrator)
        user.save()
    ask(user.email)
    assert (list(send_waiting()), sent.outbox) == ([], [])


def test_easy_password_is_refused_and_the_link_opens_still():
    user = make.user()
    link = f"/en/accounts/code/{OneTimeCode.objects.issue(user, CodeKind.RESET)}/"
    answer = choose(link, "thainguyen2026")
    assert "would soon be guessed" in answer.content.decode()
    assert choose(link).status_code == 200
    assert signs_in(user.email)


@pytest.mark.parametrize(
    "kind, days", [(CodeKind.RESET, 2 / 24), (CodeKind.INVITATION, 7), (CodeKind.PRINTED, 7)]
)
def test_code_opens_for_a_time(kind, days):
    code = OneTimeCode.objects.issue(make.user(), kind)
    end = timezone.now() + timedelta(days=days)
    assert abs(OneTimeCode.objects.get().expires - end) < timedelta(minutes=1)
    OneTimeCode.objects.update(expires=timezone.now())
    assert Client().get(f"/en/accounts/code/{code}/").status_code == 410


def test_what_is_wrong_with_a_password_is_said_at_its_first_field():
    code = OneTimeCode.objects.issue(make.user(), CodeKind.RESET)
    values = {"new_password1": "abc", "new_password2": "abc"}
    assert list(Client().post(f"/en/accounts/code/{code}/", values).context["form"].errors) == [
        "new_password1"
    ]


def test_page_of_a_printed_code_loaded_again_leaves_the_printed_one(client):
    membership = make.membership(make.user(Role.PRODUCER), make.producer())
    client.force_login(make.user(Role.COMMUNE_OFFICER, place=membership.producer.place))
    page = reverse("desk-membership-code", args=[membership.pk])
    key = re.search(r'name="one_time_key" value="([^"]+)"', client.get(page).content.decode())[1]
    code = client.post(page, {"one_time_key": key}).context["code"]
    again = client.post(page, {"one_time_key": key})
    assert (again.status_code, again["Location"]) == (302, page)
    assert Client().get(f"/en/accounts/code/{code}/").status_code == 200


def test_newer_code_takes_the_place_of_an_older():
    user = make.user()
    old, new = (OneTimeCode.objects.issue(user, CodeKind.RESET) for _time in range(2))
    assert [Client().get(f"/en/accounts/code/{code}/").status_code for code in (old, new)] == [410, 200]


@pytest.mark.django_db(transaction=True)
def test_of_codes_made_at_once_only_the_last_opens():
    user, barrier = make.user(Role.PRODUCER), Barrier(6)

    def issue(_number):
        try:
            barrier.wait(timeout=60)
            return OneTimeCode.objects.issue(user, CodeKind.PRINTED)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(issue, range(6)))
    assert [OneTimeCode.objects.opening(code) is not None for code in codes].count(True) == 1


def test_code_itself_is_stored_nowhere():
    code = OneTimeCode.objects.issue(make.user(), CodeKind.RESET)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM ocop_onetimecode c")
        row = cursor.fetchone()[0]
        cursor.execute("SELECT row_to_json(c)::text FROM ocop_onetimecodeevent c")
        event = cursor.fetchone()[0]
    assert code not in row + event and code.replace("-", "") not in row + event
    assert "sha256" not in event


def administrator():
    client = Client()
    client.force_login(make.user(Role.ADMINISTRATOR))
    return client


def act(client, name, *users):
    chosen = {"action": name, "_selected_action": [user.pk for user in users]}
    return [str(message) for message in client.post(USERS, chosen, follow=True).context["messages"]]


def test_account_is_made_without_a_password_and_its_owner_invited():
    one, two = administrator(), administrator()
    form = {"email": "Lan@ocop.example", "full_name": "Lan", "office": "", "role": Role.AUDITOR, "place": ""}
    assert "password" not in one.get(f"{USERS}add/").context["adminform"].form.fields
    assert one.post(f"{USERS}add/", form).status_code == 302
    assert Mail.objects.count() == 0
    user = User.objects.get(email="lan@ocop.example")
    act(two, "confirm", user)
    list(send_waiting())
    assert "an account was made for you" in sent.outbox[0].body and "tài khoản" in sent.outbox[0].body
    choose(link_in(sent.outbox[0]))
    assert signs_in("lan@ocop.example")


def test_nobody_types_the_password_of_another():
    user = make.user()
    assert administrator().get(f"{USERS}{user.pk}/password/").status_code == 404
    assert "password" not in administrator().get(f"{USERS}{user.pk}/change/").context["adminform"].form.fields


def test_own_password_is_changed_on_one_page():
    assert administrator().get("/en/admin/password_change/").url == "/en/accounts/password/"


def test_administrator_sends_a_link_and_does_not_see_it():
    user, closed = make.user(), make.user(Role.AUDITOR, place=None)
    closed.close(by=make.user(Role.ADMINISTRATOR))
    one = administrator()
    assert "Nobody can sign in with this account now" in act(one, "send_link", closed)[0]
    act(one, "send_link", user)
    list(send_waiting())
    code = link_in(sent.outbox[0]).split("/")[-2]
    page = one.get("/en/admin/ocop/mail/").content.decode()
    assert user.email in page and code not in page
    mail = Mail.objects.get()
    assert code not in one.get(f"/en/admin/ocop/mail/{mail.pk}/change/").content.decode()
    assert one.post(f"/en/admin/ocop/mail/{mail.pk}/change/", {"state": "waiting"}).status_code == 403


class Server(EmailBackend):
    """A mail server that answers as a test says."""

    at_opening: Exception | None = None
    at_sending: Exception | None = None

    def open(self):
        if Server.at_opening:
            raise Server.at_opening

    def send_messages(self, messages):
        if Server.at_sending:
            raise Server.at_sending
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    yield Server
    Server.at_opening = Server.at_sending = None


def test_server_that_is_away_is_asked_again_later_and_given_up_in_the_end(server):
    ask(make.user().email)
    server.at_opening = ConnectionRefusedError("nobody there")
    for attempt in range(1, MOST_ATTEMPTS):
        assert len(list(send_waiting())) == 1
        mail = Mail.objects.get()
        assert (mail.state, mail.attempts, mail.remark) == (MailState.WAITING, attempt, "nobody there")
        assert mail.due > timezone.now() + timedelta(minutes=10 * attempt - 1)
        assert list(send_waiting()) == []
        Mail.objects.update(due=timezone.now())
    list(send_waiting())
    assert states() == [MailState.FAILED]


@pytest.mark.parametrize(
    "error, state",
    [
        (smtplib.SMTPRecipientsRefused({"x@y.example": (550, b"no such user")}), MailState.REFUSED),
        (smtplib.SMTPRecipientsRefused({"x@y.example": (451, b"greylisted")}), MailState.WAITING),
        (smtplib.SMTPSenderRefused(553, b"not you", "ocop@y.example"), MailState.REFUSED),
        (smtplib.SMTPDataError(452, b"full"), MailState.WAITING),
        (smtplib.SMTPServerDisconnected("gone"), MailState.FAILED),
        (TimeoutError("no answer"), MailState.FAILED),
    ],
)
def test_what_the_server_said_stands_in_the_outbox(server, error, state):
    ask(make.user().email)
    server.at_sending = error
    [line] = list(send_waiting())
    assert states() == [state]
    assert Mail.objects.get().remark == str(error) and str(error) in line


def test_mail_whose_sending_was_killed_is_not_sent_again(server):
    ask(make.user().email)
    server.at_sending = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        list(send_waiting())
    server.at_sending = None
    assert (list(send_waiting()), states()) == ([], [MailState.SENDING])


@pytest.mark.django_db(transaction=True)
def test_five_senders_at_once_send_each_mail_once():
    users = [make.user() for _number in range(12)]
    Mail.objects.bulk_create(Mail(address=user.email, kind=CodeKind.RESET) for user in users)

    def work(_number):
        try:
            return len(list(send_waiting()))
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as threads:
        assert sum(threads.map(work, range(5))) == 12
    assert sorted(message.to[0] for message in sent.outbox) == sorted(user.email for user in users)
    assert set(states()) == {MailState.SENT}


def test_nightly_run_sends_what_waits(capsys):
    user = make.user()
    ask(user.email)
    call_command("run_due")
    assert user.email in capsys.readouterr().out
    assert len(sent.outbox) == 1


def acting_for(producer):
    user = make.user(Role.PRODUCER)
    return make.membership(user, producer)


def test_commune_prints_a_code_for_a_producer_without_mail():
    membership = acting_for(make.producer())
    officer = make.user(Role.COMMUNE_OFFICER, place=membership.producer.place)
    client = Client()
    client.force_login(officer)
    page = f"/en/desk/memberships/{membership.pk}/code/"
    assert page in client.get(membership.producer.get_desk_url()).content.decode()
    assert "<code" not in client.get(page).content.decode()
    code = re.search(r"<code[^>]*>([A-Z2-7-]+)</code>", client.post(page).content.decode()).group(1)
    made = OneTimeCode.objects.get()
    assert (made.user, made.made_by, made.kind) == (membership.user, officer, CodeKind.PRINTED)

    wrong = Client().post(TYPED, {"code": "AAAA-BBBB"})
    assert "This code opens nothing" in wrong.content.decode()
    misread = code.replace("O", "0").replace("I", "1").replace("B", "8")
    answer = Client().post(TYPED, {"code": f" {misread.lower().replace('-', ' ')} "})
    assert answer.status_code == 302
    assert choose(answer.url).status_code == 200
    assert signs_in(membership.user.email)
    assert "This code opens nothing" in Client().post(TYPED, {"code": code}).content.decode()


def test_commune_prints_no_code_for_another_commune_or_for_an_officer():
    membership = acting_for(make.producer())
    client = Client()
    client.force_login(make.user(Role.COMMUNE_OFFICER))
    assert client.post(f"/en/desk/memberships/{membership.pk}/code/").status_code == 404
    officer = make.membership(make.user(), membership.producer)
    own = Client()
    own.force_login(make.user(Role.COMMUNE_OFFICER, place=membership.producer.place))
    assert own.post(f"/en/desk/memberships/{officer.pk}/code/").status_code == 404
    assert OneTimeCode.objects.count() == 0


def test_codes_are_not_found_by_trying():
    client = Client(REMOTE_ADDR="203.0.113.9")
    for _try in range(30):
        client.post(TYPED, {"code": "AAAA"})
    code = OneTimeCode.objects.issue(make.user(), CodeKind.PRINTED)
    assert "Too many codes were tried" in client.post(TYPED, {"code": code}).content.decode()
    assert Client(REMOTE_ADDR="203.0.113.10").post(TYPED, {"code": code}).status_code == 302


def test_pages_before_the_sign_in_set_no_session_and_are_kept_by_no_cache():
    code = OneTimeCode.objects.issue(make.user(), CodeKind.RESET)
    for page in (FORGOTTEN, TYPED, f"{TYPED}{code}/", f"{TYPED}AAAA/"):
        answer = Client().get(page)
        assert "sessionid" not in answer.cookies
        assert "no-store" in answer.headers["Cache-Control"]
