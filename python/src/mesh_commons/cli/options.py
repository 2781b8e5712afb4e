"""Options that several commands share, each explained by a full sentence with its default."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from mesh_commons.errors import MeshError
from mesh_commons.settings.package import is_hub

DEFAULT_DATABASE = "mesh.duckdb"


def add_inputs(parser: argparse.ArgumentParser, done: str) -> None:
    """Add the projects that are given.

    Args:
        parser: Parser of the command.
        done: What the command does to every registered artifact where none is given, as a participle.
    """
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="DIR_OR_MANIFEST",
        help="A dbt project directory that has been parsed, a target directory, a manifest file or a directory "
        f"of dbt v2's Information Schema. With none, every artifact the registry names is {done}.",
    )


def add_database(parser: argparse.ArgumentParser, text: str) -> None:
    """Add `--database`, whose use and default each command explains itself."""
    parser.add_argument("--database", metavar="FILE", help=text)


def database_path(options: argparse.Namespace) -> str:
    """Return the DuckDB file that `--database` names, else the environment, else the default."""
    return options.database or os.environ.get("MESH_DATABASE") or DEFAULT_DATABASE


def add_registry(parser: argparse.ArgumentParser) -> None:
    """Add `--registry` and `--project-dir`, either of which says where the settings of the mesh stand."""
    parser.add_argument(
        "--registry",
        metavar="FILE",
        help="File with the registry of domains and other settings of the mesh: a mesh_settings.sql, or a YAML file "
        "with `mesh_domains` at its top (default: the package's own macros/settings/mesh_settings.sql).",
    )
    parser.add_argument(
        "--project-dir",
        metavar="DIR",
        help="Directory of the hub, or of a project that has installed the package, whose settings are used "
        "(default: the working directory where it is one and no input is given, else the package's own).",
    )


def registry_path(options: argparse.Namespace) -> Path | None:
    """Return the file or directory of the settings that was asked for; none for the package's own.

    Raises:
        MeshError: Both options were given.
    """
    if options.registry and options.project_dir:
        raise MeshError("--registry", "was given together with --project-dir", "Give one of the two.")
    given = options.registry or options.project_dir
    if given:
        return Path(given)
    return Path() if not options.inputs and is_hub(Path()) else None


def add_workers(parser: argparse.ArgumentParser) -> None:
    """Add `--workers`."""
    parser.add_argument(
        "--workers",
        type=_positive,
        default=2,
        metavar="N",
        help="Number of processes that read manifests (default: 2).",
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add `--json` and `--quiet`."""
    parser.add_argument("--json", action="store_true", help="Print one JSON object (default: text for people).")
    parser.add_argument("--quiet", action="store_true", help="Show neither progress nor notes (default: show them).")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1")
    return int(text)
