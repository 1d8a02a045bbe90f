"""Compare stored files with the rows that refer to them: orphans, missing files, permissions."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.core.files.storage import Storage, default_storage, storages
from django.db import models

# A file is written before its row is committed.
OLD_ENOUGH = timedelta(days=1)
# Of so few files all may be orphans.
FEW = 20


class TooManyLeftOverError(Exception):
    """Half of the files would be deleted: probably the database and the folder do not belong together."""


@dataclass
class Sweep:
    """`left_over`: names that no row and no history refers to; `missing`: (row, name) without a file."""

    storage: Storage
    files: int = 0
    left_over: list[str] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)

    def remove(self):
        """Delete orphans. Raises TooManyLeftOverError."""
        if len(self.left_over) > FEW and 2 * len(self.left_over) > self.files:
            raise TooManyLeftOverError(
                f"{len(self.left_over)} of {self.files} files have no row: does this folder belong to this database?"
            )
        for name in self.left_over:
            self.storage.delete(name)


def _in_columns() -> Iterator[tuple[str, str]]:
    """Names in all columns of private files, history included."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.FileField) and column.storage == default_storage:
                rows = model._base_manager.exclude(**{column.name: ""}).values_list("pk", column.name)
                of_today = not hasattr(model, "pgh_tracked_model")
                for pk, name in rows.iterator():
                    yield f"{model._meta.label} {pk}" if of_today else "", name


# By storage alias: a function that yields (row, name) of its files; for names in the history only, the row is empty.
NAMED: dict[str, Callable[[], Iterator[tuple[str, str]]]] = {"default": _in_columns}


def sweep(alias: str = "default") -> Sweep:
    """Compare a storage with the database, and revoke permissions of other OS users."""
    found = Sweep(storages[alias])
    # Files first: one stored in between is too new to be an orphan.
    files, named = dict(_files(found.storage)), set()
    for row, name in NAMED[alias]():
        named.add(name)
        if row and name not in files:
            found.missing.append((row, name))
    found.files = len(files)
    until = time.time() - OLD_ENOUGH.total_seconds()
    found.left_over = sorted(name for name, changed in files.items() if changed < until and name not in named)
    return found


def sweep_all() -> list[Sweep]:
    return [sweep(alias) for alias in NAMED]


def _files(storage):
    """Yield (name, modification time) of each file; revokes permissions of other OS users on the way."""
    root = Path(storage.location)
    for folder, _folders, names in os.walk(root):
        _close(Path(folder), storage.folder_mode)
        for name in names:
            path = Path(folder, name)
            _close(path, storage.file_mode)
            yield path.relative_to(root).as_posix(), path.lstat().st_mtime


def _close(path, mode):
    if path.lstat().st_mode & 0o777 & ~mode and not path.is_symlink():
        path.chmod(mode)
