"""The home page, the catalogue and the page of a product."""

from django.http import Http404, QueryDict, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.generic import DetailView, TemplateView, View

from catalogue import product_page, share_images
from catalogue.cache import CatalogueCache
from catalogue.cards import cards_of
from catalogue.curated_lists import filled_collections
from catalogue.downloads import CSV, KINDS, MOST, WRITERS, rows_of
from catalogue.filters import CatalogueFilterSet
from catalogue.home import HomeFigures
from catalogue.json_ld import structured_data
from catalogue.last_change import last_change_of
from catalogue.models import CatalogueEntry, Standing
from catalogue.product_list import Order, newest_products
from catalogue.recognitions import public_reply, recognitions_of
from ocop.operation.work import LISTS
from ocop.pages.public import CanonicalUrlMixin, PublicCacheMixin
from ocop.pages.views import ListPage, ScopedViewMixin
from ocop.permissions import Act
from ocop.values.dates import today
from products.models import Product
from ratings.decisions import recognition_text
from ratings.decisions.recognition_text import published_parts

NEWEST = 8
# Labels of links to products that are not in force, by standing.
OUTSIDE = {
    (Standing.LAPSED, Standing.WITHDRAWN): ngettext_lazy(
        "%(n)s lapsed or withdrawn", "%(n)s lapsed or withdrawn", "n"
    ),
    (Standing.LAPSED,): ngettext_lazy("%(n)s lapsed", "%(n)s lapsed", "n"),
    (Standing.WITHDRAWN,): ngettext_lazy("%(n)s withdrawn", "%(n)s withdrawn", "n"),
    (Standing.UNCONFIRMED,): ngettext_lazy(
        "%(n)s without a confirmed recognition", "%(n)s without a confirmed recognition", "n"
    ),
}


class HomeView(PublicCacheMixin, ScopedViewMixin, TemplateView):
    """Search, figures, new products, links by place and set."""

    act = Act.READ_CATALOGUE
    template_name = "catalogue/home.html"

    def get_context_data(self, **kwargs):
        cache = CatalogueCache()
        overview = cache.get_or_set("overview", compute=HomeFigures)
        return super().get_context_data(
            figures=overview.figures,
            newest=cards_of(newest_products(NEWEST), cache),
            collections=cache.get_or_set("collections", compute=filled_collections)[:NEWEST],
            sets=overview.sets,
            provinces=overview.provinces,
            **kwargs,
        )


class ProductListView(PublicCacheMixin, ListPage):
    """The catalogue: products in force unless the reader asks for others."""

    model = CatalogueEntry
    act = Act.READ_CATALOGUE
    filterset_class = CatalogueFilterSet
    template_name = "catalogue/product_list.html"

    def get_paginator(self, queryset, per_page, *args, **kwargs):
        # Its own list of keys, with a search in the order of best matches; `filterset.qs` is what the API reads.
        return self.filterset.products.pages(per_page)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        filters, keys = self.filterset, list(context["page_obj"])
        number = filters.asked if filters.search.is_number else ""
        return context | {
            "panel": filter_panel(filters),
            "cards": cards_of(keys, filters.cache, words=filters.search.words, number=number),
            "orders": order_links(filters),
            "outside": outside_links(filters),
            "ways_out": [] if filters.products.total else ways_out(filters),
            "downloads": [(kind.upper(), download_url(filters, kind)) for kind in KINDS],
            "most": MOST,
        }


def filter_panel(filters: CatalogueFilterSet) -> str:
    """The panel of facets as HTML, cached."""
    keep = filters.kept_beside_facets
    return filters.cache.get_or_set(
        "panel",
        filters.key,
        keep,
        compute=lambda: render_to_string("ui/filters.html", {"facets": filters.facets, "keep": keep}),
    )


def order_links(filters: CatalogueFilterSet) -> list[dict]:
    """Links to the orders of the list: label, url, here."""
    products = filters.products
    choices = [("", _("Best match")), *Order.choices] if products.is_rankable else Order.choices
    return [
        {
            "label": label,
            "url": filters.with_values("sort", [key] if key else []),
            "here": key == products.order,
        }
        for key, label in choices
    ]


def outside_links(filters: CatalogueFilterSet) -> list[dict]:
    """Links to products that meet all filters but are not in force: label, url."""
    counts = {standing: count for standing, _label, count in filters.counted("state")}
    chosen, links = filters.chosen("state"), []
    for together in ((Standing.LAPSED, Standing.WITHDRAWN), (Standing.UNCONFIRMED,)):
        left = tuple(key for key in together if key not in chosen)
        if n := sum(counts.get(key, 0) for key in left):
            links.append({"label": OUTSIDE[left] % {"n": n}, "url": filters.with_values("state", left)})
    return links


def ways_out(filters: CatalogueFilterSet) -> list[dict]:
    """For an empty list, links that leave out one thing asked for and find something: label, url, count; at most four."""
    links = []
    for chip in filters.chips[:4]:
        others = CatalogueFilterSet(QueryDict(chip["url"][1:]), cache=filters.cache)
        if count := others.products.total_alone:
            links.append(chip | {"count": count})
    return links


def download_url(filters: CatalogueFilterSet, kind: str) -> str:
    return f"{reverse('product-download')}{filters.with_values('format', [kind])}"


class ProductDownloadView(PublicCacheMixin, ScopedViewMixin, View):
    """The list at an address as a file; an unknown `format` means csv."""

    act = Act.READ_CATALOGUE
    work = LISTS

    def get(self, request):
        """Stream the products that the list shows with the same parameters, in its order."""
        asked = request.GET.get("format")
        kind = asked if asked in KINDS else CSV
        rows = rows_of(CatalogueFilterSet(request.GET).products.keys(MOST))
        response = StreamingHttpResponse(WRITERS[kind](rows), content_type=KINDS[kind])
        response["Content-Disposition"] = f'attachment; filename="ocop-{today():%Y-%m-%d}.{kind}"'
        response["X-Robots-Tag"] = "noindex"
        return response


class ProductDetailView(PublicCacheMixin, CanonicalUrlMixin, ScopedViewMixin, DetailView):
    model = Product
    template_name = "catalogue/product_detail.html"
    act = Act.READ_CATALOGUE

    def get_object(self, queryset=None):
        found = product_page.with_key(self.kwargs["pk"])
        if not found:
            raise Http404
        return found[0]

    def get_context_data(self, **kwargs):
        """Add the recognitions, newest first, and similar products."""
        recognitions = recognitions_of(self.object)
        shown = recognitions[0] if recognitions else None
        if shown and not recognition_text.is_over(shown):
            self.object.decided_name = shown.name
        return super().get_context_data(
            recognition=shown,
            events=recognition_text.events_of(recognitions),
            outlets=sorted(self.object.listings_shown, key=lambda listing: not listing.link),
            markets=sorted(self.object.markets, key=lambda market: market.country_name),
            parts=published_parts(shown),
            reply=public_reply(shown),
            similar=product_page.similar_to(self.object),
            picture=share_images.of_product(self.object, shown),
            changed=last_change_of(self.object),
            structured=structured_data(self.object, shown),
            **kwargs,
        )
