from products.models.certification import Certification, CertificationState, Scheme
from products.models.channel import ChannelKind, Found, Listing, SalesChannel
from products.models.collection import Collection, Pick
from products.models.photo import Photo
from products.models.product import Product, ProductSet
from products.models.sales import ExportMarket, ProductSales
from products.models.traceability import Traceability

__all__ = [
    "Collection",
    "Pick",
    "Certification",
    "CertificationState",
    "ChannelKind",
    "ExportMarket",
    "Found",
    "Listing",
    "Photo",
    "Product",
    "ProductSales",
    "ProductSet",
    "SalesChannel",
    "Scheme",
    "Traceability",
]
