"""Options that several commands share, each explained by a full sentence with its default."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any, NoReturn

from mesh_commons.errors import EXIT_CANNOT_JUDGE, MeshError
from mesh_commons.output.render import as_lines
from mesh_commons.output.streams import complain
from mesh_commons.settings.package import is_hub

DEFAULT_DATABASE = "mesh.duckdb"


class Parser(argparse.ArgumentParser):
    """A parser whose complaints, which repeat what was given, are escaped as all output is."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong, and end with 2."""
        complain(as_lines([*self.format_usage().splitlines(), f"{self.prog}: error: {message}"]))
        raise SystemExit(EXIT_CANNOT_JUDGE)


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
    parser.add_argument("--database", type=_kept_file, metavar="FILE", help=text)


def database_path(options: argparse.Namespace) -> str:
    """Return the DuckDB file that `--database` names, else the environment, else the default."""
    if options.database:
        return str(options.database)
    try:
        return _kept_file(os.environ.get("MESH_DATABASE") or DEFAULT_DATABASE)
    except argparse.ArgumentTypeError as error:
        raise MeshError("MESH_DATABASE", str(error), "Set it to a DuckDB file, or give --database.") from None


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add what says where the shared schema is: a DuckDB file or the connection of a dbt profile, and a schema."""
    add_database(parser, "DuckDB file to write (default: $MESH_DATABASE, else mesh.duckdb).")
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
    parser.add_argument(
        "--schema",
        default="mesh_artifacts",
        metavar="NAME",
        help="Schema of the shared schema's tables (default: mesh_artifacts).",
    )


def store_connection(options: argparse.Namespace) -> dict[str, Any]:
    """Return the connection that the options of `add_store` name, as `open_store` takes it.

    Raises:
        MeshError: Both a file and a profile were given, or the profile cannot be used.
    """
    if options.profiles_dir or options.profile or options.target:
        if options.database:
            raise MeshError("--database", "was given together with a dbt profile", "Give one or the other, not both.")
        from mesh_commons.settings.profile import read_target

        return read_target(options.profiles_dir, options.profile, options.target)
    return {"type": "duckdb", "path": database_path(options)}


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
        "(default: the working directory where it is one, else the settings that mesh was installed with).",
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
    return Path() if is_hub(Path()) else None


def add_domain(parser: argparse.ArgumentParser) -> None:
    """Add `--domain`."""
    parser.add_argument(
        "--domain",
        action="append",
        default=[],
        metavar="NAME",
        help="Domain whose findings count; may be given several times. Those of others are shown apart and fail "
        "nobody (default: all domains).",
    )


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


def add_debug(parser: argparse.ArgumentParser) -> None:
    """Add `--debug`, which every command has."""
    parser.add_argument(
        "--debug",
        action="store_true",
        help="Show where an error of mesh itself came from, secrets blanked out (default: one sentence, or "
        "$MESH_DEBUG).",
    )


def name_of_database(text: str) -> str:
    """Return a name as given; bytes that are no text are none that a database could have."""
    if not text.isprintable():
        raise argparse.ArgumentTypeError(f"'{text}' holds a character that no name may hold")
    return text


def _kept_file(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise argparse.ArgumentTypeError(f"'{text}' is not written in UTF-8, as the names of DuckDB's files are")
    if not text.strip() or text.strip().startswith(":memory:"):
        raise argparse.ArgumentTypeError(f"'{text}' names no file; what is stored there would be lost at once")
    return text


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1")
    return int(text)
