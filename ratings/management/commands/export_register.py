"""Export the register as a list that imports without changes."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ratings.imports.exporting import export, products_of
from ratings.management.commands.import_register import province_named


class Command(BaseCommand):
    """`export_register FILE.xlsx|FILE.csv [--province NAME]`."""

    help = "Export products with their producers and stars, by the ending of the file as .xlsx or .csv."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--province", default="", help="Only the products of this province.")

    def handle(self, *, file, province, **options):
        if file.suffix.lower() not in (".xlsx", ".csv"):
            raise CommandError("The name of the file must end in .xlsx or .csv.")
        try:
            number = export(products_of(province_named(province) if province else None), file)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        self.stdout.write(f"{number} product{'' if number == 1 else 's'} written to {file}.")
