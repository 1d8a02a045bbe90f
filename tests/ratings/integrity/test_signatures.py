import asyncio
import contextlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter

from ratings.integrity.signature_reader import signatures_in
from ratings.integrity.signatures import (
    Signature,
    SignatureState,
    UnreadablePdfError,
    from_json,
    known_roots,
    signatures_of,
)
from tests import hostile_files, signed_pdfs


def beside(read, *args):
    """Call `read` in a thread, as in the child process: the browser's event loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(read, *args).result()


def judged(data, *, roots=(), moment=None):
    """Return the signatures as the child process reads them, without a process per call."""
    return from_json(beside(signatures_in, data, moment or timezone.now(), list(roots)))


def states(data, **fields):
    return [signature.state for signature in judged(data, **fields)]


def asked(data, **fields):
    """Return the states that the portal gets from a child process."""
    fields = {"roots": [], "moment": timezone.now()} | fields
    return [signature.state for signature in signatures_of(data, **fields)]


def test_a_file_without_a_signature_says_so():
    assert states(signed_pdfs.pdf()) == [SignatureState.NONE]


def test_a_signature_of_nobody_known_is_shown_with_name_and_time():
    (signature,) = judged(signed_pdfs.signed())
    assert (signature.state, signature.signer) == (SignatureState.UNKNOWN, signed_pdfs.SIGNER)
    assert signed_pdfs.STARTED <= signature.signed_at <= timezone.now()


def test_a_signature_that_leads_to_a_known_root_is_valid():
    assert states(signed_pdfs.signed(), roots=[signed_pdfs.root()]) == [SignatureState.VALID]


def test_the_roots_are_the_certificates_in_the_folder_of_the_settings(tmp_path, settings):
    settings.SIGNATURE_ROOTS = tmp_path
    tmp_path.joinpath("root.pem").write_bytes(signed_pdfs.certificate())
    assert asked(signed_pdfs.signed(), roots=None) == [SignatureState.VALID]
    known_roots.cache_clear()


def test_a_changed_file_has_a_broken_signature_even_of_a_known_signer():
    assert states(signed_pdfs.tampered(), roots=[signed_pdfs.root()]) == [SignatureState.BROKEN]


def test_a_page_rewritten_after_signing_breaks_the_signature():
    writer = IncrementalPdfFileWriter(io.BytesIO(signed_pdfs.signed()), strict=False)
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Contents"] = writer.add_object(page["/Contents"].get_object().__class__(stream_data=b"BT ET"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    assert states(out.getvalue(), roots=[signed_pdfs.root()]) == [SignatureState.BROKEN]


def test_a_certificate_that_had_expired_when_the_file_came_is_not_valid():
    late = timezone.now() + timedelta(days=3650)
    (signature,) = judged(signed_pdfs.signed(), roots=[signed_pdfs.root()], moment=late)
    assert signature.state == SignatureState.UNKNOWN


def encrypted():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(signed_pdfs.pdf())))
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"%PDF-1.7 and nothing else", b"", b"%PDF-1.4\n%%EOF\n", encrypted()])
def test_what_cannot_be_read_is_said_to_be_unreadable(data):
    assert signatures_in(data, timezone.now(), []) is None


def test_what_cannot_be_read_in_the_child_is_unreadable():
    with pytest.raises(UnreadablePdfError):
        asked(encrypted())


def test_signatures_are_read_where_an_event_loop_runs_already():
    async def inside():
        return asked(signed_pdfs.signed())

    # In a thread, because this one may have the browser's event loop.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, inside()).result() == [SignatureState.UNKNOWN]


def test_bytes_torn_out_of_a_signed_file_raise_nothing_else():
    data = signed_pdfs.signed()
    moment = datetime.now(timezone.get_current_timezone())
    for cut in range(0, len(data), max(len(data) // 60, 1)):
        found = beside(signatures_in, data[:cut] + data[cut + 40 :], moment, [])
        assert found is None or all(isinstance(each, Signature) for each in from_json(found))


def test_a_file_whose_last_line_never_ends_is_read_within_the_bounds():
    with contextlib.suppress(UnreadablePdfError):
        assert asked(hostile_files.without_end(4_000_000)) == [SignatureState.NONE]
