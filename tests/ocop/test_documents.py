"""What is accepted as a document and under which name it is kept."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.documents import RandomName, check_document, kind_of, plain_name, sha256_of
from tests import factories as make

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04docx", b"MZ\x90", b"<html>", b"GIF89a"])
def test_other_kinds_are_refused_whatever_they_are_called(content):
    with pytest.raises(ValidationError, match="not a PDF or a picture"):
        check_document(SimpleUploadedFile("haccp.pdf", content, content_type="application/pdf"))


def test_a_pdf_is_a_pdf_by_its_bytes():
    upload = SimpleUploadedFile("haccp.exe", PDF)
    check_document(upload)
    assert kind_of(upload) == "application/pdf"
    assert len(sha256_of(upload)) == 64


def test_too_large_a_document_is_refused():
    with pytest.raises(ValidationError, match="at most 20 MB"):
        check_document(SimpleUploadedFile("a.pdf", PDF + bytes(20 * 1024 * 1024)))


def test_names_are_random_and_keep_only_a_known_ending():
    name = RandomName("papers")
    assert name(None, "x.pdf").endswith(".pdf")
    assert not name(None, "x.html").endswith(".html")
    assert name(None, "x.pdf") != name(None, "x.pdf")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\giấy\\HACCP 2026.pdf", "HACCP 2026.pdf"),
        ('a"\r\nb.pdf', "a_b.pdf"),
        ("", "document"),
    ],
)
def test_a_name_is_only_for_showing(given, shown):
    assert plain_name(given) == shown


@pytest.mark.django_db
def test_a_certificates_paper_gets_its_name_and_hash():
    certification = make.certification(document=SimpleUploadedFile("HACCP 2026.pdf", PDF))
    assert certification.document_name == "HACCP 2026.pdf"
    assert certification.document_sha256 == sha256_of(SimpleUploadedFile("x", PDF))
    assert "HACCP" not in certification.document.name
