"""Load the sales channels of the whole country."""

from django.core.management.base import BaseCommand

from products.seed.channels import load_channels


class Command(BaseCommand):
    """`load_channels`: supermarket chains and marketplaces; each province adds its own in the desk."""

    help = "Load the sales channels of the whole country; loading again changes nothing."

    def handle(self, **options):
        """Load, and say what is new."""
        new, corrected = load_channels()
        if options["verbosity"]:
            self.stdout.write(f"Sales channels: {new} new, {corrected} corrected.")
