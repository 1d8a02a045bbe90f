"""URLs of the public pages, and of the officers' pages of collections."""

from django.urls import path

from catalogue.open_data.pages import OpenDataView
from catalogue.views import (
    badge,
    changes,
    collections,
    labels,
    map,
    places,
    producers,
    products,
    share_images,
    statistics,
    suggestions,
    verify,
)
from ocop.pages.addresses import record_paths

urlpatterns = [
    path("", products.HomeView.as_view(), name="home"),
    path("share-<slug:hash>.png", share_images.ShareView.as_view(), name="share"),
    path("open-data/", OpenDataView.as_view(), name="open-data"),
    path("collections/", collections.CollectionsView.as_view(), name="collection-list"),
    path("collections/<int:pk>/<slug:slug>/", collections.CollectionView.as_view(), name="collection"),
    path("places/", places.PlaceListView.as_view(), name="place-list"),
    path(
        "producers/<int:pk>/share-<slug:hash>.png",
        share_images.ProducerShareView.as_view(),
        name="producer-share",
    ),
    path("places/<int:pk>/share-<slug:hash>.png", share_images.PlaceShareView.as_view(), name="place-share"),
    path("places/<slug:code>/<slug:slug>/", places.PlaceDetailView.as_view(), name="place"),
    path("products/", products.ProductListView.as_view(), name="product-list"),
    path("products/download/", products.ProductDownloadView.as_view(), name="product-download"),
    path("products/suggestions/", suggestions.SuggestionsView.as_view(), name="product-suggestions"),
    path("products/<int:pk>/<slug:slug>/", products.ProductDetailView.as_view(), name="product"),
    path(
        "products/<int:pk>/share-<slug:hash>.png",
        share_images.ProductShareView.as_view(),
        name="product-share",
    ),
    *record_paths(
        "collections",
        "collection",
        list=collections.CollectionListView,
        create=collections.CollectionCreateView,
        detail=collections.CollectionDetailView,
        edit=collections.CollectionEditView,
        history=collections.CollectionHistoryView,
        delete=collections.CollectionDeleteView,
    ),
    path("producers/", producers.ProducerListView.as_view(), name="producer-list"),
    path("producers/<int:pk>/<slug:slug>/", producers.ProducerDetailView.as_view(), name="producer"),
    path("badge/<str:code>.svg", badge.BadgeView.as_view(), name="badge"),
    path("changes/", changes.ChangeListView.as_view(), name="change-list"),
    path("changes/rss/", changes.FeedView.as_view(), name="change-rss"),
    path("changes/atom/", changes.FeedView.as_view(feed=changes.AtomOfNewRecognitions), name="change-atom"),
    path("map/", map.MapView.as_view(), name="map"),
    path("statistics/", statistics.StatisticsView.as_view(), name="statistics"),
    path(
        "statistics/products/",
        statistics.ProductsBehindView.as_view(),
        name="statistics-products",
    ),
    path(
        "statistics/producers/",
        statistics.ProducersBehindView.as_view(),
        name="statistics-producers",
    ),
    path("statistics/<slug:slug>.csv", statistics.StatisticsTableView.as_view(), name="statistics-table"),
    path("verify/", verify.VerifyView.as_view(), name="verify"),
    path("verify/<str:code>/", verify.VerifyCodeView.as_view(), name="verify-code"),
    path("Q/<str:text>", labels.LabelView.as_view(), name="label"),
    path("01/<str:gtin>", verify.Gs1LinkView.as_view(), name="gs1-link"),
]
