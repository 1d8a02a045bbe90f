"""Registers the models of all rooms with Django; callers import them from their room."""

# ruff: noqa: F401
import ratings.aftercare.models
import ratings.councils.models
import ratings.decisions.models
import ratings.dossiers.models
import ratings.imports.models
import ratings.integrity.models
import ratings.labels.models
import ratings.scoring.models
import ratings.sealing.models
import ratings.sheets.models
