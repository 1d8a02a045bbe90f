"""Whoever owns the tables and switches the triggers off leaves something that verify_results finds and names."""

import re
from functools import cache
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from ocop.dates import today
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
    """A recognition of four stars with all that it rests on, and another one that was withdrawn."""
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
    """Uploads are gone after each test, the rows of this module are not."""
    file = world.withdrawal.file
    if not file.storage.exists(file.name):
        file.storage.save(file.name, ContentFile(pdf()))


@pytest.fixture(autouse=True)
def sheets_read_again():
    published.cache_clear()
    yield
    published.cache_clear()


def found_in(world):
    """All that is said after reading the results again, one after the other."""
    for result in Result.objects.filter(pk__in=[world.result.pk, world.other.dossier.result.pk]):
        yield from map(str, differences(result))
    yield from map(str, differences_of_the_whole())


def without_triggers():
    """Do as the owner of the server may, until the end of the test: no trigger of any table fires."""
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
