"""Recompute a result from the stored answers and compare it with what is stored and sealed."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from ocop.values.canonical_json import canonical, sha256_of
from ratings.integrity.archive import deviations, unpack
from ratings.recompute import anchors
from ratings.recompute.documents import changed_documents
from ratings.recompute.effects import deviating_recognitions
from ratings.recompute.history import changed_without_history
from ratings.recompute.subject import subject_differences
from ratings.scoring.models.result import result_content
from ratings.sealing.models import SealedPackage
from ratings.sheets import star_from_seal
from ratings.sheets.models.sheet import Sheet, published

# Names of products and people at the time of sealing; the register may have changed since.
NAMES = {"product", "by", "name", "joins", "leaves", "entered_by", "confirmed_by", "sheet_of"}
# Fields that newer seals contain; they are ignored in older seals.
ADDED = {"council", "second_round", "unlockings", "moved", "answers"}
NOTHING = "nothing"
COLUMNS = ("total", "stars_by_points", "stars_by_gates", "missing", "stars")


@dataclass(frozen=True)
class ResultDifference:
    """A field, its value in the seal (or row), and the value found instead."""

    field: str
    kept: Any
    found: Any

    def __str__(self):
        return f"{self.field}: kept {self.kept!r}, found {self.found!r}"


def differences(result):
    """Return every Difference of a Result: seal, columns, stored answers, separate script, recognition,
    package, anchors.

    The star is computed twice: by the portal from the stored answers, and by the script in the sealed
    package from the seal alone.
    """
    hashed = hashlib.sha256(result.sealed.encode()).hexdigest()
    found = [] if hashed == result.sha256 else [ResultDifference("sha256", result.sha256, hashed)]
    try:
        sealed = result.content
    except ValueError:
        return [*found, ResultDifference("sealed", result.sealed[:40], "no JSON")]
    sheet = Sheet.objects.for_detail().get(pk=result.dossier.sheet_id)
    if sha256_of(sheet.sealed_document()) != sheet.sha256():
        published.cache_clear()  # a published sheet never changes, unless somebody tampers with the database
    anchored = [ResultDifference(*each) for each in anchors.of_result(result)]
    try:
        stored = json.loads(canonical(result_content(result.dossier, result.session)))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return [*found, ResultDifference("what it rests on", "what was filed", repr(error)), *anchored]
    found += [ResultDifference(*each) for each in subject_differences(result, sealed)]
    del stored["subject"]
    sealed.pop("subject", None)
    comparable = {key: value for key, value in stored.items() if key in sealed or key not in ADDED}
    found += compare_structures(sealed, comparable, "")
    found += _of_columns(result, stored)
    found += _of_the_script(result, sealed, sheet)
    found += [*_of_the_recognition(result, stored), *_of_the_package(result)]
    return found + anchored


def differences_of_the_whole():
    """Return every Difference that belongs to no single result.

    These are breaks in the chain of anchors, rows without an anchor, recognitions that differ from what
    decisions made of them, documents that differ from those confirmed, and rows that differ from their
    history.
    """
    found = (
        anchors.chain(),
        anchors.missing(),
        anchors.of_no_result(),
        deviating_recognitions(),
        changed_documents(),
        changed_without_history(),
    )
    return [ResultDifference(*each) for part in found for each in part]


def compare_structures(kept, found, path):
    """Return the differences of two plain structures, each with its path; names of people are ignored."""
    if isinstance(kept, dict) and isinstance(found, dict):
        return [
            difference
            for key in sorted({*kept, *found} - NAMES)
            for difference in compare_structures(
                kept.get(key, NOTHING), found.get(key, NOTHING), f"{path}.{key}"
            )
        ]
    if isinstance(kept, list) and isinstance(found, list) and len(kept) == len(found):
        pairs = enumerate(zip(kept, found, strict=True), 1)
        return [d for number, pair in pairs for d in compare_structures(*pair, f"{path}[{number}]")]
    return [] if kept == found else [ResultDifference(path.lstrip("."), kept, found)]


def _of_columns(result, stored):
    """Compare the columns that lists and filters read."""
    expected = {name: stored[name] for name in COLUMNS} | {
        "sheets": len(stored["sheets"]),
        "ended_by": stored["objections"][0]["kind"] if stored["objections"] else "",
    }
    return [
        ResultDifference(f"column {name}", getattr(result, name), value)
        for name, value in expected.items()
        if getattr(result, name) != value
    ]


def _of_the_script(result, sealed, sheet):
    """Compare the seal with the result of the script in the package."""
    texts = (result.sealed.encode(), canonical(sheet.sealed_document()).encode())
    try:
        found = star_from_seal.compare(texts, result.sha256)[2]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [ResultDifference("sealed", "a seal", repr(error))]
    return [ResultDifference(f"script, {field}", kept, again) for field, kept, again in found]


def _of_the_recognition(result, stored):
    """Compare the star that the public reads."""
    recognition = getattr(result.dossier, "recognition", None)
    if recognition is None or recognition.stars == stored["stars"]:
        return []
    return [ResultDifference(f"recognition {recognition.code}", recognition.stars, stored["stars"])]


def _of_the_package(result):
    """Compare the files of the sealed package with its manifest and the seal."""
    package = SealedPackage.objects.filter(result=result).first()
    if package is None:
        return []
    archive = bytes(package.archive)
    if wrong := deviations(archive, package.sha256):
        return [ResultDifference(f"package, {name}", expected, found) for name, expected, found in wrong]
    if unpack(archive)["result.json"] != result.sealed.encode():
        return [ResultDifference("package, result.json", "the seal", "another text")]
    return []
