"""The app of products."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    """Products, and what is said and sold of them."""

    name = "products"
    verbose_name = _("Products")
