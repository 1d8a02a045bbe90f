"""Reads the signatures of one PDF in a process of its own (ocop.children).

    python -m ratings.integrity.signature_reader <QUESTION-AND-PDF

The question is a line of JSON: the moment, and the roots in DER. The answer is JSON: (state, signer, moment) of each
signature, or null where the file is no PDF that can be read. pyHanko unpacks what a stranger packed, at its own pace.
"""

import io
import json
import sys
from base64 import b64decode
from datetime import datetime
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from ocop import children

# What reading a file that somebody else wrote may raise; nothing of it is the portal's fault.
UNREADABLE = (PdfError, ValueError, KeyError, TypeError)
# The name of the bytes that a signature covers; it cannot stand in what is packed.
COVERED = b"/ByteRange"

Found = tuple[str, str, str | None]


def signatures_in(content: bytes, moment: datetime, roots: list[Certificate]) -> list[Found] | None:
    """Return the signatures in a PDF as (state, signer, moment in ISO form), or None where it cannot be read."""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            return None
        found = list(reader.embedded_regular_signatures) if COVERED in content else []
    except (*UNREADABLE, RecursionError, AttributeError):
        return None
    return [_judged(each, moment, roots) for each in found] or [("none", "", None)]


def _judged(embedded: Any, moment: datetime, roots: list[Certificate]) -> Found:
    """What one signature is worth, as ratings.integrity.signatures.SignatureState calls it."""
    # Judging needs most of pyHanko, which takes a second to import; most documents carry no signature.
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415
    from pyhanko_certvalidator.errors import ValidationError  # noqa: PLC0415

    try:
        status = validate_pdf_signature(
            embedded, ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
        )
    except (*UNREADABLE, ValidationError):
        return "broken", "", None
    covered = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    whole = status.intact and status.valid and covered and status.docmdp_ok
    state = "unknown"
    if not whole:
        state = "broken"
    elif status.trusted:
        state = "valid"
    said = status.signer_reported_dt
    return state, _name_of(status.signing_cert), said.isoformat() if said else None


def _name_of(certificate) -> str:
    """The name in a certificate as a person reads it."""
    names = certificate.subject.native
    return str(
        names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly
    )


def main() -> None:
    """Answer one question."""
    children.bound()
    question, _newline, content = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(question)
    roots = [Certificate.load(b64decode(root)) for root in asked["roots"]]
    found = signatures_in(content, datetime.fromisoformat(asked["moment"]), roots)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
