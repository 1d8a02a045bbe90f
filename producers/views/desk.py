from ocop.models import Role
from ocop.views import CreatePage, DeskReadMixin, DeskWriteMixin, DetailPage, EditPage, HistoryPage, ListPage
from producers.filters.desk import ProducerFilterSet
from producers.forms.producer import ProducerForm
from producers.models import Producer


class ProducerListView(DeskReadMixin, ListPage):
    model = Producer
    filterset_class = ProducerFilterSet
    paginate_by = 50


class ProducerDetailView(DeskReadMixin, DetailPage):
    model = Producer

    def get_context_data(self, **kwargs):
        """Add products, certificates, and for its commune the people who act for it."""
        producer = self.object
        if self.request.user.role == Role.COMMUNE_OFFICER:
            kwargs["accounts"] = producer.memberships.filter(user__is_active=True).select_related("user")
        return super().get_context_data(
            products=producer.products.for_list(),
            certifications=producer.certifications.for_list(),
            **kwargs,
        )


class ProducerCreateView(DeskWriteMixin, CreatePage):
    model = Producer
    form_class = ProducerForm


class ProducerEditView(DeskWriteMixin, EditPage):
    model = Producer
    form_class = ProducerForm


class ProducerHistoryView(DeskReadMixin, HistoryPage):
    model = Producer
