"""`mesh forget`: take projects that are no more, or have another name now, out of the shared schema."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mesh_commons.cli.command import Command
from mesh_commons.cli.options import add_output, add_store, store_connection
from mesh_commons.errors import EXIT_CLEAN, MeshError, about
from mesh_commons.output.render import JSON, TEXT, renders
from mesh_commons.output.streams import say


@dataclass(frozen=True)
class Forgotten:
    """What came of a call.

    Attributes:
        database: Name of the store.
        forgotten: The projects that were taken out.
        stored: The projects that are still there.
    """

    database: str
    forgotten: list[str]
    stored: list[str]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `mesh forget`."""
    parser.add_argument(
        "projects", nargs="+", metavar="PROJECT", help="Name of a stored project, as its dbt_project.yml had it."
    )
    add_store(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Run `mesh forget` and return its exit code.

    Raises:
        MeshError: A project is not stored, or the store cannot be used; nothing was forgotten.
    """
    from datetime import datetime, timezone

    from mesh_commons.store.open import open_store

    connection = store_connection(options)
    # A store that is opened is made; there is nothing to forget in one that is not there.
    if connection["type"] == "duckdb" and not Path(str(connection.get("path"))).exists():
        raise MeshError(str(connection.get("path")), "does not exist", "Give the --database that was gathered into.")
    asked = sorted(set(options.projects))
    store = open_store(connection, options.schema)
    try:
        with about(store.name):
            stored = store.projects()
            unknown = [name for name in asked if name not in stored]
            if unknown:
                problem = f"holds no project {_listed(unknown)}; it holds {_listed(stored) or 'none'}"
                raise MeshError(store.name, problem, "Nothing was forgotten. Name projects that it holds.")
            store.forget(asked, datetime.now(timezone.utc).replace(tzinfo=None))
    finally:
        store.close()
    forgotten = Forgotten(store.name, asked, [name for name in stored if name not in asked])
    if options.json:
        say(forgotten_as_json(forgotten))
    elif not options.quiet:
        say(forgotten_as_text(forgotten))
    return EXIT_CLEAN


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


@renders(TEXT)
def forgotten_as_text(forgotten: Forgotten) -> list[str]:
    """Render what was forgotten for people."""
    return [
        *(f"forgotten  {name}" for name in forgotten.forgotten),
        "Build the hub again, and take what is no more off the registry too.",
    ]


@renders(JSON)
def forgotten_as_json(forgotten: Forgotten) -> dict[str, Any]:
    """Render what was forgotten for machines."""
    return dict(vars(forgotten))


COMMAND = Command(
    name="forget",
    line="Take projects out of the shared schema.",
    text="Delete every row of the projects from the shared schema, in one transaction: of one that is no more, or that "
    "has another name now and would clash with its former self. The other projects stay as they are. The history "
    "closes what was found of a project that was forgotten, and gathering it again brings it back. A project that is "
    "not stored is an error, names those that are, and forgets none.",
    example="mesh forget finance_old --database mesh.duckdb",
    add_options=add_options,
    run=run,
)
