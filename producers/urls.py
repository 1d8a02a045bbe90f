from django.urls import path

from ocop.pages.addresses import record_paths
from producers.views import accounts, desk, events, my, trade

OF_PRODUCER = "desk/producers/<int:pk>"

urlpatterns = [
    path("my/", my.MyView.as_view(), name="my"),
    *record_paths(
        "producers",
        "producer",
        list=desk.ProducerListView,
        create=desk.ProducerCreateView,
        detail=desk.ProducerDetailView,
        edit=desk.ProducerEditView,
        history=desk.ProducerHistoryView,
        trade=trade.ProducerTradeView,
    ),
    path("desk/memberships/<int:pk>/code/", accounts.PrintedCodeView.as_view(), name="desk-membership-code"),
    path(f"{OF_PRODUCER}/support/new/", trade.SupportAddView.as_view(), name="desk-support-create"),
    *record_paths(
        "trade/support",
        "support",
        list=trade.SupportListView,
        edit=trade.SupportEditView,
        history=trade.SupportHistoryView,
        delete=trade.SupportDeleteView,
    ),
    path(f"{OF_PRODUCER}/revenue/new/", trade.RevenueAddView.as_view(), name="desk-revenue-create"),
    *record_paths(
        "trade/revenue",
        "revenue",
        list=trade.RevenueListView,
        edit=trade.RevenueEditView,
        history=trade.RevenueHistoryView,
        delete=trade.RevenueDeleteView,
    ),
    path(f"{OF_PRODUCER}/deals/new/", trade.DealAddView.as_view(), name="desk-deal-create"),
    *record_paths(
        "trade/deals",
        "deal",
        list=trade.DealListView,
        edit=trade.DealEditView,
        history=trade.DealHistoryView,
        delete=trade.DealDeleteView,
    ),
    *record_paths(
        "trade",
        "event",
        list=events.TradeEventListView,
        create=events.TradeEventCreateView,
        detail=events.TradeEventDetailView,
        edit=events.TradeEventEditView,
        history=events.TradeEventHistoryView,
    ),
    path(
        "desk/trade/<int:pk>/participants/new/",
        events.ParticipationAddView.as_view(),
        name="desk-participation-create",
    ),
    *record_paths(
        "trade/participations",
        "participation",
        edit=events.ParticipationEditView,
        history=events.ParticipationHistoryView,
        delete=events.ParticipationDeleteView,
    ),
]
