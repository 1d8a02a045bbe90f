"""Debian's Chromium, because Playwright's own is not a package of any registry."""

import shutil

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
