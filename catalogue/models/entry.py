"""The catalogue's denormalised table: one row a product, which triggers keep up to date.

Lists, searches and counts over all products read this table alone: it has every column by which readers filter or order,
and the words to search. Triggers on the registers write it (the newest migration that names a function has its text), so
it is also right after a bulk import or a statement in a console. Nothing else writes it, and it holds nothing that the
registers do not. Where a product moves to a producer that another transaction changes at the same time, the entry may
miss that change until the nightly refresh.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models, transaction
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from ocop.values.dates import today
from ocop.values.money import AmountField
from producers.models import LegalForm

BATCH = 5000  # products that one statement refreshes
READ = (
    "ocop_place",
    "ocop_succession",
    "producers_producer",
    "products_product",
    "products_productset",
    "ratings_recognition",
)


class Standing(models.TextChoices):
    """How a product stands today, by its latest recognition."""

    IN_FORCE = "in_force", _("In force")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    UNCONFIRMED = "unconfirmed", _("No recognition confirmed")


def standing_is(standing, day=None):
    """The condition that entries have a standing on `day` (today unless given), by the latest recognition that has begun."""
    day = day or today()
    match standing:
        case Standing.IN_FORCE:
            return Q(ends_on__gt=day)
        case Standing.WITHDRAWN:
            return Q(withdrawn_on__lte=day)
        case Standing.LAPSED:
            return Q(ends_on__lte=day) & ~Q(withdrawn_on__lte=day, withdrawn_on__isnull=False)
    return Q(issued_on=None)


class CatalogueEntryQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def for_list(self):
        """In Vietnamese order of names."""
        return self.order_by("name_order", "pk")

    def in_force(self, day=None):
        """Entries of products with stars in force on `day` (today unless given)."""
        return self.filter(standing_is(Standing.IN_FORCE, day))

    def with_standing(self, day=None):
        """Annotate `standing`, one of Standing."""
        conditions = [When(standing_is(each, day), then=Value(each.value)) for each in Standing]
        return self.annotate(standing=Case(*conditions, output_field=models.CharField()))

    def refresh(self, products):
        """Refresh the entries of these products (primary keys) from the registers."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT catalogue_refresh(%s)", [list(products)])

    def rebuild(self):
        """Refresh every entry, in batches, after data came in while triggers were off. Yields how many are done."""
        with connection.cursor() as cursor:
            # After a bulk load there are no statistics yet, and the planner would take the tables for empty.
            cursor.execute(f"ANALYZE {', '.join(READ)}")
            cursor.execute("SELECT id FROM products_product ORDER BY id")
            keys = [key for (key,) in cursor.fetchall()]
        for start in range(0, len(keys), BATCH):
            self.refresh(keys[start : start + BATCH])
            yield min(start + BATCH, len(keys))

    def start_recognitions_due(self, day=None):
        """Refresh entries whose recognition was decided earlier and begins by `day`. The end of one needs no update."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT e.product_id FROM ratings_recognition r"
                " JOIN ratings_catalogueentry e ON e.product_id = r.product_id"
                " WHERE r.issued_on <= %s AND (e.issued_on IS NULL OR r.issued_on > e.issued_on)",
                [day or today()],
            )
            due = [key for (key,) in cursor.fetchall()]
        self.refresh(due)


def denormalised(to, verbose_name, **options):
    """A foreign key copied from the registers, which enforce it: no constraint and no index of its own."""
    return models.ForeignKey(
        to,
        models.DO_NOTHING,
        verbose_name=verbose_name,
        related_name="+",
        db_constraint=False,
        db_index=False,
        **options,
    )


class CatalogueEntry(models.Model):
    """A product in the catalogue; `stars` and days are those of its latest recognition that has begun."""

    # Deleted with its product: ON DELETE CASCADE in the database.
    product = models.OneToOneField(
        "products.Product",
        models.DO_NOTHING,
        verbose_name=_("product"),
        primary_key=True,
        related_name="entry",
        db_constraint=False,
    )
    is_public = models.BooleanField(_("shown in the public catalogue"))
    name_order = models.TextField(_("order of names"), db_collation="C")
    producer = denormalised("producers.Producer", _("producer"))
    place = denormalised("ocop.Place", _("commune"))
    province = denormalised("ocop.Place", _("province"), null=True)
    product_set = denormalised("products.ProductSet", _("product set"), null=True)
    sector = models.CharField(_("sector"), max_length=3, blank=True)
    group_code = models.CharField(_("group"), max_length=8, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm)
    led_by_woman = models.BooleanField(_("represented by a woman"), null=True)
    price_from = AmountField(_("price from (đồng)"), null=True)
    price_to = AmountField(_("price to (đồng)"), null=True)
    recognition = denormalised("ratings.Recognition", _("recognition"), null=True)
    stars = models.PositiveSmallIntegerField(_("stars"), null=True)
    issued_on = models.DateField(_("issued on"), null=True)
    ends_on = models.DateField(_("in force until"), null=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True)
    # Ascending, so that one comparison of row values pages through the list: 5 - stars, and days from the issue to the year
    # 3000.
    stars_sort_key = models.SmallIntegerField(_("sort key of stars"))
    issued_sort_key = models.IntegerField(_("sort key of the day of issue"))
    words = SearchVectorField(_("words to be found by"))

    objects = CatalogueEntryQuerySet.as_manager()

    class Meta:
        db_table = "ratings_catalogueentry"
        verbose_name = _("entry of the catalogue")
        verbose_name_plural = _("entries of the catalogue")
        ordering = ["name_order", "pk"]
        indexes = [
            models.Index(name="entry_by_name", fields=["name_order", "product"]),
            models.Index(name="entry_by_stars", fields=["stars_sort_key", "name_order", "product"]),
            models.Index(name="entry_by_newness", fields=["issued_sort_key", "name_order", "product"]),
            models.Index(name="entry_of_province", fields=["province", "name_order", "product"]),
            models.Index(name="entry_of_set", fields=["product_set", "name_order", "product"]),
            models.Index(name="entry_of_set_in_province", fields=["product_set", "province"]),
            models.Index(name="entry_of_place", fields=["place"]),
            models.Index(name="entry_of_producer", fields=["producer"]),
            GinIndex(name="entry_words", fields=["words"]),
        ]

    def __str__(self):
        return f"{self.product_id}"

    @property
    def latest(self):
        """The latest recognition that has begun, or None; sets its `state` as of today."""
        return self.latest_with(None)

    def latest_with(self, awaiting):
        """The same for lists, which have annotated whether a result is awaited (article 12.3)."""
        if self.recognition:
            self.recognition.state = self.recognition.state_on(awaiting=awaiting)
        return self.recognition


class CatalogueChange(models.Model):
    """A row for each statement that changed what the catalogue shows. Triggers insert it without locking anything."""

    class Meta:
        db_table = "ratings_cataloguechange"
        verbose_name = _("change of the catalogue")
        verbose_name_plural = _("changes of the catalogue")

    def __str__(self):
        return f"{self.pk}"

    @classmethod
    def version(cls):
        """A text that changes as soon as a change is committed. One query.

        Keys are drawn before they are committed: the highest key alone would miss a transaction that commits after a
        later one, and the count does not.
        """
        with (
            connection.cursor() as cursor
        ):  # every list asks for it, and the ORM takes longer than the database
            cursor.execute("SELECT max(id), count(*) FROM ratings_cataloguechange")
            newest, number = cursor.fetchone()
        return f"{newest}-{number}"

    @classmethod
    @transaction.atomic
    def prune(cls):
        """Delete all rows but a new one, so that counting stays cheap and no version repeats."""
        cls.objects.filter(pk__lt=cls.objects.create().pk).delete()


class CatalogueWord(models.Model):
    """A word of the catalogue without accents, for correcting typos. A word may have two rows."""

    word = models.TextField(_("word"), db_index=True)  # for the trigger, which looks it up

    class Meta:
        db_table = "ratings_catalogueword"
        verbose_name = _("word of the catalogue")
        verbose_name_plural = _("words of the catalogue")

    def __str__(self):
        return self.word

    @classmethod
    def vocabulary(cls):
        return set(cls.objects.values_list("word", flat=True))

    @classmethod
    def prune(cls):
        """Delete words that no entry contains, and duplicates. One query."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM ratings_catalogueword old WHERE NOT EXISTS (SELECT FROM ratings_catalogueentry e"
                " WHERE e.is_public AND e.words @@ quote_literal(old.word)::tsquery)"
                " OR EXISTS (SELECT FROM ratings_catalogueword same WHERE same.word = old.word AND same.id < old.id)"
            )
