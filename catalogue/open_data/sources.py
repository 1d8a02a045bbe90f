from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from catalogue.recognitions import with_current_recognition
from ocop.models import Place
from ocop.models.place_event import PlaceName
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
    """Every unit that exists or existed by `day`; `last` is its last day, `names_before` are “kind|last day|name”."""
    existed = Place.objects.filter(Q(valid_from=None) | Q(valid_from__lte=day or today()))
    names = PlaceName.objects.filter(place=OuterRef("pk"), valid_until__lte=OuterRef("named_since"))
    told = names.annotate(
        told=Concat(
            "kind",
            Value("|"),
            Cast(LastDay("valid_until"), TextField()),
            Value("|"),
            "name",
            output_field=TextField(),
        )
    )
    return existed.annotate(
        last=LastDay("valid_until"), names_before=ArraySubquery(told.order_by("valid_until").values("told"))
    )


def recognitions(day=None):
    """Recognitions of public products that had begun by `day`, with state and last days on it."""
    begun = Recognition.objects.public().filter(issued_on__lte=day or today())
    then = PlaceName.objects.filter(place=OuterRef("decision__place")).filter(
        Q(valid_from=None) | Q(valid_from__lte=OuterRef("decision__signed_on")),
        valid_until__gt=OuterRef("decision__signed_on"),
    )
    renamed = Q(decision__place__named_since__gt=F("decision__signed_on"))
    return begun.with_state(day).annotate(
        signed_in=Case(
            When(renamed, then=Coalesce(Subquery(then.values("name")[:1]), "decision__place__name")),
            default="decision__place__name",
        ),
        last=Case(When(ends_on__gt=F("issued_on"), then=LastDay("ends_on"))),
        last_of_term=LastDay("expires_on"),
        last_extended=LastDay("extended_until"),
    )
