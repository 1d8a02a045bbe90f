#!/usr/bin/env python
"""Django's command line for the portal; `./run manage …` calls it in the right environment."""

import os
import sys

# They make the schema or fill the registers, as the owner of the database; all others connect as the web does.
OWNERS = {
    "demo",
    "flush",
    "load_channels",
    "load_collections",
    "load_places",
    "load_sheets",
    "migrate",
    "rebuild_catalogue",
}

if __name__ == "__main__":
    os.environ.setdefault("OCOP_COMMAND", "yes")
    if OWNERS & set(sys.argv[1:2]):
        os.environ.setdefault("OCOP_AS_OWNER", "yes")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)  # Ctrl-C is no error of ours: no traceback
