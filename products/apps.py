from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    name = "products"
    verbose_name = _("Products")

    def ready(self):
        """Tell the storage which public files photos need."""
        from ocop.files import stored_files
        from products.models.photo import named_renditions

        stored_files.NAMED["renditions"] = named_renditions
