"""`mesh gather`: options to connection and inputs, and what came of them to people or machines."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from mesh_commons.errors import EXIT_CANNOT_JUDGE, EXIT_CLEAN, MeshError
from mesh_commons.gather.prepare import Prepared
from mesh_commons.gather.projects import Gathered, gather
from mesh_commons.progress import Progress
from mesh_commons.settings.registry import registered_inputs
from mesh_commons.store.open import open_store

DEFAULT_DATABASE = "mesh.duckdb"


def run(options: argparse.Namespace) -> int:
    """Run `mesh gather` and return its exit code.

    Raises:
        MeshError: The inputs, the connection or the store cannot be used.
    """
    inputs = options.inputs or registered_inputs(Path(options.project_dir or "."))
    store = open_store(_connection(options), options.schema)
    try:
        gathered = gather(inputs, store, options.workers, Progress(options.quiet or options.json))
    finally:
        store.close()
    report_problems(gathered, options.quiet)
    if options.json:
        print(json.dumps(as_object(gathered, store.name)))
    elif not options.quiet:
        for prepared in gathered.stored:
            counts = prepared.counts
            print(f"stored     {prepared.project}: {counts['resources']} resources, {counts['edges']} edges")
        for prepared in gathered.unchanged:
            print(f"unchanged  {prepared.project}")
    return EXIT_CANNOT_JUDGE if gathered.errors else EXIT_CLEAN


def report_problems(gathered: Gathered, quiet: bool) -> None:
    """Print refused inputs, and what could not be read of the others, to standard error."""
    for prepared in [] if quiet else gathered.stored:
        for section, unique_id, message in prepared.warnings:
            what = f"{unique_id} in {section}" if unique_id else section
            print(f"mesh: warning: {prepared.path}: {what}: {message}", file=sys.stderr)
    for error in gathered.errors:
        print(f"mesh: {error}", file=sys.stderr)


def as_object(gathered: Gathered, database: str) -> dict[str, Any]:
    """Return what came of a call as one object for JSON."""
    return {
        "database": database,
        "stored": [_stored(prepared) for prepared in gathered.stored],
        "unchanged": [prepared.project for prepared in gathered.unchanged],
        "errors": [{"file": error.file, "problem": error.problem, "remedy": error.remedy} for error in gathered.errors],
    }


def _stored(prepared: Prepared) -> dict[str, Any]:
    return {
        "project": prepared.project,
        "path": prepared.path,
        "rows": prepared.counts,
        "warnings": [
            {"section": section, "unique_id": unique_id, "message": message}
            for section, unique_id, message in prepared.warnings
        ],
    }


def _connection(options: argparse.Namespace) -> dict[str, Any]:
    if options.profiles_dir or options.profile or options.target:
        if options.database:
            raise MeshError("--database", "was given together with a dbt profile", "Give one or the other, not both.")
        from mesh_commons.settings.profile import read_target

        return read_target(options.profiles_dir, options.profile, options.target)
    path = options.database or os.environ.get("MESH_DATABASE") or DEFAULT_DATABASE
    return {"type": "duckdb", "path": path}
