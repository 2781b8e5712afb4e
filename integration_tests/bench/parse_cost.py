"""Say what a full parse of a dbt project costs with this package listed, and without it, in pairs of runs.

    python integration_tests/bench/parse_cost.py ../jaffle-shop --runs 7

The project is copied twice; its packages must be in its dbt_packages/, and its profile at hand: in the project, or in
the directory that --profiles-dir names. CPU seconds (user and system) of the whole process, medians, and the ratio pair
by pair, so that a change of the machine's speed hits both sides of a pair alike.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "helpers"))

from commons_package import copy_package  # noqa: E402

DEFAULT_PROJECT = HERE.parent / "evaluator" / "projects" / "warehouse"


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path, default=DEFAULT_PROJECT, help="a dbt project (default: ours)")
    parser.add_argument("--profiles-dir", type=Path, help="where its profiles.yml is (default: in the project)")
    parser.add_argument("--runs", type=int, default=7, help="pairs of runs, of which the median counts (default: 7)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mesh-bench-") as scratch:
        without, with_package = (_copy(options.project, Path(scratch) / name) for name in ("without", "with"))
        _install(with_package, Path(scratch) / "mesh_commons")
        pairs = []
        for number in range(options.runs + 1):
            pair = [_parse(project, options.profiles_dir) for project in (without, with_package)]
            # the first pair only warms the caches
            pairs += [pair] if number else []
        sizes = [_manifest_size(project) for project in (without, with_package)]
    first, second = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    print("| full parse | CPU seconds | manifest |\n| --- | ---: | ---: |")
    print(f"| without the package | {first:.2f} | {sizes[0]:,} kB |")
    print(f"| with the package | {second:.2f} | {sizes[1]:,} kB |")
    print(f"\nRatio, the median of {options.runs} pairs: {ratio:.3f}")
    return 0


def _copy(project: Path, place: Path) -> Path:
    ignored = shutil.ignore_patterns("target", "logs", ".git", "package-lock.yml")
    shutil.copytree(project, place, ignore=ignored, symlinks=True)
    if not (place / "profiles.yml").exists() and project == DEFAULT_PROJECT:
        output = {"type": "duckdb", "path": ":memory:"}
        profile = {"evaluator_capture": {"target": "dev", "outputs": {"dev": output}}}
        (place / "profiles.yml").write_text(json.dumps(profile), encoding="utf-8")
        # its own packages do nothing here
        (place / "packages.yml").unlink(missing_ok=True)
    return place


def _install(project: Path, package: Path) -> None:
    copy_package(package)
    (project / "dbt_packages").mkdir(exist_ok=True)
    (project / "dbt_packages" / "mesh_commons").symlink_to(package, target_is_directory=True)
    packages = project / "packages.yml"
    listed = packages.read_text(encoding="utf-8") if packages.exists() else "packages:\n"
    packages.write_text(f"{listed.rstrip()}\n  - local: {json.dumps(str(package))}\n", encoding="utf-8")


def _parse(project: Path, profiles: Path | None) -> float:
    """Parse a project from nothing and return the CPU seconds that it took."""
    command = [sys.executable, "-m", "dbt.cli.main", "--quiet", "parse", "--no-partial-parse"]
    command += ["--project-dir", str(project), "--profiles-dir", str(profiles or project)]
    environment = {**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ended.returncode:
        raise SystemExit(f"{project.name}: dbt parse failed: {(ended.stdout + ended.stderr)[-1500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _manifest_size(project: Path) -> int:
    return (project / "target" / "manifest.json").stat().st_size // 1000


if __name__ == "__main__":
    sys.exit(main())
