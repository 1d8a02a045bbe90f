"""Without a server of mail each mail is a file for the portal alone, since it holds a link that opens an account."""

import os
import stat

import pytest
from django.conf import settings as portal
from django.core.mail import send_mail

from ocop import settings as as_shipped


@pytest.fixture(autouse=True)
def open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("stands", [True, False])
def test_no_other_account_of_the_machine_reads_a_mail(tmp_path, settings, stands):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = as_shipped.EMAIL_BACKEND, tmp_path / "mail"
    if stands:
        settings.EMAIL_FILE_PATH.mkdir(0o755)
    send_mail("Mật khẩu mới", "https://…", None, ["lan@ocop.example"])
    [mail] = settings.EMAIL_FILE_PATH.iterdir()
    assert "lan@ocop.example" in mail.read_text()
    assert (mode(mail.parent), mode(mail)) == (0o700, 0o600)


def test_files_are_what_is_used_without_a_server():
    assert (as_shipped.EMAIL_BACKEND, portal.EMAIL_FILE_PATH) == (
        "ocop.mail.files.EmailBackend",
        portal.VAR_DIR / "mail",
    )
