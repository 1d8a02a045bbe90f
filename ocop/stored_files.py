"""Private files and the rows that name them: what is left over, what is missing, and who may read them."""

import os
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

# An upload becomes a file before its row is there for others to see.
OLD_ENOUGH = timedelta(days=1)
# Of so few files all may be left over.
FEW = 20


class TooManyLeftOverError(Exception):
    """Half of the files would go: the database and the folder do not belong together."""


@dataclass
class Sweep:
    """`left_over`: names that no row and no history has; `missing`: (row, name) without a file."""

    files: int = 0
    left_over: list[str] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)

    def remove(self):
        """Delete what is left over. Raises TooManyLeftOverError."""
        if len(self.left_over) > FEW and 2 * len(self.left_over) > self.files:
            raise TooManyLeftOverError(
                f"{len(self.left_over)} of {self.files} files have no row: does this folder belong to this database?"
            )
        for name in self.left_over:
            default_storage.delete(name)


def sweep() -> Sweep:
    """Compare the private folder with the database, and close it to other accounts of the machine."""
    found = Sweep()
    # Files first: what is stored in between is too young to be left over.
    files = dict(_files())
    named = _named(found, files)
    found.files = len(files)
    until = time.time() - OLD_ENOUGH.total_seconds()
    found.left_over = sorted(name for name, changed in files.items() if changed < until and name not in named)
    return found


def _files():
    """Yield (name, moment of its last change) of each file; on the way, take other accounts' rights away."""
    root = Path(default_storage.location)
    for folder, _folders, names in os.walk(root):
        _close(Path(folder), default_storage.folder_mode)
        for name in names:
            path = Path(folder, name)
            _close(path, default_storage.file_mode)
            yield path.relative_to(root).as_posix(), path.lstat().st_mtime


def _close(path, mode):
    if path.lstat().st_mode & 0o777 & ~mode and not path.is_symlink():
        path.chmod(mode)


def _named(found, files):
    """The names in all rows, also of history; what rows of today name and is not there is noted."""
    named = set()
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.FileField) and column.storage == default_storage:
                rows = model._base_manager.exclude(**{column.name: ""}).values_list("pk", column.name)
                for pk, name in rows.iterator():
                    named.add(name)
                    if name not in files and not hasattr(model, "pgh_tracked_model"):
                        found.missing.append((f"{model._meta.label} {pk}", name))
    return named
