"""Tampering by the owner of the tables with triggers disabled is found and named by verify_results."""

import re
from functools import cache
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from ocop.values.dates import today
from ratings.recompute.differences import differences, differences_of_the_whole
from ratings.scoring.models import Result
from ratings.sheets.models.sheet import published
from tests import factories as make
from tests import signed_pdfs
from tests.once import made_once
from tests.ratings.forged import issued, withdrawn
from tests.ratings.recompute.tamperings import TAMPERINGS

pytestmark = pytest.mark.django_db


@cache
def pdf():
    return signed_pdfs.signed()


def rows():
    """Recognition of four stars with all its rows, and a withdrawn one."""
    recognition, other = make.issued_recognition(), make.issued_recognition()
    ground = {"conclusion_body": "x", "conclusion_number": "1", "concluded_on": today(), "ground": "mark"}
    withdrawal = issued("withdraw", place=other.decision.place, recognition=other, **ground)
    withdrawn(other, withdrawal)
    withdrawal.attach(SimpleUploadedFile("QĐ.pdf", pdf(), "application/pdf"), by=withdrawal.issued_by)
    dossier = recognition.dossier
    return SimpleNamespace(
        recognition=recognition,
        decision=recognition.decision,
        dossier=dossier,
        result=dossier.result,
        other=other,
        withdrawal=withdrawal,
        product=make.product(),
        user=make.user(),
    )


world = made_once(rows)


@pytest.fixture(autouse=True)
def file_of_the_withdrawal(world):
    """Restore the file of the withdrawal: uploads are deleted after each test, rows of this module are not."""
    file = world.withdrawal.file
    if not file.storage.exists(file.name):
        file.storage.save(file.name, ContentFile(pdf()))


@pytest.fixture(autouse=True)
def sheets_read_again():
    published.cache_clear()
    yield
    published.cache_clear()


def found_in(world):
    """Return all findings after loading the results anew, one by one."""
    for result in Result.objects.filter(pk__in=[world.result.pk, world.other.dossier.result.pk]):
        yield from map(str, differences(result))
    yield from map(str, differences_of_the_whole())


def without_triggers():
    """Disable all triggers until the end of the test, as the owner of the server can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")


def test_what_nobody_touched_has_no_difference(world):
    assert list(found_in(world)) == []


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_tampering_is_found_and_named(what, world):
    tamper, name = TAMPERINGS[what]
    without_triggers()
    tamper(world)
    said = []
    for line in found_in(world):
        said.append(line)
        if re.search(name, line):
            return
    pytest.fail(f"not named in {said}")


def test_more_than_forty_ways_are_tried():
    assert len(TAMPERINGS) > 40
