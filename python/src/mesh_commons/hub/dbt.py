"""Run dbt in a process of its own, which imports nothing from where it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import mesh_commons
from mesh_commons.hub.stage import HUB_SCHEMA, VARIABLES
from mesh_commons.settings.package import PACKAGE

# The search path is set before anything is imported: python puts the working directory in front of it. dbt ends
# when its standard input does, as it does when the parent process is killed.
_START = """import os, sys
sys.path[:] = sys.argv.pop(1).split(os.pathsep)
import threading
threading.Thread(target=lambda: os.read(0, 1) or os._exit(2), daemon=True).start()
from dbt.cli.main import cli
cli()
"""


def write_profile(directory: Path, database: Path) -> None:
    """Write the profile of a DuckDB file beside a staged project."""
    target = {"type": "duckdb", "path": str(database.resolve()), "schema": HUB_SCHEMA, "threads": 1}
    profile = {PACKAGE: {"target": "check", "outputs": {"check": target}}}
    # JSON is YAML; so is any path in it, whatever characters it has.
    (directory / "profiles.yml").write_text(json.dumps(profile), encoding="utf-8")


def run_dbt(directory: Path, *arguments: str) -> str:
    """Run a command of dbt on a staged project.

    Args:
        directory: The project, its profile beside it. Its log, in JSON with every query, comes into `logs`.
        arguments: The command and its options.

    Returns:
        What dbt said, be it well or ill; what Python said where dbt said nothing.
    """
    command = [sys.executable, "-c", _START, os.pathsep.join(_search_path()), "--no-use-colors"]
    command += ["--no-version-check", "--log-level-file", "debug", "--log-format-file", "json", *arguments]
    command += ["--project-dir", str(directory), "--profiles-dir", str(directory)]
    command += ["--target-path", str(directory / "target"), "--log-path", str(directory / "logs")]
    command += ["--vars", json.dumps(VARIABLES)]
    # Settings of a surrounding dbt project must not reach this one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DBT_")}
    environment.update({"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "PYTHONSAFEPATH": "1"})
    said, complained = directory / "said.txt", directory / "complained.txt"
    with (
        said.open("wb") as output,
        complained.open("wb") as errors,
        subprocess.Popen(
            command, cwd=directory, env=environment, stdin=subprocess.PIPE, stdout=output, stderr=errors
        ) as process,
    ):
        try:
            process.wait()
        except BaseException:
            process.kill()
            raise
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in (said, complained))
    return next((text for text in texts if text.strip()), "")


def _search_path() -> list[str]:
    """Return where this process finds modules, absolute, without the directory it was started in."""
    own = str(Path(mesh_commons.__file__).resolve().parents[1])
    try:
        here = os.getcwd()
    except OSError:  # It was removed, and nothing relative leads anywhere.
        return [own, *filter(os.path.isabs, sys.path)]
    return [own, *(path for path in map(os.path.abspath, filter(None, sys.path)) if path != here)]
