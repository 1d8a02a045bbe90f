"""Official sheets and new versions of them, for `tests.factories`."""

import copy
from datetime import timedelta
from functools import lru_cache

from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.models import Role
from ocop.refusal import RefusedError
from ocop.values.dates import today
from ratings.scoring.models import Assessment
from ratings.sheets.models import Criterion, Sheet
from ratings.sheets.release import propose, release
from ratings.sheets.versions import draft_file, save_draft
from tests import signed_pdfs
from tests.register_factories import user


def sheet(number=11, version=1):
    """The official sheet of Decision 26/2026, with its tree."""
    return Sheet.objects.for_detail().get(decision_slug="26-2026", number=number, version=version)


def sheet_draft(number=11, change=None, **fields):
    """A draft of the next version of an official sheet; `change` is done to its document."""
    document = copy.deepcopy(sheet(number).document()) | fields
    if change:
        change(document)
    return save_draft(draft_file(document), source="test")


def sheet_version(number=11, change=None, *, day=None, **fields):
    """The next version of an official sheet, published from `day` (today unless told)."""
    draft = sheet_draft(number, change, **fields)
    sheet_proposed(draft, day=day or today())
    release(draft, by=user(Role.ADMINISTRATOR))
    return Sheet.objects.for_detail().get(pk=draft.pk)


def sheet_proposed(draft, *, day, by=None):
    """A draft that one administrator has proposed for a day, which is not asked to be one to come."""
    by = by or user(Role.ADMINISTRATOR)
    tomorrow = today() + timedelta(days=1)
    signed_pdfs.read_before()
    document = SimpleUploadedFile("4471.pdf", signed_pdfs.pdf(), content_type="application/pdf")
    propose(draft, day=tomorrow, number="4471/QĐ-TTg", signed_on=today(), file=document, by=by)
    Sheet.objects.filter(pk=draft.pk).update(in_force_from=day)
    return draft


def best(sheet, branch=None):
    """Choices with the most points everywhere, by code."""
    return dict(most_points(sheet.number, sheet.version, branch))


@lru_cache
def most_points(number, version, branch):
    """The choices of `best` on an official sheet, read once: it does not change."""
    leaves = sheet(number, version).rubric().leaves
    return {leaf.code: len(leaf.options) - 1 for leaf in leaves if leaf.case in (None, branch)}


@lru_cache
def scored_nodes(sheet_id, branch):
    """The criteria of an official sheet on which options are chosen, by code, read once: they do not change."""
    nodes = Criterion.objects.filter(sheet=sheet_id).scored(branch)
    return {node.code: node for node in nodes.prefetch_related("options")}


def fill(assessment, choices, *, by):
    """As Assessment.fill(), without reading the criteria."""
    nodes = scored_nodes(assessment.dossier.sheet_id, assessment.dossier.branch)
    chosen = {
        nodes[code]: None if position is None else nodes[code].options.all()[position]
        for code, position in choices.items()
    }
    for reason in assessment.answer_all(chosen, by=by).values():
        raise RefusedError(reason)


def self_assessment(dossier, *, by, choices=None):
    """The self-assessment, filled in with `choices`, the best unless told."""
    own = Assessment.objects.open_self(dossier, by=by)
    fill(own, choices or best(dossier.sheet, dossier.branch), by=by)
    return own


def four_stars():
    """Choices on the tea sheet with 98 points and a requirement for five stars missed: 4 stars."""
    return dict(most_points(11, 1, None)) | {"4.1": 2}


class NothingUnsafe(dict):
    """The word of a member on every criterion."""

    def __bool__(self):
        return True

    def get(self, code, default=None):
        return False, "Tạp chất chấp nhận được."
