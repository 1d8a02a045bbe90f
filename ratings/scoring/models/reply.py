"""Right of reply: the producer's single reply to a result, before a deadline."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.database.triggers import immutable, refuse_if
from ocop.permissions import Act
from ocop.permissions.scoping import ScopedQuerySet
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.acts import act_on
from ratings.dossiers.deadlines import REPLY_PERIOD
from ratings.dossiers.models.queryset import forwarded
from ratings.scoring.models.result import Result

LONGEST = 4000


def last_day_to_reply(result):
    return timezone.localdate(result.concluded_at) + REPLY_PERIOD


class ReplyQuerySet(ScopedQuerySet):
    def for_list(self):
        """Rows with their result and producer, newest first."""
        return self.select_related("result__dossier__product__producer", "by").order_by("-pk")

    for_detail = for_list

    def why_not(self, result, *, by):
        """Return why `by` may not reply to the result; else an empty string."""
        if (
            not Act.READ_OWN_RESULT.allows(by)
            or not Result.objects.visible_to(by).filter(pk=result.pk).exists()
        ):
            return _("Only the producer replies to a result.")
        if self.filter(result=result).exists():
            return _("You have replied to this result already.")
        if today() > last_day_to_reply(result):
            return _("The time for a reply is over.")
        return ""

    @act_on
    def give(self, result, text, *, by):
        """Store the reply, or raise RefusedError."""
        if refusal := self.why_not(result, by=by):
            raise RefusedError(refusal)
        if not text.strip():
            raise RefusedError(_("Write your reply."))
        return self.create(result=result, text=text.strip(), by=by)


class Reply(models.Model):
    """The producer's reply to the result; immutable, and without effect on the result."""

    place_path = "result__dossier__product__producer__place"
    producer_path = "result__dossier__product__producer"
    ministry_reads = forwarded("result__dossier")

    result = models.OneToOneField(Result, models.PROTECT, verbose_name=_("result"), related_name="reply")
    text = models.TextField(_("reply"), max_length=LONGEST)
    by = models.ForeignKey("ocop.User", models.PROTECT, verbose_name=_("by"), related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["pk"]
        triggers = [
            immutable("reply_is_kept"),
            # Doubles ReplyQuerySet.why_not().
            refuse_if(
                "reply_in_time",
                pgtrigger.Insert,
                "(NEW.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - (SELECT"
                " (concluded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM ratings_result"
                " WHERE id = NEW.result_id) > DAYS".replace("DAYS", str(REPLY_PERIOD.days)),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="reply_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write your reply."),
            )
        ]

    def __str__(self):
        return f"{self.result_id}: {self.text[:40]}"
