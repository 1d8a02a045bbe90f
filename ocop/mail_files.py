"""Mail as files, where there is no server of mail: they hold links that open accounts."""

import os

from django.core.mail.backends.filebased import EmailBackend as FileBackend


class EmailBackend(FileBackend):
    """Django's own, but no other account of the machine reads a file or sees that there is one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        os.chmod(self.file_path, 0o700)

    def open(self):
        """Begin a file."""
        if is_new := super().open():
            os.fchmod(self.stream.fileno(), 0o600)
        return is_new
