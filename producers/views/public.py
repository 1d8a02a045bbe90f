"""The public side of producers."""

from django.db.models import Count, Q

from ocop.public import Addressed, Cacheable
from ocop.views import PUBLIC, DetailPage, ListPage
from producers.directory import DirectoryFilterSet
from producers.models import Producer
from products import sharing
from products.cards import for_cards
from products.models import Certification, Product
from ratings.models import Recognition


class ProducerListView(Cacheable, ListPage):
    """Who makes OCOP products, with the number of their products."""

    model = Producer
    scope = PUBLIC
    filterset_class = DirectoryFilterSet

    def get_queryset(self):
        """Producers with the number of their products with stars in force."""
        valid = Q(products__in_catalogue=True, products__in=Recognition.objects.valid_on().values("product"))
        return super().get_queryset().annotate(in_force=Count("products", filter=valid, distinct=True))


class ProducerDetailView(Cacheable, Addressed, DetailPage):
    """A producer: what it is, where, what it makes."""

    model = Producer
    scope = PUBLIC

    def get_context_data(self, **kwargs):
        """Add its products and the certificates that cover all of it."""
        products = Product.objects.public().filter(producer=self.object).order_by("name_order", "pk")
        papers = Certification.objects.filter(producer=self.object, product=None).for_list()
        return super().get_context_data(
            products=for_cards(products),
            certifications=papers,
            picture=sharing.of_producer(self.object),
            **kwargs,
        )
