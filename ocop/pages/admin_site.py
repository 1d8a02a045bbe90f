"""The admin site, with a cached list of models."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import get_language


class RegisterSite(AdminSite):
    """An admin site that builds the list of models, shown beside every page, once for each language."""

    def __init__(self, name="admin"):
        super().__init__(name)
        self._lists = {}

    def get_app_list(self, request, app_label=None):
        """The apps and their models, with plain names.

        Permissions follow from `is_superuser` alone (ocop/models/user.py), so the list is the same for all. Django builds
        it for every page and translates two names for each comparison while sorting.
        """
        key = (get_language(), request.user.is_superuser, app_label)
        if key not in self._lists:
            apps = super().get_app_list(request, app_label)
            self._lists[key] = [
                _named(app) | {"models": [_named(model) for model in app["models"]]} for app in apps
            ]
        return self._lists[key]


class RegisterAdminConfig(AdminConfig):
    """The admin with the portal's own site (settings.INSTALLED_APPS)."""

    default_site = "ocop.pages.admin_site.RegisterSite"


def _named(entry):
    return entry | {"name": str(entry["name"])}
