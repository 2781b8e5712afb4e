"""`mesh gather`: read dbt artifacts into the shared schema, and say what came of them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from mesh_commons.cli.command import Command
from mesh_commons.cli.options import (
    add_inputs,
    add_output,
    add_registry,
    add_store,
    add_workers,
    registry_path,
    store_connection,
)
from mesh_commons.cli.problems import is_debugging, report_problems
from mesh_commons.errors import EXIT_CANNOT_JUDGE, EXIT_CLEAN, about
from mesh_commons.output.render import JSON, TEXT, renders
from mesh_commons.output.streams import say
from mesh_commons.progress import Progress

if TYPE_CHECKING:
    from mesh_commons.gather.prepare import Prepared
    from mesh_commons.gather.projects import Gathered


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `mesh gather`."""
    add_inputs(parser, "gathered")
    add_store(parser)
    add_registry(parser)
    add_workers(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Run `mesh gather` and return its exit code.

    Raises:
        MeshError: The inputs, the connection or the store cannot be used.
    """
    from mesh_commons.gather.projects import gather
    from mesh_commons.settings.registry import registered_inputs
    from mesh_commons.store.open import open_store

    inputs = options.inputs or registered_inputs(registry_path(options))
    store = open_store(store_connection(options), options.schema)
    try:
        with about(store.name):
            gathered = gather(inputs, store, options.workers, Progress(options.quiet or options.json))
    finally:
        store.close()
    report_problems(gathered, options.quiet, is_debugging(options.debug))
    if options.json:
        say(gathered_as_json((gathered, store.name)))
    elif not options.quiet:
        say(gathered_as_text(gathered))
    return EXIT_CANNOT_JUDGE if gathered.errors else EXIT_CLEAN


@renders(TEXT)
def gathered_as_text(gathered: Gathered) -> list[str]:
    """Render what came of a call for people."""
    return [
        *(
            f"stored     {prepared.project}: {prepared.counts.get('resources', 0)} resources, "
            f"{prepared.counts.get('edges', 0)} edges"
            for prepared in gathered.stored
        ),
        *(f"unchanged  {prepared.project}" for prepared in gathered.unchanged),
    ]


@renders(JSON)
def gathered_as_json(subject: tuple[Gathered, str]) -> dict[str, Any]:
    """Render what came of a call, and the database it was stored in, for machines."""
    gathered, database = subject
    return {
        "database": database,
        "stored": [{**_described(prepared), "rows": prepared.counts} for prepared in gathered.stored],
        "unchanged": [_described(prepared) for prepared in gathered.unchanged],
        "errors": [{"file": error.file, "problem": error.problem, "remedy": error.remedy} for error in gathered.errors],
    }


def _described(prepared: Prepared) -> dict[str, Any]:
    return {
        "project": prepared.project,
        "path": prepared.path,
        "warnings": [
            {"section": section, "unique_id": unique_id, "message": message}
            for section, unique_id, message in prepared.warnings
        ],
    }


COMMAND = Command(
    name="gather",
    line="Read dbt artifacts into the shared schema.",
    text="Read manifest.json, and catalog.json, run_results.json and sources.json where they lie beside it, of "
    "each project, and replace that project's rows in the shared schema. Where there is no manifest.json, the "
    "Information Schema of dbt v2 in target/info_schema/v1 is read in its place. An unchanged project is skipped. "
    "A project that cannot be read is reported, loses no other, and makes the exit code 2.",
    example="mesh gather ../finance ../marketing/target --database mesh.duckdb",
    add_options=add_options,
    run=run,
)
