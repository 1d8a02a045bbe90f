"""robots.txt and the sitemaps."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View

from catalogue.curated_lists import with_products
from ocop.models import Place
from ocop.pages.public import PublicCacheMixin
from ocop.pages.views import ScopedViewMixin
from ocop.permissions import Act
from producers.models import Producer
from products.models import Collection, Product
from ratings.decisions.models import Recognition

PROTOCOL, _separator, DOMAIN = settings.SITE_URL.partition("://")
# The desk; files that repeat pages; filtered lists, which are endless; ten thousand former places.
LEAVE_ALONE = (
    *(
        "/admin/",
        "/accounts/",
        "/desk/",
        "/score/",
        "/my/",
        "/en/accounts/",
        "/en/desk/",
        "/en/score/",
        "/en/my/",
    ),
    *("/products/download/", "/en/products/download/", "/*?", "/*?page=*&"),
)
# The longer of two rules wins: pages of whole lists, further parts of the sitemap.
READ = ("/*?page=", "/sitemap-*.xml?p=")


class InEachLanguage(Paginator):
    """Sitemap items in each language. Django's own would read the whole register before it cuts a page."""

    def page(self, number):
        """One page, as pairs of item and language."""
        page = super().page(number)
        page.object_list = [(item, language) for item in page for language, _name in settings.LANGUAGES]
        return page


class Pages(Sitemap):
    """A sitemap in both languages with alternates; URLs as the public knows them."""

    i18n = alternates = x_default = True
    protocol = PROTOCOL
    limit = 1250  # items, each in two languages

    def items(self) -> QuerySet | list[str]:
        raise NotImplementedError

    @property
    def paginator(self):
        """The database counts the items and reads those of one page."""
        return InEachLanguage(self.items(), self.limit)

    def get_domain(self, site=None):
        """The portal's own, whatever host was requested."""
        return DOMAIN


class Entrances(Pages):
    """The home page and the lists."""

    def items(self):
        return [
            "home",
            "product-list",
            "producer-list",
            "place-list",
            "collection-list",
            "verify",
            "open-data",
            "change-list",
            "statistics",
            "map",
        ]

    def location(self, item):
        return reverse(item)


class Products(Pages):
    def items(self):
        """By key, so that pages of the sitemap do not shift."""
        return Product.objects.public().only("name").order_by("pk")


class Producers(Pages):
    def items(self):
        return Producer.objects.public().only("name").order_by("pk")


class Places(Pages):
    """Provinces in force, and communes with producers."""

    def items(self):
        standing = Place.objects.in_force()
        making = standing.filter(pk__in=Producer.objects.public().values("place"))
        return (standing.provinces() | making).only("code", "name", "valid_until").order_by("code", "pk")


class Collections(Pages):
    def items(self):
        return with_products(Collection.objects.public().order_by("pk"))


class Checks(Pages):
    """The page of every code on a label, so that proxies have it before it is needed."""

    def items(self):
        return Recognition.objects.public().only("code").order_by("pk")


SECTIONS = {
    "entrances": Entrances,
    "products": Products,
    "producers": Producers,
    "places": Places,
    "collections": Collections,
    "checks": Checks,
}


class SitemapView(PublicCacheMixin, ScopedViewMixin, View):
    """The sitemap index and its sections."""

    act = Act.READ_CATALOGUE

    def get(self, request, section=None):
        if section:
            return views.sitemap(request, {**SECTIONS}, section=section)
        sections = [{"location": address} for name in SECTIONS for address in section_addresses(name)]
        return TemplateResponse(
            request, "sitemap_index.xml", {"sitemaps": sections}, content_type="application/xml"
        )


def section_addresses(name):
    address = settings.SITE_URL + reverse("sitemap-section", args=[name])
    pages = SECTIONS[name]().paginator.num_pages
    return [address, *(f"{address}?p={page}" for page in range(2, pages + 1))]


class RobotsView(PublicCacheMixin, ScopedViewMixin, View):
    """robots.txt: a crawler that keeps to it reads every page and comes to an end."""

    act = Act.READ_CATALOGUE

    def get(self, request):
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEAVE_ALONE)]
        lines += [f"Allow: {path}" for path in READ]
        lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
        return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
