from django.core.management.base import BaseCommand

from ocop.places.seed.places import load_places


class Command(BaseCommand):
    """Loads provinces, districts and communes of Vietnam, current and former; all or nothing."""

    help = "Load the administrative units of Vietnam with their successors; loading again changes nothing."

    def handle(self, **options):
        if options["verbosity"]:
            self.stdout.write("Loading places …")
        outcome = load_places()
        if options["verbosity"]:
            did = (
                f"{outcome.new:,} new, {outcome.corrected:,} corrected, {outcome.removed:,} removed, "
                f"{outcome.events:,} changes by resolutions"
                if outcome.changed
                else "nothing changed"
            )
            self.stdout.write(
                f"{outcome.in_force:,} places in force, {outcome.former:,} former, "
                f"{outcome.successions:,} successions; {did}."
            )
        for refusal in outcome.refused:
            self.stderr.write(f"Not taken: {refusal}")
