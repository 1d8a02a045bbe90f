"""What is on the disk after all that: what rows name is whole, and the nightly sweep takes the rest."""

import os
import time
from datetime import timedelta

from django.apps import apps
from django.db.models import FileField

from ocop.files.stored_files import OLD_ENOUGH, sweep_all
from products.models import Photo
from ratings.dossiers.models import Evidence
from tests.drill.judge import broken_files
from tests.drill.portal import Portal
from tests.drill.report import Report

LATER = (OLD_ENOUGH + timedelta(days=1)).total_seconds()


def exercise(report: Report, portal: Portal) -> None:
    """Compare, sweep as if a day had passed, compare again."""
    before = portal.files()
    unfinished = [name for name in before if name.endswith(".part")]
    uploaded = Evidence.objects.filter(document_name__startswith="kien-tri")
    named = {f"private/{name}": sha256 for name, sha256 in uploaded.values_list("document", "sha256")}
    for name in before:
        os.utime(portal.media / name, times=(time.time() - LATER,) * 2)
    for found in sweep_all():
        found.remove()
    after = portal.files()
    left = sorted(after.keys() - named_by_rows())
    seen = f"{len(before)} files, {len(unfinished)} unfinished, {len(before) - len(after)} swept a day later"
    wrong = broken_files(named, before) + broken_files(named, after)
    report.tell("files after the kills", seen, wrong + [f"{name}: left over" for name in left])


def named_by_rows() -> set[str]:
    """The files that any row names."""
    columns = [
        (model, column.name)
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, FileField)
    ]
    renditions = (each["name"] for photo in Photo.objects.all() for each in photo.renditions)
    return {f"public/{name}" for name in renditions} | {
        f"private/{name}"
        for model, column in columns
        for name in model._base_manager.values_list(column, flat=True)
    }
