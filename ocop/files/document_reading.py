"""Results of reading a document: cached, failures included."""

import hashlib
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.files import page_images
from ocop.files.page_images import NotReadableError

# Failed pages after which the whole document counts as unreadable.
MOST_FAILURES = 3
# A newer version of the portal may be able to read it.
FAILURES_ARE_KEPT = timedelta(days=30)


class Failure(models.TextChoices):
    """Why a document cannot be shown, with what to do."""

    LOCKED = "locked", _("This PDF is locked by a password. Save it without one and try again.")
    BROKEN = "broken", _("This file is damaged: it cannot be opened. Scan or save it again and try again.")
    LARGE = "large", _("This picture has more than 100 megapixels. Save it smaller and try again.")
    HEAVY = (
        "heavy",
        _(
            "This file takes more time or memory to open than a paper needs. Print it into a PDF and try again."
        ),
    )


class ActiveContent(models.TextChoices):
    """Kinds of active content in a document."""

    JAVASCRIPT = "javascript", _("a program (JavaScript)")
    LAUNCH = "launch", _("the start of another program")
    EMBEDDED = "embedded", _("other files")
    HTML = "html", _("a web page")


class DocumentReadingManager(models.Manager["DocumentReading"]):
    """Readings by the hash of the document."""

    def of(self, content: bytes) -> "DocumentReading":
        """The reading of a document, which is made now if there is none. Raises ocop.files.children.BusyError."""
        sha256 = hashlib.sha256(content).hexdigest()
        if known := self.filter(sha256=sha256).first():
            return known
        return self.get_or_create(sha256=sha256, defaults=page_images.read(content))[0]

    def active_in(self, sha256):
        """A sentence on the active content of the document with this hash; empty if it was not read or has none."""
        known = self.filter(sha256=sha256).first() if sha256 else None
        return active_in_words(known.active) if known else ""

    def forget_failures(self):
        """Delete old failures, so that they are tried again."""
        return self.exclude(failure="", failed_pages=[]).filter(read__lt=Now() - FAILURES_ARE_KEPT).delete()


class DocumentReading(models.Model):
    """A document by its hash: failure or number of pages, and its active content."""

    sha256 = models.CharField("SHA-256", max_length=64, primary_key=True)
    failure = models.CharField(_("why it cannot be shown"), max_length=10, blank=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    failed_pages = ArrayField(
        models.PositiveIntegerField(), verbose_name=_("pages that cannot be drawn"), default=list, blank=True
    )
    active = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("what in it could act"),
        default=list,
        blank=True,
    )
    # {"asked": …, "answer": …}: the result of validating its signatures.
    signatures = models.JSONField(_("signatures"), null=True, blank=True)
    read = models.DateTimeField(_("read"), auto_now_add=True)

    objects = DocumentReadingManager()

    class Meta:
        verbose_name = _("reading of a document")
        verbose_name_plural = _("readings of documents")

    def __str__(self):
        return self.sha256[:8]

    def sizes(self, content, first, last):
        """Width and height of its pages from `first` to `last`. Raises NotReadableError or BusyError."""
        if self.failure:
            raise NotReadableError
        try:
            return page_images.page_sizes(content, first, last)
        except NotReadableError:
            self._note(failure=Failure.HEAVY)
            raise

    def draw(self, content, number):
        """Page `number` as WebP; a failed page is not tried again. Raises NotReadableError or BusyError."""
        if self.failure or number in self.failed_pages or not 1 <= number <= self.pages:
            raise NotReadableError
        try:
            return page_images.page_image(content, number)
        except NotReadableError:
            failed = [*self.failed_pages, number]
            self._note(failed_pages=failed, failure=Failure.HEAVY if len(failed) >= MOST_FAILURES else "")
            raise

    def _note(self, **values):
        type(self).objects.filter(pk=self.pk).update(**values)


def active_in_words(kinds):
    """A warning about active content, for people who may open the file; empty without any."""
    labels = [ActiveContent(kind).label for kind in kinds or () if kind in ActiveContent]
    if not labels:
        return ""
    words = gettext(
        "The file holds %(what)s. Nothing of it runs here; open the file itself only if you trust who sent it."
    )
    return words % {"what": ", ".join(map(str, labels))}
