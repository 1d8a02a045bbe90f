"""What becomes of an uploaded picture."""

import io
import struct
import time
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import from_pillow

from products import pictures
from products.models import Photo
from tests import factories as make
from tests import hostile_files

pytestmark = pytest.mark.django_db


def picture(kind="JPEG", size=(1600, 1200), mode="RGB", name="che.jpg", **options):
    buffer = io.BytesIO()
    drawn = Image.new(mode, size, "green" if mode == "RGB" else None)
    if kind == "HEIF":
        from_pillow(drawn).save(buffer)
    else:
        drawn.save(buffer, kind, **options)
    return SimpleUploadedFile(name, buffer.getvalue())


def png_header(width, height):
    """A PNG that says how large it is and has no pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    header = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + header + struct.pack(">I", 9) + b"IDAT" + bytes(64)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_each_accepted_format_gets_its_renditions_without_being_opened_here(kind, monkeypatch):
    upload = picture(kind)
    with monkeypatch.context() as here:
        here.setattr(Image, "open", None)
        photo = Photo.objects.add(make.product(), upload, alt_vi="Chè")
    assert [(r["format"], r["width"], r["height"]) for r in photo.renditions] == [
        (ending, width, width * 3 // 4) for width in (320, 640, 1280) for ending in ("avif", "webp", "jpeg")
    ]
    for rendition in photo.renditions:
        with storages["renditions"].open(rendition["name"]) as file, Image.open(file) as stored:
            assert stored.size == (rendition["width"], rendition["height"])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"GIF89a" + bytes(64), "a.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png"),
        (b"%PDF-1.7 " + bytes(64), "a.jpg"),
        (b"<!doctype html><script>alert(1)</script>", "a.jpg"),
        (b"BM" + bytes(64), "a.jpg"),
        (b"", "a.jpg"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content, name):
    with pytest.raises(ValidationError, match="not a picture that can be used"):
        pictures.read(SimpleUploadedFile(name, content))


def test_too_many_pixels_are_refused_from_the_header_alone():
    began = time.monotonic()
    with pytest.raises(ValidationError, match="has 100 megapixels; at most 40"):
        pictures.read(SimpleUploadedFile("bomb.png", png_header(10_000, 10_000)))
    with pytest.raises(ValidationError, match="far more than 40 megapixels"):
        pictures.read(SimpleUploadedFile("bomb.png", png_header(60_000, 60_000)))
    assert time.monotonic() - began < 5


def test_too_many_bytes_are_refused():
    with pytest.raises(ValidationError, match="at most 20 MB"):
        pictures.read(SimpleUploadedFile("a.jpg", bytes(20 * 1024 * 1024 + 1)))


def test_a_moving_picture_is_refused():
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green")]
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(ValidationError, match="moves"):
        pictures.read(SimpleUploadedFile("a.webp", buffer.getvalue()))


def test_a_damaged_picture_is_refused():
    whole = picture(size=(400, 300)).read()
    with pytest.raises(ValidationError, match="damaged"):
        pictures.read(SimpleUploadedFile("a.jpg", whole[: len(whole) // 2]))


def test_no_metadata_survives_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 35.0, 0.0)
    photo = Photo.objects.add(make.product(), picture(size=(800, 400), exif=exif), alt_vi="Chè")
    assert (photo.width, photo.height) == (400, 800)
    with photo.original.open() as file, Image.open(file) as original:
        assert (original.size, dict(original.getexif())) == ((400, 800), {})
    for rendition in photo.renditions:
        with storages["renditions"].open(rendition["name"]) as file, Image.open(file) as stored:
            assert dict(stored.getexif()) == {}


def test_transparency_becomes_white():
    read = pictures.read(picture("PNG", mode="RGBA", size=(10, 10), name="a.png"))
    with Image.open(read.original()) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_that_would_be_decoded_again_and_again_is_refused():
    with pytest.raises(ValidationError, match="takes more time or memory"):
        pictures.read(SimpleUploadedFile("a.jpg", hostile_files.scanned_again(times=200)))


def test_a_small_picture_is_not_enlarged():
    photo = Photo.objects.add(make.product(), picture(size=(200, 150)), alt_vi="Chè")
    assert {rendition["width"] for rendition in photo.renditions} == {200}


def test_the_same_picture_has_the_same_renditions_for_two_products_and_once_per_product():
    upload = picture(size=(200, 150))
    first = Photo.objects.add(make.product(), upload, alt_vi="Chè")
    second = Photo.objects.add(make.product(), upload, alt_vi="Chè")
    assert first.renditions == second.renditions
    with pytest.raises(ValidationError, match="there already"):
        Photo.objects.add(first.product, upload, alt_vi="Chè")


def test_files_go_with_the_last_photo_that_shares_them(django_capture_on_commit_callbacks):
    upload = picture(size=(200, 150))
    first = Photo.objects.add(make.product(), upload, alt_vi="Chè")
    second = Photo.objects.add(make.product(), upload, alt_vi="Chè")
    name = first.renditions[0]["name"]
    with django_capture_on_commit_callbacks(execute=True):
        first.delete()
    assert storages["renditions"].exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        second.delete()
    assert not storages["renditions"].exists(name)


def test_a_rendition_is_public_and_kept_for_ever(client):
    photo = Photo.objects.add(make.product(), picture(), alt_vi="Chè")
    response = client.get(photo.src)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    response.close()


@pytest.mark.parametrize("name", ["../private/x.jpeg", "nothing.jpeg", "x.php", "%2e%2e/settings.jpeg"])
def test_nothing_but_renditions_is_served(client, name):
    assert client.get(f"/media/{name}").status_code == 404


def test_good_pictures_are_kept_when_another_fails(client):
    product = make.product()
    client.force_login(make.officer_of(product))
    uploads = [picture(), SimpleUploadedFile("phim.gif", b"GIF89a" + bytes(64))]
    page = client.post(f"/en/desk/products/{product.pk}/photos/new/", {"pictures": uploads, "alt_vi": "Chè"})
    assert product.photos.count() == 1
    assert "phim.gif: This is not a picture that can be used." in page.content.decode()


def test_pictures_of_another_province_are_out_of_reach(client):
    photo = Photo.objects.add(make.product(), picture(), alt_vi="Chè")
    client.force_login(make.user())
    for address in (
        f"/en/desk/products/{photo.product.pk}/photos/new/",
        f"/en/desk/photos/{photo.pk}/edit/",
        f"/en/desk/photos/{photo.pk}/delete/",
    ):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_an_officer_chooses_what_stays_in_view_and_the_large_picture_is_a_link_away(client):
    product = make.product()
    photo = Photo.objects.add(product, picture(), alt_vi="Chè")
    client.force_login(make.officer_of(product))
    form = {"version": photo.version, "alt_vi": "Chè", "position": 0, "focus_x": 23, "focus_y": 100}
    assert client.post(f"/en/desk/photos/{photo.pk}/edit/", form | {"focus_y": 101}).status_code == 200
    assert client.post(f"/en/desk/photos/{photo.pk}/edit/", form).status_code == 302
    page = client.get(product.get_absolute_url()).content.decode()
    assert 'class="photo focus-x25 focus-y100"' in page
    assert f'<a class="photo__zoom" href="{photo.large}">' in page
    assert photo.large.endswith("-1280.jpeg")
