"""URLs for programs, without a language prefix."""

from django.urls import path

from catalogue.open_data.pages import FileView
from catalogue.views import crawling, labels
from products.views import photo as photos

urlpatterns = [
    path("open-data/files/<str:day>/<str:name>", FileView.as_view(), name="open-data-file"),
    path("media/<path:name>", photos.RenditionView.as_view(), name="rendition"),
    path(".well-known/ocop-label-keys.json", labels.LabelKeysView.as_view(), name="label-keys"),
    path("robots.txt", crawling.RobotsView.as_view(), name="robots"),
    path("sitemap.xml", crawling.SitemapView.as_view(), name="sitemap"),
    path("sitemap-<slug:section>.xml", crawling.SitemapView.as_view(), name="sitemap-section"),
]
