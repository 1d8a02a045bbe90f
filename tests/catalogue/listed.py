"""What a page of the catalogue lists."""

from products.models import Product


def names_on(response):
    """The names of the products on a page of the list, in its order."""
    keys = list(response.context["page_obj"])
    products = Product.objects.in_bulk(keys)
    return [products[key].name for key in keys]
