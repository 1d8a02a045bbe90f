"""Load the official score sheets and the product sets they belong to."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ratings.publishing import publish
from ratings.sheet_files import SheetError, read_folder

SHEETS = settings.BASE_DIR / "ratings" / "sheets"


class Command(BaseCommand):
    """`load_sheets [FOLDER]`: without a folder all decisions in ratings/sheets/."""

    help = "Load score sheets from a folder; refuses a sheet that does not add up and one that is published otherwise."

    def add_arguments(self, parser):
        """One folder, or those of the project."""
        parser.add_argument("folder", nargs="?", type=Path)

    @transaction.atomic
    def handle(self, *, folder, **options):
        """Load all or nothing."""
        folders = [folder] if folder else sorted(path for path in SHEETS.iterdir() if path.is_dir())
        try:
            files = [file for each in folders for file in read_folder(each)]
            outcomes = [publish(file, source=folder_name(file)) for file in files]
        except SheetError as error:
            raise CommandError(str(error)) from error
        new = sum(outcomes)
        self.stdout.write(f"{len(files)} sheets: {new} new, {len(files) - new} unchanged.")


def folder_name(file):
    """The source of a sheet, as the public data name it."""
    return f"{file.document['decision']}, appendix II, sheet {file.document['number']}"
