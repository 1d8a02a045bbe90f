"""The second factor of a sign-in: a code that an authenticator app shows for half a minute (TOTP, RFC 6238).

The secret is encrypted, recovery codes are hashed. Neither is in the history, which records who had a factor and when.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Sequence
from typing import ClassVar
from urllib.parse import quote, urlencode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from ocop.models.one_time_code import hash_of
from ocop.models.record import tracked
from ocop.models.user import User

PERIOD = 30  # seconds
DIGITS = 6
# Clocks of telephones differ: the previous and the next code are accepted too.
DRIFT = 1
SECRET_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_BYTES = 10
APP, RECOVERY = "app", "recovery"


def _fernet() -> MultiFernet:
    keys = map(force_bytes, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    hashed = (hashlib.sha256(b"ocop.second-factor:" + key).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in hashed])


def new_secret() -> str:
    """A new encrypted secret for an authenticator app."""
    return _fernet().encrypt(secrets.token_bytes(SECRET_BYTES)).decode()


def typed_key(secret: str) -> str:
    """A secret for typing into the app: groups of four letters and digits."""
    letters = base64.b32encode(_fernet().decrypt(secret)).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def app_address(secret: str, *, account: str, issuer: str) -> str:
    """The otpauth URI for the QR code."""
    asked = {
        "secret": typed_key(secret).replace(" ", ""),
        "issuer": issuer,
        "digits": DIGITS,
        "period": PERIOD,
    }
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{urlencode(asked, quote_via=quote)}"


def code_at(secret: str, step: int) -> str:
    """The code of an encrypted secret in a step of 30 seconds since 1970. Raises InvalidToken if the key was changed."""
    key = _fernet().decrypt(secret)
    return TOTP(key, DIGITS, SHA1(), PERIOD).generate(step * PERIOD).decode()  # noqa: S303


def step_of(secret: str, code: str) -> int | None:
    """The step near now that has this code; None if there is none or the secret cannot be decrypted."""
    now = int(time.time()) // PERIOD
    try:
        fitting = [
            step
            for step in range(now - DRIFT, now + DRIFT + 1)
            if constant_time_compare(code_at(secret, step), code)
        ]
    except InvalidToken:
        return None
    return fitting[-1] if fitting else None


class SecondFactorManager(models.Manager["SecondFactor"]):
    @transaction.atomic
    def enrol(self, user: User, secret: str, code: str) -> Sequence[str]:
        """Enrol a secret as the user's factor if `code` is its present one, replacing the previous one.

        Returns the new recovery codes, which are shown once; none if the code is wrong.
        """
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if (step := step_of(secret, code)) is None:
            return ()
        self.filter(user=user).delete()
        factor = self.create(user=user, secret=secret, last_step=step)
        letters = [
            base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()
            for _number in range(RECOVERY_CODES)
        ]
        codes = ["-".join(each[at : at + 4] for at in range(0, len(each), 4)) for each in letters]
        RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, sha256=hash_of(each)) for each in codes)
        return codes


@tracked(exclude=["secret", "last_step"])
class SecondFactor(models.Model):
    """The authenticator app of a user. Each code is valid once."""

    user = models.OneToOneField(
        "ocop.User", models.CASCADE, verbose_name=_("user"), editable=False, related_name="second_factor"
    )
    secret = models.TextField(_("secret, encrypted"), editable=False)
    since = models.DateTimeField(_("since"), auto_now_add=True)
    last_step = models.BigIntegerField(_("step of the last code"), editable=False)

    objects: ClassVar[SecondFactorManager] = SecondFactorManager()

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    def __str__(self):
        return str(self.user)

    @transaction.atomic
    def takes(self, code: str) -> str:
        """The kind of the code, APP or RECOVERY, if it is right and unused; uses it up."""
        if (step := step_of(self.secret, "".join(code.split()))) is not None:
            newer = SecondFactor.objects.filter(pk=self.pk, last_step__lt=step)
            return APP if newer.update(last_step=step) else ""
        unused = self.recovery_codes.filter(sha256=hash_of(code), used=None)
        return RECOVERY if unused.update(used=timezone.now()) else ""


class RecoveryCode(models.Model):
    """A code on paper that replaces the app once."""

    factor = models.ForeignKey(
        SecondFactor,
        models.CASCADE,
        verbose_name=_("second factor"),
        editable=False,
        related_name="recovery_codes",
    )
    sha256 = models.CharField(_("hash"), max_length=64, editable=False)
    used = models.DateTimeField(_("used"), null=True, editable=False)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [
            models.UniqueConstraint(
                name="recovery_code_once",
                fields=["factor", "sha256"],
                violation_error_message=_("This code exists already."),
            )
        ]

    def __str__(self):
        return f"{self.pk}"
