import hashlib
import io
import zipfile

from ratings.integrity.archive import MANIFEST, deviations, manifest_of, pack, unpack

FILES = {"b.txt": b"two", "a/one.json": b"{}"}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def code(files):
    return sha256(manifest_of(files).encode())


def test_the_same_files_give_the_same_bytes_in_any_order():
    assert pack(FILES) == pack(dict(reversed(FILES.items())))


def test_a_package_names_its_files_in_order_and_no_day():
    with zipfile.ZipFile(io.BytesIO(pack(FILES))) as archive:
        assert archive.namelist() == [MANIFEST, "a/one.json", "b.txt"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_manifest_is_what_sha256sum_reads():
    assert manifest_of(FILES) == f"{sha256(b'{}')}  a/one.json\n{sha256(b'two')}  b.txt\n"
    assert unpack(pack(FILES)) == FILES | {MANIFEST: manifest_of(FILES).encode()}


def test_a_whole_package_has_no_faults():
    assert deviations(pack(FILES), code(FILES)) == []


def repacked(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_changed_an_added_and_a_missing_file_are_named():
    files = unpack(pack(FILES))
    assert deviations(repacked(files | {"b.txt": b"three"}), code(FILES)) == [
        ("b.txt", sha256(b"two"), sha256(b"three"))
    ]
    assert deviations(repacked(files | {"c.txt": b""}), code(FILES)) == [("c.txt", "nothing", sha256(b""))]
    del files["b.txt"]
    assert deviations(repacked(files), code(FILES)) == [("b.txt", sha256(b"two"), "nothing")]


def test_another_manifest_is_noticed_though_it_fits_its_files():
    other = FILES | {"b.txt": b"three"}
    assert deviations(pack(other), code(FILES)) == [(MANIFEST, code(FILES), code(other))]


def test_what_is_no_zip_is_said_to_be_none():
    assert deviations(b"x", "0") == [("archive", "a ZIP", "File is not a zip file")]
