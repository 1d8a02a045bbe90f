"""Collections: lists of products for an occasion or theme, edited by officers."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ocop.models import PlaceLevel, Record
from ocop.models.record import tracked
from ocop.permissions.scoping import ScopedQuerySet
from ocop.values.naming import IDENTITY, TELEPHONE, public_name
from ocop.values.vietnamese import Fold, NameField, ViKey, slug_of
from products.models.product import Product


class CollectionQuerySet(ScopedQuerySet):
    """Collections of the country and of provinces."""

    def public(self):
        return self.filter(published=True)

    def visible_to(self, user):
        own = super().visible_to(user)
        return self.filter(Q(place=None) | Q(pk__in=own.values("pk"))) if user.works_at_desk else own

    def for_list(self):
        """In the order that their editors chose."""
        return self.select_related("place__province").order_by("position", "name_order", "pk")

    for_detail = for_list


@tracked()
class Collection(Record):
    """A saved list of the catalogue (`rule`) or picked products (`picks`) under a title.

    `place` is the province whose officers edit it; without one it is of the whole country and part of the seed. Readers
    see only products whose recognition is in force.
    """

    place_path = "place"
    producer_path = "picks__product__producer"

    title = NameField(_("name of the collection"), max_length=100)
    name_key = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )
    name_order = models.GeneratedField(
        expression=ViKey("title"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    title_en = models.CharField(_("name in English"), max_length=100, blank=True)
    about = models.TextField(_("about it"), max_length=1000, blank=True)
    about_en = models.TextField(_("about it, in English"), max_length=1000, blank=True)
    place = models.ForeignKey(
        "ocop.Place",
        models.PROTECT,
        verbose_name=_("province"),
        null=True,
        blank=True,
        related_name="collections",
        limit_choices_to={"level": PlaceLevel.PROVINCE},
    )
    rule = models.CharField(
        _("list of the catalogue"),
        max_length=500,
        blank=True,
        help_text=_("Narrow the catalogue as you want it and paste the address of that page."),
    )
    published = models.BooleanField(_("readers see it"), default=False)
    position = models.PositiveSmallIntegerField(
        _("position"), default=100, help_text=_("Collections with smaller numbers stand first.")
    )

    objects = CollectionQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["position", "name_order", "pk"]
        triggers = [
            *Record.Meta.triggers,
            # Doubles naming.why_not_public_name().
            public_name("collection_title_is_public", TELEPHONE, IDENTITY, columns=("title", "title_en")),
        ]
        constraints = [
            models.CheckConstraint(
                name="collection_has_a_title",
                condition=~Q(title=""),
                violation_error_message=_("Write a title."),
            ),
            models.UniqueConstraint(
                "name_key",
                "place",
                name="collection_once",
                nulls_distinct=False,
                violation_error_message=_("There is a collection with this title already."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def slug(self):
        """The readable part of the URL."""
        return slug_of(self.title)

    def get_absolute_url(self):
        return reverse("collection", args=[self.pk, self.slug])

    def get_desk_url(self):
        return reverse("desk-collection", args=[self.pk])

    list_name = _("Collections")

    def get_list_url(self):
        return reverse("desk-collection-list")

    @property
    def title_shown(self):
        """The title in the language of the page, else in Vietnamese."""
        return (get_language() == "en" and self.title_en) or self.title

    @property
    def about_shown(self):
        """The text in the language of the page, else in Vietnamese."""
        return (get_language() == "en" and self.about_en) or self.about

    def pick(self, products):
        """Replace the picks by these products, in this order."""
        self.picks.all().delete()
        self.picks.bulk_create(
            Pick(collection=self, product=product, position=n) for n, product in enumerate(products, 1)
        )


@tracked()
class Pick(models.Model):
    """A product of a collection."""

    place_path = "collection__place"
    producer_path = "product__producer"

    collection = models.ForeignKey(
        Collection, models.CASCADE, verbose_name=_("collection"), related_name="picks"
    )
    product = models.ForeignKey(Product, models.CASCADE, verbose_name=_("product"), related_name="picks")
    position = models.PositiveSmallIntegerField(_("position"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("product of a collection")
        verbose_name_plural = _("products of collections")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(name="pick_once", fields=["collection", "product"])]

    def __str__(self):
        return f"{self.collection}: {self.product}"
