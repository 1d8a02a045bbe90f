"""One-time codes for choosing a password: in a link by mail, or printed by the commune.

Only the hash is stored. A code is valid once and for a limited time; a newer code replaces it.
"""

import base64
import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.models.mail import CodeKind
from ocop.models.record import tracked
from ocop.models.user import User

BYTES = 15  # 120 bits, 24 letters and digits


LASTS = {
    CodeKind.INVITATION: timedelta(days=7),
    CodeKind.RESET: timedelta(hours=2),
    CodeKind.PRINTED: timedelta(days=7),
}


# Digits that no code contains, and the letters they are mistaken for on paper.
MISREAD = str.maketrans("018", "OIB")


def hash_of(code: str) -> str:
    """The hash of a code typed from paper, ignoring case, spaces and hyphens."""
    letters = "".join(filter(str.isalnum, code)).upper().translate(MISREAD)
    return hashlib.sha256(letters.encode()).hexdigest()


class OneTimeCodeManager(models.Manager["OneTimeCode"]):
    @transaction.atomic
    def issue(self, user: User, kind: str, *, by: User | None = None) -> str:
        """Create a code for `user` and return it; it cannot be read again. Earlier codes become invalid."""
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        now = timezone.now()
        self.filter(user=user, used=None, expires__gt=now).update(expires=now)
        letters = base64.b32encode(secrets.token_bytes(BYTES)).decode()
        self.create(
            user=user, kind=kind, sha256=hash_of(letters), made_by=by, expires=now + LASTS[CodeKind(kind)]
        )
        return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))

    def opening(self, code: str) -> "OneTimeCode | None":
        """The row of a valid code, or None."""
        unused = self.filter(
            sha256=hash_of(code), used=None, expires__gt=timezone.now(), user__is_active=True
        )
        return unused.select_related("user").first()


@tracked(exclude=["sha256"])
class OneTimeCode(models.Model):
    """A permission to choose the password of an account once."""

    user = models.ForeignKey(
        "ocop.User", models.CASCADE, verbose_name=_("user"), editable=False, related_name="one_time_codes"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CodeKind, editable=False)
    sha256 = models.CharField(_("hash"), max_length=64, unique=True, editable=False)
    made = models.DateTimeField(_("made on"), auto_now_add=True)
    made_by = models.ForeignKey(
        "ocop.User", models.PROTECT, verbose_name=_("made by"), null=True, editable=False, related_name="+"
    )
    expires = models.DateTimeField(_("opens until"), editable=False)
    used = models.DateTimeField(_("used"), null=True, editable=False)

    objects: ClassVar[OneTimeCodeManager] = OneTimeCodeManager()

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        constraints = [
            models.CheckConstraint(
                name="one_time_code_kind_known", condition=models.Q(kind__in=CodeKind.values)
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.user}"

    @transaction.atomic
    def set_password(self, password: str) -> bool:
        """Set the password and end the account's sessions; False if the code was used in the meantime."""
        user = User.objects.select_for_update(of=("self",)).get(pk=self.user_id)
        now = timezone.now()
        unused = OneTimeCode.objects.filter(pk=self.pk, used=None, expires__gt=now, user__is_active=True)
        if not unused.update(used=now):
            return False
        user.set_password(password)
        user.save(update_fields=["password"])
        user.sessions.all().delete()
        return True
