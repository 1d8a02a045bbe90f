from django.urls import path

from ocop.pages.addresses import list_paths, record_paths
from products.views import desk, sales
from products.views import photo as photos

urlpatterns = [
    path("desk/products/<int:pk>/photos/new/", photos.PhotoAddView.as_view(), name="desk-photo-add"),
    path("desk/photos/<int:pk>/edit/", photos.PhotoEditView.as_view(), name="desk-photo-edit"),
    path("desk/photos/<int:pk>/history/", photos.PhotoHistoryView.as_view(), name="desk-photo-history"),
    path("desk/photos/<int:pk>/delete/", photos.PhotoDeleteView.as_view(), name="desk-photo-delete"),
    *list_paths("desk/products/", "desk-product-list", desk.ProductListView),
    path("desk/products/new/", desk.ProductCreateView.as_view(), name="desk-product-create"),
    path("desk/products/<int:pk>/", desk.ProductDetailView.as_view(), name="desk-product"),
    path("desk/products/<int:pk>/edit/", desk.ProductEditView.as_view(), name="desk-product-edit"),
    path("desk/products/<int:pk>/history/", desk.ProductHistoryView.as_view(), name="desk-product-history"),
    path(
        "desk/products/<int:pk>/traceability/new/",
        desk.TraceabilityCreateView.as_view(),
        name="desk-traceability-create",
    ),
    *list_paths("desk/traceability/", "desk-traceability-list", desk.TraceabilityListView),
    path(
        "desk/traceability/<int:pk>/edit/", desk.TraceabilityEditView.as_view(), name="desk-traceability-edit"
    ),
    path(
        "desk/traceability/<int:pk>/check/",
        desk.TraceabilityCheckView.as_view(),
        name="desk-traceability-check",
    ),
    path(
        "desk/traceability/<int:pk>/history/",
        desk.TraceabilityHistoryView.as_view(),
        name="desk-traceability-history",
    ),
    *list_paths("desk/certifications/", "desk-certification-list", desk.CertificationListView),
    path(
        "desk/certifications/new/", desk.CertificationCreateView.as_view(), name="desk-certification-create"
    ),
    path("desk/certifications/<int:pk>/", desk.CertificationDetailView.as_view(), name="desk-certification"),
    path(
        "desk/certifications/<int:pk>/edit/",
        desk.CertificationEditView.as_view(),
        name="desk-certification-edit",
    ),
    path(
        "desk/certifications/<int:pk>/history/",
        desk.CertificationHistoryView.as_view(),
        name="desk-certification-history",
    ),
    path(
        "desk/certifications/<int:pk>/check/",
        desk.CertificationCheckView.as_view(),
        name="desk-certification-check",
    ),
    path(
        "desk/certifications/<int:pk>/document/",
        desk.CertificationDocumentView.as_view(),
        name="desk-certification-document",
    ),
    *record_paths(
        "sales",
        "channel",
        list=sales.ChannelListView,
        create=sales.ChannelCreateView,
        detail=sales.ChannelDetailView,
        edit=sales.ChannelEditView,
        history=sales.ChannelHistoryView,
    ),
    path("desk/products/<int:pk>/listings/new/", sales.ListingAddView.as_view(), name="desk-listing-create"),
    *record_paths(
        "sales/listings",
        "listing",
        list=sales.ListingListView,
        detail=sales.ListingDetailView,
        edit=sales.ListingEditView,
        check=sales.ListingCheckView,
        history=sales.ListingHistoryView,
        delete=sales.ListingDeleteView,
    ),
    path(
        "desk/products/<int:pk>/markets/new/", sales.ExportMarketAddView.as_view(), name="desk-market-create"
    ),
    *record_paths(
        "sales/markets",
        "market",
        list=sales.ExportMarketListView,
        edit=sales.ExportMarketEditView,
        history=sales.ExportMarketHistoryView,
        delete=sales.ExportMarketDeleteView,
    ),
    path("desk/products/<int:pk>/sales/new/", sales.ProductSalesAddView.as_view(), name="desk-sales-create"),
    *record_paths(
        "sales/by-year",
        "sales",
        list=sales.ProductSalesListView,
        edit=sales.ProductSalesEditView,
        history=sales.ProductSalesHistoryView,
        delete=sales.ProductSalesDeleteView,
    ),
]
