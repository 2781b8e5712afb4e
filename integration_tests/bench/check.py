"""Time `mesh check`: on three small projects, on the demo mesh, and on whatever is given.

    python integration_tests/bench/check.py --runs 3
    python integration_tests/bench/check.py ../finance ../marketing/target/manifest.json

Prints a Markdown table of medians. *first* is a call that finds no plan in the cache, *again* one that does.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import write_mesh
from measure import Measured, measure
from plan import plan_mesh
from run import machine

DOMAINS = Path(__file__).resolve().parents[1] / "domains"
CLEAN_OR_FINDINGS = (0, 1)
HEADER = ("| mesh | bytes | call | seconds | peak memory |", "| --- | ---: | --- | ---: | ---: |")


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", help="projects to check instead of the small ones and the demo")
    parser.add_argument("--runs", type=int, default=3, help="runs, of which the median counts (default: 3)")
    options = parser.parse_args()
    print(machine(options.runs), "", *HEADER, sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="mesh-bench-check-") as scratch:
        for name, inputs in meshes(options.inputs, Path(scratch)).items():
            for line in time_check(name, inputs, options.runs, Path(scratch) / "cache"):
                print(line, flush=True)
    return 0


def meshes(given: list[str], scratch: Path) -> dict[str, list[str]]:
    """Return the inputs of each mesh by its name."""
    if given:
        return {f"{len(given)} given": given}
    small = [str(home) for home in write_mesh(plan_mesh(3, 4, 1), scratch / "projects")]
    demo = sorted(DOMAINS.glob("*/target/manifest.json"))
    if not demo:
        subprocess.run([sys.executable, str(DOMAINS / "build_domains.py"), "--parse-only"], check=True)
        demo = sorted(DOMAINS.glob("*/target/manifest.json"))
    return {"3 projects, 12 models": small, f"demo, {len(demo)} projects": [str(path) for path in demo]}


def time_check(name: str, inputs: list[str], runs: int, cache: Path) -> list[str]:
    """Check a mesh with and without a plan in the cache; return the lines of the table."""
    command = [sys.executable, "-m", "mesh_commons", "check", "--quiet", *inputs]
    environment = {"MESH_CACHE_DIR": str(cache)}
    costs: dict[str, list[Measured]] = {"first": [], "again": []}
    for _ in range(runs):
        shutil.rmtree(cache, ignore_errors=True)
        for cost in costs.values():
            cost.append(measure(command, environment, CLEAN_OR_FINDINGS))
    size = sum(manifest(Path(item)).stat().st_size for item in inputs)
    return [
        f"| {name} | {size / 1e6:,.1f} MB | {call} | {statistics.median(cost.seconds for cost in found):.1f} "
        f"| {statistics.median(cost.memory for cost in found) / 1e6:,.0f} MB |"
        for call, found in costs.items()
    ]


def manifest(given: Path) -> Path:
    """Return the manifest of a project, of its target directory, or the file itself."""
    return next(path for path in (given / "target/manifest.json", given / "manifest.json", given) if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
