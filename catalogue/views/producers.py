"""Public pages of producers."""

from django.db.models import Count, Exists, OuterRef, Q

from catalogue import share_images
from catalogue.cards import for_cards
from catalogue.directory import DirectoryFilterSet
from catalogue.models import CatalogueEntry
from ocop.pages.public import CanonicalUrlMixin, PublicCacheMixin
from ocop.pages.views import DetailPage, ListPage
from ocop.permissions import Act
from producers.models import Producer
from products.models import Certification, Product
from ratings.decisions.models import Recognition


class ProducerListView(PublicCacheMixin, ListPage):
    model = Producer
    act = Act.READ_CATALOGUE
    filterset_class = DirectoryFilterSet
    template_name = "catalogue/producer_list.html"

    def get_queryset(self):
        """With the number of their products in force."""
        valid = Q(products__in_catalogue=True, products__in=Recognition.objects.valid_on().values("product"))
        return super().get_queryset().annotate(in_force=Count("products", filter=valid, distinct=True))


class ProducerDetailView(PublicCacheMixin, CanonicalUrlMixin, DetailPage):
    model = Producer
    template_name = "catalogue/producer_detail.html"
    act = Act.READ_CATALOGUE

    def get_context_data(self, **kwargs):
        """Add products, those in force first, and certificates that cover all of them."""
        in_force = Exists(CatalogueEntry.objects.in_force().filter(pk=OuterRef("pk")))
        products = Product.objects.public().filter(producer=self.object)
        papers = Certification.objects.filter(producer=self.object, product=None).for_list()
        return super().get_context_data(
            products=for_cards(products).order_by(in_force.desc(), "name_order", "pk"),
            certifications=papers,
            picture=share_images.of_producer(self.object),
            **kwargs,
        )
