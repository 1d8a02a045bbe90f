"""Products for searches, and what the list shows for a text."""

from ocop.values.dates import today
from tests import factories as make
from tests.catalogue.listed import names_on


def starred(name, **fields):
    """A product with stars in force."""
    product = make.product(**{"name": name} | fields)
    make.recognition(product=product, signed_on=today())
    return product


def found(client, text, language="en"):
    """Names of the products that the list shows for `text`, in its order."""
    page = client.get("/products/" if language == "vi" else "/en/products/", {"q": text})
    return names_on(page)
