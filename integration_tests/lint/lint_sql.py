"""Lint the package's SQL with sqlfluff, in a copy of the project that needs no installed packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINKED = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "tests", ".sqlfluff", ".sqlfluffignore")


def main() -> int:
    """Link the project into `.cache/lint` without packages.yml, run sqlfluff there and return its exit code."""
    place = ROOT / ".cache" / "lint"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for name in LINKED:
        (place / name).symlink_to(ROOT / name)
    command = [sys.executable, "-m", "sqlfluff", "lint", "--disable-progress-bar", "models", "tests"]
    environment = {**os.environ, "MESH_DATABASE": "lint.duckdb"}
    result = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.stdout.write(result.stdout)
        sys.stderr.write(result.stderr)
    else:
        sys.stdout.write("sqlfluff: all SQL clean\n")
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
