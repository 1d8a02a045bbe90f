"""Mail as files, where there is no mail server."""

import os

from django.core.mail.backends.filebased import EmailBackend as FileBackend


class EmailBackend(FileBackend):
    """Files that no other OS user can read or list, since they contain links that open accounts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        os.chmod(self.file_path, 0o700)

    def open(self):
        if is_new := super().open():
            os.fchmod(self.stream.fileno(), 0o600)
        return is_new
