"""URLs of what comes after the certificate."""

from django.urls import path

from ocop.pages.addresses import list_paths
from ratings.aftercare.views import inspection as views

STEPS = {
    "history": views.InspectionHistoryView,
    "visit": views.InspectionVisitView,
    "follow-up": views.InspectionFollowUpView,
    "close": views.InspectionCloseView,
    "give-up": views.InspectionGiveUpView,
}

urlpatterns = [
    *list_paths("desk/inspections/", "desk-inspection-list", views.InspectionListView),
    *list_paths("desk/inspections/plan/", "desk-inspection-plan", views.PlanView),
    path("desk/inspections/<int:pk>/", views.InspectionDetailView.as_view(), name="desk-inspection"),
    path(
        "desk/inspections/<int:pk>/papers/<slug:paper>.<slug:ending>",
        views.InspectionPaperView.as_view(),
        name="desk-inspection-paper",
    ),
    path(
        "desk/recognitions/<int:pk>/inspect/",
        views.PlanInspectionView.as_view(),
        name="desk-recognition-inspect",
    ),
    *(
        path(f"desk/inspections/<int:pk>/{step}/", view.as_view(), name=f"desk-inspection-{step}")
        for step, view in STEPS.items()
    ),
]
