"""Files are kept whole or not at all, for the portal alone, and whoever sent them is told."""

import errno
import os
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ocop.files.storage import StorageError
from ocop.models import Role
from ratings.imports.models import RegisterImport
from tests import factories as make
from tests.ratings.imports import files as lists
from tests.signed_pdfs import pdf


class Breaking(ContentFile):
    """A file at whose second piece the disk says no."""

    def __init__(self, number):
        super().__init__(b"half of it", name="half.pdf")
        self.number = number

    def chunks(self, chunk_size=None):
        """The first half, then the error."""
        yield self.read()
        raise OSError(self.number, os.strerror(self.number))


def everything(storage):
    return [
        os.path.join(folder, name) for folder, _folders, names in os.walk(storage.location) for name in names
    ]


@pytest.mark.parametrize(
    ("number", "full"), [(errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EROFS, False)]
)
@pytest.mark.parametrize("alias", ["default", "renditions"])
def test_a_disk_that_says_no_keeps_no_part_of_a_file(alias, number, full):
    with pytest.raises(StorageError) as refused:
        storages[alias].save("evidence/half.pdf", Breaking(number))
    assert refused.value.full == full
    assert everything(storages[alias]) == []


def test_private_files_and_their_folders_are_the_portals_alone():
    name = default_storage.save("evidence/deep/a.pdf", ContentFile(b"%PDF-"))
    path = default_storage.path(name)
    modes = [
        os.stat(each).st_mode & 0o777 for each in (path, os.path.dirname(path), default_storage.location)
    ]
    assert modes == [0o600, 0o700, 0o700]
    folder = os.path.dirname(os.path.dirname(path))
    assert os.stat(folder).st_mode & 0o777 == 0o700


def test_renditions_can_be_read_by_the_web_server():
    path = storages["renditions"].path(storages["renditions"].save("ab/a.webp", ContentFile(b"x")))
    assert [os.stat(each).st_mode & 0o777 for each in (path, os.path.dirname(path))] == [0o644, 0o755]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "status", "sentence"),
    [
        (errno.ENOSPC, 507, "the portal has no space left for files"),
        (errno.EROFS, 503, "the portal cannot write files at the moment"),
    ],
)
def test_an_upload_that_cannot_be_kept_is_answered_with_a_sentence(
    client, monkeypatch, number, status, sentence
):
    def no_space(handle):
        raise OSError(number, os.strerror(number))

    client.force_login(make.user(place=make.province()))
    address = "/en/desk/import/"
    data = lists.xlsx([["Tên sản phẩm", "Chủ thể"], ["Chè", "HTX A"]])
    monkeypatch.setattr(os, "fsync", no_space)
    answer = client.post(
        address,
        {"file": SimpleUploadedFile("a.xlsx", data)},
        headers={"referer": f"http://testserver{address}"},
    )
    assert (answer.status_code, answer["Retry-After"]) == (status, "600")
    assert (
        sentence in answer.content.decode()
        and f'href="http://testserver{address}"' in answer.content.decode()
    )
    assert (RegisterImport.objects.count(), everything(default_storage)) == (0, [])


def full_after(monkeypatch, files):
    """A disk on which so many files have room. Each is brought to the disk twice: itself, and its folder."""
    left = iter(range(2 * files))

    def sync(handle):
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", sync)


@pytest.mark.django_db
def test_of_several_files_none_stays_where_the_last_has_no_room(client, monkeypatch):
    dossier = make.dossier()
    client.force_login(make.officer_of(dossier))
    papers = [SimpleUploadedFile(f"{n}.pdf", pdf(str(n)), "application/pdf") for n in range(3)]
    full_after(monkeypatch, files=2)
    answer = client.post(
        f"/en/desk/dossiers/{dossier.pk}/evidence/", {"requirement": "other", "documents": papers}
    )
    assert (answer.status_code, dossier.evidence.count(), everything(default_storage)) == (507, 0, [])


@pytest.mark.django_db
@pytest.mark.parametrize("files", [4, 6])  # with six, the renditions are there and the original has no room
def test_no_rendition_stays_of_a_picture_that_has_no_room(client, monkeypatch, files):
    product, drawn = make.product(), BytesIO()
    client.force_login(make.officer_of(product))
    Image.new("RGB", (400, 300), "green").save(drawn, "JPEG")
    full_after(monkeypatch, files=files)
    upload = SimpleUploadedFile("che.jpg", drawn.getvalue(), "image/jpeg")
    answer = client.post(f"/en/desk/products/{product.pk}/photos/new/", {"alt_vi": "Chè", "pictures": upload})
    assert (answer.status_code, product.photos.count()) == (507, 0)
    assert everything(storages["renditions"]) + everything(default_storage) == []


@pytest.mark.django_db
def test_a_request_that_is_too_large_is_refused_before_it_is_read(client, settings):
    client.force_login(make.user(Role.PROVINCIAL_OFFICER))
    answer = client.post(
        "/en/desk/import/",
        b"never read",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(settings.LARGEST_REQUEST + 1),
    )
    assert answer.status_code == 413
    assert "what was sent at once is larger than 25 MB" in answer.content.decode()
