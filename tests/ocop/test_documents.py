"""What is accepted as a document and under which name it is kept."""

import hashlib
import subprocess

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.files import children
from ocop.files.documents import RandomName, check_document, kind_of, plain_name, sha256_of
from ocop.models import DocumentReading
from tests import factories as make
from tests import hostile_files, signed_pdfs
from tests.ocop.test_page_images import heic, picture

PDF = signed_pdfs.pdf("HACCP")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04docx", b"MZ\x90", b"<html>", b"GIF89a"])
def test_other_kinds_are_refused_whatever_they_are_called(content):
    with pytest.raises(ValidationError, match="not a PDF or a picture"):
        check_document(SimpleUploadedFile("haccp.pdf", content, content_type="application/pdf"))


@pytest.mark.django_db
def test_a_pdf_is_a_pdf_by_its_bytes():
    upload = SimpleUploadedFile("haccp.exe", PDF)
    check_document(upload)
    assert kind_of(upload) == "application/pdf"
    assert len(sha256_of(upload)) == 64


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda: b"%PDF-1.7 and nothing else", "This file is damaged: it cannot be opened."),
        (lambda: b"%PDF-1.4\n<html><script>alert(1)</script>", "This file is damaged: it cannot be opened."),
        (lambda: picture((400, 300)).getvalue()[:-200], "This file is damaged: it cannot be opened."),
        (lambda: heic()[:-60], "This file is damaged: it cannot be opened."),
        (hostile_files.locked, "This PDF is locked by a password."),
        (lambda: hostile_files.picture_of(10_001, 10_000), "This picture has more than 100 megapixels."),
        (hostile_files.heavy, "This file takes more time or memory to open than a paper needs."),
    ],
)
def test_what_does_not_open_is_refused_at_once_and_not_tried_again(made, sentence, monkeypatch):
    upload = SimpleUploadedFile("giay.pdf", made())
    with pytest.raises(ValidationError, match=sentence):
        check_document(upload)
    monkeypatch.setattr(subprocess, "run", None)  # nobody is asked again
    with pytest.raises(ValidationError, match=sentence):
        check_document(upload)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "ending"), [("application/pdf", ".pdf"), ("image/heic", ".heic")])
def test_pictures_of_phones_are_taken_as_they_are(kind, ending):
    content = PDF if ending == ".pdf" else heic()
    upload = SimpleUploadedFile(f"IMG_1{ending}", content)
    check_document(upload)
    assert (kind_of(upload), upload.read()) == (kind, content)
    assert RandomName("papers")(None, upload.name).endswith(ending)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["javascript", "launch", "embedded", "html"])
@pytest.mark.parametrize("packed", [False, True])
def test_what_could_act_is_said_and_is_no_reason_to_refuse(kind, packed):
    content = hostile_files.active(kind, packed=packed)
    check_document(SimpleUploadedFile("a.pdf", content))
    assert DocumentReading.objects.get().active == [kind]
    assert DocumentReading.objects.active_in(hashlib.sha256(content).hexdigest()).startswith(
        "The file holds "
    )


@pytest.mark.django_db
def test_a_plain_document_holds_nothing_that_could_act():
    check_document(SimpleUploadedFile("a.pdf", PDF))
    assert DocumentReading.objects.get().active == []


@pytest.mark.django_db
def test_while_others_are_read_the_sentence_says_to_come_again(monkeypatch, settings):
    monkeypatch.setattr(children, "PATIENCE", 0.1)
    with (
        children.place(),
        children.place(),
        pytest.raises(ValidationError, match="The portal is reading other documents.") as refused,
    ):
        check_document(SimpleUploadedFile("a.pdf", PDF))
    assert refused.value.code == "busy"
    check_document(SimpleUploadedFile("a.pdf", PDF))


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
