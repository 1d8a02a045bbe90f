"""Forms that were sent and what came of them, so that the same one sent again makes nothing a second time."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SentFormManager(models.Manager):
    """Sent forms, each once for all processes."""

    def claim(self, user, digest):
        """Return the row of a form that `user` is sending, and whether it is the first time.

        Two at once wait for each other here: the second goes on when the first is saved, or was not.
        """
        return self.get_or_create(user=user, digest=digest)

    def forget(self, age):
        """Delete those older than `age`."""
        self.filter(at__lt=timezone.now() - age).delete()


class SentForm(models.Model):
    """That a person sent a form, by the hash of its one-time key and its content, and where it led."""

    user = models.ForeignKey("ocop.User", models.CASCADE, verbose_name=_("by"), related_name="+")
    digest = models.CharField(_("hash"), max_length=64)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    led_to = models.TextField(_("led to"), blank=True)

    objects = SentFormManager()

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        constraints = [models.UniqueConstraint(name="sent_form_once", fields=["user", "digest"])]

    def __str__(self):
        return f"{self.user_id}: {self.led_to}"
