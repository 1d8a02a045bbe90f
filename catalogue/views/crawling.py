"""What search engines ask for: which pages there are, and which to leave alone."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View

from catalogue.curated_lists import with_products
from ocop.models import Place
from ocop.public import PublicCacheMixin
from ocop.views import PUBLIC, ScopedViewMixin
from producers.models import Producer
from products.models import Collection, Product
from ratings.decisions.models import Recognition

PROTOCOL, _separator, DOMAIN = settings.SITE_URL.partition("://")
# The working side; files that say what pages say; lists narrowed by parameters, of which there is no end; places that
# are no more, ten thousand of them.
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
# Of two rules the longer holds: the pages of whole lists, further parts of the map of the site.
READ = ("/*?page=", "/sitemap-*.xml?p=")


class InEachLanguage(Paginator):
    """Parts of the map, each item in every language: Django would list the whole register before it cuts a part."""

    def page(self, number):
        """A part as pairs of an item and a language."""
        page = super().page(number)
        page.object_list = [(item, language) for item in page for language, _name in settings.LANGUAGES]
        return page


class Pages(Sitemap):
    """Pages in both languages, each naming the other; addresses as the public knows them."""

    i18n = alternates = x_default = True
    protocol = PROTOCOL
    limit = 1250  # items, each in two languages

    @property
    def paginator(self):
        """The database counts the items, and reads those of a part."""
        return InEachLanguage(self.items(), self.limit)

    def get_domain(self, site=None):
        """The portal's own, whatever host was asked."""
        return DOMAIN


class Entrances(Pages):
    """The first page and the lists."""

    def items(self):
        """Names of addresses."""
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
        """The address of a name."""
        return reverse(item)


class Products(Pages):
    """Every public product, in force or not."""

    def items(self):
        """In the order of their making, so that pages of the map stay as they are."""
        return Product.objects.public().only("name").order_by("pk")


class Producers(Pages):
    """Every producer with a public product."""

    def items(self):
        """In the order of their making."""
        return Producer.objects.public().only("name").order_by("pk")


class Places(Pages):
    """Provinces in force, and communes that have producers."""

    def items(self):
        """By code."""
        standing = Place.objects.in_force()
        making = standing.filter(pk__in=Producer.objects.public().values("place"))
        return (standing.provinces() | making).only("code", "name", "valid_until").order_by("code", "pk")


class Collections(Pages):
    """Every collection that readers see."""

    def items(self):
        """In the order of their making."""
        return with_products(Collection.objects.public().order_by("pk"))


class Checks(Pages):
    """The answer to every code on a label, so that a proxy has it before somebody asks."""

    def items(self):
        """In the order of their making."""
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
    """The map of the public pages, in sections."""

    scope = PUBLIC

    def get(self, request, section=None):
        """The list of sections, or one of them."""
        if section:
            return views.sitemap(request, SECTIONS, section=section)
        sections = [{"location": address} for name in SECTIONS for address in section_addresses(name)]
        return TemplateResponse(
            request, "sitemap_index.xml", {"sitemaps": sections}, content_type="application/xml"
        )


def section_addresses(name):
    """The addresses of a section's pages."""
    address = settings.SITE_URL + reverse("sitemap-section", args=[name])
    pages = SECTIONS[name]().paginator.num_pages
    return [address, *(f"{address}?p={page}" for page in range(2, pages + 1))]


class RobotsView(PublicCacheMixin, ScopedViewMixin, View):
    """robots.txt: a crawler that keeps to it comes to an end and has read every page."""

    scope = PUBLIC

    def get(self, request):
        """Plain text."""
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEAVE_ALONE)]
        lines += [f"Allow: {path}" for path in READ]
        lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
        return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
