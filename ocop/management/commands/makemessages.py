from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """makemessages for Vietnamese, the only catalogue, from our own sources.

    No fuzzy matching: a new text stays empty until it is translated.
    """

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args, **options):
        options["locale"] = options["locale"] or ["vi"]
        options["ignore_patterns"] = [*options["ignore_patterns"], "var", "tests"]
        options["add_location"] = options["add_location"] or "file"
        options["no_obsolete"] = True
        super().handle(*args, **options)
