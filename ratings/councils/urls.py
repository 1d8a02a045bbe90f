"""URLs of councils and an authority's rules for them."""

from django.urls import path

from ocop.pages.addresses import list_paths
from ratings.councils.views import authority_rules
from ratings.councils.views import council as councils

urlpatterns = [
    *list_paths("desk/councils/", "desk-council-list", councils.CouncilListView),
    path("desk/councils/new/", councils.CouncilCreateView.as_view(), name="desk-council-create"),
    path("desk/councils/<int:pk>/", councils.CouncilDetailView.as_view(), name="desk-council"),
    path("desk/councils/<int:pk>/edit/", councils.CouncilEditView.as_view(), name="desk-council-edit"),
    path(
        "desk/councils/<int:pk>/history/", councils.CouncilHistoryView.as_view(), name="desk-council-history"
    ),
    path(
        "desk/councils/<int:pk>/confirm/", councils.CouncilConfirmView.as_view(), name="desk-council-confirm"
    ),
    path(
        "desk/councils/<int:pk>/changes/new/",
        councils.AmendmentCreateView.as_view(),
        name="desk-council-amend",
    ),
    path(
        "desk/council-changes/<int:pk>/confirm/",
        councils.AmendmentConfirmView.as_view(),
        name="desk-amendment-confirm",
    ),
    path(
        "desk/council-changes/<int:pk>/discard/",
        councils.AmendmentDiscardView.as_view(),
        name="desk-amendment-discard",
    ),
    path("desk/councils/<int:pk>/seats/new/", councils.SeatCreateView.as_view(), name="desk-seat-create"),
    path("desk/seats/<int:pk>/remove/", councils.SeatRemoveView.as_view(), name="desk-seat-remove"),
    path(
        "desk/score-disclosures/",
        authority_rules.ScoreDisclosureView.as_view(),
        name="desk-score-disclosures",
    ),
    path("desk/spread-limits/", authority_rules.SpreadLimitView.as_view(), name="desk-spread-limits"),
    path(
        "desk/spread-limits/<int:pk>/confirm/",
        authority_rules.SpreadLimitConfirmView.as_view(),
        name="desk-spread-limit-confirm",
    ),
    path(
        "desk/spread-limits/<int:pk>/discard/",
        authority_rules.SpreadLimitDiscardView.as_view(),
        name="desk-spread-limit-discard",
    ),
]
