"""Imports with the answers that a person would give to the questions of a list."""

from ratings.imports.register import import_register
from ratings.management.commands.import_register import answers_of

OF_READING = ("file_name", "province", "gazetteer", "corrections", "columns")


def import_recognised(data, *, answers=None, **options):
    """Import a list whose decisions recognise what it says, as a person has answered."""
    given = {"decision": "recognises"} | (answers or {})
    read = {name: options[name] for name in OF_READING if name in options}
    return import_register(data, answers=answers_of(data, given, **read), **options)
