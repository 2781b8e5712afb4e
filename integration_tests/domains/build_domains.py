"""Parse, or really build, the domain projects of the demo mesh; README.md beside this file tells about them."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

DOMAINS = Path(__file__).resolve().parent
# this is a script, for which pytest has set no path
sys.path.insert(0, str(DOMAINS.parent / "helpers"))

from commons_package import copy_package, install, write_settings  # noqa: E402

from mesh_commons.settings.yaml_file import read_mapping  # noqa: E402

RAW_DATA = DOMAINS / "raw_data"
PACKAGE = DOMAINS / "target" / "mesh_commons"
# supply_chain and marketing feed each other (a planted fault), so no order of builds works in an empty warehouse:
# as people do then, the table that is read back is made by hand once, empty.
EMPTY_CAMPAIGN_PLAN = """
    create schema marketing;
    create table marketing.fct_campaign_plan (campaign_id varchar, product_id varchar, planned_quantity bigint)
"""


class DemoError(Exception):
    """Something that keeps the demo from being made; the text names the project, the problem and the remedy."""


@dataclass(frozen=True)
class Step:
    """One run of dbt on one project.

    Attributes:
        project: Name of the project and of its directory.
        is_first_pass: Whether the models that read projects of later steps are left out.
    """

    project: str
    is_first_pass: bool = False


# Finance and sales read each other's models, so no order of whole projects works: finance goes first without
# the model that reads sales, and again, in full, when sales is there. Steps of one wave do not need each other.
WAVES = (
    (Step("finance", is_first_pass=True),),
    (Step("sales"),),
    (Step("finance"), Step("supply_chain")),
    (Step("marketing"), Step("clinical")),
)
# Nothing that the demo builds is old, so the clock of one project is turned back (a planted fault).
STALE_PROJECT = "clinical"
WRITTEN_AT = "2025-06-30T05:00:00.000000Z"
PROJECTS = sorted({step.project for wave in WAVES for step in wave})


def warehouse() -> Path:
    """Return the DuckDB file that all domains build in: what DEMO_WAREHOUSE names, else one under target/."""
    return Path(os.environ.get("DEMO_WAREHOUSE") or DOMAINS / "target" / "warehouse.duckdb").resolve()


def run_dbt(project: str, *arguments: str) -> None:
    """Run one dbt command in a domain's project.

    Args:
        project: Name of the project and of its directory.
        arguments: The dbt command and its options.

    Raises:
        DemoError: dbt failed; the error carries the end of what it said.
    """
    run_dbt_in(DOMAINS / project, DOMAINS, *arguments)


def run_dbt_in(directory: Path, profiles: Path, *arguments: str) -> None:
    """Run one dbt command in a directory.

    Args:
        directory: The dbt project; its name stands in the error.
        profiles: Directory of its profiles.yml.
        arguments: The dbt command and its options.

    Raises:
        DemoError: dbt failed; the error carries the end of what it said.
    """
    # Settings of a surrounding dbt project must not reach these.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DBT_")}
    environment |= {
        "DEMO_WAREHOUSE": str(warehouse()),
        "MESH_DATABASE": str(warehouse()),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    command = [
        sys.executable,
        "-W",
        "ignore::RuntimeWarning:runpy",
        "-m",
        "dbt.cli.main",
        "--no-use-colors",
        "--no-version-check",
        *arguments,
    ]
    command += ["--project-dir", str(directory), "--profiles-dir", str(profiles)]
    # dbt-loom looks for its settings, and for the manifests they name, from the working directory
    ended = subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        said = "\n".join((ended.stdout + ended.stderr).strip().splitlines()[-30:])
        raise DemoError(f"{directory.name}: `dbt {' '.join(arguments)}` failed. Mend what it names:\n{said}")


def run_step(command: str, step: Step) -> None:
    """Run a dbt command for one step and print a line about it.

    Args:
        command: `parse` or `build`.
        step: What to run it on.

    Raises:
        DemoError: dbt failed.
    """
    began = time.monotonic()
    passing = ["--vars", "{first_pass: true}"] if step.is_first_pass else []
    run_dbt(step.project, command, *passing)
    without = ", first pass: without what reads sales" if step.is_first_pass else ""
    print(f"{command} {step.project}{without}: {time.monotonic() - began:.1f} s", flush=True)


def parse_all() -> None:
    """Parse every project, each after the projects whose manifests it reads.

    Raises:
        DemoError: dbt failed on a project.
    """
    with ThreadPoolExecutor(max_workers=2) as pool:
        for wave in WAVES:
            list(pool.map(lambda step: run_step("parse", step), wave))


def load_raw_data() -> None:
    """Make the warehouse anew, with the tables that other systems load: raw_data/<x>/<y>.csv is raw_<x>.<y>.

    They are no seeds, because a project that seeds a table builds it, and these are built by nobody in the mesh.

    Raises:
        DemoError: The warehouse cannot be written.
    """
    path = warehouse()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with duckdb.connect(str(path)) as connection:
            for file in sorted(RAW_DATA.glob("*/*.csv")):
                schema = f"raw_{file.parent.name}"
                connection.execute(f"create schema if not exists {schema}")
                connection.execute(
                    f"create table {schema}.{file.stem} as "
                    "select *, cast(now() at time zone 'UTC' as timestamp) as _loaded_at from read_csv($1)",
                    [str(file)],
                )
            connection.execute(EMPTY_CAMPAIGN_PLAN)
    except (OSError, duckdb.Error) as error:
        raise DemoError(
            f"{path}: cannot be written: {error}. Close what has it open, or set DEMO_WAREHOUSE."
        ) from error
    print(f"load {path.name}: raw tables", flush=True)


def build_reference_tables() -> None:
    """Build the reference tables into the schema mesh_hub, once for all domains, as the hub does for a real mesh.

    Raises:
        DemoError: dbt failed.
    """
    began = time.monotonic()
    # their own tests run in integration_tests/reference
    tables = ("--select", "path:models/commons", "path:seeds/commons")
    run_dbt_in(PACKAGE, PACKAGE, "build", *tables, "--exclude-resource-type", "test", "unit_test")
    print(f"build the reference tables of the hub: {time.monotonic() - began:.1f} s", flush=True)


def build_all() -> None:
    """Load the raw tables and the reference tables; build, test and document every project.

    It leaves each project's catalog.json, and finance's sources.json.

    Raises:
        DemoError: The warehouse cannot be written, or dbt failed on a project.
    """
    load_raw_data()
    build_reference_tables()
    # one at a time: a DuckDB file has one writer
    for wave in WAVES:
        for step in wave:
            run_step("build", step)
    run_dbt("finance", "source", "freshness")
    for project in PROJECTS:
        # --no-compile leaves the run_results.json of the build where it is
        run_dbt(project, "docs", "generate", "--no-compile")
    print("docs generate in all, source freshness in finance", flush=True)


def turn_back_the_clock() -> None:
    """Let the manifest of one project say that it was written long ago.

    Raises:
        DemoError: The manifest cannot be read or written.
    """
    path = DOMAINS / STALE_PROJECT / "target" / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest["metadata"]["generated_at"] = WRITTEN_AT
        path.write_text(json.dumps(manifest), encoding="utf-8")
    except (OSError, ValueError, KeyError) as error:
        raise DemoError(f"{path}: cannot be dated back: {error}. Parse {STALE_PROJECT} again.") from error


def start_afresh() -> None:
    """Remove what earlier runs left, so that no project reads a manifest older than this run; install the package.

    Raises:
        DemoError: The package cannot be copied or linked.
    """
    try:
        copy_package(PACKAGE)
        write_settings(PACKAGE, **read_mapping(DOMAINS / "mesh_domains.yml"))
        for project in PROJECTS:
            shutil.rmtree(DOMAINS / project / "target", ignore_errors=True)
            install(PACKAGE, DOMAINS / project)
    except OSError as error:
        raise DemoError(f"{PACKAGE}: the package cannot be installed: {error}. Make the place writable.") from error


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 when all projects succeeded, 1 else."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="Example: python integration_tests/domains/build_domains.py --build"
    )
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument(
        "--parse-only",
        action="store_true",
        help="Only write each project's manifest.json, all that a check needs (default).",
    )
    modes.add_argument(
        "--build",
        action="store_true",
        help="Build and test everything in a new DuckDB file and write catalog.json too (default: do not).",
    )
    options = parser.parse_args(arguments)
    try:
        start_afresh()
        if options.build:
            build_all()
        else:
            parse_all()
        turn_back_the_clock()
    except DemoError as error:
        print(f"build_domains: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
