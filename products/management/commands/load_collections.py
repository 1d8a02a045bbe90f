"""Load the collections of the whole country."""

from django.core.management.base import BaseCommand

from products.seed.collections import load_collections


class Command(BaseCommand):
    """`load_collections`: five stars, newly recognised, tea …; each province adds its own in the desk."""

    help = "Load the collections of the whole country; loading again changes nothing."

    def handle(self, **options):
        """Load, and say what is new."""
        new = load_collections()
        if options["verbosity"]:
            self.stdout.write(f"Collections: {new} new.")
