from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When

from catalogue.recognitions import with_current_recognition
from ocop.models import Place
from ocop.values.dates import today
from ocop.values.last_day import LastDay
from producers.models import Producer
from products.models import Product
from ratings.decisions.models import Recognition


def products(day=None):
    """Public products with the recognition in force on `day` and the state of the latest one on it."""
    day = day or today()
    begun = Recognition.objects.filter(product=OuterRef("pk"), issued_on__lte=day)
    latest = begun.order_by("-issued_on", "-pk").with_state(day).values("state")[:1]
    return with_current_recognition(Product.objects.public(), day).annotate(last_state=Subquery(latest))


def producers(day=None):
    """Producers with public products, with the number of products and of those with stars on `day`."""
    standing = Recognition.objects.valid_on(day).values("product")
    shown = Product.objects.public().filter(producer=OuterRef("pk")).order_by().values("producer")
    return Producer.objects.public().annotate(
        shown=Subquery(shown.annotate(n=Count("pk")).values("n")),
        standing=Subquery(shown.annotate(n=Count("pk", filter=Q(pk__in=standing))).values("n")),
    )


def places(day=None):
    """Every unit that exists or existed by `day`; `last` is its last day."""
    existed = Place.objects.filter(Q(valid_from=None) | Q(valid_from__lte=day or today()))
    return existed.annotate(last=LastDay("valid_until"))


def recognitions(day=None):
    """Recognitions of public products that had begun by `day`, with state and last days on it."""
    begun = Recognition.objects.public().filter(issued_on__lte=day or today())
    return begun.with_state(day).annotate(
        last=Case(When(ends_on__gt=F("issued_on"), then=LastDay("ends_on"))),
        last_of_term=LastDay("expires_on"),
        last_extended=LastDay("extended_until"),
    )
