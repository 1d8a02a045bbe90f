"""Compare the files with the database."""

from django.core.management.base import BaseCommand, CommandError

from ocop.stored_files import TooManyLeftOverError, sweep_all


class Command(BaseCommand):
    """`sweep_files`: what the nightly job would remove, and what is missing; with `--remove` it does it now."""

    help = "List files that no row names, and rows whose file is missing."

    def add_arguments(self, parser):
        """Only look, or remove too."""
        parser.add_argument(
            "--remove", action="store_true", help="remove files that no row names, older than a day"
        )

    def handle(self, *, remove=False, **options):
        """List; remove where asked; fail where a row's file is missing."""
        swept = sweep_all()
        for name in (name for found in swept for name in found.left_over):
            self.stdout.write(f"{'removed' if remove else 'left over'}: {name}")
        try:
            for found in swept if remove else ():
                found.remove()
        except TooManyLeftOverError as error:
            raise CommandError(str(error)) from error
        if missing := [f"missing: {name} of {row}" for found in swept for row, name in found.missing]:
            raise CommandError("\n".join(missing))
