from django.core.management.base import BaseCommand, CommandError

from ocop.files.stored_files import TooManyLeftOverError, sweep_all


class Command(BaseCommand):
    """`sweep_files`: lists files without a row and rows without a file; `--remove` deletes the former now."""

    help = "List files that no row names, and rows whose file is missing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--remove", action="store_true", help="remove files that no row names, older than a day"
        )

    def handle(self, *, remove=False, **options):
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
