"""Photographs of products."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ocop.models import Record
from ocop.models.record import tracked
from ocop.scoping import ScopedQuerySet
from ocop.vietnamese import NameField


class PhotoQuerySet(ScopedQuerySet):
    """Photos in the order in which a page shows them."""

    def for_list(self):
        """In order."""
        return self.select_related("product").order_by("position", "pk")

    for_detail = for_list


@tracked()
class Photo(Record):
    """A picture of a product: the original is private and free of metadata, renditions are public."""

    place_path = "product__producer__place"
    producer_path = "product__producer"

    product = models.ForeignKey(
        "products.Product", models.CASCADE, verbose_name=_("product"), related_name="photos"
    )
    original = models.FileField(_("picture"), upload_to="photos/", max_length=200)
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

    objects = PhotoQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "pk"]
        constraints = [
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
        """What it shows, in the language of the page."""
        return (self.alt_en or self.alt_vi) if get_language() == "en" else self.alt_vi
