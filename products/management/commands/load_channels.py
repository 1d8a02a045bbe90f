from django.core.management.base import BaseCommand

from products.seed.channels import load_channels


class Command(BaseCommand):
    """Loads the sales channels of the whole country:

    Supermarket chains and marketplaces. Provinces add their own in the desk.
    """

    help = "Load the sales channels of the whole country; loading again changes nothing."

    def handle(self, **options):
        new, corrected = load_channels()
        if options["verbosity"]:
            self.stdout.write(f"Sales channels: {new} new, {corrected} corrected.")
