"""The commands of `mesh` with their options, each explained by a full sentence with its default."""

from __future__ import annotations

import argparse
from typing import Any

Commands = Any  # argparse keeps the type of its sub-parsers private.


def add_gather(commands: Commands) -> None:
    """Add `mesh gather`."""
    parser = _command(
        commands,
        "gather",
        "Read dbt artifacts into the shared schema.",
        "Read manifest.json, and catalog.json, run_results.json and sources.json where they lie beside it, of "
        "each project, and replace that project's rows in the shared schema. Where there is no manifest.json, the "
        "Information Schema of dbt v2 in target/info_schema/v1 is read in its place. An unchanged project is skipped. "
        "A project that cannot be read is reported, loses no other, and makes the exit code 2.",
        "mesh gather ../finance ../marketing/target --database mesh.duckdb",
    )
    _inputs(parser, nargs="*", none="With none, every artifact the registry names is gathered.")
    _database(parser, "DuckDB file to write (default: $MESH_DATABASE, else mesh.duckdb).")
    parser.add_argument(
        "--profiles-dir",
        metavar="DIR",
        help="Directory of the profiles.yml whose connection is used instead of --database "
        "(default: the working directory where it has one, else ~/.dbt).",
    )
    parser.add_argument(
        "--profile", metavar="NAME", help="dbt profile to take the connection of (default: mesh_commons)."
    )
    parser.add_argument(
        "--target", metavar="NAME", help="Target of the dbt profile (default: the profile's own default)."
    )
    _project_dir(parser)
    _schema(parser)
    _workers(parser)
    _output(parser)
    parser.set_defaults(run=_run_gather)


def add_check(commands: Commands) -> None:
    """Add `mesh check`."""
    parser = _command(
        commands,
        "check",
        "Gather projects, build their mesh and test it.",
        "Gather the projects into a DuckDB file, build the mesh tables with the dbt package's own models, run "
        "the mesh-wide tests and print the findings. Exit code 0 is clean, 1 findings at error severity, 2 "
        "cannot judge.",
        "mesh check ../finance ../marketing",
    )
    _inputs(parser, nargs="*", none="With none, every artifact the registry names is checked.")
    _database(
        parser,
        "DuckDB file to build in, kept afterwards; projects stored in it before are checked too "
        "(default: a temporary one).",
    )
    _project_dir(parser)
    parser.add_argument(
        "--registry",
        metavar="FILE",
        help="YAML file whose registry of domains is used: a dbt_project.yml, or one with `mesh_domains` at its "
        "top (default: none, each project is a domain).",
    )
    _workers(parser)
    _output(parser)
    parser.set_defaults(run=_run_check)


def add_report(commands: Commands) -> None:
    """Add `mesh report`."""
    parser = _command(
        commands,
        "report",
        "Print the summary and findings of a hub that is built.",
        "Read a hub that `dbt build` has built and print its domains, data products, cross-domain edges and "
        "findings by policy and domain. Exit code 0 once printed, whatever was found.",
        "mesh report --database mesh.duckdb",
    )
    _database(parser, "DuckDB file to read (default: $MESH_DATABASE, else mesh.duckdb).")
    parser.add_argument(
        "--hub-schema",
        default="mesh_hub",
        metavar="NAME",
        help="Schema the hub was built in (default: mesh_hub).",
    )
    _output(parser)
    parser.set_defaults(run=_run_report)


def _command(commands: Commands, name: str, line: str, text: str, example: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=line,
        description=text,
        epilog=f"Example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def _inputs(parser: argparse.ArgumentParser, nargs: str, none: str) -> None:
    parser.add_argument(
        "inputs",
        nargs=nargs,
        metavar="DIR_OR_MANIFEST",
        help="A dbt project directory that has been parsed, a target directory, a manifest file or a directory "
        f"of dbt v2's Information Schema. {none}",
    )


def _database(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--database", metavar="FILE", help=text)


def _project_dir(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--project-dir",
        metavar="DIR",
        help="Directory of the hub's dbt_project.yml, whose registry lists the domains (default: the working "
        "directory where no input is given, else none).",
    )


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--schema",
        default="mesh_artifacts",
        metavar="NAME",
        help="Schema of the shared schema's tables (default: mesh_artifacts).",
    )


def _workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers",
        type=_positive,
        default=2,
        metavar="N",
        help="Number of processes that read manifests (default: 2).",
    )


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="Print one JSON object (default: text for people).")
    parser.add_argument("--quiet", action="store_true", help="Show neither progress nor notes (default: show them).")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1")
    return int(text)


def _run_gather(options: argparse.Namespace) -> int:
    from mesh_commons.command_gather import run

    return run(options)


def _run_check(options: argparse.Namespace) -> int:
    from mesh_commons.command_check import run

    return run(options)


def _run_report(options: argparse.Namespace) -> int:
    from mesh_commons.command_report import run

    return run(options)
