"""The portal as it is run: gunicorn, and nginx before it with the configuration that ships."""

import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

CONFIGURATION = settings.BASE_DIR / "ocop/deploy/gunicorn.conf.py"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
# ./run may have unpacked it into a folder of its own.
MIME_TYPES = Path(NGINX).parents[2] / "etc/nginx/mime.types"
# Seconds; only what never comes may take so long, also on a machine that others keep busy.
PATIENCE = 300
HEAD = struct.Struct("2q")


def free_port():
    """A port of this machine that nobody listens on."""
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


@contextmanager
def running(command, port, *, log=None, **environment):
    """A process that listens on a port, whose words go to `log`, a file; ended at the end."""
    process = subprocess.Popen(command, env=os.environ | environment, stdout=log, stderr=log)
    try:
        wait_until(lambda: _listens(port, process))
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def gunicorn(port, application="ocop.wsgi", *, workers=1, inside=(), log=None, **environment):
    """An application in gunicorn as ./run serves the portal; `inside` is a command that becomes it."""
    command = f"-m gunicorn --config {CONFIGURATION} --workers {workers} --graceful-timeout 5"
    command += f" --log-level error --bind 127.0.0.1:{port} {application}"
    environment = {"OCOP_AS_OWNER": "no"} | environment
    with running([*inside, sys.executable, *command.split()], port, log=log, **environment) as process:
        # It listens before it has read the application.
        with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as asked:
            asked.request("GET", "/healthz")
            asked.getresponse().read()
        yield process


@contextmanager
def proxy(folder, portal_port, *, more=""):
    """nginx with the configuration that ships, as anybody may run it; yields its address and its process.

    `more` stands beside the portal's server block. It waits longer for the portal than it would elsewhere, so that
    a machine that others keep busy is not taken for a portal that is stuck.
    """
    port, out = free_port(), StringIO()
    options = {
        "listen": f"127.0.0.1:{port}",
        "upstream": f"127.0.0.1:{portal_port}",
        "cache": folder / "pages",
    }
    # The styles as they lie in the sources; nobody collects them for a test.
    with override_settings(STATIC_ROOT=settings.BASE_DIR / "static", MEDIA_ROOT=folder / "media"):
        call_command("nginx_conf", **options, stdout=out)
    temporary = "".join(
        f"{name}_temp_path {folder / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = re.sub(r"(proxy_(?:connect|read)_timeout) \d+s;", rf"\1 {PATIENCE}s;", out.getvalue())
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}"
        f" http {{ access_log off; include {MIME_TYPES}; {temporary} {configuration} {more} }}"
    )
    command = [NGINX, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    with running(command, port) as process:
        yield f"http://127.0.0.1:{port}", process


def grow_old(folder, *, seconds):
    """Let every page that nginx keeps be fresh no longer since so many seconds; below 0, for so many more.

    nginx writes at the head of each file, after its version, until when the page is fresh.
    """
    for page in (path for path in folder.rglob("*") if path.is_file()):
        with page.open("r+b") as file:
            version, _fresh_until = HEAD.unpack(file.read(HEAD.size))
            file.seek(0)
            file.write(HEAD.pack(version, int(time.time()) - seconds))


def database_url():
    """The database of this process, for another one that serves the web and so connects as the web's role."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def wait_until(come):
    """Wait for a state, which `come` tells."""
    end = time.monotonic() + PATIENCE
    while not come():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


def _listens(port, process):
    if process.poll() is not None:
        raise RuntimeError(f"{process.args[0]} ended before it listened on port {port}.")
    with socket.socket() as it:
        return it.connect_ex(("127.0.0.1", port)) == 0
