"""The embedded cluster, started for real; one cluster for the whole file, because initdb takes a second."""

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from ocop.database.embedded_postgres import CannotStartError, Cluster, main, short_hash


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cluster")
    yield folder
    Cluster(folder).destroy()


@pytest.fixture
def cluster(folder):
    cluster = Cluster(folder, for_tests=True)
    cluster.start()
    return cluster


def ask(cluster, statement):
    connection = psycopg2.connect(cluster.url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        connection.close()


def kill(pid):
    with contextlib.suppress(ProcessLookupError):  # one whose parent was killed before may be gone by itself
        os.kill(pid, signal.SIGKILL)
    for _ in range(100):
        if not Path(f"/proc/{pid}/cwd").exists():
            return
        time.sleep(0.05)


def children_of(pid):
    return [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/stat")
        if path.read_text().rsplit(")", 1)[1].split()[1] == str(pid)
    ]


def test_several_who_start_an_empty_folder_at_once_get_one_server(folder):
    Cluster(folder).destroy()
    command = [
        sys.executable,
        "-m",
        "ocop.database.embedded_postgres",
        "start",
        "--for-tests",
        "--folder",
        str(folder),
    ]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert len({starter.communicate()[0] for starter in starters}) == 1
    assert [starter.returncode for starter in starters] == [0] * 4


def test_server_answers_in_utf8_with_the_extensions_of_the_portal(cluster):
    assert ask(cluster, "show server_encoding") == "UTF8"
    for extension in ("btree_gist", "pg_trgm", "unaccent"):
        ask(cluster, f"create extension if not exists {extension}")
    assert ask(cluster, "select unaccent('Chè Đinh')") == "Che Dinh"


def test_server_takes_no_port(cluster):
    assert ask(cluster, "show listen_addresses") == ""


def test_wrong_password_is_refused(cluster):
    password = (cluster.folder / "password").read_text()
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(cluster.url.replace(password, "guess"))


def test_addresses_of_web_and_owner_are_printed_and_the_web_is_nobody_special(cluster, capsys):
    assert main(["start", "--folder", str(cluster.folder)]) == 0
    web, owner = capsys.readouterr().out.splitlines()
    assert (web, owner) == (cluster.web_url, cluster.url)
    with closing(psycopg2.connect(web)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("ocop_web", False, False, False)


def test_cluster_of_an_earlier_version_gets_the_role_of_the_web(cluster):
    cluster.web_password.unlink()
    ask(cluster, "drop role ocop_web")
    cluster.start()
    psycopg2.connect(cluster.web_url).close()


def test_lost_password_of_the_web_is_set_anew(cluster):
    cluster.web_password.unlink()
    cluster.start()
    psycopg2.connect(cluster.web_url).close()


def test_data_and_password_are_readable_by_their_owner_only(cluster):
    assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700
    for password in (cluster.folder / "password", cluster.web_password):
        assert stat.S_IMODE(password.stat().st_mode) == 0o600


def test_second_start_finds_the_running_server(cluster):
    pid = cluster.server_pid()
    assert Cluster(cluster.folder).start() == cluster.url
    assert cluster.server_pid() == pid


def test_killed_server_starts_again_with_its_data(cluster):
    ask(cluster, "set synchronous_commit = on; create table kept as select 7 as seven")
    kill(cluster.server_pid())
    cluster.start()
    assert ask(cluster, "select seven from kept") == 7


def test_server_killed_with_all_its_processes_starts_again(cluster):
    pid = cluster.server_pid()
    for process in [pid, *children_of(pid)]:
        kill(process)
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_pid_file_that_names_somebody_elses_process_is_not_believed(cluster):
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")
    assert cluster.server_pid() is None
    cluster.start()
    assert cluster.server_pid() not in (None, os.getpid())


def test_lost_socket_is_made_again(cluster):
    for file in cluster.socket_folder.iterdir():
        file.unlink()
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_data_of_another_version_are_refused_with_what_to_do(cluster, capsys):
    version = cluster.data / "PG_VERSION"
    made_by = version.read_text()
    cluster.stop()
    version.write_text("9\n")
    try:
        assert main(["start", "--folder", str(cluster.folder)]) == 1
    finally:
        version.write_text(made_by)
    assert "was made by PostgreSQL 9" in capsys.readouterr().err


def test_unfinished_cluster_is_made_anew(tmp_path):
    cluster = Cluster(tmp_path / "cluster", for_tests=True)
    (cluster.folder / "data.unfinished").mkdir(parents=True)
    (cluster.folder / "data.unfinished" / "PG_VERSION").write_text("18\n")
    try:
        cluster.start()
        assert ask(cluster, "select 1") == 1
    finally:
        cluster.destroy()
    assert not cluster.folder.exists()


def test_socket_folder_of_somebody_else_is_refused(tmp_path):
    cluster = Cluster(tmp_path / "cluster", for_tests=True)
    cluster.socket_folder.symlink_to(tmp_path)
    try:
        with pytest.raises(CannotStartError, match="belongs to another user"):
            cluster.make_socket_folder()
    finally:
        cluster.socket_folder.unlink()


def test_closed_folder_of_root_keeps_its_mode_and_the_data_go_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "cluster")
    assert cluster.folder == Path("/var/lib/ocop-pg") / short_hash(closed / "cluster")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the programs as another user")
def test_programs_whose_libraries_are_closed_to_the_servers_user_are_copied(tmp_path, monkeypatch):
    cluster = Cluster(tmp_path)
    package = cluster.binaries.parent.parent
    with tempfile.TemporaryDirectory() as open_to_all:
        monkeypatch.setattr("ocop.database.embedded_postgres.ROOTS_HOME", Path(open_to_all) / "copies")
        closed = Path(open_to_all) / "closed"
        shutil.copytree(package / "pginstall", closed / package.name / "pginstall", symlinks=True)
        shutil.copytree(package.with_name(f"{package.name}.libs"), closed / f"{package.name}.libs")
        for folder in (open_to_all, closed):
            Path(folder).chmod(0o755)
        for library in closed.rglob("libpq*.so*"):
            library.chmod(0o711)
        cluster.binaries = closed / package.name / "pginstall" / "bin"
        cluster.make_binaries_reachable()
        assert cluster.binaries.is_relative_to(Path(open_to_all) / "copies")
        assert cluster.run("initdb", "--version").returncode == 0


def test_status_says_whether_the_server_runs(cluster, capsys):
    assert main(["status", "--folder", str(cluster.folder)]) == 0
    cluster.stop()
    assert main(["status", "--folder", str(cluster.folder)]) == 3
    assert capsys.readouterr().out.splitlines()[1] == "stopped"
