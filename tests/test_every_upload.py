"""On every form with a file: a mistake in another field loses no file, and nobody else gets at it."""

import hashlib
import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ocop.files import children
from ocop.models import KeptUpload, Role
from ocop.models.kept_upload import KEPT_FOR
from ocop.operation.nightly import forget_kept_uploads
from ocop.operation.work import UPLOADS
from ocop.pages import kept_uploads
from ocop.pages.checks import url_patterns, view_of
from ocop.pages.forms import SeveralFilesField
from ocop.pages.kept_uploads import KeepsUploads, keep_each
from products.models import Certification
from tests import factories as make
from tests import signed_pdfs
from tests.ocop.test_page_images import heic
from tests.once import made_once
from tests.world import address, side

pytestmark = pytest.mark.django_db


def file_fields(view):
    """The names of the fields of a page's form that take files."""
    form = getattr(view, "form_class", None)
    fields = getattr(form, "base_fields", {})
    return [name for name, each in fields.items() if isinstance(each, forms.FileField)]


WITH_FILES = {
    pattern.name: pattern
    for _route, pattern in url_patterns()
    if isinstance(view_of(pattern), type) and file_fields(view_of(pattern))
}
# Forms that ask for nothing but a file: what is wrong there is the file.
ONLY_A_FILE = {"desk-import", "desk-sheet-draft", "desk-decision-attach"}
own = made_once(lambda: side("Sở-tại"))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def opened(own, name):
    """The address of a form and somebody to whom it opens."""
    if name == "desk-dossier-evidence":
        dossier = make.dossier()
        return f"/en/desk/dossiers/{dossier.pk}/evidence/", signed_in(make.officer_of(dossier))
    people = [*own.people.values(), make.user(Role.ADMINISTRATOR)]
    page = address(WITH_FILES[name], own)
    return page, next(client for client in map(signed_in, people) if client.get(page).status_code == 200)


def tokens(response):
    return re.findall(r'name="kept-(?!remove)\w+" value="([\w-]+)"', response.content.decode())


def paper():
    return SimpleUploadedFile("haccp.pdf", signed_pdfs.pdf("HACCP"), content_type="application/pdf")


def test_every_page_with_a_file_keeps_it():
    assert len(WITH_FILES) >= 8
    assert [name for name, each in WITH_FILES.items() if not issubclass(view_of(each), KeepsUploads)] == []


def test_no_page_with_a_file_takes_the_turns_of_pages():
    assert {view_of(each).work for each in WITH_FILES.values()} == {UPLOADS}


@pytest.mark.parametrize("name", sorted(WITH_FILES.keys() - ONLY_A_FILE))
def test_a_mistake_elsewhere_keeps_the_file_until_it_is_removed(name, own):
    page, client = opened(own, name)
    (field,) = file_fields(view_of(WITH_FILES[name]))
    first = client.post(page, {field: paper()})
    assert "haccp.pdf" in first.content.decode()
    (token,) = tokens(first)
    again = client.post(page, {f"kept-{field}": token})
    assert tokens(again) == [token]
    assert field not in again.context["form"].errors or "required" not in str(
        again.context["form"].errors[field]
    )
    removed = client.post(page, {f"kept-{field}": token, "kept-remove": token})
    assert tokens(removed) == []


CERTIFICATE = {"scheme": "haccp", "issued_on": "2026-05-01", "issuer": "QUACERT"}


@pytest.fixture
def producer():
    return make.producer()


@pytest.fixture
def officer(client, producer):
    officer = make.officer_of(make.product(producer=producer))
    client.force_login(officer)
    return officer


def sent(producer, **more):
    return CERTIFICATE | {"producer": producer.pk} | more


NEW = "/en/desk/certifications/new/"


def test_the_kept_file_is_saved_with_the_corrected_form(client, producer, officer):
    wrong = client.post(NEW, sent(producer, expires_on="2026-01-01", document=paper()))
    assert "The certificate ends before it begins." in wrong.content.decode()
    (token,) = tokens(wrong)
    kept = KeptUpload.objects.get().file.name
    saved = client.post(NEW, sent(producer, expires_on="2027-01-01", **{"kept-document": token}))
    assert saved.status_code == 302
    saved = Certification.objects.get(issuer="QUACERT")
    with saved.document.open() as file:
        assert (saved.document_name, file.read()) == ("haccp.pdf", signed_pdfs.pdf("HACCP"))
    assert saved.document.name != kept
    assert not KeptUpload.objects.exists()


