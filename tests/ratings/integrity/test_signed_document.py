import hashlib
import json
import subprocess
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.models import Role
from ocop.refusal import RefusedError
from ratings.decisions.issue import issue_decision
from ratings.decisions.models import Decision, DecisionKind
from ratings.decisions.prepare import prepare_decision
from ratings.dossiers.workflow import DossierState
from ratings.integrity.archive import unpack
from ratings.integrity.models import Anchor
from ratings.integrity.signatures import SignatureState
from ratings.recompute.documents import changed_documents
from tests import factories as make
from tests import signed_pdfs
from tests.ocop.test_page_images import picture
from tests.once import made_once

# Used by all tests where signatures do not matter: verifying one takes a second.
PLAIN = signed_pdfs.pdf()
read_before = made_once(signed_pdfs.read_before)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_before")]


@pytest.fixture
def dossier():
    return make.dossier(state=DossierState.CONCLUDED, choices=make.four_stars())


@pytest.fixture
def decision(dossier):
    return prepare_decision(DecisionKind.RECOGNISE, [dossier], by=make.officer_of(dossier))


def upload(data=PLAIN, name="Quyết định 12.pdf"):
    return SimpleUploadedFile(name, data, "application/pdf")


def refusal(decision, file, by):
    with pytest.raises(RefusedError) as refused:
        decision.attach(file, by=by)
    assert not Decision.objects.get(pk=decision.pk).file
    return str(refused.value)


def test_officer_and_leader_attach_to_what_is_prepared_and_to_what_is_issued(decision, dossier):
    officer, leader = make.officer_of(dossier), make.leader_of(dossier)
    decision.attach(upload(), by=officer)
    kept = Decision.objects.get(pk=decision.pk)
    assert (kept.file_name, kept.attached_by) == ("Quyết định 12.pdf", officer)
    with kept.file.open("rb") as file:
        assert kept.file_sha256 == hashlib.sha256(file.read()).hexdigest()
    kept.attach(upload(name="Bản ký.pdf"), by=leader)
    assert Decision.objects.get(pk=decision.pk).file_name == "Bản ký.pdf"


def test_the_document_of_what_is_issued_is_attached_once_and_anchored(decision, dossier, client):
    leader = make.leader_of(dossier)
    issue_decision(decision, by=leader, number="12/QĐ-UBND")
    assert not Anchor.objects.filter(kind="document").exists()
    decision.attach(upload(), by=leader)
    facts = json.loads(Anchor.objects.get(kind="document", row_id=decision.pk).facts)
    assert facts["sha256"] == decision.file_sha256
    with pytest.raises(RefusedError, match="The signed document stays as it is"):
        decision.attach(upload(name="Bản khác.pdf"), by=leader)
    client.force_login(leader)
    attach = reverse("desk-decision-attach", args=[decision.pk])
    assert client.post(attach, {"file": upload()}).status_code == 404
    assert attach not in client.get(decision.get_desk_url()).content.decode()
    with pytest.raises(IntegrityError, match="decision_document_is_kept"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(file_sha256="0" * 64)


def test_another_file_in_the_place_of_the_document_is_found(decision, dossier):
    issue_decision(decision, by=make.leader_of(dossier), number="12/QĐ-UBND")
    decision.attach(upload(), by=make.leader_of(dossier))
    assert list(changed_documents()) == []
    with open(decision.file.path, "ab") as file:
        file.write(b"x")
    ((where, kept, _found),) = changed_documents()
    assert (where, kept) == (f"decision {decision.pk}, file of its document", decision.file_sha256)


def test_attaching_changes_nothing_else_of_what_is_issued(decision, dossier):
    issue_decision(decision, by=make.leader_of(dossier), number="12/QĐ-UBND")
    decision.attach(upload(), by=make.leader_of(dossier))
    with pytest.raises(IntegrityError, match="decision_issued_is_kept"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(signed_on=date(2026, 1, 1))


def test_nobody_of_another_authority_attaches(decision):
    province = decision.place
    others = [
        make.user(Role.PROVINCIAL_OFFICER),
        make.user(Role.PROVINCIAL_LEADER),
        make.user(Role.MINISTRY_OFFICER),
        make.user(Role.AUDITOR, place=province),
        make.user(Role.COMMUNE_OFFICER, place=make.commune(province=province)),
    ]
    assert {refusal(decision, upload(), by) for by in others} == {"This step belongs to somebody else."}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xd8\xff and more", "This is not a PDF. Attach the signed decision as a PDF."),
        (b"PK\x03\x04", "This is not a PDF. Attach the signed decision as a PDF."),
        (
            b"%PDF-1.7 and nothing else",
            "This PDF cannot be read: it is damaged, locked by a password, or takes far too long to read."
            " Save it again and try again.",
        ),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(decision, dossier, data, reason):
    assert refusal(decision, upload(data), make.officer_of(dossier)) == reason


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (signed_pdfs.pdf, SignatureState.NONE),
        (signed_pdfs.signed, SignatureState.UNKNOWN),
        (signed_pdfs.tampered, SignatureState.BROKEN),
    ],
)
def test_the_page_says_what_the_signatures_are_worth(decision, dossier, data, state, client):
    officer = make.officer_of(dossier)
    decision.attach(upload(data()), by=officer)
    client.force_login(officer)
    text = client.get(reverse("desk-decision", args=[decision.pk])).content.decode()
    assert str(state.label) in text
    assert (signed_pdfs.SIGNER in text) is (state != SignatureState.NONE)


