"""Stage the package as a hub that has the reference tables only, and run dbt in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Engine:
    """A database that a staged hub has been built in.

    Attributes:
        name: The adapter.
        query: Runs one statement and gives its rows.
    """

    name: str
    query: Callable[[str], list[tuple[Any, ...]]]


def run_dbt(
    project: Path, *arguments: str, variables: dict[str, Any] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run dbt in a project that has its own profiles.yml; the caller looks at the exit code."""
    command = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *arguments]
    return subprocess.run(
        [*command, "--profiles-dir", str(project), "--vars", json.dumps(variables or {})],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", **environment},
    )


def stage_package(folder: Path) -> Path:
    """Copy what the reference tables need of the package; without packages.yml dbt asks for no other package."""
    folder.mkdir()
    shutil.copy(ROOT / "dbt_project.yml", folder)
    for part in ("macros/settings", "macros/commons", "seeds/commons", "models/commons"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def duckdb_profile(project: str, database: Path, **settings: Any) -> str:
    """Return a profiles.yml, in JSON, for an embedded DuckDB file."""
    output = {"type": "duckdb", "path": str(database), "schema": "mesh_hub", "threads": 2, **settings}
    return json.dumps({project: {"target": "duckdb", "outputs": {"duckdb": output}}})