@pytest.mark.parametrize(
    ("address", "field", "upload", "more"),
    [
        ("/en/desk/dossiers/{}/evidence/", "documents", "haccp.pdf", {"requirement": "test"}),
        ("/en/desk/products/{}/photos/new/", "pictures", "IMG_1.heic", {"alt_vi": "Chè"}),
    ],
)
def test_what_nobody_had_time_to_read_is_kept_and_taken_at_the_next_press(
    client, address, field, upload, more, monkeypatch
):
    dossier = make.dossier()
    client.force_login(make.officer_of(dossier))
    row = dossier if field == "documents" else dossier.product
    content = heic() if field == "pictures" else signed_pdfs.pdf("HACCP")
    with children.place(), children.place(), monkeypatch.context() as impatient:
        impatient.setattr(children, "PATIENCE", 0.1)
        page = client.post(address.format(row.pk), more | {field: SimpleUploadedFile(upload, content)})
    assert f"{upload}: The portal is reading other documents." in page.content.decode()
    (token,) = tokens(page)
    assert client.post(address.format(row.pk), more | {f"kept-{field}": token}).status_code == 302
    kept = dossier.evidence if field == "documents" else row.photos
    assert kept.get().sha256 == hashlib.sha256(content).hexdigest()


def said(count, keep):
    """What is said of each of some files that `keep` is to keep, and how many it was asked to."""
    asked = []
    kept, refused = keep_each([paper() for _ in range(count)], lambda upload: keep(asked.append(upload)))
    return kept, [error.messages for _upload, error in refused], len(asked)


def nobody(_asked):
    raise ValidationError("Later.", code="busy")


def test_files_after_the_first_that_nobody_had_time_for_are_left_for_the_next_press(monkeypatch):
    assert said(3, nobody) == ([], [["Later."]] * 3, 1)
    assert said(2, id) == (["haccp.pdf"] * 2, [], 2)
    monkeypatch.setattr(kept_uploads, "LONGEST", -1)
    assert said(2, id) == ([], [["The files before it took long to read. Send it again."]] * 2, 0)


@pytest.mark.parametrize(
    ("count", "sentence"), [(0, "This field is required."), (21, "At most 20 files are taken at once.")]
)
def test_a_form_for_several_files_takes_one_at_least_and_not_too_many(count, sentence):
    with pytest.raises(ValidationError, match=sentence):
        SeveralFilesField().clean([paper() for _ in range(count)])


def test_another_file_takes_the_place_of_the_kept_one(client, producer, officer):
    (token,) = tokens(client.post(NEW, sent(producer, expires_on="2026-01-01", document=paper())))
    other = SimpleUploadedFile("other.pdf", signed_pdfs.pdf("other"))
    client.post(NEW, sent(producer, **{"kept-document": token, "document": other}))
    assert Certification.objects.get(issuer="QUACERT").document_name == "other.pdf"


def test_nobody_else_gets_at_a_kept_file(client, producer, officer):
    (token,) = tokens(client.post(NEW, sent(producer, expires_on="2026-01-01", document=paper())))
    stranger = signed_in(make.user(Role.PROVINCIAL_OFFICER, place=officer.place))
    answer = stranger.post(NEW, sent(producer, **{"kept-document": token}))
    assert (answer.status_code, tokens(answer)) == (200, [])
    assert not Certification.objects.filter(issuer="QUACERT").exists()


def test_a_kept_file_that_is_lost_is_asked_for_again(client, producer, officer):
    (token,) = tokens(client.post(NEW, sent(producer, expires_on="2026-01-01", document=paper())))
    default_storage.delete(KeptUpload.objects.get().file.name)
    again = client.post(NEW, sent(producer, **{"kept-document": token}))
    assert "The file is no longer kept. Choose it again." in again.content.decode()
    assert not Certification.objects.filter(issuer="QUACERT").exists()
    assert client.post(NEW, sent(producer)).status_code == 302


def test_a_file_that_is_refused_is_not_kept(client, producer, officer):
    bad = SimpleUploadedFile("haccp.pdf", b"MZ program")
    assert tokens(client.post(NEW, sent(producer, document=bad))) == []
    assert not KeptUpload.objects.exists()


def test_somebody_keeps_a_few_files_and_is_told_when_there_are_more(client, producer, officer, monkeypatch):
    monkeypatch.setattr("ocop.models.kept_upload.MOST_BYTES", 10)
    page = client.post(NEW, sent(producer, expires_on="2026-01-01", document=paper())).content.decode()
    assert "haccp.pdf could not be kept: choose it again." in page


def test_what_nobody_saves_is_removed_at_night(client, producer, officer, django_capture_on_commit_callbacks):
    client.post(NEW, sent(producer, expires_on="2026-01-01", document=paper()))
    row = KeptUpload.objects.get()
    KeptUpload.objects.update(kept=row.kept - KEPT_FOR)
    (token,) = [row.token]
    again = client.post(NEW, sent(producer, **{"kept-document": token}))
    assert "The file is no longer kept. Choose it again." in again.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        forget_kept_uploads(None)
    assert not KeptUpload.objects.exists()
    assert not default_storage.exists(row.file.name)


def test_a_form_for_several_files_asks_for_one():
    with pytest.raises(ValidationError, match="This field is required"):
        SeveralFilesField().clean([])
