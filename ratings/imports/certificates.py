"""Certificates named in a list: known schemes become certifications, other text is kept as text."""

import re

from ocop.values.vietnamese import clean, fold
from products.models import Scheme

_SCHEMES = [
    (Scheme.HACCP, r"haccp"),
    (Scheme.ISO_22000, r"iso ?22000(:\d{4})?"),
    (Scheme.ISO_9001, r"iso ?9001(:\d{4})?"),
    (Scheme.FSSC_22000, r"fssc ?22000"),
    (Scheme.BRC, r"brc(gs)?"),
    (Scheme.GMP, r"gmp"),
    (Scheme.GACP_WHO, r"gacp[ -]?(who)?"),
    (Scheme.VIETGAP, r"viet ?gap"),
    (Scheme.GLOBALGAP, r"global ?g\.?a\.?p\.?"),
    (Scheme.ORGANIC_VN, r"huu co( viet nam)?|tcvn ?11041"),
    (Scheme.GEOGRAPHICAL_INDICATION, r"(gi|chi dan dia ly)( .*)?"),
    (Scheme.COLLECTIVE_MARK, r"(nhan hieu tap the|collective trademark|collective mark)( .*)?"),
    (Scheme.CERTIFICATION_MARK, r"(nhan hieu chung nhan|certification mark)( .*)?"),
    (Scheme.HALAL, r"halal"),
    (Scheme.FDA, r"fda"),
]
_PATTERNS = [(scheme, re.compile(pattern)) for scheme, pattern in _SCHEMES]


def certificates(written: str) -> tuple[dict[str, str], str]:
    """Return {scheme: text of the list} and the remaining text; awards and plans are not certificates.

    “VietGAP; QR code” gives VietGAP and leaves “QR code”; “converting to VietGAP” remains text.
    """
    found: dict[str, str] = {}
    if not written:
        return found, ""
    rest = []
    for part in (clean(part) for part in re.split(r"[;,]", written)):
        scheme = next((scheme for scheme, pattern in _PATTERNS if pattern.fullmatch(fold(part))), None)
        if scheme:
            found.setdefault(scheme, part)
        elif part:
            rest.append(part)
    return found, "; ".join(rest)
