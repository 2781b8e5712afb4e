"""Run the real Project Evaluator in small projects and keep what it builds as fixtures.

    python integration_tests/evaluator/capture.py

Needs MESH_DBT_PACKAGES_DIR, a folder that holds the packages dbt_utils and dbt_project_evaluator; the latter as a
git repository, because not all projects run the same version of it. See README.md beside this file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import yaml

HERE = Path(__file__).parent
# also where this module is run by itself, and pytest has set no path
sys.path.insert(0, str(HERE.parent / "helpers"))

import commons_package  # noqa: E402

PROJECTS = HERE / "projects"
FIXTURES = HERE / "fixtures"
DOMAINS = HERE.parent / "domains"

# Which version of the evaluator each project runs. In a real mesh they differ; so they do here. The domain clinical
# of the demo mesh runs none.
VERSIONS = {"billing": "v1.0.0", "warehouse": "v1.3.2"}
DEMO_VERSIONS = {"finance": "v1.0.2", "marketing": "v1.2.4", "sales": "v1.3.2", "supply_chain": "v1.3.2"}

# What says nothing about a project, differs at every run, or is text of the package's authors.
SELECTIONS = {
    "stg_nodes": "package_name = 'dbt_project_evaluator' and name in ('fct_root_models', 'int_direct_relationships')",
    "stg_columns": "node_unique_id not like '%.dbt_project_evaluator.%'",
}
REPLACEMENTS = {"measured_at": "timestamp '2026-01-01 00:00:00'"}

PROFILE = """{profile}:
  target: demo
  outputs:
    demo: {{type: duckdb, path: "{database}", schema: {project}, threads: 2}}
"""


class CaptureError(Exception):
    """The evaluator could not be run; the message says why and what to do."""


@dataclass(frozen=True)
class Table:
    """One of the evaluator's tables.

    Attributes:
        columns: DuckDB's type by column name.
        rows: The rows in the order of the columns, each value as text.
    """

    columns: dict[str, str]
    rows: list[list[str | None]] = field(default_factory=list)


Tables = dict[str, Table]


def packages_dir() -> Path | None:
    """The folder of the dbt packages, or None where MESH_DBT_PACKAGES_DIR does not name one that holds both."""
    named = os.environ.get("MESH_DBT_PACKAGES_DIR")
    if not named:
        return None
    folder = Path(named)
    complete = all((folder / name).is_dir() for name in ("dbt_utils", "dbt_project_evaluator"))
    return folder if complete else None


def relation_names() -> list[str]:
    """The relations that the hub unions, read from the macro that lists them."""
    text = (HERE.parents[1] / "macros/hub/evaluator/evaluator_relations.sql").read_text()
    body = text[text.index("return({") :]
    names = [part for part in body.split("'")[1::2] if part not in ("rule", "metric", "core", "exception")]
    return sorted(names)


def checkout(packages: Path, version: str, target: Path) -> None:
    """Write the evaluator as of a git tag into a folder. Raises CaptureError where the tag cannot be had."""
    target.mkdir(parents=True)
    archive = subprocess.run(
        ["git", "-C", str(packages / "dbt_project_evaluator"), "archive", version], capture_output=True, check=False
    )
    if archive.returncode:
        raise CaptureError(
            f"dbt_project_evaluator in {packages} has no version {version}: {archive.stderr.decode().strip()}. "
            "Clone it with its tags."
        )
    subprocess.run(["tar", "x", "-C", str(target)], input=archive.stdout, check=True)


def install(project: Path, version: str, packages: Path, database: Path) -> None:
    """Install a version of the evaluator in a copy of a project, and point the copy at a DuckDB file."""
    checkout(packages, version, project / "dbt_packages" / "dbt_project_evaluator")
    (project / "dbt_packages" / "dbt_utils").symlink_to(packages / "dbt_utils")
    list_packages(project)
    settings = yaml.safe_load((project / "dbt_project.yml").read_text())
    for kind in ("models", "seeds"):
        settings.setdefault(kind, {})["dbt_project_evaluator"] = {"+schema": "evaluator"}
    settings["flags"] = {"send_anonymous_usage_stats": False}
    settings["dispatch"] = [{"macro_namespace": "dbt", "search_order": ["dbt_project_evaluator", "dbt"]}]
    (project / "dbt_project.yml").write_text(yaml.safe_dump(settings, sort_keys=False))
    profile = PROFILE.format(profile=settings["profile"], database=database, project=project.name)
    (project / "profiles.yml").write_text(profile)


def list_packages(project: Path) -> None:
    """Write packages.yml for what stands in dbt_packages; dbt wants the two to agree."""
    names = sorted(package.name for package in (project / "dbt_packages").iterdir())
    packages = [{"local": f"dbt_packages/{name}"} for name in names]
    (project / "packages.yml").write_text(yaml.safe_dump({"packages": packages}))


def prepare(project: Path, version: str, packages: Path, folder: Path) -> Path:
    """Copy a project into a folder and install a version of the evaluator there; returns the copy."""
    copy = folder / project.name
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("target", "logs", "dbt_packages"))
    install(copy, version, packages, copy / "mesh.duckdb")
    return copy


def evaluate(project: Path) -> None:
    """Run the evaluator that is installed in a project. Raises CaptureError with the end of dbt's output."""
    command = [sys.executable, "-m", "dbt.cli.main", "--no-version-check", "build"]
    command += ["--select", "package:dbt_project_evaluator", "--profiles-dir", "."]
    run = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if run.returncode:
        raise CaptureError(f"{project.name}: the evaluator failed.\n{run.stdout[-3000:]}")


