"""File storages: atomic writes, and private files readable by the portal's user alone."""

import contextlib
import errno
import os
import uuid
from contextvars import ContextVar
from pathlib import Path

from django.core.files.storage import FileSystemStorage

# Disk full or read-only: not the user's fault.
_FULL = {errno.ENOSPC, errno.EDQUOT}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


# (storage, name) of each file stored by this request so far.
_kept: ContextVar[list[tuple[FileSystemStorage, str]]] = ContextVar("kept")


def begin_to_keep() -> None:
    """Start recording stored files."""
    _kept.set([])


def take_back() -> None:
    """Delete files stored since: the transaction that refers to them was rolled back."""
    for storage, name in _kept.get([]):
        storage.delete(name)


class StorageError(OSError):
    """A file could not be stored; `full` if for lack of space. Nothing of it was left behind."""

    def __init__(self, full: bool):
        super().__init__("no space left" if full else "cannot write")
        self.full = full


class AtomicFileStorage(FileSystemStorage):
    """Files get their name once all bytes are on disk; a failure leaves nothing.

    Raises StorageError if the disk is full or read-only.
    """

    file_mode = 0o644
    folder_mode = 0o755

    def _save(self, name, content):
        path = Path(self.path(name))
        unfinished = path.with_name(f".{uuid.uuid4().hex}.part")
        try:
            self._make_folder(path.parent)
            self._write(unfinished, content)
            unfinished.replace(path)
            _sync(path.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            if error.errno in _FULL | _CLOSED:
                raise StorageError(error.errno in _FULL) from error
            raise
        _kept.get([]).append((self, name))
        return name.replace("\\", "/")

    def _make_folder(self, folder):
        """Create it with its parents within the storage; folders above keep their modes."""
        root = Path(self.location)
        root.parent.mkdir(parents=True, exist_ok=True)
        steps = [root / part for part in reversed(folder.relative_to(root).parents)]
        for step in [*steps, folder]:
            with contextlib.suppress(FileExistsError):
                step.mkdir(self.folder_mode)
                step.chmod(self.folder_mode)

    def _write(self, path, content):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.file_mode), "wb") as file:
            os.fchmod(file.fileno(), self.file_mode)
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())


class PrivateFileStorage(AtomicFileStorage):
    """Files that no other OS user can read."""

    file_mode = 0o600
    folder_mode = 0o700


def _sync(folder):
    """Flush the folder, so that the new name survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
