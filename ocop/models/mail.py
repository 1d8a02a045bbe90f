"""The outbox: each mail is sent once, or says why not.

It contains no secret: the link is made when the mail is sent, and only its hash is stored.
"""

from datetime import timedelta
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Attempts while the mail server does not answer, with growing intervals.
MOST_ATTEMPTS = 6
WAITS = timedelta(minutes=10)


class CodeKind(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    RESET = "reset", _("New password")
    PRINTED = "printed", _("Printed by the commune")


class MailState(models.TextChoices):
    WAITING = "waiting", _("waits")
    SENDING = "sending", _("handed over, no answer known")
    SENT = "sent", _("sent")
    REFUSED = "refused", _("refused by the mail server")
    FAILED = "failed", _("given up")


class MailManager(models.Manager["Mail"]):
    def due(self) -> "models.QuerySet[Mail]":
        """Those to be sent now."""
        return self.filter(state=MailState.WAITING, due__lte=timezone.now())

    @transaction.atomic
    def take(self) -> "Mail | None":
        """Take the next mail due. It is marked first, so that no other process sends it."""
        due = self.due().order_by("due", "pk")
        mail = due.select_for_update(skip_locked=True).first()
        if mail is None:
            return None
        waiting = self.filter(pk=mail.pk, state=MailState.WAITING)
        waiting.update(state=MailState.SENDING, attempts=F("attempts") + 1, tried=timezone.now(), remark="")
        mail.refresh_from_db()
        return mail


class Mail(models.Model):
    """A mail with a link for choosing a password. Whether the address has an account is looked up when it is sent."""

    address = models.EmailField(_("to"), editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=CodeKind, editable=False)
    made = models.DateTimeField(_("made on"), auto_now_add=True)
    made_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("made by"), null=True, editable=False, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=MailState, default=MailState.WAITING, editable=False
    )
    due = models.DateTimeField(_("not before"), default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    tried = models.DateTimeField(_("last attempt"), null=True, editable=False)
    remark = models.TextField(_("what the mail server said"), blank=True, editable=False)

    objects: ClassVar[MailManager] = MailManager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-made", "-pk"]
        constraints = [
            models.CheckConstraint(name="mail_state_known", condition=models.Q(state__in=MailState.values)),
            models.CheckConstraint(
                name="mail_kind_sent_by_mail",
                condition=models.Q(kind__in=[CodeKind.INVITATION, CodeKind.RESET]),
            ),
            # An account's name may be a telephone number.
            models.CheckConstraint(name="mail_to_an_address", condition=models.Q(address__contains="@")),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} → {self.address}"

    def conclude(self, state: MailState, remark: str = "") -> None:
        """Record the result of sending."""
        Mail.objects.filter(pk=self.pk, state=MailState.SENDING).update(state=state, remark=remark[:2000])

    def try_later(self, remark: str) -> None:
        """Try again later, with growing intervals, after the server has certainly not accepted it; give up in the end."""
        if self.attempts >= MOST_ATTEMPTS:
            return self.conclude(MailState.FAILED, remark)
        sending = Mail.objects.filter(pk=self.pk, state=MailState.SENDING)
        due = timezone.now() + WAITS * self.attempts
        sending.update(state=MailState.WAITING, due=due, remark=remark[:2000])
        return None
