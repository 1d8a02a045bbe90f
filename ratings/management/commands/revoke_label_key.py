"""Let the labels of a key count no more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ocop.refusal import RefusedError
from ratings.labels.keys import revoke_key


class Command(BaseCommand):
    help = (
        "Revoke a key of labels, because somebody else may have its private half. Every label of it is answered with"
        " the reason from now on; recognitions in force get new labels by the next key. It cannot be taken back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int)
        parser.add_argument("--because", required=True, help="The reason, as everybody reads it.")

    def handle(self, **options: Any) -> None:
        try:
            key = revoke_key(options["number"], options["because"])
        except RefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Key {key.number} counts no more: {key.revoked_because}")
