"""The command `mesh`: options in, exit code out. It decides nothing and imports drivers only when needed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial

from mesh_commons import __version__
from mesh_commons.cli.commands import COMMANDS
from mesh_commons.cli.ending import ended
from mesh_commons.cli.options import Parser, add_debug

_DESCRIPTION = "Gather the dbt artifacts of many projects, build the data mesh they make, and test it."
_EPILOG = "Example:\n  mesh check ../finance ../marketing\n\n'mesh COMMAND --help' explains a command."


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, every command and option with its help."""
    parser = Parser(
        prog="mesh",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__, help="Print the version and exit.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        own = commands.add_parser(
            command.name,
            help=command.line,
            description=command.text,
            epilog=f"Example:\n  {command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_options(own)
        add_debug(own)
        own.set_defaults(run=command.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: Words of the command line, those of the process by default.

    Returns:
        Exit code: 0 clean, 1 findings at error severity, 2 cannot judge.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    return ended(partial(_run, words), words)


def _run(words: list[str]) -> int:
    try:
        options = build_parser().parse_args(words)
    except SystemExit as end:
        # Help was printed, or wrong usage was named.
        return int(end.code or 0)
    code: int = options.run(options)
    return code
