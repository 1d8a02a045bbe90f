"""Make a key that signs labels."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ocop.refusal import RefusedError
from ratings.labels.keys import file_of, make_key


class Command(BaseCommand):
    help = (
        "Make a key pair for labels, also to follow an older key: new labels are signed by it from now on, and those of"
        " older keys count on. The private half becomes a file in the folder that OCOP_LABEL_KEYS names. Run it as the"
        " user of the workers and with the owner's rights in the database (OCOP_AS_OWNER=yes)."
    )

    def handle(self, **options: Any) -> None:
        try:
            key = make_key()
        except (RefusedError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Key {key.number} signs labels now: {file_of(key.number)}. Keep a copy of it in a safe."
        )
