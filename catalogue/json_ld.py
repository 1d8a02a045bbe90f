"""JSON-LD for search engines: schema.org Product with its Certification."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from ocop.values.json_encoding import to_json
from products.models import CertificationState
from ratings.decisions import recognition_text
from ratings.decisions.models import RecognitionState
from ratings.scoring.models.result import format_stars

ACTIVE = "https://schema.org/CertificationActive"
INACTIVE = "https://schema.org/CertificationInactive"
HOLDS = (CertificationState.VALID, CertificationState.EXPIRING)
# < > & could end a script element; escaped, the JSON is the same.
ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def structured_data(product, recognition):
    """Return the JSON-LD of a product of product_page.for_page(), safe inside a script element.

    It contains no private data and no star without a decision.
    """
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "alternateName": product.name if product.title != product.name else "",
        "url": settings.SITE_URL + product.get_absolute_url(),
        "category": product.product_set.name if product.product_set else "",
        "description": product.story,
        "image": [urljoin(settings.SITE_URL, photo.large) for photo in product.pictures if photo.large],
        "gtin": product.gtin,
        "manufacturer": _organisation(product.producer),
        "hasCertification": [
            *([_star(recognition)] if recognition else []),
            *[_certificate(paper) for paper in product.papers if paper.number],
        ],
    }
    filled = {key: value for key, value in data.items() if value}
    return SafeString(to_json(filled).translate(ESCAPES))


def _organisation(producer):
    place = producer.place
    return {
        "@type": "Organization",
        "name": producer.name,
        "url": settings.SITE_URL + producer.get_absolute_url(),
        "address": {
            "@type": "PostalAddress",
            "addressLocality": place.full_name,
            "addressRegion": place.province.full_name,
            "addressCountry": "VN",
        },
    }


def _star(recognition):
    in_force = recognition_text.is_in_force(recognition)
    return {
        "@type": "Certification",
        "name": f"OCOP {format_stars(recognition.stars)}",
        "certificationIdentification": recognition.code,
        "certificationRating": {"@type": "Rating", "ratingValue": recognition.stars, "bestRating": 5},
        # While a result is awaited (article 12.3) it is neither.
        **(
            {}
            if recognition.state == RecognitionState.AWAITING
            else {"certificationStatus": ACTIVE if in_force else INACTIVE}
        ),
        "issuedBy": {"@type": "Organization", "name": recognition_text.authority_of(recognition.decision)},
        "validFrom": recognition.issued_on,
        "expires": recognition.last_day or recognition.issued_on,
        "url": settings.SITE_URL + reverse("verify-code", args=[recognition.code]),
    }


def _certificate(paper):
    data = {
        "@type": "Certification",
        "name": paper.get_scheme_display(),
        "certificationIdentification": paper.number,
        "certificationStatus": ACTIVE if paper.state in HOLDS else INACTIVE,
        "issuedBy": {"@type": "Organization", "name": paper.issuer} if paper.issuer else None,
        "validFrom": paper.issued_on,
        "expires": paper.last_day,
    }
    return {key: value for key, value in data.items() if value}
