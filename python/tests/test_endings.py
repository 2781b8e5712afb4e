"""However a command ends, it says so in one sentence, and 1 never means anything but findings."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from command import Mesh
from factory import model, project, write
from mesh_commons import cli
from mesh_commons.cli import main
from mesh_commons.cli.command import Command
from mesh_commons.cli.commands import COMMANDS

NAME = "表_受注"


def stored(mesh: Mesh) -> list[Any]:
    return mesh.rows("select project_name from projects order by 1")


@pytest.fixture
def good(mesh: Mesh) -> Path:
    return write(mesh.directory / "good/target", project(NAME, model("x", NAME)))


def shell(mesh: Mesh, words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = f"{sys.executable} -m mesh_commons {words}"
    return subprocess.run(
        ["sh", "-c", command],
        cwd=mesh.directory,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("where", "reason"), [(">&-", "it is closed"), (">/dev/full", "No space left on device"), ("1</dev/null", "")]
)
@pytest.mark.parametrize("output", ["", "--json"])
def test_output_that_cannot_be_written_is_exit_2(mesh: Mesh, good: Path, where: str, reason: str, output: str) -> None:
    ran = shell(mesh, f"gather {good} --database {mesh.database} {output} {where}")
    assert ran.returncode == 2
    assert ran.stderr.startswith("mesh: standard output cannot be written: " + reason)
    assert len(ran.stderr.splitlines()) == 1
    assert stored(mesh) == [(NAME,)]


def test_help_that_cannot_be_written_is_exit_2(mesh: Mesh) -> None:
    ran = shell(mesh, "--help >/dev/full")
    assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-"])
def test_complaints_that_nobody_can_read_leave_the_exit_code(mesh: Mesh, good: Path, streams: str) -> None:
    bad = write(mesh.directory / "bad/target", "{")
    assert shell(mesh, f"gather {bad} {good} --database {mesh.database} {streams}").returncode == 2
    assert stored(mesh) == [(NAME,)]


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
def test_an_ascii_terminal_is_told_the_codes_of_other_characters(
    mesh: Mesh, good: Path, environment: dict[str, str]
) -> None:
    ran = shell(mesh, f"gather {good} --database {mesh.database}", **environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "stored     \\u8868_\\u53d7\\u6ce8" in ran.stdout


UNEXPECTED = [
    RuntimeError("odd\x1b[2J\n::error::"),
    RecursionError("too deep"),
    SystemExit(1),
    SystemExit(0),
    SystemExit("no"),
    GeneratorExit(),
    AssertionError(),
    KeyError("x"),
    UnicodeEncodeError("ascii", "x", 0, 1, "no"),
]


@pytest.mark.parametrize("error", UNEXPECTED, ids=repr)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_an_unexpected_exception_is_exit_2_and_a_sentence(
    command: Command, error: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(cli, "COMMANDS", tuple(item._replace(run=fail) for item in COMMANDS))
    needed = {"forget": ["a"]}.get(command.name, [])
    assert main([command.name, *needed]) == 2
    said = capsys.readouterr().err
    called = " ".join([command.name, *needed])
    assert said.startswith(f"mesh: mesh {called} failed unexpectedly ({type(error).__name__}")
    assert said.endswith("This is a fault of mesh: report it, with what --debug adds.\n")
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said
    for words, variable in (["--debug"], "0"), ([], "1"):
        monkeypatch.setenv("MESH_DEBUG", variable)
        assert main([command.name, *needed, *words]) == 2
        debugged = capsys.readouterr().err
        assert debugged.startswith("Traceback (most recent call last):\n")
        assert "in fail\n" in debugged
        assert debugged.splitlines()[-1].startswith(f"mesh: mesh {command.name}")
        assert "\x1b" not in debugged


def test_an_unexpected_exception_of_the_process_is_exit_2(mesh: Mesh, good: Path) -> None:
    preamble = "import mesh_commons.gather.projects as m\ndef fail(*a): raise SystemExit(1)\nm.gather = fail"
    ran = mesh("gather", good, "--database", mesh.database, preamble=preamble)
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)


def test_want_of_memory_is_no_fault_of_mesh(mesh: Mesh, good: Path) -> None:
    preamble = "import mesh_commons.gather.projects as m\ndef fail(*a): raise MemoryError\nm.gather = fail"
    ran = mesh("gather", good, "--database", mesh.database, preamble=preamble)
    assert (ran.code, ran.err) == (
        2,
        f"mesh: {mesh.database} needs more memory than there is. Use a machine with more memory.\n",
    )


def test_an_interrupt_while_importing_is_exit_2(mesh: Mesh) -> None:
    for error, said in (("KeyboardInterrupt", "mesh: stopped"), ("ImportError('x')", "mesh: cannot start")):
        code = (
            "import sys, builtins\nreal = builtins.__import__\n"
            "def fail(name, *rest, **named):\n"
            f"    if name == 'mesh_commons.cli': raise {error}\n"
            "    return real(name, *rest, **named)\n"
            "builtins.__import__ = fail\nfrom mesh_commons.__main__ import main\nraise SystemExit(main())"
        )
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert ran.returncode == 2
        assert ran.stderr.startswith(said)
        assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_inside_a_query_ends_it(mesh: Mesh, good: Path, name: str) -> None:
    code = (
        # Whoever runs the tests may have had the signal ignored, as nohup does.
        f"import signal\nsignal.signal(signal.{name}, signal.SIG_DFL)\n"
        "from mesh_commons.store import duckdb\n"
        "def slow(self, *words):\n    print('loading', flush=True)\n"
        "    with duckdb.explaining(self.name):\n"
        "        self._connection.execute('select sum(a.range * b.range) from range(1000000) a, range(1000000) b')\n"
        "duckdb.DuckDBStore.replace = slow\n"
        "from mesh_commons.cli import main\nraise SystemExit(main())"
    )
    assert mesh.gather(good).code == 0
    write(good, project(NAME, model("y", NAME)))
    scratch = mesh.directory / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", code, "gather", str(good), "--database", str(mesh.database)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "loading\n"
        assert list(scratch.iterdir())
        time.sleep(0.5)
        process.send_signal(getattr(signal, name))
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 2
    assert said == "mesh: stopped; what was stored before stays.\n"
    assert list(scratch.iterdir()) == []
    assert mesh.rows("select name from resources") == [("x",)]


def test_a_signal_that_the_caller_ignores_is_let_be(mesh: Mesh, good: Path) -> None:
    code = (
        "import os, signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from mesh_commons.gather import projects\nrun = projects._run\n"
        "def hung_up(*words):\n    os.kill(os.getpid(), signal.SIGHUP)\n    return run(*words)\n"
        "projects._run = hung_up"
    )
    assert mesh("gather", good, "--database", mesh.database, preamble=code).code == 0


@pytest.mark.parametrize("command", ["gather", "check", "report"])
@pytest.mark.parametrize("database", [":memory:", "", " ", ":memory:x"])
def test_a_database_that_is_kept_nowhere_is_refused(mesh: Mesh, good: Path, command: str, database: str) -> None:
    words = [] if command == "report" else [good]
    ran = mesh(command, *words, "--database", database)
    assert ran.code == 2
    assert "names no file; what is stored there would be lost" in ran.err
    assert "stored     " not in ran.out


def test_a_database_of_the_environment_that_is_kept_nowhere_is_refused(mesh: Mesh, good: Path) -> None:
    ran = mesh("gather", good, MESH_DATABASE=":memory:")
    assert ran.code == 2
    assert "MESH_DATABASE ':memory:' names no file" in ran.err


@pytest.mark.parametrize("schema", ["", " ", "x" * 1001, "a\nb"])
def test_a_schema_that_no_database_takes_is_refused(mesh: Mesh, good: Path, schema: str) -> None:
    ran = mesh("gather", good, "--database", mesh.database, "--schema", schema)
    assert ran.code == 2
    assert "mesh: --schema is " in ran.err


@pytest.mark.parametrize("schema", ["a%b", "a%sb", 'say "hi"', "it's", "x" * 200, "; drop table x", "表"])
def test_an_odd_schema_is_taken(mesh: Mesh, good: Path, schema: str) -> None:
    ran = mesh("gather", good, "--database", mesh.database, "--schema", schema)
    assert (ran.code, ran.err) == (0, "")
    assert mesh("gather", good, "--database", mesh.database, "--schema", schema).out == f"unchanged  {NAME}\n"


@pytest.mark.parametrize("path", ["x" * 5000, "d/" * 2500 + "x", "no/such/folder/x.duckdb", "/dev/full", "."])
def test_a_database_that_cannot_be_a_file_is_named(mesh: Mesh, good: Path, path: str) -> None:
    for words in (["gather", good], ["check", good], ["report"]):
        ran = mesh(*words, "--database", path)
        assert ran.code == 2
        assert "Traceback" not in ran.err
        assert ran.err.startswith(f"mesh: {path[:100]}")


def test_a_view_of_a_database_from_elsewhere_reads_no_other_file(mesh: Mesh) -> None:
    import duckdb

    (mesh.directory / "secret.csv").write_text("metric,value\nS3cr3t,1\n")
    with duckdb.connect(str(mesh.database)) as connection:
        connection.execute("create schema mesh_hub")
        connection.execute(
            f"create view mesh_hub.fct_mesh__summary as select * from read_csv('{mesh.directory}/secret.csv')"
        )
    ran = mesh("report", "--database", mesh.database)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "disabled" in ran.err


def running_dbt(scratch: Path) -> list[int]:
    """Return the processes that run dbt in a directory."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_text(errors="replace")
            if "--project-dir" in words and str(scratch) in words:
                found.append(int(process.name))
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found by /proc")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_dbt_ends_with_a_check_that_is_ended(mesh: Mesh, good: Path, name: str) -> None:
    scratch = mesh.directory / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "mesh_commons", "check", str(good)],
        cwd=mesh.directory,
        stderr=subprocess.DEVNULL,
        # Without a kept plan, dbt compiles one.
        env={**os.environ, "TMPDIR": str(scratch), "MESH_CACHE_DIR": "off"},
    )
    try:
        ends = time.monotonic() + 60
        while not running_dbt(scratch) and process.poll() is None and time.monotonic() < ends:
            time.sleep(0.02)
        assert running_dbt(scratch)
        process.send_signal(getattr(signal, name))
        code = process.wait(30)
    finally:
        process.kill()
    ends = time.monotonic() + 20
    while running_dbt(scratch) and time.monotonic() < ends:
        time.sleep(0.05)
    assert running_dbt(scratch) == []
    # What is killed cannot tidy up.
    if name == "SIGTERM":
        assert code == 2
        assert list(scratch.iterdir()) == []
