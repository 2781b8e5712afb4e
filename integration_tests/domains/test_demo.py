"""What the demo mesh plants is found, and nothing else; expected_findings.csv was written by hand."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from mesh_commons.hub.dbt import run_dbt, write_profile
from mesh_commons.hub.stage import staged_files, write_files
from mesh_commons.settings.registry import read_settings

DOMAINS = Path(__file__).resolve().parent
ROOT = DOMAINS.parents[1]

# Counted in the files of the five projects.
FIGURES = {
    # one per project, and the group pharmacovigilance of clinical
    "domains": 6,
    "projects": 5,
    # finance 7, sales 10 (fct_orders thrice), supply_chain 7, marketing 9, clinical 10
    "models": 43,
    # two-argument refs from model to model: finance 1, sales 1, supply_chain 1, marketing 5, clinical 3
    "cross_project_edges": 11,
    # marketing reads finance, supply_chain reads marketing, clinical reads supply_chain through a source
    "back_door_edges": 3,
    # finance 3, sales 5, supply_chain 3, marketing 3, clinical 3, pharmacovigilance 1
    "data_products": 18,
}

PROJECTS = ("clinical", "finance", "marketing", "sales", "supply_chain")


@dataclass(frozen=True)
class Checked:
    """What `mesh check` made of the demo mesh.

    Attributes:
        exit_code: Its exit code.
        report: The object it printed.
        said: What it said beside that, such as which of the hub's own tests failed.
        findings: The rows of fct_mesh__findings, in the columns of expected_findings.csv, sorted.
        database: The file it built in.
    """

    exit_code: int
    report: dict[str, Any]
    said: str
    findings: list[dict[str, str]]
    database: Path


def expected_findings() -> list[dict[str, str]]:
    """Return the rows of expected_findings.csv, sorted; an empty cell is an empty text."""
    with (DOMAINS / "expected_findings.csv").open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: list(row.values()))


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Parse the demo projects and check the mesh, once for all tests."""
    database = tmp_path_factory.mktemp("demo") / "mesh.duckdb"
    parsed = subprocess.run(
        [sys.executable, str(DOMAINS / "build_domains.py"), "--parse-only"], capture_output=True, text=True, check=False
    )
    assert parsed.returncode == 0, parsed.stderr
    command = [sys.executable, "-m", "mesh_commons", "check", "--json", "--database", str(database)]
    command += ["--registry", str(DOMAINS / "mesh_domains.yml")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.stdout.startswith("{"), ended.stderr
    columns = list(expected_findings()[0])
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(f"select {', '.join(columns)} from mesh_hub.fct_mesh__findings").fetchall()
    rows = [dict(zip(columns, ("" if value is None else str(value) for value in row), strict=True)) for row in found]
    findings = sorted(rows, key=lambda row: list(row.values()))
    return Checked(ended.returncode, json.loads(ended.stdout), ended.stderr, findings, database)


def test_every_planted_fault_is_found_and_nothing_else(checked: Checked) -> None:
    assert checked.findings == expected_findings()


def test_findings_at_error_severity_end_the_check_with_exit_code_1(checked: Checked) -> None:
    assert checked.exit_code == 1


def test_the_hub_is_built_without_complaint(checked: Checked) -> None:
    assert checked.said == ""


def test_figures_are_those_counted_by_hand(checked: Checked) -> None:
    summary = checked.report["summary"]
    assert {figure: summary[figure] for figure in FIGURES} == FIGURES


def test_the_printed_findings_are_those_of_the_table(checked: Checked) -> None:
    printed = sorted(
        (row["policy"], row["severity"], row["domain"], row["resource"]) for row in checked.report["findings"]
    )
    expected = sorted(
        (row["policy_id"], row["severity"], row["domain"], row["unique_id"]) for row in expected_findings()
    )
    assert printed == expected


def test_the_good_citizen_has_no_finding(checked: Checked) -> None:
    assert [row for row in checked.findings if "finance" in (row["domain"], row["project_name"])] == []


def test_what_is_excepted_stays_among_the_findings(checked: Checked) -> None:
    excepted = [row for row in checked.report["findings"] if row["is_excepted"]]
    assert [(row["policy"], row["domain"], row["resource"]) for row in excepted] == [
        ("ref_to_non_public_model", "pharmacovigilance", "model.clinical.fct_adverse_events")
    ]


def test_who_asks_for_more_than_the_mesh_is_in_one_table(checked: Checked) -> None:
    with duckdb.connect(str(checked.database), read_only=True) as connection:
        stricter = connection.execute(
            "select domain, policy_id, condition, severity, mesh_severity, threshold, mesh_threshold "
            "from mesh_hub.fct_mesh__policies_in_force where comes_from = 'domain' order by all"
        ).fetchall()
    assert stricter == [
        ("finance", "public_model_undocumented", "short", "warn", "info", "20", "12"),
        ("finance", "public_model_unused", "always", "warn", "info", None, None),
    ]


class Built(NamedTuple):
    """What stands in a built hub: of each relation its kind, and its columns with types, and its rows, sorted."""

    kinds: dict[str, str]
    columns: dict[str, list[tuple[str, str]]]
    rows: dict[str, list[tuple[Any, ...]]]


def built_hub(path: Path) -> Built:
    """Read every relation of a built hub."""
    built = Built({}, {}, {})
    with duckdb.connect(str(path), read_only=True) as connection:
        query = "select table_name, table_type from information_schema.tables where table_schema = 'mesh_hub'"
        for name, kind in connection.execute(query).fetchall():
            relation = connection.execute(f'select * from mesh_hub."{name}"')
            built.kinds[name] = kind
            built.columns[name] = [(column[0], str(column[1])) for column in relation.description or []]
            built.rows[name] = sorted(relation.fetchall(), key=repr)
    return built


@pytest.fixture(scope="module")
def both(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """Build the hub of the checked mesh with dbt too; return what dbt made and what the check made without it."""
    directory = tmp_path_factory.mktemp("dbt")
    database = directory / "by_dbt.duckdb"
    shutil.copyfile(checked.database, database)
    with duckdb.connect(str(database)) as connection:
        connection.execute("drop schema mesh_hub cascade")
    write_files(staged_files(read_settings(DOMAINS / "mesh_domains.yml")), directory / "hub")
    write_profile(directory / "hub", database)
    said = run_dbt(directory / "hub", "build", "--exclude-resource-type", "test", "unit_test")
    assert "Completed successfully" in said, said
    return built_hub(database), built_hub(checked.database)


def test_a_check_makes_of_every_table_what_dbt_makes_of_it(both: tuple[Built, Built]) -> None:
    by_dbt, by_check = both
    assert by_check.kinds == by_dbt.kinds
    assert by_check.columns == by_dbt.columns
    assert {name for name, rows in by_dbt.rows.items() if by_check.rows[name] != rows} == set()


def test_the_tables_that_are_compared_hold_something(both: tuple[Built, Built]) -> None:
    rows = both[0].rows
    assert len(rows) > 40
    assert [name for name in rows if name.startswith("policy__") and not rows[name]] == []
    assert [name for name in ("fct_mesh__policy_coverage", "stg_registry__domains") if not rows[name]] == []
    # Paths of several steps, which are walked by a statement that is repeated.
    assert max(distance for *_, distance in rows["int_mesh__reachable_pairs"]) > 2


def own_nodes(project: str) -> list[dict[str, Any]]:
    """Return the nodes that a demo project defines itself, from its manifest."""
    nodes = manifest(project)["nodes"].values()
    return [node for node in nodes if node["package_name"] == project and node["original_file_path"]]


def manifest(project: str) -> dict[str, Any]:
    """Return the manifest of a demo project."""
    return json.loads((DOMAINS / project / "target" / "manifest.json").read_text(encoding="utf-8"))


def projects_that(uses: Callable[[dict[str, Any]], bool]) -> set[str]:
    """Return the demo projects in which a node of their own does what `uses` says."""
    return {project for project in PROJECTS if any(uses(node) for node in own_nodes(project))}


def test_installing_the_package_builds_nothing_of_it(checked: Checked) -> None:
    for project in PROJECTS:
        written = manifest(project)
        installed = [
            unique_id
            for section in ("nodes", "sources", "unit_tests", "exposures", "metrics")
            for unique_id, resource in written[section].items()
            if resource["package_name"] == "mesh_commons"
        ]
        assert installed == []
        # not even switched off: of the package only macros are there
        assert [unique_id for unique_id in written["disabled"] if ".mesh_commons." in unique_id] == []
        assert "macro.mesh_commons.reference" in written["macros"]


def test_several_domains_call_the_shared_macros(checked: Checked) -> None:
    for_data = ("conform_code", "minor_units_to_amount", "normalise_email", "safe_divide", "fiscal_year", "date_band")
    shared = {f"macro.mesh_commons.{name}" for name in for_data}
    users = projects_that(
        lambda node: node["resource_type"] == "model" and bool(shared & set(node["depends_on"]["macros"]))
    )
    assert len(users) >= 2, users


def test_several_domains_name_their_schemas_by_the_rule_of_the_mesh(checked: Checked) -> None:
    users = set()
    for project in PROJECTS:
        own_rule = manifest(project)["macros"].get(f"macro.{project}.generate_schema_name")
        if own_rule and "macro.mesh_commons.mesh_schema_name" in own_rule["depends_on"]["macros"]:
            users.add(project)
    assert len(users) >= 2, users


def test_several_domains_use_the_shared_generic_tests(checked: Checked) -> None:
    users = projects_that(lambda node: (node.get("test_metadata") or {}).get("namespace") == "mesh_commons")
    assert len(users) >= 2, users


def test_several_domains_read_the_shared_reference_tables(checked: Checked) -> None:
    users = projects_that(
        lambda node: node["resource_type"] == "model" and "macro.mesh_commons.reference" in node["depends_on"]["macros"]
    )
    assert len(users) >= 2, users
