"""The Vietnamese catalogue holds exactly the texts of today, each translated."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.catalogue_of_texts import CATALOGUE, catalogue

SOURCES = ["manage.py", "locale", "catalogue", "ocop", "producers", "products", "ratings", "templates"]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The catalogue as makemessages would leave it, made in a copy of the sources."""
    copy = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        source = settings.BASE_DIR / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy(source, copy / name)
    command = [sys.executable, "manage.py", "makemessages"]
    subprocess.run(command, cwd=copy, env={**os.environ, "OCOP_TEST": "1"}, check=True, capture_output=True)
    return catalogue(copy / CATALOGUE.relative_to(settings.BASE_DIR))[1]


def test_texts_are_marked_by_names_that_the_extraction_knows():
    """An alias other than _ is not looked for, so its texts would never be translated."""
    marked = re.compile(r"gettext\w* as (?!_$)", re.M)
    sources = [
        path
        for app in ("catalogue", "ocop", "producers", "products", "ratings")
        for path in Path(app).rglob("*.py")
    ]
    assert [str(path) for path in sources if marked.search(path.read_text())] == []


if CATALOGUE.exists():

    def test_catalogue_holds_the_texts_of_today_and_no_other(extracted):
        stored, messages = catalogue(CATALOGUE)
        assert sorted(map(str, messages.keys() ^ extracted.keys())) == []
        assert list(stored.obsolete) == []

    def test_every_text_is_translated_and_none_by_guess():
        stored, messages = catalogue(CATALOGUE)
        missing = [
            message.id
            for message in messages.values()
            if message.fuzzy
            or not all(message.string if isinstance(message.string, tuple) else [message.string])
        ]
        assert missing == []
        assert not stored.fuzzy, "take “#, fuzzy” from the head of the catalogue, or it will not be compiled"

    def test_translations_keep_the_placeholders_of_their_text():
        _stored, messages = catalogue(CATALOGUE)
        assert [f"{message.id}: {error}" for message in messages.values() for error in message.check()] == []
