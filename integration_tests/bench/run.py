"""Time `mesh gather` and the hub build on generated meshes, beside orjson parsing the same bytes.

    python integration_tests/bench/run.py --projects 10,50,100 --models 1000 --runs 3

Prints a Markdown table of medians. Linux only; 100 projects of 1,000 models need 3 GB of disk.
"""

from __future__ import annotations

import argparse
import datetime
import os
import statistics
import sys
import tempfile
from pathlib import Path

from generate import describe, write_mesh
from measure import Measured, measure
from plan import plan_mesh

HERE = Path(__file__).resolve().parent
PARSE = "import sys, orjson\nfor path in sys.argv[1:]:\n    orjson.loads(open(path, 'rb').read())\n"
HEADER = (
    "| projects | models | bytes | step | seconds | seconds per 1,000 models | peak memory | ratio to orjson |",
    "| ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |",
)


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", default="10,50,100", help="sizes of the mesh (default: %(default)s)")
    parser.add_argument("--models", type=int, default=1000, help="models of each project (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="runs, of which the median counts (default: 3)")
    parser.add_argument("--only", choices=("gather", "hub"), help="time only this step (default: both)")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers (default: %(default)s)")
    options = parser.parse_args()
    print(machine(options.runs), "", *HEADER, sep="\n", flush=True)
    for count in map(int, options.projects.split(",")):
        with tempfile.TemporaryDirectory(prefix="mesh-bench-") as scratch:
            for line in time_mesh(count, options, Path(scratch)):
                print(line, flush=True)
    return 0


def time_mesh(count: int, options: argparse.Namespace, scratch: Path) -> list[str]:
    """Make one mesh, time the steps on it, and return the lines of the table."""
    mesh = plan_mesh(count, options.models, options.seed)
    homes = [str(home) for home in write_mesh(mesh, scratch / "projects")]
    about = describe(mesh, scratch / "projects")
    print(", ".join(f"{key} {value}" for key, value in about.items()), file=sys.stderr, flush=True)
    manifests = [f"{home}/target/manifest.json" for home in homes]
    database = scratch / "bench.duckdb"
    gather = [sys.executable, "-m", "mesh_commons", "gather", *homes, "--database", str(database), "--quiet"]
    hub = [sys.executable, str(HERE / "build_hub.py"), str(database)]
    steps = {"orjson alone": _several([sys.executable, "-c", PARSE, *manifests], options.runs, [])}
    # The hub build needs what gather wrote, so gather runs in any case.
    gathered = _several(gather, options.runs if options.only != "hub" else 1, [database])
    if options.only != "hub":
        steps["`mesh gather`"] = gathered
    if options.only != "gather":
        steps["hub build"] = _several(hub, options.runs, [])
        steps["hub by dbt"] = _several([*hub, "--dbt"], options.runs, [])
    size = sum(Path(manifest).stat().st_size for manifest in manifests)
    models = len(mesh) * options.models
    floor = steps["orjson alone"].seconds
    return [
        f"| {count} | {models:,} | {size / 1e6:,.0f} MB | {name} | {cost.seconds:.1f} "
        f"| {cost.seconds / models * 1000:.2f} | {cost.memory / 1e6:,.0f} MB | {cost.seconds / floor:.2f} |"
        for name, cost in steps.items()
    ]


def _several(command: list[str], runs: int, fresh: list[Path]) -> Measured:
    """Run a command several times, each time without the files in `fresh`; return the medians."""
    costs = []
    for _ in range(runs):
        for path in fresh:
            path.unlink(missing_ok=True)
        costs.append(measure(command))
    return Measured(
        statistics.median(cost.seconds for cost in costs),
        int(statistics.median(cost.memory for cost in costs)),
    )


def machine(runs: int) -> str:
    """Say when and on what machine something was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    python = ".".join(map(str, sys.version_info[:3]))
    today = datetime.date.today()
    return f"{today}, {cores} cores, {memory:.0f} GB memory, Python {python}, medians of {runs} runs."


if __name__ == "__main__":
    sys.exit(main())
