"""Submitted forms and their results, so that the same form submitted again creates nothing twice."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SentFormManager(models.Manager):
    def claim(self, user, digest):
        """Return the row of a form that `user` submits, and whether it is the first time.

        Two at once wait for each other: the second goes on when the first is committed or rolled back.
        """
        return self.get_or_create(user=user, digest=digest)

    def forget(self, age):
        """Delete those older than `age`."""
        self.filter(at__lt=timezone.now() - age).delete()


class SentForm(models.Model):
    """A submitted form, by the hash of its one-time key and content, and the address it led to."""

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
