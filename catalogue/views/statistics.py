"""Statistics: figures as of a day, and the lists behind them."""

import csv

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView, View

from ocop.models import Place
from ocop.pages.public import PublicCacheMixin
from ocop.pages.views import PaginationMixin, ScopedViewMixin
from ocop.permissions import Act
from producers.models import Producer
from ratings.decisions.models import Recognition
from ratings.figures.asked import DayForm, ProductsForm, figures_url
from ratings.figures.counts import STARS, Counts
from ratings.figures.revenue import before_and_after
from ratings.figures.standing import CountedState
from ratings.figures.tables import FigureTables
from ratings.scoring.models.result import format_stars

MARK = "\ufeff"


class StatisticsView(PublicCacheMixin, ScopedViewMixin, TemplateView):
    """Figures of a day for the country or a place: tables with charts, each figure with a link to its list."""

    act = Act.READ_CATALOGUE
    template_name = "catalogue/statistics.html"

    def get_context_data(self, **kwargs):
        form = DayForm(self.request.GET)
        counts = Counts(form.register)
        return super().get_context_data(
            sentences=form.error_messages,
            register=counts.register,
            provinces=Place.objects.provinces().in_force(counts.register.day).for_list(),
            figures=figures_of(counts),
            tables=FigureTables(counts).all(),
            csv_query=figures_url("statistics", counts.register).partition("?")[2],
            revenue=before_and_after(counts.register),
            **kwargs,
        )


def figures_of(counts):
    """Figures for ui/figures.html."""
    register, by_stars = counts.register, counts.by("stars")
    ended = counts.standings
    behind = "statistics-products"
    return [
        {
            "value": counts.total,
            "label": _("products with stars in force"),
            "url": figures_url(behind, register),
        },
        *[
            {"value": by_stars[n], "label": format_stars(n), "url": figures_url(behind, register, stars=n)}
            for n in STARS
        ],
        {
            "value": counts.producers,
            "label": _("producers"),
            "url": figures_url("statistics-producers", register),
        },
        *[
            {"value": ended[key], "label": key.label, "url": figures_url(behind, register, state=key.value)}
            for key in (CountedState.RENEWAL, CountedState.LAPSED, CountedState.WITHDRAWN)
        ],
    ]


class StatisticsTableView(PublicCacheMixin, ScopedViewMixin, View):
    act = Act.READ_CATALOGUE

    def get(self, request, slug):
        """CSV in UTF-8 with a byte order mark, which spreadsheets need; 404 for an unknown table."""
        register = DayForm(request.GET).register
        table = next((each for each in FigureTables(Counts(register)).all() if each.slug == slug), None)
        if table is None:
            raise Http404
        name = f"ocop-{slug}-{register.day.isoformat()}.csv"
        response = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        csv.writer(response).writerows(table.csv_rows)
        return response


class FigureListMixin(PublicCacheMixin, PaginationMixin, ScopedViewMixin, ListView):
    """The list behind a figure."""

    model: type[Model]
    act = Act.READ_CATALOGUE
    paginate_by = 50
    template_name = "catalogue/statistics_list.html"

    def get_context_data(self, **kwargs):
        form = self.asked
        return super().get_context_data(
            sentences=form.error_messages,
            register=form.register,
            words=form.filters_as_text,
            hidden=form.is_hidden,
            back_url=figures_url("statistics", form.register),
            **kwargs,
        )

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.asked = ProductsForm(request.GET)


class ProductsBehindView(FigureListMixin):
    """Products behind a figure, each with the recognition that counts on the day."""

    model = Recognition

    def get_queryset(self):
        """Empty where no table has such a figure."""
        return super().get_queryset().none() if self.asked.is_hidden else self.asked.products


class ProducersBehindView(FigureListMixin):
    model = Producer

    def get_queryset(self):
        """Empty where no table has such a figure."""
        return super().get_queryset().none() if self.asked.is_hidden else self.asked.producers.for_choice()
