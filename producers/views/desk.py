"""Producers in the officers' desk."""

from ocop.models import Role
from ocop.views import CreatePage, DeskReadMixin, DeskWriteMixin, DetailPage, EditPage, HistoryPage, ListPage
from producers.filters.desk import ProducerFilterSet
from producers.forms.producer import ProducerForm
from producers.models import Producer


class ProducerListView(DeskReadMixin, ListPage):
    """The register of producers."""

    model = Producer
    filterset_class = ProducerFilterSet
    paginate_by = 50


class ProducerDetailView(DeskReadMixin, DetailPage):
    """A producer with its products and certificates."""

    model = Producer

    def get_context_data(self, **kwargs):
        """Add what it makes, the papers it holds, and for its commune who acts for it."""
        producer = self.object
        if self.request.user.role == Role.COMMUNE_OFFICER:
            kwargs["accounts"] = producer.memberships.filter(user__is_active=True).select_related("user")
        return super().get_context_data(
            products=producer.products.for_list(),
            certifications=producer.certifications.for_list(),
            **kwargs,
        )


class ProducerCreateView(DeskWriteMixin, CreatePage):
    """Register a producer."""

    model = Producer
    form_class = ProducerForm


class ProducerEditView(DeskWriteMixin, EditPage):
    """Change a producer."""

    model = Producer
    form_class = ProducerForm


class ProducerHistoryView(DeskReadMixin, HistoryPage):
    """Who changed the producer."""

    model = Producer
