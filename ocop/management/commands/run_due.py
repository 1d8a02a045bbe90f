"""Run the nightly jobs that are due."""

import os
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.module_loading import autodiscover_modules

from ocop.nightly import run_due

HOUR = 3600  # seconds


class Command(BaseCommand):
    """`run_due`: from cron, as often as one likes; each job runs once a day. With `--stay` it needs no cron."""

    help = "Run the nightly jobs that are not done for today. Call it every hour; what is done is not done again."

    def add_arguments(self, parser):
        """Once, or until it is stopped."""
        parser.add_argument(
            "--stay",
            action="store_true",
            help="Do it now and whenever an hour begins, as long as the process that called it lives.",
        )

    def handle(self, *, stay=False, **options):
        """Run them, say what was done, and fail if one failed."""
        autodiscover_modules("nightly")
        if stay:
            self.stay(caller=os.getppid())
        elif failed := self.run_due():
            raise CommandError(f"Failed, and tried again at the next call: {', '.join(failed)}.")

    def stay(self, caller):
        """Do it every hour; a database that is away now may be back by the next."""
        while os.getppid() == caller:
            try:
                self.run_due()
            except DatabaseError as error:
                self.stderr.write(f"Tried again when the next hour begins: {error}")
            connection.close()
            time.sleep(HOUR - time.time() % HOUR)

    def run_due(self):
        """Run what is due; return the names of what failed."""
        failed = []
        for name, error in run_due():
            self.stdout.write(f"{name}: {error or 'done'}")
            failed += [name] if error else []
        return failed
