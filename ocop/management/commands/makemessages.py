"""makemessages for this project: Vietnamese, from our own sources only."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Extract the texts that people read; English is the source, so vi is the only catalogue.

    No guesses by likeness (fuzzy entries): a new text stays empty until somebody has translated it.
    """

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args, **options):
        """Fill in what is the same each time."""
        options["locale"] = options["locale"] or ["vi"]
        options["ignore_patterns"] = [*options["ignore_patterns"], "var", "tests"]
        options["add_location"] = options["add_location"] or "file"
        options["no_obsolete"] = True
        super().handle(*args, **options)
