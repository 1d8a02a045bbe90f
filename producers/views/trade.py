from django.utils.translation import gettext_lazy as _

from ocop.views import (
    AddPage,
    DeletePage,
    DeskReadMixin,
    DeskWriteMixin,
    DetailPage,
    EditPage,
    HistoryPage,
    ListPage,
)
from producers.filters.trade import DealFilterSet, RevenueFilterSet, SupportFilterSet
from producers.forms.trade import DealForm, RevenueForm, SupportForm
from producers.models import Deal, Producer, Revenue, Support

FORM = "desk/titled_form.html"


class ProducerTradeView(DeskReadMixin, DetailPage):
    """What a producer received and earned, the events it attended and what it signed."""

    model = Producer
    template_name = "producers/desk/producer_trade.html"

    def get_context_data(self, **kwargs):
        producer = self.object
        return super().get_context_data(
            support=producer.support.for_list(),
            revenues=producer.revenues.for_list(),
            participations=producer.participations.for_list(),
            deals=producer.deals.for_list(),
            **kwargs,
        )


class SupportListView(DeskReadMixin, ListPage):
    model = Support
    filterset_class = SupportFilterSet
    paginate_by = 50


class SupportAddView(DeskWriteMixin, AddPage):
    model, owner, form_class = Support, "producer", SupportForm
    title, template_name = _("Record support"), FORM


class SupportEditView(DeskWriteMixin, EditPage):
    model, form_class = Support, SupportForm
    title, template_name, delete_url = _("Edit support"), FORM, "desk-support-delete"


class SupportDeleteView(DeskWriteMixin, DeletePage):
    model = Support


class SupportHistoryView(DeskReadMixin, HistoryPage):
    model = Support


class RevenueListView(DeskReadMixin, ListPage):
    model = Revenue
    filterset_class = RevenueFilterSet
    paginate_by = 50


class RevenueAddView(DeskWriteMixin, AddPage):
    model, owner, form_class = Revenue, "producer", RevenueForm
    title, template_name = _("Record revenue"), FORM


class RevenueEditView(DeskWriteMixin, EditPage):
    model, form_class = Revenue, RevenueForm
    title, template_name, delete_url = _("Edit revenue"), FORM, "desk-revenue-delete"


class RevenueDeleteView(DeskWriteMixin, DeletePage):
    model = Revenue


class RevenueHistoryView(DeskReadMixin, HistoryPage):
    model = Revenue


class DealListView(DeskReadMixin, ListPage):
    model = Deal
    filterset_class = DealFilterSet
    paginate_by = 50


class DealAddView(DeskWriteMixin, AddPage):
    model, owner, form_class = Deal, "producer", DealForm
    title, template_name = _("Record a deal"), FORM


class DealEditView(DeskWriteMixin, EditPage):
    model, form_class = Deal, DealForm
    title, template_name, delete_url = _("Edit deal"), FORM, "desk-deal-delete"


class DealDeleteView(DeskWriteMixin, DeletePage):
    model = Deal


class DealHistoryView(DeskReadMixin, HistoryPage):
    model = Deal
