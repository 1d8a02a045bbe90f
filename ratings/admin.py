"""Imports the admin of all rooms. Read-only: stars, scores and decisions change only through the desk."""

# ruff: noqa: F401
import ratings.aftercare.admin
import ratings.councils.admin
import ratings.decisions.admin
import ratings.dossiers.admin
import ratings.imports.admin
import ratings.labels.admin
import ratings.scoring.admin
import ratings.sealing.admin
import ratings.sheets.admin
