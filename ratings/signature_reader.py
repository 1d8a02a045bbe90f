"""Reads the signatures of one PDF in a process of its own (ocop.children).

    python -m ratings.signature_reader <QUESTION-AND-PDF

The question is a line of JSON: the moment, and the roots in DER. The answer is JSON: (state, signer, moment) of each
signature, or null where the file is no PDF that can be read. pyHanko unpacks what a stranger packed, at its own pace.
"""

import io
import json
import sys
from base64 import b64decode
from datetime import datetime

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from ocop import children
from ratings.signatures import Signature, SignatureState, as_json

# What reading a file that somebody else wrote may raise; nothing of it is the portal's fault.
UNREADABLE = (
    PdfError,
    SigningError,
    SignatureValidationError,
    ValidationError,
    ValueError,
    KeyError,
    TypeError,
)


def signatures_in(content, moment, roots):
    """Return the signatures in a PDF, or None where it cannot be read."""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            return None
        found = list(reader.embedded_regular_signatures)
    except (*UNREADABLE, RecursionError, AttributeError):
        return None
    return [_judged(each, moment, roots) for each in found] or [Signature(SignatureState.NONE)]


def _judged(embedded, moment, roots) -> Signature:
    """What one signature is worth."""
    try:
        status = validate_pdf_signature(
            embedded, ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
        )
    except UNREADABLE:
        return Signature(SignatureState.BROKEN)
    covered = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    whole = status.intact and status.valid and covered and status.docmdp_ok
    state = SignatureState.UNKNOWN
    if not whole:
        state = SignatureState.BROKEN
    elif status.trusted:
        state = SignatureState.VALID
    return Signature(state, _name_of(status.signing_cert), status.signer_reported_dt)


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
    print(json.dumps(None if found is None else as_json(found)))


if __name__ == "__main__":
    main()
