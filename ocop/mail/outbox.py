"""Sends the outbox (as a background job: ocop/mail/tasks.py)."""

import smtplib
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ocop.models import Mail, OneTimeCode, User
from ocop.models.mail import CodeKind, MailState
from ocop.models.one_time_code import LASTS


def send_waiting() -> Iterator[str]:
    """Send all mails due; yield a line for each."""
    while mail := Mail.objects.take():
        user = User.objects.open().filter(email=mail.address).first()
        if user is None:
            # Nobody is told, here or on the page, that there is no such account.
            mail.delete()
            continue
        send(mail, user)
        mail.refresh_from_db()
        yield f"{mail}: {MailState(mail.state).label}{mail.remark and f' ({mail.remark})'}"


def send(mail: Mail, user: User) -> None:
    """Send a mail once and record the server's answer."""
    message = written(mail, user)
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return mail.try_later(str(error))
    try:
        connection.send_messages([message])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
        return mail.try_later(str(error)) if for_now(error) else mail.conclude(MailState.REFUSED, str(error))
    except (OSError, smtplib.SMTPException) as error:
        # The connection broke: the server may have accepted it, so it is not sent again.
        return mail.conclude(MailState.FAILED, str(error))
    finally:
        connection.close()
    return mail.conclude(MailState.SENT)


def for_now(error: smtplib.SMTPException) -> bool:
    """Whether the server refuses for now only (codes 4xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _said in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and 400 <= error.smtp_code < 500


def written(mail: Mail, user: User) -> EmailMessage:
    """The mail in both languages, with its own link."""
    code = OneTimeCode.objects.issue(user, mail.kind, by=mail.made_by)
    until = timezone.localtime(timezone.now() + LASTS[CodeKind(mail.kind)])
    parts = [_in(language, mail, user, code, until) for language, _name in settings.LANGUAGES]
    subject = " / ".join(subject for subject, _text in parts)
    return EmailMessage(subject, "\n\n– – –\n\n".join(text for _subject, text in parts), to=[mail.address])


def _in(language, mail, user, code, until):
    with override(language):
        link = settings.SITE_URL + reverse("one-time", kwargs={"code": code})
        context = {"user": user, "link": link, "until": until, "site": settings.SITE_URL}
        text = render_to_string(f"accounts/mail_{mail.kind}.txt", context).strip()
    subject, _line, body = text.partition("\n")
    return subject, body.strip()
