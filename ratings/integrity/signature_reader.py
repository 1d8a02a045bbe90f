"""Read the signatures of one PDF in a separate process (ocop.files.children).

    python -m ratings.integrity.signature_reader <QUESTION-AND-PDF>

The question is a line of JSON: time, and root certificates in DER. The answer is JSON: (state, signer,
time) of each signature, or null if the file is no readable PDF. A separate process, because pyHanko parses
untrusted files and may take long.
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

from ocop.files.child_bounds import bound

# Exceptions that an untrusted file may cause.
UNREADABLE = (PdfError, ValueError, KeyError, TypeError)
# Key of the signed byte range; it is never in a compressed part of the file.
COVERED = b"/ByteRange"

Found = tuple[str, str, str | None]


def signatures_in(content: bytes, moment: datetime, roots: list[Certificate]) -> list[Found] | None:
    """Return the signatures in a PDF as (state, signer, ISO time), or None if it is not readable."""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            return None
        found = list(reader.embedded_regular_signatures) if COVERED in content else []
    except (*UNREADABLE, RecursionError, AttributeError):
        return None
    return [_verify(each, moment, roots) for each in found] or [("none", "", None)]


def _verify(embedded: Any, moment: datetime, roots: list[Certificate]) -> Found:
    """Return one signature with its state (ratings.integrity.signatures.SignatureState)."""
    # Validation needs most of pyHanko, which takes a second to import; most documents have no signature.
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
    names = certificate.subject.native
    return str(
        names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly
    )


def main() -> None:
    bound()
    question, _newline, content = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(question)
    roots = [Certificate.load(b64decode(root)) for root in asked["roots"]]
    found = signatures_in(content, datetime.fromisoformat(asked["moment"]), roots)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