def export(database: Path) -> Tables:
    """The evaluator's tables in a DuckDB file, by relation."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return export_tables(connection)


def export_tables(connection: duckdb.DuckDBPyConnection) -> Tables:
    """The same, of an open database. The schema is the one that holds the evaluator's graph."""
    found = connection.execute(
        "select table_schema from information_schema.tables where table_name = 'int_all_graph_resources'"
    ).fetchall()
    schema = found[0][0]
    rows = connection.execute(
        "select table_name, column_name, data_type from information_schema.columns where table_schema = ?"
        " order by table_name, column_name",
        [schema],
    ).fetchall()
    wanted = set(relation_names())
    tables: Tables = {}
    for relation, column, kind in rows:
        if relation in wanted and column != "_dbt_source_relation":
            tables.setdefault(relation, Table({})).columns[column] = kind
    for relation, table in tables.items():
        values = ", ".join(f"cast({REPLACEMENTS.get(name, quoted(name))} as varchar)" for name in table.columns)
        query = f"select {values} from {schema}.{relation} where {SELECTIONS.get(relation, 'true')} order by all"
        table.rows.extend(list(row) for row in connection.execute(query).fetchall())
    return tables


def quoted(name: str) -> str:
    """A column name as SQL."""
    return f'"{name}"'


def capture(project: Path, version: str, packages: Path) -> Tables:
    """Build and export one project in a folder of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        copy = prepare(project, version, packages, Path(folder))
        evaluate(copy)
        return export(copy / "mesh.duckdb")


def capture_demo(packages: Path) -> dict[str, Tables]:
    """Build and export the domains of the demo mesh, which read each other; tables by project."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commons_package.copy_package(folder)
        domains = folder / "integration_tests" / "domains"
        shutil.copytree(DOMAINS, domains, ignore=shutil.ignore_patterns("target", "logs", "dbt_packages"))
        shutil.copytree(DOMAINS.parent / "helpers", domains.parent / "helpers")
        subprocess.run([sys.executable, "build_domains.py"], cwd=domains, check=True, capture_output=True)
        captured = {}
        for project, version in DEMO_VERSIONS.items():
            # a copy of the whole mesh each, so that no domain sees the evaluator of another
            mesh = folder / project
            shutil.copytree(domains, mesh)
            # named like the warehouse of the demo, so that relations of different domains are the same
            database = mesh / "warehouse.duckdb"
            install(mesh / project, version, packages, database)
            evaluate(mesh / project)
            captured[project] = export(database)
        return captured


def lines(tables: Tables) -> Iterator[str]:
    """Tables as lines of JSON: an object with the name and columns of each, then its rows, an array each."""
    for relation, table in sorted(tables.items()):
        yield json.dumps({"table": relation, "columns": table.columns}, ensure_ascii=False)
        for row in table.rows:
            yield json.dumps(row, ensure_ascii=False)


def write(project_name: str, tables: Tables) -> None:
    """Replace a project's fixture."""
    FIXTURES.mkdir(exist_ok=True)
    (FIXTURES / f"{project_name}.jsonl").write_text("\n".join([*lines(tables), ""]), encoding="utf-8")
    print(f"{project_name}: {len(tables)} tables")


def read(project_name: str) -> Tables:
    """The tables in a project's fixture, by relation."""
    tables: Tables = {}
    # not splitlines(): JSON leaves U+2028 and its like as they are
    for line in (FIXTURES / f"{project_name}.jsonl").read_text(encoding="utf-8").strip("\n").split("\n"):
        content = json.loads(line)
        if isinstance(content, dict):
            table = tables[content["table"]] = Table(content["columns"])
        else:
            table.rows.append(content)
    return tables


def main() -> int:
    """Capture every project; returns the exit code."""
    packages = packages_dir()
    if packages is None:
        print("MESH_DBT_PACKAGES_DIR does not name a folder with dbt_utils and dbt_project_evaluator.", file=sys.stderr)
        return 2
    for name, version in VERSIONS.items():
        write(name, capture(PROJECTS / name, version, packages))
    for name, tables in capture_demo(packages).items():
        write(name, tables)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
