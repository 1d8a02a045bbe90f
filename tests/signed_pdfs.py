"""PDFs with a signature, made here: a certificate of our own and a page with one sentence."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

from ocop.models import DocumentReading
from ratings.integrity.models.signed_document import verified_signatures

# No signature of these tests is older; a PDF keeps whole seconds.
STARTED = datetime.now(UTC).replace(microsecond=0)

SIGNER = "Nguyễn Văn Ký"


def pdf(text="Quyet dinh"):
    """A PDF of one page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True, pageCompression=0)
    canvas.drawString(100, 700, text)
    canvas.save()
    return buffer.getvalue()


def read_before():
    """Note what a child found in `pdf()` when the first test of this process asked."""
    content, found = pdf(), reading()
    if not found:
        verified_signatures(content, timezone.now())
        (row,) = DocumentReading.objects.filter(sha256=sha256(content).hexdigest()).values()
        found.update(row)
    DocumentReading.objects.bulk_create([DocumentReading(**found)], ignore_conflicts=True)


@cache
def reading():
    """The row of what was found, empty at first."""
    return {}


@cache
def identities():
    """Two pairs of key and certificate, made once: of a root, and of the signer whom the root vouches for."""
    root_key, signer_key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _n in range(2))
    root = issued("Root", root_key, issuer="Root", by=root_key, ca=True)
    return (root_key, root), (signer_key, issued(SIGNER, signer_key, issuer="Root", by=root_key, ca=False))


def issued(name, key, *, issuer, by, ca):
    """A certificate of `key` under `name`, in force for a year."""
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        [
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ],
        False,
    )
    usage |= {"digital_signature": not ca, "content_commitment": not ca, "key_cert_sign": ca}
    return (
        certificates.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=335))
        .add_extension(certificates.KeyUsage(**usage), critical=True)
        .add_extension(certificates.BasicConstraints(ca=ca, path_length=None), critical=True)
        .sign(by, hashes.SHA256())
    )


def named(name):
    """A name as certificates write it."""
    return certificates.Name([certificates.NameAttribute(certificates.NameOID.COMMON_NAME, name)])


def certificate():
    """The certificate of the root, in PEM."""
    return identities()[0][1].public_bytes(serialization.Encoding.PEM)


def read(certificate):
    """A certificate as pyHanko has it."""
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def root():
    """The certificate of the root, by which signatures are judged."""
    return read(identities()[0][1])


@cache
def signed():
    """A PDF with a signature of the signer."""
    key, own = identities()[1]
    data = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=read(own),
        signing_key=keys.PrivateKeyInfo.load(data),
        cert_registry=SimpleCertificateStore(),
    )
    meta = signers.PdfSignatureMetadata(field_name="Signature", md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf()), strict=False)
    # pyHanko runs its own event loop; the thread of the tests may have one already.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(signers.sign_pdf, writer, meta, signer=signer).result().getvalue()


def tampered():
    """A signed PDF in which one word was changed afterwards."""
    return signed().replace(b"Quyet dinh", b"Quyet dich", 1)