def test_a_signature_of_a_known_root_is_valid(decision, dossier, tmp_path, settings):
    settings.SIGNATURE_ROOTS = tmp_path
    tmp_path.joinpath("root.pem").write_bytes(signed_pdfs.certificate())
    decision.attach(upload(signed_pdfs.signed()), by=make.officer_of(dossier))
    assert [signature.state for signature in decision.signatures()] == [SignatureState.VALID]


def test_a_document_without_a_signature_is_read_once_whenever_it_comes(decision, dossier, monkeypatch):
    monkeypatch.setattr(subprocess, "run", None)  # no second call of the reader
    decision.attach(upload(), by=make.officer_of(dossier))
    assert [signature.state for signature in decision.signatures()] == [SignatureState.NONE]


def test_a_document_changed_in_the_storage_is_broken(decision, dossier):
    decision.attach(upload(signed_pdfs.signed()), by=make.officer_of(dossier))
    with decision.file.storage.open(decision.file.name, "wb") as file:
        file.write(signed_pdfs.tampered())
    assert [signature.state for signature in decision.signatures()] == [SignatureState.BROKEN]
    with decision.file.storage.open(decision.file.name, "wb") as file:
        file.write(b"gone")
    assert [signature.state for signature in decision.signatures()] == [SignatureState.BROKEN]


def test_a_document_that_is_lost_is_said_to_be_lost(decision, dossier, client):
    decision.attach(upload(), by=make.officer_of(dossier))
    decision.file.storage.delete(decision.file.name)
    client.force_login(make.officer_of(dossier))
    page = client.get(reverse("desk-decision", args=[decision.pk])).content.decode()
    assert "The file is missing in the storage." in page


def test_the_document_is_attached_and_read_on_pages_by_its_authority_only(decision, dossier, client):
    attach = reverse("desk-decision-attach", args=[decision.pk])
    document = reverse("desk-decision-document", args=[decision.pk])
    client.force_login(make.user(Role.PROVINCIAL_LEADER))
    assert (client.get(attach).status_code, client.get(document).status_code) == (404, 404)
    client.force_login(make.leader_of(dossier))
    assert client.get(document).status_code == 404
    assert client.post(attach, {"file": upload()}).status_code == 302
    response = client.get(document)
    content = b"".join(response.streaming_content)
    assert (response["Content-Type"], content) == ("application/pdf", PLAIN)
    client.logout()
    assert client.get(document).status_code == 302


def test_what_is_no_pdf_is_409_on_the_page_with_the_sentence(decision, dossier, client):
    client.force_login(make.leader_of(dossier))
    attach = reverse("desk-decision-attach", args=[decision.pk])
    response = client.post(attach, {"file": upload(picture((10, 10)).getvalue())})
    assert response.status_code == 409
    assert "This is not a PDF. Attach the signed decision as a PDF." in response.content.decode()
    response = client.post(attach, {"file": upload(b"nothing")})
    assert response.status_code == 422
    assert "This is not a PDF or a picture" in response.content.decode()


def test_a_document_attached_before_issuing_is_named_in_the_sealed_package(decision, dossier):
    decision.attach(upload(), by=make.officer_of(dossier))
    issue_decision(decision, by=make.leader_of(dossier), number="12/QĐ-UBND")
    content = json.loads(unpack(bytes(dossier.result.package.archive))["decision.json"])
    assert content["signed_document"] == decision.file_sha256


def test_a_document_without_who_and_when_is_refused_by_the_database(decision):
    with pytest.raises(IntegrityError, match="decision_attached_by_and_at"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(file="decisions/x.pdf")
