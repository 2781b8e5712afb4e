"""Build the hub on a DuckDB file that `mesh gather` wrote, as `mesh check` does after gathering, or by dbt alone.

python integration_tests/bench/build_hub.py FILE [--dbt]
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from mesh_commons.hub.build import build_hub
from mesh_commons.hub.dbt import run_dbt, write_profile
from mesh_commons.hub.stage import staged_files, write_files
from mesh_commons.settings.registry import read_settings


def main() -> int:
    """Build; return 0 when every model was built and every test could run, whatever the tests found."""
    database = Path(sys.argv[1])
    if "--dbt" in sys.argv[2:]:
        return by_dbt(database)
    built = build_hub(str(database), read_settings(), lambda: None)
    for unique_id in built.with_status("error"):
        print(f"{unique_id}: {built.messages[unique_id]}", file=sys.stderr)
    return 1 if built.with_status("error") else 0


def by_dbt(database: Path) -> int:
    """Build with dbt and run all tests of what is built, as a hub in a warehouse does; return 0 when dbt built it."""
    with tempfile.TemporaryDirectory(prefix="mesh-bench-hub-") as scratch:
        directory = Path(scratch)
        write_files(staged_files(read_settings()), directory)
        write_profile(directory, database)
        said = run_dbt(directory, "build", "--indirect-selection", "cautious")
        # dbt counts a test that found something among the errors; the mesh that is made here has findings
        done = "Done. PASS=" in said and not re.search(r"\d+ of \d+ ERROR ", said)
    if not done:
        print(said, file=sys.stderr)
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main())
