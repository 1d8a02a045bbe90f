"""Load the official score sheets with their product sets, and new versions of them."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ratings.sheets.files import SheetError, read_folder
from ratings.sheets.models import Sheet
from ratings.sheets.versions import discard, draft_file, publish, save_draft, validate

SHEETS = settings.BASE_DIR / "ratings" / "sheets" / "official"


class Command(BaseCommand):
    """`load_sheets [FOLDER]`: without a folder all decisions in ratings/sheets/official/.

    `--draft FILE …` stores sheets (also whole folders) as drafts and reports whether each adds up.
    `--discard 26-2026/11 …` deletes drafts (`26-2026`: all drafts of the decision). Two administrators
    publish a draft in the desk.
    """

    help = "Load score sheets from a folder; refuses a sheet that does not add up and one that is published otherwise."

    def add_arguments(self, parser):
        """Folder, or steps for a new version."""
        parser.add_argument("folder", nargs="?", type=Path)
        steps = parser.add_mutually_exclusive_group()
        steps.add_argument(
            "--draft",
            dest="drafts",
            nargs="+",
            type=Path,
            metavar="FILE",
            help="keep these files or folders as drafts",
        )
        steps.add_argument(
            "--discard", dest="discarded", nargs="+", metavar="SHEET", help="throw drafts away"
        )

    @transaction.atomic
    def handle(self, *, folder, drafts, discarded, **options):
        """Do all or nothing."""
        try:
            if drafts:
                self._draft(drafts)
            elif discarded:
                self._discard(discarded)
            else:
                self._load([folder] if folder else sorted(path for path in SHEETS.iterdir() if path.is_dir()))
        except SheetError as error:
            raise CommandError(str(error)) from error

    def _load(self, folders):
        files = [file for each in folders for file in read_folder(each)]
        new = sum(publish(file, source=folder_name(file)) for file in files)
        self.stdout.write(f"{len(files)} sheets: {new} new, {len(files) - new} unchanged.")

    def _draft(self, paths):
        for file in _files(paths):
            sheet = save_draft(file, source=folder_name(file))
            try:
                validate(sheet)
                self.stdout.write(f"{name_of(sheet)} is a draft and adds up.")
            except SheetError as error:
                self.stdout.write(f"{name_of(sheet)} is a draft and does not add up: {error}")

    def _discard(self, names):
        for sheet in drafts_of(names):
            discard(sheet)
            self.stdout.write(f"{name_of(sheet)} is thrown away.")


def drafts_of(names):
    """Return the newest draft of each sheet named by decision and number, or all of a decision; else CommandError."""
    found: list[Sheet] = []
    for name in names:
        slug, _slash, number = name.partition("/")
        drafts = Sheet.objects.drafts().filter(decision_slug=slug).order_by("number", "-version")
        drafts = drafts.filter(number=number) if number.isdecimal() else drafts
        if not drafts:
            raise CommandError(f"{name} has no draft.")
        found += drafts.distinct("number")
    return found


def folder_name(file):
    """Return the source of a sheet as named in the public data."""
    return f"{file.document['decision']}, Phụ lục II, phiếu số {file.document['number']}"


def name_of(sheet):
    return f"{sheet.decision_slug}/{sheet.number} version {sheet.version}"


def _files(paths):
    for path in paths:
        if path.is_dir():
            yield from read_folder(path)
        else:
            yield draft_file(_json(path))


def _json(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error
