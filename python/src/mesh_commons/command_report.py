"""`mesh report`: the summary and findings of a hub that is built."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from mesh_commons.command_gather import DEFAULT_DATABASE
from mesh_commons.errors import EXIT_CLEAN, MeshError


def run(options: argparse.Namespace) -> int:
    """Run `mesh report` and return its exit code.

    Raises:
        MeshError: There is no built hub to read.
    """
    from mesh_commons.hub.read import read_report

    path = options.database or os.environ.get("MESH_DATABASE") or DEFAULT_DATABASE
    if not Path(path).is_file():
        raise MeshError(path, "does not exist", "Run 'mesh gather' and 'dbt build' first, or give --database.")
    report = read_report(path, options.hub_schema)
    print(json.dumps(report.as_object(), ensure_ascii=False) if options.json else report.as_text())
    return EXIT_CLEAN
