"""./run says what is wrong before it does anything."""

import contextlib
import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

from ocop.database.embedded_postgres import Cluster
from tests.servers import PATIENCE

RUN = settings.BASE_DIR / "run"


@pytest.fixture
def run(tmp_path):
    """Call ./run with a folder of its own for what it makes."""

    def call(*arguments, **environment):
        own = {"PATH": os.environ["PATH"], "OCOP_VAR": str(tmp_path), **environment}
        return subprocess.run([RUN, *arguments], env=own, capture_output=True, text=True, check=False)

    return call


@pytest.fixture
def shell(tmp_path):
    """Call functions of ./run; start() does not wait for the end."""
    own = {"PATH": os.environ["PATH"], "OCOP_VAR": str(tmp_path)}

    def start(commands, **options):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | options
        return subprocess.Popen(["bash", "-c", f". {RUN}; {commands}"], env=own, **pipes)

    def call(commands):
        command = ["bash", "-c", f". {RUN}; {commands}"]
        return subprocess.run(command, env=own, capture_output=True, text=True, check=False)

    call.start = start
    return call


# A Python that makes an environment of copies of itself, and is stopped in the step STOP as HOW says.
FAKE_PYTHON = f"""#!/bin/bash
stop() {{
    echo $1 >>calls
    [ "${{STOP:-}}" = $1 ] || return 0
    case $HOW in
        killed) kill -9 0 ;;
        interrupted) kill -INT 0; sleep 60 ;;
        offline) echo Temporary failure in name resolution ;;
    esac
    exit 1
}}
case "${{0##*/}} $*" in
    python\\ -m\\ venv*)
        mkdir -p .venv/bin; cp python .venv/bin/python; touch .venv/without-pip
        stop venv
        rm .venv/without-pip ;;
    python\\ -m\\ pip\\ --version) [ ! -e .venv/without-pip ] ;;
    python\\ -m\\ pip*)
        cp python .venv/bin/uv; touch .venv/half-uv
        stop pip
        rm .venv/half-uv ;;
    uv\\ --version) [ ! -e .venv/half-uv ] && echo uv $UV ;;
    uv*) stop uv ;;
    python\\ manage.py*) echo "$*" >>calls ;;
    *) exec {sys.executable} "$@" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path):
    """Call commands in a folder with ./run and a Python that only seems to install things."""
    folder = tmp_path / "checkout"
    (folder / "ocop").mkdir(parents=True)
    shutil.copy(RUN, folder)
    for name in ("environment.sh", "workers.sh"):
        shutil.copy(RUN.with_name("ocop") / name, folder / "ocop")
    (folder / "requirements.txt").write_text("nothing\n")
    version = re.search(r"^UV=(.*)$", RUN.read_text(), re.MULTILINE)[1]
    (folder / "python").write_text(FAKE_PYTHON.replace("$UV", version))
    (folder / "python").chmod(0o755)
    own = {"PATH": os.environ["PATH"], "PYTHON": f"{folder}/python", "DATABASE_URL": "postgresql:///none"}

    def call(commands):
        options = {"capture_output": True, "text": True, "start_new_session": True, "check": False}
        # Whoever runs the tests in the background has them ignore Ctrl-C.
        command = ["env", "--default-signal=INT", "bash", "-c", commands]
        return subprocess.run(command, cwd=folder, env=own, **options)

    def calls():
        """Return what was called since the last question."""
        path = folder / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    call.folder, call.calls = folder, calls
    return call


def test_help_names_every_verb(run):
    verbs = re.findall(r"^    ([a-z| ]+)\) ", RUN.read_text(), re.MULTILINE)
    known = {verb.strip() for line in verbs for verb in line.split("|")} - {"serve"}
    assert known - set(re.findall(r"\./run (\w+)", run("help").stdout)) == set()


def test_compiled_modules_are_kept_whatever_the_environment_says(tmp_path):
    own = {"PATH": os.environ["PATH"], "OCOP_VAR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(["bash", "-c", f". {RUN}; {sys.executable} -c 'import ocop.formats'"], env=own, check=True)
    assert [path.name for path in tmp_path.glob("pycache/**/ocop/formats/*.pyc")] != []


def test_unknown_verb_is_refused(run):
    refused = run("dance")
    assert (refused.returncode, refused.stderr) == (1, "./run dance: no such verb. ./run help lists them.\n")


def test_old_python_is_refused_with_the_version_that_is_needed(run):
    refused = run(PYTHON="false")
    assert refused.returncode == 1
    assert refused.stderr.startswith("The portal needs Python 3.11 or newer")


@pytest.mark.parametrize(("may_install", "chosen"), [("true", "bare"), ("false", "whole")])
def test_first_python_that_is_new_enough_is_taken_if_it_has_venv_or_may_get_it(
    shell, tmp_path, may_install, chosen
):
    works = f'exec {sys.executable} "$@"'
    for name, line in (
        ("old", "exit 1"),
        ("bare", f'case "$2" in *venv) exit 1; esac; {works}'),
        ("whole", works),
    ):
        (tmp_path / name).write_text(f"#!/bin/bash\n{line}\n")
        (tmp_path / name).chmod(0o755)
    wanted = f'PYTHON="{tmp_path}/old {tmp_path}/bare {tmp_path}/whole"'
    found = shell(f"{wanted}; may_install() {{ {may_install}; }}; find_python; echo ${{SYSTEM_PYTHON##*/}}")
    assert (found.stdout, found.stderr) == (f"{chosen}\n", "")


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
    assert (refused.returncode, refused.stderr) == (1, "PORT=eight: write a number from 1 to 65535.\n")


@pytest.mark.parametrize("port", ["0", "65536", "99999", "08000"])
def test_port_out_of_range_is_refused(run, port):
    refused = run(PORT=port)
    assert (refused.returncode, refused.stderr) == (1, f"PORT={port}: write a number from 1 to 65535.\n")


@pytest.fixture
def served(tmp_path):
    """Hold the lock of a server as this process and write a number and an address into it."""

    @contextlib.contextmanager
    def hold(text):
        with (tmp_path / "serve.lock").open("w") as lock:
            lock.write(text)
            lock.flush()
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    return hold


@pytest.mark.parametrize("verb", ["serve", "reset"])
def test_folder_that_is_being_served_is_refused_with_who_serves_it(run, served, verb):
    with served(f"{os.getpid()} http://127.0.0.1:8000\n"):
        refused = run(verb)
    assert refused.returncode == 1
    assert refused.stderr == (
        "This folder is already being served at http://127.0.0.1:8000."
        f" Stop that one first (Ctrl-C there, or: kill {os.getpid()}).\n"
    )


@pytest.mark.parametrize("text", ["", "4194304 http://127.0.0.1:8000\n"])
def test_process_that_holds_the_lock_is_named_and_not_a_dead_one(shell, served, text):
    with served(text):
        refused = shell("PATIENCE=0; find_python; alone")
    assert refused.returncode == 1
    assert refused.stderr == (
        f"Another ./run is at work in this folder. Let it end, or stop it: kill {os.getpid()}\n"
    )


def test_run_that_is_about_to_end_is_waited_for(shell, tmp_path, served):
    with served(""):
        waiting = shell.start("sleep() { echo waits; command sleep 0.1; }; find_python; alone; echo done")
        assert waiting.stdout.readline() == "waits\n"
    assert waiting.communicate()[0].endswith("done\n")


def test_locks_are_free_as_soon_as_a_run_has_ended(shell, tmp_path):
    nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    assert shell.start("find_python; alone; step one true", **nowhere).wait() == 0
    with (tmp_path / "serve.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.parametrize("step", ["venv", "pip", "uv"])
def test_environment_whose_making_was_stopped_is_made_anew(checkout, step):
    stopped = checkout(f"STOP={step} HOW=killed ./run manage")
    assert stopped.returncode != 0
    checkout.calls()
    again = checkout("./run manage check")
    assert again.returncode == 0, again.stderr
    assert checkout.calls() == ["venv", "pip", "uv", "manage.py check"]
    assert checkout("./run manage check").returncode == 0
    assert checkout.calls() == ["manage.py check"]


def test_environment_without_pip_of_an_earlier_version_is_made_anew(checkout):
    checkout("mkdir -p .venv/bin; cp python .venv/bin/python; touch .venv/without-pip")
    assert checkout("./run manage check").returncode == 0
    assert checkout.calls() == ["venv", "pip", "uv", "manage.py check"]


def test_failed_step_says_what_to_do(checkout):
    failed = checkout("STOP=venv HOW=failed ./run manage")
    log = checkout.folder / "var/run.log"
    assert failed.stderr == (
        f"That failed: Making the environment .venv. All of its output is in {log}\n"
        "Call it again: it begins the environment anew.\n"
    )


def test_network_that_is_away_is_asked_about(checkout):
    checkout("./run manage check; rm .venv/bin/uv")
    failed = checkout("STOP=pip HOW=offline ./run manage")
    assert "Temporary failure in name resolution\n" in failed.stderr
    assert "\nNo network? Packages come from pypi.org" in failed.stderr


@pytest.mark.parametrize("step", ["venv", "pip", "uv"])
def test_ctrl_c_says_that_the_same_command_goes_on(checkout, step):
    stopped = checkout(f"STOP={step} HOW=interrupted ./run manage")
    said = "\nStopped. The same command goes on from here.\n"
    assert (stopped.returncode, stopped.stderr) == (130, said)


def test_ctrl_c_in_a_command_shows_no_traceback():
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", "raise KeyboardInterrupt"]
    stopped = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert (stopped.returncode, stopped.stderr) == (130, "")


@pytest.mark.parametrize(
    ("verb", "packages"),
    [("test", "chromium-headless-shell.* nginx-light gettext"), ("bench", "wrk nginx-light")],
)
def test_all_missing_packages_are_named_in_one_command_before_anything_is_made(checkout, verb, packages):
    refused = checkout(f". ./run; has() {{ return 1; }}; id() {{ echo 1000; }}; prepare {verb}")
    assert refused.returncode == 1
    assert re.fullmatch(
        rf"Missing for ./run {verb}. On Debian, as root: apt-get install {packages}\n", refused.stderr
    )
    assert checkout.calls() == []


def test_web_server_of_debian_is_unpacked_and_not_installed(shell, tmp_path):
    done = shell("""
        apt-get() { echo apt-get "$@"; [ "$1" != download ] || touch nginx_1.deb nginx-common_1.deb; }
        dpkg-deb() { mkdir -p usr/sbin && printf '#!/bin/sh\necho nginx %s' "$2" >usr/sbin/nginx && chmod +x usr/sbin/nginx; }
        apt_install gettext nginx-light
    """)
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "apt-get update",
            "apt-get install -y --no-install-recommends gettext",
            "apt-get download nginx nginx-common",
            "nginx nginx_1.deb",
        ],
    )
    assert (tmp_path / "nginx/usr/sbin/nginx").exists()


def test_database_is_stopped_also_when_the_shell_was_killed(shell, tmp_path):
    cluster = Cluster(tmp_path / "cluster", for_tests=True)
    try:
        started = (
            f'find_python; start_postgres "{tmp_path}/cluster" --for-tests; echo $DATABASE_URL; kill -9 $$'
        )
        with shell.start(started) as killed:
            assert killed.stdout.readline().startswith("postgresql://ocop_web")
        deadline = time.monotonic() + PATIENCE
        while cluster.server_pid() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert cluster.server_pid() is None
    finally:
        cluster.destroy()


def test_reset_spares_a_server_that_is_not_ours(run):
    refused = run("reset", DATABASE_URL="postgresql://somewhere/else")
    assert refused.returncode == 1
    assert refused.stderr == ("DATABASE_URL is set: ./run reset only throws away the embedded database.\n")


def test_worker_that_ended_is_replaced_and_all_end_with_the_server(shell):
    done = shell(r"""
        workers=() ending=
        ends_with_us() { exec sleep 600; }
        start_worker; start_worker
        first=("${workers[@]}")
        kill -9 "${first[0]}"; wait "${first[0]}" || true
        restart_workers
        [ "${workers[0]}" = "${first[1]}" ] && echo "${#workers[@]} workers"
        end_workers
        kill -0 "${workers[@]}" 2>/dev/null || echo all ended
        ending=yes
        restart_workers
        echo "${#workers[@]} workers"
    """)
    assert (done.returncode, done.stdout.splitlines()) == (0, ["2 workers", "all ended", "0 workers"]), (
        done.stderr
    )
