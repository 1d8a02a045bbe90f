"""Ratings in the Django admin, each room its own: read only. Stars, scores and decisions come about in the desk alone."""

# ruff: noqa: F401
import ratings.councils.admin
import ratings.decisions.admin
import ratings.dossiers.admin
import ratings.imports.admin
import ratings.scoring.admin
import ratings.sealing.admin
import ratings.sheets.admin
