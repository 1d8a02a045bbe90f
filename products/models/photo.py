"""Photographs of products."""

import math
from collections.abc import Iterator
from functools import partial

from django.core.files.storage import storages
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ocop.files.documents import RandomName, StoredFileField
from ocop.models import Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.naming import IDENTITY, STARS, TELEPHONE, public_name
from ocop.values.vietnamese import NameField
from products import pictures


class PhotoQuerySet(ScopedQuerySet["Photo"]):
    def for_list(self):
        return self.select_related("product").order_by("position", "pk")

    for_detail = for_list

    @transaction.atomic
    def add(self, product, upload, **texts):
        """Store an uploaded picture with its renditions. Raises ValidationError if it cannot be used."""
        picture = pictures.read(upload)
        width, height = picture.size
        photo = self.model(
            product=product,
            original=picture.original(),
            sha256=picture.sha256,
            width=width,
            height=height,
            position=self.filter(product=product).count(),
            **texts,
        )
        photo.full_clean(exclude=["original"])
        photo.renditions = picture.renditions()
        photo.save()
        return photo


@tracked()
class Photo(Record):
    """A photograph of a product: the original is private and without metadata, renditions are public."""

    place_path = "product__producer__place"
    producer_path = "product__producer"

    product = models.ForeignKey(
        "products.Product", models.CASCADE, verbose_name=_("product"), related_name="photos"
    )
    original = StoredFileField(_("picture"), upload_to=RandomName("photos"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    # [{"format": "avif", "width": 640, "height": 480, "name": "…"}], made once from the original.
    renditions = models.JSONField(default=list, editable=False)
    alt_vi = NameField(_("what it shows, in Vietnamese"), max_length=200)
    alt_en = NameField(_("what it shows, in English"), max_length=200, blank=True)
    credit = NameField(_("photographer or source"), max_length=200, blank=True)
    licence = NameField(_("licence"), max_length=100, blank=True)
    is_label = models.BooleanField(_("the label as judged"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    focus_x = models.PositiveSmallIntegerField(
        _("focus from the left (%)"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_(
            "What matters stays in view where the picture is cut: 0 is the left edge, 100 the right."
        ),
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focus from the top (%)"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("0 is the upper edge, 100 the lower."),
    )

    objects = PhotoQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles naming.why_not_public_name().
            public_name(
                "photo_text_is_public",
                STARS,
                TELEPHONE,
                IDENTITY,
                columns=("alt_vi", "alt_en", "credit"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="photo_focus_in_picture",
                condition=models.Q(focus_x__lte=100, focus_y__lte=100),
                violation_error_message=_("The focus is between 0 and 100 %."),
            ),
            models.UniqueConstraint(
                name="photo_one_label_per_product",
                fields=["product"],
                condition=models.Q(is_label=True),
                violation_error_message=_("Another photo of this product is the label as judged."),
            ),
            models.UniqueConstraint(
                name="photo_once_per_product",
                fields=["product", "sha256"],
                violation_error_message=_("This picture is there already."),
            ),
        ]

    def __str__(self):
        return self.alt

    @property
    def alt(self):
        """The text alternative in the language of the page."""
        return (self.alt_en or self.alt_vi) if get_language() == "en" else self.alt_vi

    def delete(self, *args, **kwargs):
        """Delete the row and, after the commit, the files that no other photo uses."""
        shared = Photo.objects.filter(sha256=self.sha256).exclude(pk=self.pk).exists()
        transaction.on_commit(partial(self.original.storage.delete, self.original.name or ""))
        if not shared:
            transaction.on_commit(partial(pictures.forget, self.renditions))
        return super().delete(*args, **kwargs)

    def get_desk_url(self):
        """The product's page in the desk."""
        return self.product.get_desk_url()

    @property
    def src(self):
        """URL of the medium JPEG, the fallback of every browser."""
        jpegs = self._renditions("jpeg")
        return storages["renditions"].url(jpegs[len(jpegs) // 2]["name"]) if jpegs else ""

    @property
    def large(self):
        """URL of the largest JPEG."""
        jpegs = self._renditions("jpeg")
        return storages["renditions"].url(jpegs[-1]["name"]) if jpegs else ""

    @property
    def jpeg(self):
        return self.srcset("jpeg")

    @property
    def focus(self):
        """CSS classes that keep the focus in view where a page crops the picture; empty for the middle.

        The Content-Security-Policy allows no inline styles, so the stylesheet has steps of five per cent.
        """
        x, y = (5 * round(share / 5) for share in (self.focus_x, self.focus_y))
        return "" if (x, y) == (50, 50) else f"focus-x{x} focus-y{y}"

    @property
    def avif(self):
        return self.srcset("avif")

    @property
    def webp(self):
        return self.srcset("webp")

    def srcset(self, ending, widest=math.inf):
        """A srcset of the renditions of a format up to `widest` pixels."""
        return ", ".join(
            f"{storages['renditions'].url(rendition['name'])} {rendition['width']}w"
            for rendition in self._renditions(ending)
            if rendition["width"] <= widest
        )

    def _renditions(self, ending):
        return [rendition for rendition in self.renditions if rendition["format"] == ending]


def named_renditions() -> Iterator[tuple[str, str]]:
    """(photo, name) of every public file; a file is deleted with the last photo that names it."""
    for pk, renditions in Photo.objects.values_list("pk", "renditions").iterator():
        for rendition in renditions:
            yield f"products.Photo {pk}", rendition["name"]
