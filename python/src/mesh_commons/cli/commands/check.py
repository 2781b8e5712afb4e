"""`mesh check`: gather, build the hub, run its tests, print what they found."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mesh_commons.cli.command import Command
from mesh_commons.cli.options import (
    add_database,
    add_domain,
    add_inputs,
    add_output,
    add_registry,
    add_workers,
    registry_path,
)
from mesh_commons.cli.problems import is_debugging, notes_as_text, report_problems
from mesh_commons.errors import EXIT_CANNOT_JUDGE, EXIT_CLEAN, EXIT_FINDINGS, MeshError
from mesh_commons.output.streams import complain, say
from mesh_commons.progress import Progress

if TYPE_CHECKING:
    from mesh_commons.gather.projects import Gathered
    from mesh_commons.hub.execute import Built

# Models that must have been built in this run for its verdict to mean anything.
VERDICTS = (
    "fct_mesh__summary",
    "dim_mesh__domains",
    "fct_mesh__relationships",
    "fct_mesh__findings",
    "fct_mesh__policy_coverage",
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `mesh check`."""
    add_inputs(parser, "checked")
    add_database(
        parser,
        "DuckDB file to build in, kept afterwards; projects stored in it before are checked too. One in which dbt "
        "built a hub is refused (default: a temporary one).",
    )
    add_registry(parser)
    add_workers(parser)
    add_domain(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help="End with 2 where something could not be judged, whatever was found (default: list it, judge the rest).",
    )
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Run `mesh check` and return its exit code.

    Raises:
        MeshError: Nothing can be judged.
    """
    import tempfile

    from mesh_commons.hub.build import build_hub
    from mesh_commons.hub.standing import refuse_hub_of_dbt
    from mesh_commons.settings.registry import governing_package, read_settings, registered_inputs

    registry = registry_path(options)
    settings = read_settings(registry)
    inputs = options.inputs or registered_inputs(registry)
    progress = Progress(options.quiet or options.json)
    with tempfile.TemporaryDirectory(prefix="mesh-check-", ignore_cleanup_errors=True) as scratch:
        # DuckDB names a database after its file; this name meets no schema's.
        database = Path(options.database or Path(scratch) / "checked.duckdb")
        refuse_hub_of_dbt(str(database))
        gathered = _gather(inputs, database, options, progress)
        report_problems(gathered, options.quiet, is_debugging(options.debug))
        if not gathered.stored and not gathered.unchanged:
            return EXIT_CANNOT_JUDGE
        progress.say("Building the mesh and testing it")
        compiling = lambda: progress.say("Compiling the models of the mesh, once")  # noqa: E731
        built = build_hub(str(database), settings, compiling, governing_package(registry))
        progress.clear()
        return _verdict(built, gathered, database, options)


def _verdict(built: Built, gathered: Gathered, database: Path, options: argparse.Namespace) -> int:
    """Print what was found and return the exit code, from the tables and the nodes' results, never from text."""
    from mesh_commons.hub.read import read_report
    from mesh_commons.hub.report import report_as_json, report_as_text
    from mesh_commons.hub.stage import HUB_SCHEMA

    broken = built.with_status("error")
    _say(built, broken)
    missing = broken or [model for model in VERDICTS if not built.has_built(model)]
    if missing:
        raise MeshError(
            "the hub",
            f"was not built for want of {', '.join(missing)}; projects that were stored stay stored",
            "Mend what is named above; if it is the package itself, report it.",
        )
    report = read_report(str(database), HUB_SCHEMA).judging(options.domain)
    say(report_as_json(report) if options.json else report_as_text(report))
    unsound, doubtful = built.with_status("fail"), built.with_status("warn")
    _say(built, unsound if options.quiet else unsound + doubtful)
    if unsound or gathered.errors or (options.strict and not report.is_judged_whole):
        return EXIT_CANNOT_JUDGE
    return EXIT_FINDINGS if report.errors else EXIT_CLEAN


def _test_name(unique_id: str) -> str:
    """Return the name of a test, the third part of its id."""
    return unique_id.split(".")[2]


def _say(built: Built, unique_ids: list[str]) -> None:
    """Print what was said of nodes that did not end well."""
    said = [(_test_name(name), built.statuses[name], " ".join(built.messages[name].split())) for name in unique_ids]
    complain(notes_as_text([": ".join(words) for words in said]))


def _gather(inputs: list[str], database: Path, options: argparse.Namespace, progress: Progress) -> Gathered:
    from mesh_commons.gather.projects import gather
    from mesh_commons.hub.stage import ARTIFACTS_SCHEMA
    from mesh_commons.store.open import open_store

    store = open_store({"type": "duckdb", "path": str(database)}, ARTIFACTS_SCHEMA)
    try:
        return gather(inputs, store, options.workers, progress)
    finally:
        store.close()


COMMAND = Command(
    name="check",
    line="Gather projects, build their mesh and test it.",
    text="Gather the projects into a DuckDB file, build the mesh tables with the dbt package's own models, run "
    "the mesh-wide tests and print the findings. Exit code 0 is clean, which is said of what was judged, 1 findings at "
    "error severity, 2 cannot judge; with --strict also where a policy was not judged for a project or pair of them.",
    example="mesh check ../finance ../marketing",
    add_options=add_options,
    run=run,
)
