"""`mesh report`: the summary and findings of a hub that is built."""

from __future__ import annotations

import argparse
import os

from mesh_commons.cli.command import Command
from mesh_commons.cli.options import add_database, add_domain, add_output, database_path, name_of_database
from mesh_commons.errors import EXIT_CLEAN, MeshError, about
from mesh_commons.output.streams import complain, say


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `mesh report`."""
    add_database(parser, "DuckDB file to read (default: $MESH_DATABASE, else mesh.duckdb).")
    parser.add_argument(
        "--hub-schema",
        type=name_of_database,
        default="mesh_hub",
        metavar="NAME",
        help="Schema the hub was built in (default: mesh_hub).",
    )
    add_domain(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Run `mesh report` and return its exit code.

    Raises:
        MeshError: There is no built hub to read.
    """
    from mesh_commons.hub.read import read_report
    from mesh_commons.hub.report import outdated_as_text, report_as_json, report_as_text

    path = database_path(options)
    if not os.path.exists(path):
        raise MeshError(path, "does not exist", "Run 'mesh gather' and 'dbt build' first, or give --database.")
    with about(path):
        report = read_report(path, options.hub_schema).judging(options.domain)
    say(report_as_json(report) if options.json else report_as_text(report))
    complain(outdated_as_text(report))
    return EXIT_CLEAN


COMMAND = Command(
    name="report",
    line="Print the summary and findings of a hub that is built.",
    text="Read a hub that `dbt build` has built and print its domains, data products, cross-domain edges and "
    "findings by policy and domain. Where projects were gathered or forgotten since it was built, a warning on "
    "standard error names them, and `is_outdated` is true with --json. Exit code 0 once printed, whatever was found.",
    example="mesh report --database mesh.duckdb",
    add_options=add_options,
    run=run,
)
