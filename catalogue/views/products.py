"""The public side of products: first page, catalogue, product."""

from django.http import Http404, StreamingHttpResponse
from django.views.generic import DetailView, TemplateView, View

from catalogue import product_page, share_images
from catalogue.cache import Edition
from catalogue.cards import cards_of
from catalogue.curated_lists import filled_collections
from catalogue.downloads import CSV, KINDS, MOST, WRITERS, rows_of
from catalogue.filters import CatalogueFilterSet, newest
from catalogue.home import Overview
from catalogue.json_ld import structured_data
from catalogue.last_change import last_change_of
from catalogue.models import CatalogueEntry
from catalogue.recognitions import public_reply, recognitions_of
from ocop.dates import today
from ocop.public import CanonicalUrlMixin, PublicCacheMixin
from ocop.views import PUBLIC, ListPage, ScopedViewMixin
from ocop.work import LISTS
from products.models import Product
from ratings import recognition_text
from ratings.result_page import published_parts

NEWEST = 8


class HomeView(PublicCacheMixin, ScopedViewMixin, TemplateView):
    """Search, figures, what is new, ways in by place and by set."""

    scope = PUBLIC
    template_name = "home.html"

    def get_context_data(self, **kwargs):
        """Real numbers only: what is in force today."""
        edition = Edition()
        overview = edition.keep("overview", make=Overview)
        return super().get_context_data(
            figures=overview.figures,
            newest=cards_of(newest(NEWEST), edition),
            collections=edition.keep("collections", make=filled_collections)[:NEWEST],
            sets=overview.sets,
            provinces=overview.provinces,
            **kwargs,
        )


class ProductListView(PublicCacheMixin, ListPage):
    """The catalogue: recognitions in force unless the reader asks for others."""

    model = CatalogueEntry
    scope = PUBLIC
    filterset_class = CatalogueFilterSet
    template_name = "products/product_list.html"

    def get_paginator(self, queryset, per_page, **kwargs):
        """Pages that need not count: the counts beside the filters say how many rows there are."""
        return self.filterset.pages(per_page)

    def get_context_data(self, **kwargs):
        """Add the cards, where to download the list, and how many rows of it at most."""
        context = super().get_context_data(**kwargs)
        keys, filters = context["page_obj"], self.filterset
        return context | {
            "cards": cards_of(list(keys), filters.edition, words=filters.words, number=filters.number),
            "downloads": [(kind.upper(), filters.download(kind)) for kind in KINDS],
            "most": MOST,
        }


class ProductDownloadView(PublicCacheMixin, ScopedViewMixin, View):
    """The list at an address as a file; `format` is csv unless it is another of those known."""

    scope = PUBLIC
    work = LISTS

    def get(self, request):
        """Stream the rows that the list with the same parameters shows, in its order."""
        asked = request.GET.get("format")
        kind = asked if asked in KINDS else CSV
        rows = rows_of(CatalogueFilterSet(request.GET).keys(MOST))
        response = StreamingHttpResponse(WRITERS[kind](rows), content_type=KINDS[kind])
        response["Content-Disposition"] = f'attachment; filename="ocop-{today():%Y-%m-%d}.{kind}"'
        response["X-Robots-Tag"] = "noindex"
        return response


class ProductDetailView(PublicCacheMixin, CanonicalUrlMixin, ScopedViewMixin, DetailView):
    """A product: its star with the decision behind it, its papers, its maker."""

    model = Product
    scope = PUBLIC

    def get_object(self, queryset=None):
        """The public product of the address, or 404."""
        found = product_page.with_key(self.kwargs["pk"])
        if not found:
            raise Http404
        return found[0]

    def get_context_data(self, **kwargs):
        """Add the recognitions, newest first, the one that counts, and what is alike nearby."""
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
