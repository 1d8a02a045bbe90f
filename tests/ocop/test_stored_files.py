"""What lies in the folders of files is what rows name; private ones are closed to other accounts."""

import os
import time
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command

from ocop.files.stored_files import FEW, TooManyLeftOverError, sweep
from ocop.operation.nightly import JOBS
from ocop.values.dates import today
from tests import factories as make

pytestmark = pytest.mark.django_db


def stored(name, *, days=2, alias="default"):
    """A file that was last written so many days ago."""
    name = storages[alias].save(name, ContentFile(b"x"))
    moment = time.time() - days * 86400
    os.utime(storages[alias].path(name), (moment, moment))
    return name


def test_what_no_row_names_is_left_over_once_it_is_a_day_old():
    piece = make.evidence(document=ContentFile(b"x", name="a.pdf"))
    moment = time.time() - 2 * 86400
    os.utime(default_storage.path(piece.document.name), (moment, moment))
    old, unfinished = stored("evidence/old.pdf"), stored("evidence/.half.part")
    stored("evidence/young.pdf", days=0)
    assert sweep().left_over == [unfinished, old]


def test_of_renditions_those_of_photos_stay_and_what_was_broken_off_goes():
    kept, broken_off = (
        stored("ab/a-320.webp", alias="renditions"),
        stored("ab/b-320.webp", alias="renditions"),
    )
    lost = {"format": "jpeg", "width": 320, "height": 240, "name": "ab/a-320.jpeg"}
    photo = make.photo(renditions=[lost | {"format": "webp", "name": kept}, lost])
    found = sweep("renditions")
    assert (found.left_over, found.missing) == (
        [broken_off],
        [(f"products.Photo {photo.pk}", "ab/a-320.jpeg")],
    )
    JOBS["sweep_files"](today())
    assert [storages["renditions"].exists(name) for name in (kept, broken_off)] == [True, False]


def test_what_history_names_stays():
    piece = make.evidence(document=ContentFile(b"x", name="a.pdf"))
    name = piece.document.name
    piece.delete()
    moment = time.time() - 2 * 86400
    os.utime(default_storage.path(name), (moment, moment))
    assert sweep().left_over == []


def test_a_row_without_its_file_is_named():
    piece = make.evidence(document=ContentFile(b"x", name="a.pdf"))
    default_storage.delete(piece.document.name)
    assert sweep().missing == [(f"ratings.Evidence {piece.pk}", piece.document.name)]
    with pytest.raises(CommandError, match=f"missing: {piece.document.name} of ratings.Evidence {piece.pk}"):
        call_command("sweep_files")


def test_the_command_looks_and_removes_only_when_told():
    name, out = stored("evidence/old.pdf"), StringIO()
    call_command("sweep_files", stdout=out)
    assert default_storage.exists(name)
    call_command("sweep_files", remove=True, stdout=out)
    assert out.getvalue() == f"left over: {name}\nremoved: {name}\n"
    assert not default_storage.exists(name)


def test_a_folder_of_another_database_is_left_alone():
    for number in range(FEW + 1):
        stored(f"evidence/{number}.pdf")
    with pytest.raises(TooManyLeftOverError, match="does this folder belong to this database?"):
        sweep().remove()
    assert len(sweep().left_over) == FEW + 1


def test_files_of_before_are_closed_to_other_accounts():
    path = default_storage.path(default_storage.save("evidence/a.pdf", ContentFile(b"x")))
    os.chmod(path, 0o644)
    os.chmod(os.path.dirname(path), 0o755)
    sweep()
    assert [os.stat(each).st_mode & 0o777 for each in (path, os.path.dirname(path))] == [0o600, 0o700]
