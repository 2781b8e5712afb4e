"""Build the hub: stage the dbt package in a working directory and run dbt on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mesh_commons.errors import MeshError
from mesh_commons.settings.literals import settings_macro
from mesh_commons.settings.package import PACKAGE, PROJECT_FILE, SETTINGS_FILE, package_root

# What the hub needs. packages.yml stays behind: the hub's SQL uses no other package, so dbt needs no deps.
PARTS = (PROJECT_FILE, "macros", "models", "seeds", "tests")
# What a check leaves behind, at any depth: the commons for domains, the evaluator's tables (a check has artifacts
# only), the history and the package's tests of itself, which are for its own CI. It halves the time that dbt takes to
# parse.
LEFT_OUT = ("reference", "evaluator", "*evaluator*", "history", "transformations", "conventions", "*unit_tests.yml")
VARIABLES = {"mesh_reads_evaluator": False}
HUB_SCHEMA = "mesh_hub"


@dataclass(frozen=True)
class Built:
    """What dbt made of the hub.

    Attributes:
        statuses: Status by unique id, of models, seeds and tests.
        messages: Message by unique id, of what went wrong.
    """

    statuses: dict[str, str]
    messages: dict[str, str]

    def has_built(self, model: str) -> bool:
        """Return whether this run built a model of the package."""
        return self.statuses.get(f"model.{PACKAGE}.{model}") == "success"

    @property
    def broken(self) -> list[str]:
        """Unique ids of what could not run at all, as opposed to tests that failed."""
        return [unique_id for unique_id, status in self.statuses.items() if status in ("error", "runtime error")]

    @property
    def failed(self) -> list[str]:
        """Unique ids of failed tests."""
        return [unique_id for unique_id, status in self.statuses.items() if status == "fail"]

    @property
    def warned(self) -> list[str]:
        """Unique ids of tests that warn."""
        return [unique_id for unique_id, status in self.statuses.items() if status == "warn"]


def stage(directory: Path, database: Path, settings: dict[str, Any]) -> None:
    """Copy the dbt package into a directory, with a profile of a DuckDB file.

    Args:
        directory: Working directory of dbt; it must exist.
        database: The DuckDB file to build in.
        settings: Settings of the mesh, the registry among them.

    Raises:
        MeshError: The package cannot be found.
    """
    root = package_root()
    for part in PARTS:
        source = root / part
        if source.is_dir():
            shutil.copytree(source, directory / part, ignore=shutil.ignore_patterns("__pycache__", ".*", *LEFT_OUT))
        elif source.is_file():
            shutil.copyfile(source, directory / part)
    # A registry of any length fits into a file; a command line is too short for some.
    (directory / SETTINGS_FILE).write_text(settings_macro(settings), encoding="utf-8")
    target = {
        "type": "duckdb",
        "path": str(database.resolve()),
        "schema": HUB_SCHEMA,
        "threads": os.cpu_count() or 2,
    }
    profile = {PACKAGE: {"target": "check", "outputs": {"check": target}}}
    # JSON is YAML; so is any path in it, whatever characters it has.
    (directory / "profiles.yml").write_text(json.dumps(profile), encoding="utf-8")


def build(directory: Path, variables: dict[str, Any]) -> Built:
    """Run `dbt build` on a staged hub.

    Args:
        directory: Where the hub was staged.
        variables: Variables for dbt.

    Returns:
        What became of every node.

    Raises:
        MeshError: dbt stopped before it ran anything.
    """
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", "--no-use-colors"]
    command += [
        "--no-version-check",
        "build",
        "--project-dir",
        str(directory),
        "--profiles-dir",
        str(directory),
    ]
    command += ["--target-path", str(directory / "target"), "--log-path", str(directory / "logs")]
    command += ["--vars", json.dumps({**VARIABLES, **variables})]
    # A test that also reads what is not built here would fail for want of it.
    command += ["--indirect-selection", "cautious"]
    # Settings of a surrounding dbt project must not reach this one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DBT_")}
    environment["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"
    ended = subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, check=False)
    results = directory / "target" / "run_results.json"
    if not results.is_file():
        said = " ".join((ended.stdout + ended.stderr).split())[-1500:]
        raise MeshError("dbt", f"could not build the hub: {said}", "Mend what it names, then check again.")
    nodes = json.loads(results.read_text(encoding="utf-8"))["results"]
    return Built(
        {node["unique_id"]: node["status"] for node in nodes},
        {node["unique_id"]: node["message"] or "" for node in nodes if node["status"] not in ("success", "pass")},
    )
