from django.core.management.base import BaseCommand

from products.seed.collections import load_collections


class Command(BaseCommand):
    """Loads the collections of the whole country: five stars, newly recognised, tea … Provinces add their own in the desk."""

    help = "Load the collections of the whole country; loading again changes nothing."

    def handle(self, **options):
        new = load_collections()
        if options["verbosity"]:
            self.stdout.write(f"Collections: {new} new.")
