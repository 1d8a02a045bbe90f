"""Root URL configuration. Vietnamese at /…, English at /en/…."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from ocop.pages import design, health, log_page, on_site

handler500 = "ocop.operation.unavailable.server_error"

urlpatterns = [
    path("healthz", health.HealthView.as_view(), name="healthz"),
    path("readyz", health.ReadyView.as_view(), name="readyz"),
    path("", include("catalogue.root_urls")),
    path("api/v1/", include("catalogue.open_data.urls")),
    path("api/v1/", include("catalogue.open_data.sheet_urls")),
]
urlpatterns += i18n_patterns(
    path("", include("catalogue.urls")),
    path("", include("products.urls")),
    path("", include("producers.urls")),
    path("", include("ratings.urls")),
    path("", include("ocop.accounts.urls")),
    path("desk/design/", design.DesignView.as_view(), name="design"),
    path("desk/log/", log_page.LogView.as_view(), name="desk-log"),
    path("admin/r/<int:kind>/<path:key>/", on_site.OnSiteView.as_view(), name="admin-on-site"),
    path("admin/password_change/", on_site.OwnPasswordView.as_view(), name="admin-own-password"),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)
