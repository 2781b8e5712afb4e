"""Build the hub on a DuckDB file that `mesh gather` wrote, as `mesh check` does after gathering.

python integration_tests/bench/build_hub.py FILE
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from mesh_commons.hub.build import build, stage


def main() -> int:
    """Build; return 0 when every model was built and every test could run, whatever the tests found."""
    database = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="mesh-bench-hub-") as scratch:
        directory = Path(scratch)
        stage(directory, database)
        built = build(directory, {"mesh_artifacts_schema": "mesh_artifacts"})
    for unique_id in built.broken:
        print(f"{unique_id}: {built.messages[unique_id]}", file=sys.stderr)
    return 1 if built.broken else 0


if __name__ == "__main__":
    sys.exit(main())
