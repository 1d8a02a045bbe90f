"""Write the catalogue's entries anew."""

from django.core.management.base import BaseCommand

from catalogue.models import CatalogueEntry


class Command(BaseCommand):
    """Refreshes all entries, after rows were loaded while triggers were off, such as part of a backup."""

    help = "Write every entry of the catalogue anew from the registers. Triggers do that for each change by themselves."

    def handle(self, **options):
        done = 0
        for done in CatalogueEntry.objects.rebuild():
            if options["verbosity"] > 1:
                self.stdout.write(f"{done:,} products …")
        if options["verbosity"]:
            self.stdout.write(f"{done:,} products stand in the catalogue's entries.")
