"""Run the nightly jobs that are due and send the mails in the outbox, now."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import autodiscover_modules

from ocop.mail.outbox import send_waiting
from ocop.operation.nightly import run_due


class Command(BaseCommand):
    """`run_due`: what the workers do by themselves; as often as you like, since each job runs once a day."""

    help = "Run the nightly jobs that are not done for today, and send the mail that waits. What is done is not done again."

    def handle(self, **options):
        """Exits with an error if a job failed."""
        autodiscover_modules("nightly")
        for line in send_waiting():
            self.stdout.write(line)
        failed = []
        for name, error in run_due():
            self.stdout.write(f"{name}: {error or 'done'}")
            failed += [name] if error else []
        if failed:
            raise CommandError(f"Failed, and tried again at the next call: {', '.join(failed)}.")
