"""The command line teaches and starts fast."""

from __future__ import annotations

import argparse
import os
import pkgutil
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from command import Mesh
from factory import project, write
from mesh_commons.cli import build_parser, commands
from mesh_commons.cli.command import Command
from mesh_commons.cli.commands import COMMANDS

DRIVERS = ("duckdb", "pyarrow", "dbt", "psycopg", "yaml", "msgspec", "jinja2")


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    top = build_parser()
    yield "mesh", top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


@pytest.mark.parametrize(("name", "parser"), list(parsers()))
def test_every_command_and_option_has_help(name: str, parser: argparse.ArgumentParser) -> None:
    assert parser.description
    assert parser.description.endswith(".")
    assert parser.epilog
    assert "Example:" in parser.epilog
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            assert all(choice.help and choice.help.endswith(".") for choice in action._choices_actions)
        elif not isinstance(action, argparse._HelpAction):
            assert action.help, action.option_strings
            assert action.help.endswith("."), action.help
            is_option = bool(action.option_strings) and not isinstance(action, argparse._VersionAction)
            assert not is_option or "(default: " in action.help, action.help


def test_every_command_module_is_registered_under_its_name() -> None:
    modules = {module.name for module in pkgutil.iter_modules(commands.__path__)}
    assert {command.name.replace("-", "_") for command in COMMANDS} == modules
    for command in COMMANDS:
        assert command.run.__module__ == f"{commands.__name__}.{command.name.replace('-', '_')}"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_an_example_of_itself(command: Command) -> None:
    assert command.example.startswith(f"mesh {command.name} ")
    options = build_parser().parse_args(shlex.split(command.example)[1:])
    assert options.run is command.run


@pytest.mark.parametrize("command", [["--help"], *([command.name, "--help"] for command in COMMANDS)])
def test_help_is_printed_and_ends_with_an_example(mesh: Mesh, command: list[str]) -> None:
    ran = mesh(*command)
    assert ran.code == 0
    assert "Example:\n  mesh " in ran.out


def test_help_imports_no_driver() -> None:
    code = (
        "import sys\nfrom mesh_commons.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {DRIVERS!r} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"


def test_help_starts_fast(mesh: Mesh) -> None:
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        mesh("--help")
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 1.0


def test_wrong_usage_is_exit_2(mesh: Mesh) -> None:
    assert mesh("gather", "--workers", "0", "x").code == 2
    assert mesh("no-such-command").code == 2
    assert mesh("check", ".", "--registry", "a.yml", "--project-dir", ".").code == 2


def test_a_reader_that_has_seen_enough_is_no_error(mesh: Mesh) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code = "from mesh_commons.cli import main\nraise SystemExit(main())"
    target = write(mesh.directory / "a/target", project("a"))
    command = [sys.executable, "-c", code, "gather", str(target), "--database", str(mesh.database)]
    ran = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert ran.stderr == ""
    assert mesh.rows("select project_name from projects") == [("a",)]
