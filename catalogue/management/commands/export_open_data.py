"""Write the open data of a day into files."""

from datetime import date

from django.core.management.base import BaseCommand

from catalogue.open_data.files import export
from ocop.values.dates import today


class Command(BaseCommand):
    help = "Write the open data as CSV and JSON lines with dictionary, DCAT and checksums, as of any day."

    def add_arguments(self, parser):
        parser.add_argument("--day", type=date.fromisoformat, help="YYYY-MM-DD; today without it")
        parser.add_argument("--to", required=True, help="the folder in which the day's folder is made")

    def handle(self, *, day, to, **options):
        self.stdout.write(f"{export(to, day or today())}")
