"""Start a throw-away PostgreSQL server on loopback as an ordinary user, and stop it again."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servers import ORIGINS, ServerMissingError, find_programs

HOST = "127.0.0.1"
USER = DATABASE = "mesh"
ORDINARY_USERS = ("postgres", "nobody")
START_SECONDS = 60
STOP_SECONDS = 10
PORT_ATTEMPTS = 3
# Nothing of the data is to outlive the command, so nothing needs to reach the disk.
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "dynamic_shared_memory_type": "mmap",
    "max_connections": "50",
}


@dataclass(frozen=True)
class Server:
    """A running server: where it listens and how to sign in."""

    port: int
    password: str
    programs: Path

    @property
    def url(self) -> str:
        """The server's database as a libpq connection URL."""
        return f"postgresql://{USER}:{self.password}@{HOST}:{self.port}/{DATABASE}"

    @property
    def environment(self) -> dict[str, str]:
        """Variables by which libpq, dbt and the tests find the server."""
        return {
            "PGHOST": HOST,
            "PGPORT": str(self.port),
            "PGUSER": USER,
            "PGPASSWORD": self.password,
            "PGDATABASE": DATABASE,
            "MESH_TEST_POSTGRES": self.url,
        }


@contextlib.contextmanager
def running_server(origins: tuple[str, ...] = tuple(ORIGINS)) -> Iterator[Server]:
    """Start a server, hand it out, and in every case stop it and remove its data.

    Args:
        origins: Where the server's programs may come from, in order: names from `servers.ORIGINS`.

    Raises:
        ServerMissingError: No server was found, or the one found does not start.
    """
    programs = find_programs(origins)
    identity = _ordinary_user()
    home = Path(tempfile.mkdtemp(prefix="mesh-postgres-"))
    process: subprocess.Popen[bytes] | None = None
    try:
        if identity:
            os.chown(home, identity["user"], identity["group"])
        password = secrets.token_hex(16)
        _make_cluster(programs, home, password, identity)
        process, port = _start(programs, home, identity)
        yield Server(port, password, programs)
    finally:
        if process:
            stop_process(process)
        shutil.rmtree(home, ignore_errors=True)


def _ordinary_user() -> dict[str, Any]:
    """Return subprocess's arguments that give up root, which PostgreSQL refuses; nothing for others."""
    if os.geteuid() != 0:
        return {}
    for name in ORDINARY_USERS:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise ServerMissingError(f"root may not run PostgreSQL and none of {', '.join(ORDINARY_USERS)} exists")


def _make_cluster(programs: Path, home: Path, password: str, identity: dict[str, Any]) -> None:
    """Create the cluster and its database before the server is up, so that no client is needed."""
    options = ["--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync", f"--username={USER}"]
    answers = home / "password"
    answers.touch(mode=0o600)
    answers.write_text(password, encoding="utf-8")
    if identity:
        os.chown(answers, identity["user"], identity["group"])
    data = str(home / "data")
    initdb = [str(programs / "initdb"), *options, f"--pwfile={answers}", data]
    single = [str(programs / "postgres"), "--single", "-D", data, "postgres"]
    for command, statement in ((initdb, ""), (single, f"create database {DATABASE};\n")):
        done = _run_program(command, statement, home, identity)
        if done.returncode:
            raise ServerMissingError(f"{command[0]} failed: {done.stderr.strip()}")


def _run_program(
    command: list[str], statement: str, home: Path, identity: dict[str, Any]
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, input=statement, capture_output=True, text=True, check=False, cwd=home, **identity
        )
    except OSError as error:
        raise ServerMissingError(f"{command[0]} cannot be run by an ordinary user: {error}") from error


def _start(programs: Path, home: Path, identity: dict[str, Any]) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server; with another port where somebody took the free one meanwhile."""
    log = home / "log"
    for _ in range(PORT_ATTEMPTS):
        port = _free_port()
        settings = [f"--{name}={value}" for name, value in {**SETTINGS, "port": str(port)}.items()]
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(home / "data"), *settings],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                cwd=home,
                # Ctrl-C is for the command; the server is stopped after it.
                start_new_session=True,
                preexec_fn=_die_with_parent(),
                **identity,
            )
        try:
            if _is_ready(process, home / "data" / "postmaster.pid"):
                return process, port
        except BaseException:
            stop_process(process)
            raise
        stop_process(process)
    raise ServerMissingError(f"{programs / 'postgres'} does not start: {log.read_text(errors='replace')[-500:]}")


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux, make the kernel stop the server should this process be killed outright."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda: prctl(1, signal.SIGQUIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _is_ready(process: subprocess.Popen[bytes], state: Path) -> bool:
    """Wait until the server's own state file says ready; false when the server ended or took too long."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(FileNotFoundError):
            lines = state.read_text(encoding="utf-8").splitlines()
            if len(lines) > 7 and lines[7].strip() == "ready":
                return True
        time.sleep(0.05)
    return False


def stop_process(process: subprocess.Popen[bytes], first: signal.Signals = signal.SIGINT) -> None:
    """Stop a process gently (`first`; of a server SIGINT, its fast shutdown), then less so."""
    for number in (first, signal.SIGQUIT, signal.SIGKILL):
        if process.poll() is not None:
            return
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
