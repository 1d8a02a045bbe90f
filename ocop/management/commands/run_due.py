"""Run the nightly jobs that are due."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import autodiscover_modules

from ocop.nightly import run_due


class Command(BaseCommand):
    """`run_due`: from cron, as often as one likes; each job runs once a day."""

    help = "Run the nightly jobs that are not done for today. Call it every hour; what is done is not done again."

    def handle(self, **options):
        """Run them, say what was done, and fail if one failed."""
        autodiscover_modules("nightly")
        failed = []
        for name, error in run_due():
            self.stdout.write(f"{name}: {error or 'done'}")
            failed += [name] if error else []
        if failed:
            raise CommandError(f"Failed, and tried again at the next call: {', '.join(failed)}.")
