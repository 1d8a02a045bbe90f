"""What every test gets: quick passwords, its own media folder, and a browser that is there or fails."""

import os
import shutil

import pytest
from django.core.files.storage import storages

# Playwright's synchronous interface keeps an event loop running in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

MEDIA_FOLDERS = {"default": "private", "renditions": "public"}


@pytest.fixture(autouse=True)
def quick_settings(settings):
    """Hash passwords quickly, and name static files as they are, so that nothing needs collecting."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_media(tmp_path, monkeypatch):
    """Let each test write its files into a folder of its own."""
    for alias, folder in MEDIA_FOLDERS.items():
        monkeypatch.setattr(storages[alias], "base_location", tmp_path / folder)
        monkeypatch.setattr(storages[alias], "location", str(tmp_path / folder))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, because playwright's own is not a package of any registry."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        pytest.exit("There is no Chromium. On Debian: apt-get install chromium-headless-shell libatomic1", 3)
    return {**browser_type_launch_args, "executable_path": chromium}
