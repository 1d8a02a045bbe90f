"""./run says what is wrong before it does anything."""

import fcntl
import os
import re
import socket
import subprocess

import pytest
from django.conf import settings

RUN = settings.BASE_DIR / "run"


@pytest.fixture
def run(tmp_path):
    """Call ./run with a folder of its own for what it makes."""

    def call(*arguments, **environment):
        own = {"PATH": os.environ["PATH"], "OCOP_VAR": str(tmp_path), **environment}
        return subprocess.run([RUN, *arguments], env=own, capture_output=True, text=True, check=False)

    return call


def test_help_names_every_verb(run):
    verbs = re.findall(r"^    ([a-z| ]+)\) ", RUN.read_text(), re.MULTILINE)
    known = {verb.strip() for line in verbs for verb in line.split("|")} - {"serve"}
    assert known - set(re.findall(r"\./run (\w+)", run("help").stdout)) == set()


def test_unknown_verb_is_refused(run):
    refused = run("dance")
    assert (refused.returncode, refused.stderr) == (1, "./run dance: no such verb. ./run help lists them.\n")


def test_old_python_is_refused_with_the_version_that_is_needed(run):
    refused = run(PYTHON="false")
    assert refused.returncode == 1
    assert refused.stderr.startswith("The portal needs Python 3.11 or newer")


def test_taken_port_is_refused_with_what_to_do(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run(PORT=str(port))
    assert refused.returncode == 1
    assert refused.stderr == (
        f"Port {port} is taken (or not allowed). Choose another: PORT={port + 1} ./run\n"
    )


def test_port_that_is_no_number_is_refused(run):
    refused = run(PORT="eight")
    assert (refused.returncode, refused.stderr) == (1, "PORT=eight: write a number.\n")


@pytest.mark.parametrize("verb", ["serve", "reset"])
def test_folder_that_is_being_served_is_refused_with_who_serves_it(run, tmp_path, verb):
    with (tmp_path / "serve.lock").open("w") as lock:
        lock.write("process 7, http://127.0.0.1:8000")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = run(verb)
    assert refused.returncode == 1
    assert refused.stderr == (
        "This folder is already being served: process 7, http://127.0.0.1:8000. Stop that one first.\n"
    )


def test_reset_spares_a_server_that_is_not_ours(run):
    refused = run("reset", DATABASE_URL="postgresql://somewhere/else")
    assert refused.returncode == 1
    assert refused.stderr == ("DATABASE_URL is set: ./run reset only throws away the embedded database.\n")
