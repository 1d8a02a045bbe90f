"""Run the nightly jobs that are due and send the mails in the outbox."""

import os
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.module_loading import autodiscover_modules

from ocop.mail.outbox import send_waiting
from ocop.operation.nightly import run_due

HOUR = 3600  # seconds
OUTBOX_EVERY = 15  # seconds


class Command(BaseCommand):
    """`run_due`: from cron, as often as you like, since each job runs once a day. `--stay` needs no cron.

    It also sends the outbox, with `--stay` every few seconds.
    """

    help = "Run the nightly jobs that are not done for today, and send the mail that waits. What is done is not done again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--stay",
            action="store_true",
            help="Do it now and whenever an hour begins, as long as the process that called it lives.",
        )

    def handle(self, *, stay=False, **options):
        """Exits with an error if a job failed."""
        autodiscover_modules("nightly")
        if stay:
            self.stay(caller=os.getppid())
            return
        self.send_mail()
        if failed := self.run_due():
            raise CommandError(f"Failed, and tried again at the next call: {', '.join(failed)}.")

    def stay(self, caller):
        """Run jobs hourly and send mail in between; a lost database connection is tried again."""
        hour = None
        while os.getppid() == caller:
            try:
                if hour != (hour := time.time() // HOUR):
                    self.run_due()
                self.send_mail()
            except DatabaseError as error:
                self.stderr.write(f"Tried again when the next hour begins: {error}")
            connection.close()
            time.sleep(OUTBOX_EVERY)

    def send_mail(self):
        for line in send_waiting():
            self.stdout.write(line)

    def run_due(self):
        """Run the jobs due; return the names of those that failed."""
        failed = []
        for name, error in run_due():
            self.stdout.write(f"{name}: {error or 'done'}")
            failed += [name] if error else []
        return failed
