"""Keys of labels: made and revoked by commands, the private halves in files that only their owner reads."""

import stat

import pytest
from django.core.management import CommandError, call_command

from ocop.refusal import RefusedError
from ratings.labels.keys import can_sign, file_of, newest_key, private_key
from ratings.labels.models import LabelKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.LABEL_KEYS_ROOT = tmp_path / "label-keys"
    return settings.LABEL_KEYS_ROOT


def test_a_key_is_made_whose_private_half_only_its_owner_reads(folder, capsys):
    call_command("make_label_key")
    key = LabelKey.objects.get()
    assert (key.number, newest_key(), can_sign()) == (1, key, True)
    assert stat.S_IMODE(file_of(1).stat().st_mode) == 0o400
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert private_key(key).public_key().public_bytes_raw() == key.public_bytes
    assert str(file_of(1)) in capsys.readouterr().out


def test_the_next_key_signs_and_the_older_one_counts_on(folder):
    call_command("make_label_key")
    call_command("make_label_key")
    assert [key.number for key in LabelKey.objects.trusted()] == [1, 2]
    assert newest_key().number == 2


def test_a_revoked_key_counts_no_more_and_says_why(folder, capsys):
    call_command("make_label_key")
    call_command("revoke_label_key", "1", because="Mất máy chủ")
    key = LabelKey.objects.get()
    assert (key.revoked_because, newest_key(), can_sign()) == ("Mất máy chủ", None, False)
    with pytest.raises(CommandError, match="no key 1 that counts"):
        call_command("revoke_label_key", "1", because="Once more")


def test_a_key_is_revoked_for_a_reason_only(folder):
    call_command("make_label_key")
    with pytest.raises(CommandError, match="Say why"):
        call_command("revoke_label_key", "1", because="  ")


def test_without_a_folder_no_key_is_made(settings):
    settings.LABEL_KEYS_ROOT = None
    with pytest.raises(CommandError, match="OCOP_LABEL_KEYS names no folder"):
        call_command("make_label_key")
    assert (LabelKey.objects.exists(), can_sign()) == (False, False)


def test_a_file_that_is_there_is_not_overwritten(folder):
    folder.mkdir()
    file_of(1).write_text("somebody else's")
    with pytest.raises(CommandError):
        call_command("make_label_key")
    assert (file_of(1).read_text(), LabelKey.objects.exists()) == ("somebody else's", False)


def test_the_file_of_another_key_signs_nothing(folder):
    call_command("make_label_key")
    call_command("make_label_key")
    file_of(1).unlink()
    file_of(2).rename(file_of(1))
    with pytest.raises(RefusedError, match="holds another key"):
        private_key(LabelKey.objects.get(number=1))
    with pytest.raises(RefusedError, match="cannot be read"):
        private_key(LabelKey.objects.get(number=2))
