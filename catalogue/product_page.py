"""Queries of the public page of a product: few of them, at any size of the register."""

from django.db.models import Case, OuterRef, When

from catalogue.models import CatalogueEntry
from catalogue.recognitions import with_current_recognition
from ocop.database.json_rows import Rows
from ocop.database.prepared import compiled
from products.models import Certification, ExportMarket, Listing, Photo, Product

PHOTO = ("renditions", "alt_vi", "alt_en", "credit", "is_label", "focus_x", "focus_y")
PAPER = ("product", "scheme", "number", "issuer", "issued_on", "expires_on")
LISTING = ("address", "outlet", "found", "checked_on", "channel__name", "channel__kind")
MARKET = ("country", "from_year")
ALIKE = 4
# Fields of a line about another product.
LINE = (
    "name",
    "name_en",
    "producer__name",
    "producer__name_en",
    "producer__place__name",
    "producer__place__kind",
)


@compiled
def with_key(pk):
    """The public product with a key, as a list of none or one."""
    return for_page(Product.objects.public()).filter(pk=pk)


def for_page(products, day=None):
    """Products with all that their page shows, except recognitions, in one query.

    Besides producer and places, lists: `pictures`, `papers` (certificates that cover the product), `listings_shown` on
    `day`, `markets` of that year.
    """
    own = {"product": OuterRef("pk")}
    papers = Certification.objects.of(OuterRef("pk"), OuterRef("producer")).for_list()
    return products.select_related(
        "producer__place__province",
        "producer__former_place__province",
        "producer__former_place__parent",
        "product_set",
        "traceability",
    ).annotate(
        pictures=Rows(Photo.objects.filter(**own).order_by("position", "pk"), *PHOTO),
        papers=Rows(papers, *PAPER),
        listings_shown=Rows(
            Listing.objects.to_show(day).filter(**own).order_by("channel__name_order", "pk"), *LISTING
        ),
        markets=Rows(ExportMarket.objects.valid_on(day).filter(**own), *MARKET),
    )


def similar_to(product):
    """Products of the same set and province in force today, those of the same place first; one query.

    A few of each are taken before sorting, so that a province with many products costs no more.
    """
    if product.product_set_id is None:
        return []
    place = product.producer.place
    return _similar(product.pk, product.product_set_id, place.pk, place.province_id)


@compiled
def _similar(product, product_set, place, province):
    # Unordered: to find the first by name, the database would read the whole set in order of names.
    alike = CatalogueEntry.objects.public().in_force().order_by().filter(product_set=product_set).values("pk")
    near = alike.filter(place=place).exclude(pk=product)[:ALIKE]
    far = alike.filter(province=province).exclude(place=place)[:ALIKE]
    return (
        with_current_recognition(Product.objects.filter(pk__in=near.union(far, all=True)))
        .select_related("producer__place")
        .only(*LINE)
        .annotate(away=Case(When(producer__place=place, then=0), default=1))
        .order_by("away", "name_order", "pk")[:ALIKE]
    )
