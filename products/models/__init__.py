"""What OCOP products are."""

from products.models.certification import Certification, CertificationState, Scheme
from products.models.photo import Photo
from products.models.product import Product, ProductSet
from products.models.traceability import Traceability

__all__ = ["Certification", "CertificationState", "Photo", "Product", "ProductSet", "Scheme", "Traceability"]
