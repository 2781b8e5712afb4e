"""A PostgreSQL server lives exactly as long as the command that it was started for."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from servers import ServerMissingError, cache_folder, find_programs

SCRIPT = Path(__file__).with_name("postgres.py")
REPORT = """
import os, pathlib, sys
pathlib.Path(sys.argv[1]).write_text(" ".join([os.environ["PGPORT"], os.environ["MESH_TEST_POSTGRES"]]))
"""
WAIT = "import time; time.sleep(60)"


@pytest.fixture
def temporary() -> Iterator[str]:
    """A folder for the server's data that its ordinary user can reach; pytest's own is closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="mesh-engines-"))
    folder.chmod(0o755)
    yield str(folder)
    shutil.rmtree(folder)


def _origin() -> str:
    try:
        find_programs(("machine",))
    except ServerMissingError as error:
        if not list(cache_folder().glob("*pgserver*")):
            pytest.skip(f"no PostgreSQL server here: {error}")
        return "wheel"
    return "machine"


def _run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **settings},
    )


def _is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(condition: Callable[[], object], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_command_sees_a_server_and_its_exit_code_is_returned(temporary: str) -> None:
    ask = (
        "import os, psycopg\n"
        "with psycopg.connect(os.environ['MESH_TEST_POSTGRES']) as link:\n"
        "    row = link.execute('select current_user::text, current_database()::text').fetchone()\n"
        "raise SystemExit(7 if row == (os.environ['PGUSER'], os.environ['PGDATABASE']) else 1)\n"
    )
    pytest.importorskip("psycopg")
    done = _run("--from", _origin(), "--", sys.executable, "-c", ask, TMPDIR=temporary)
    assert done.returncode == 7, done.stderr


def test_password_is_asked_for(temporary: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    script = (
        "import os, psycopg\n"
        "try:\n"
        "    psycopg.connect(os.environ['MESH_TEST_POSTGRES'], password='wrong')\n"
        "except psycopg.OperationalError as error:\n"
        "    raise SystemExit(5 if 'password' in str(error) else 1)\n"
    )
    assert psycopg
    done = _run("--from", _origin(), "--", sys.executable, "-c", script, TMPDIR=temporary)
    assert done.returncode == 5, done.stderr


def test_nothing_is_left_after_the_command(tmp_path: Path, temporary: str) -> None:
    report = tmp_path / "report"
    done = _run("--from", _origin(), "--", sys.executable, "-c", REPORT, str(report), TMPDIR=temporary)
    assert done.returncode == 0, done.stderr
    assert not _is_listening(int(report.read_text().split()[0]))
    assert not list(Path(temporary).iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_after_an_ending_signal(tmp_path: Path, temporary: str, number: signal.Signals) -> None:
    process, port = _start_waiting(tmp_path, temporary)
    process.send_signal(number)
    assert process.wait(30) == 128 + number
    assert not _is_listening(port)
    assert not list(Path(temporary).iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_server_ends_when_its_parent_is_killed(tmp_path: Path, temporary: str) -> None:
    process, port = _start_waiting(tmp_path, temporary)
    process.kill()
    process.wait(30)
    assert _wait_until(lambda: not _is_listening(port))


@pytest.mark.skipif(os.geteuid() != 0, reason="asks what root does")
def test_root_runs_the_server_as_somebody_else(tmp_path: Path, temporary: str) -> None:
    process, _ = _start_waiting(tmp_path, temporary)
    (home,) = Path(temporary).iterdir()
    server = int((home / "data" / "postmaster.pid").read_text().splitlines()[0])
    owner = Path(f"/proc/{server}").stat().st_uid
    process.terminate()
    process.wait(30)
    assert owner != 0


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--required",), 2)])
def test_missing_server_is_said_and_skips(tmp_path: Path, options: tuple[str, ...], code: int) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    done = _run("--from", "wheel", *options, "--", "false", MESH_CACHE_DIR=str(in_the_way))
    assert done.returncode == code
    assert done.stderr.startswith("PostgreSQL tests skipped: wheel: ")
    assert "Install PostgreSQL" in done.stderr


def test_unknown_origin_is_a_usage_error() -> None:
    done = _run("--from", "moon", "--", "true")
    assert done.returncode == 2
    assert "unknown origin moon; choose from machine, wheel, debian" in done.stderr


def test_unknown_command_is_said() -> None:
    done = _run("--from", _origin(), "--", "no-such-command")
    assert done.returncode == 127
    assert "no-such-command: no such command" in done.stderr


@pytest.mark.skipif("MESH_TEST_DOWNLOADS" not in os.environ, reason="set MESH_TEST_DOWNLOADS=1 to fetch the wheel")
def test_wheel_serves_where_the_machine_has_no_server() -> None:
    done = _run("--from", "wheel", "--required", "--", "sh", "-c", "exit 6")
    assert done.returncode == 6, done.stderr


def _start_waiting(tmp_path: Path, temporary: str) -> tuple[subprocess.Popen[bytes], int]:
    report = tmp_path / "report"
    process = subprocess.Popen(
        [
            sys.executable,
            str(SCRIPT),
            "--from",
            _origin(),
            "--",
            sys.executable,
            "-c",
            REPORT + WAIT,
            str(report),
        ],
        env={**os.environ, "TMPDIR": temporary},
    )
    assert _wait_until(lambda: report.exists() and report.read_text())
    return process, int(report.read_text().split()[0])
