"""The union of what the real Project Evaluator built in several projects, and what the hub makes of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import capture
import pytest
import yaml
from commons_package import copy_package, write_settings
from evaluated_mesh import TYPES
from hub import HUB_SCHEMA, Hub, stage_hub

REGISTRY = [
    {"name": "finance", "projects": ["billing"], "owner": {"name": "Finance", "email": "finance@example.org"}},
    {"name": "logistics", "projects": ["warehouse"]},
    # not split yet: a group inside the project warehouse
    {"name": "stock", "groups": [{"project": "warehouse", "group": "stock"}]},
    # some of its tables are missing, and it says itself where they are and of which version
    {"name": "depot", "evaluator": {"schema": "depot_tables", "version": "1.0.2"}},
    {"name": "archive"},
    {"name": "museum", "evaluator": False},
]
RULES = 27
SELECTION = ["stg_evaluator__*", "int_evaluator__*", "fct_evaluator__*", "fct_mesh__finding_trend"]


def variables(**values: Any) -> list[str]:
    """Command line arguments that set dbt's variables."""
    return ["--vars", json.dumps(values)]


def register(hub: Hub, domains: list[dict[str, Any]]) -> None:
    """Write the registry, and the printing of findings, into the hub's project."""
    hub.settings(mesh_domains=domains)
    project = hub.directory / "dbt_project.yml"
    settings = project.read_text(encoding="utf-8")
    if "print_findings" not in settings:
        project.write_text(settings + '\non-run-end: ["{{ mesh_commons.print_findings() }}"]\n', encoding="utf-8")


def build(hub: Hub, command: str = "build") -> subprocess.CompletedProcess[str]:
    """Build what this test is about, with all that it stands on, and with it the tests that need nothing else."""
    cautious = [] if command == "run" else ["--indirect-selection", "cautious"]
    return hub.dbt(command, *cautious, "--select", *[f"+{name}" for name in SELECTION])


def load(hub: Hub, project_name: str, schema: str, owner: str | None = None) -> None:
    """Create a project's captured tables in a schema of the hub's database; `owner` is another name of the project."""

    def renamed(value: str | None) -> str | None:
        if value is None or owner is None:
            return value
        return owner if value == project_name else value.replace(f".{project_name}.", f".{owner}.")

    hub.execute(f"drop schema if exists {schema} cascade")
    hub.execute(f"create schema {schema}")
    for relation, table in capture.read(project_name).items():
        kinds = {name: TYPES[hub.engine].get(kind, kind) for name, kind in table.columns.items()}
        definition = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
        hub.execute(f"create table {schema}.{relation} ({definition})")
        marks = ", ".join(f"cast(? as {kind})" for kind in kinds.values())
        hub.execute(
            f"insert into {schema}.{relation} values ({marks})", [tuple(map(renamed, row)) for row in table.rows]
        )


def gather(hub: Hub, folder: Path, *projects: str) -> None:
    """Parse projects without the evaluator and gather their artifacts into the hub's database."""
    directories = []
    for name in projects:
        copy = folder / name
        shutil.copytree(capture.PROJECTS / name, copy, dirs_exist_ok=True)
        (copy / "profiles.yml").write_text(
            capture.PROFILE.format(profile="evaluator_capture", database=copy / "mesh.duckdb", project=name)
        )
        command = [sys.executable, "-m", "dbt.cli.main", "parse", "--profiles-dir", "."]
        subprocess.run(command, cwd=copy, check=True, capture_output=True)
        directories.append(str(copy))
    command = [sys.executable, "-m", "mesh_commons", "gather", "--quiet", "--database", hub.database, *directories]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture(scope="module")
def evaluated(hub: Hub) -> Iterator[Hub]:
    """The hub built over the captured tables of two projects, and over four domains that lack some or all."""
    hub.write()
    load(hub, "billing", "billing_evaluator")
    load(hub, "warehouse", "warehouse_evaluator")
    load(hub, "billing", "depot_tables", owner="depot")
    hub.execute("drop table depot_tables.fct_root_models")
    # sources that have the names of models, or stand where one could be named
    hub.execute("insert into warehouse_evaluator.fct_undocumented_sources values ('stg_orders')")
    hub.execute("insert into warehouse_evaluator.fct_duplicate_sources values ('stg_orders', 'a.orders, b.orders')")
    register(hub, REGISTRY)
    ended = build(hub)
    assert not [line for line in ended.stdout.splitlines() if line.startswith("{")], "printing is off by default"
    yield hub
    for schema in ("billing_evaluator", "warehouse_evaluator", "depot_tables"):
        hub.execute(f"drop schema if exists {schema} cascade")


def select(hub: Hub, query: str) -> list[tuple[Any, ...]]:
    """Rows of a query over the hub; a name in braces stands for one of its relations."""
    return hub.execute(re.sub(r"\{(\w+)\}", rf"{HUB_SCHEMA}.\1", query))


def test_every_rule_has_rows_and_keeps_them_all(evaluated: Hub) -> None:
    """The generic test holds for each of the 29 facts, and none of the 27 rules is proven on nothing."""
    statuses = evaluated.results()
    counted = {name: status for name, status in statuses.items() if "has_all_rows_of_domains" in name}
    assert len(counted) == RULES + 2
    assert set(counted.values()) == {"pass"}
    rules = select(evaluated, "select distinct rule from {int_evaluator__verdicts}")
    assert len(rules) == RULES


def test_a_lost_row_is_noticed(evaluated: Hub) -> None:
    """A row that the union lost, or a whole project, fails the generic test."""
    relation = f"{HUB_SCHEMA}.stg_evaluator__fct_undocumented_models"
    kept = evaluated.execute(f"select count(*) from {relation}")
    evaluated.execute(f"delete from {relation} where resource_name = 'stg_orders'")
    ended = evaluated.dbt("test", "--select", "stg_evaluator__fct_undocumented_models", *variables(), check=False)
    assert ended.returncode == 1
    assert "FAIL 1" in ended.stdout
    evaluated.dbt("run", "--select", "stg_evaluator__fct_undocumented_models")
    assert evaluated.execute(f"select count(*) from {relation}") == kept


def test_versions_are_told_apart(evaluated: Hub) -> None:
    """The registry's word wins; else the evaluator's own models show the version; else it is unknown."""
    rows = select(evaluated, "select project_name, evaluator_version from {stg_evaluator__versions}")
    assert dict(rows) == {
        "billing": "1.0",
        "warehouse": "1.3",
        "depot": "1.0.2",
        "archive": None,
        "museum": None,
    }


def test_columns_a_project_lacks_are_null(evaluated: Hub) -> None:
    """The project billing has no layer `base` and no test of combined columns; the others do."""
    rows = select(
        evaluated,
        "select project_name, base_documentation_coverage_pct is null, staging_documentation_coverage_pct is null"
        " from {stg_evaluator__fct_documentation_coverage} where project_name <> 'depot'",
    )
    assert sorted(rows) == [("billing", True, False), ("warehouse", True, False)]
    rows = select(
        evaluated,
        "select project_name, count(is_test_unique_combination_of_columns) = 0, count(is_test_unique) > 0"
        " from {stg_evaluator__int_all_graph_resources} where project_name <> 'depot' group by project_name",
    )
    assert sorted(rows) == [("billing", True, True), ("warehouse", False, True)]


def test_what_is_missing_is_not_judged(evaluated: Hub) -> None:
    """A missing table, a missing schema and a domain without the evaluator differ, and none looks clean."""
    rows = select(
        evaluated,
        "select project_name, reason, count(*) from {fct_evaluator__coverage} where not is_judged"
        " group by project_name, reason",
    )
    assert sorted(rows) == [
        ("archive", "schema_missing", 36),
        ("depot", "table_missing", 1),
        ("museum", "evaluator_not_used", 36),
    ]
    assert select(evaluated, "select count(*) from {fct_evaluator__coverage} where remedy is null and not is_judged")
    warned = [status for name, status in evaluated.results().items() if "assert_evaluator_domains_reported" in name]
    assert warned == ["warn"] or warned == []


def test_missing_tables_can_be_an_error(evaluated: Hub) -> None:
    """By a variable the report is an error; it names both projects that have something to mend."""
    arguments = ["test", "--select", "assert_evaluator_domains_reported"]
    assert evaluated.dbt(*arguments, check=False).returncode == 0
    ended = evaluated.dbt(*arguments, *variables(mesh_evaluator_missing="error"), check=False)
    assert ended.returncode == 1
    assert "Got 2 results" in ended.stdout


def test_findings_name_resource_owner_and_remedy(evaluated: Hub) -> None:
    """A finding reads as a sentence and knows who can mend it."""
    [row] = select(
        evaluated,
        "select domain, unique_id, related_unique_id, message, severity, family from {fct_evaluator__findings}"
        " where policy_id = 'fct_staging_dependent_on_staging'",
    )
    assert row == (
        "logistics",
        "model.warehouse.stg_order_lines",
        "model.warehouse.stg_orders",
        "The staging model 'stg_order_lines' reads the staging model 'stg_orders'.",
        "warn",
        "dag",
    )
    assert not select(
        evaluated,
        "select * from {fct_evaluator__findings} where message is null or fix is null or domain is null",
    )


def test_a_verdict_on_sources_is_about_no_model_of_their_name(evaluated: Hub) -> None:
    """The evaluator means all tables of a source, or a place in the warehouse: neither is one resource."""
    rows = select(
        evaluated,
        "select rule, unique_id, resource_type from {int_evaluator__identified_verdicts}"
        " where resource_name = 'stg_orders' and rule in ('fct_undocumented_sources', 'fct_duplicate_sources')",
    )
    assert sorted(rows) == [
        ("fct_duplicate_sources", None, "relation"),
        ("fct_undocumented_sources", None, "source name"),
    ]


def test_a_group_is_a_domain_of_its_own(evaluated: Hub) -> None:
    """Findings about a group that the registry calls a domain are that domain's."""
    rows = select(
        evaluated,
        "select distinct unique_id from {int_mesh__findings} where domain = 'stock'"
        " and policy_id = 'public_model_without_contract' and found_by = 'policy and evaluator'",
    )
    assert sorted(rows) == [
        ("model.warehouse.dim_parcels",),
        ("model.warehouse.fct_versions.v1",),
        ("model.warehouse.fct_versions.v2",),
    ]


def test_a_domain_known_by_its_evaluator_has_a_graph(evaluated: Hub) -> None:
    """Without artifacts the mesh sees the models, and that billing reads the warehouse behind its back."""
    routes = select(evaluated, "select project_name, evidence_route from {dim_mesh__projects}")
    assert set(routes) == {("billing", "evaluator"), ("warehouse", "evaluator"), ("depot", "evaluator")}
    rows = select(
        evaluated,
        "select parent_unique_id from {fct_mesh__relationships} where relationship_type = 'same_relation'"
        " and parent_project_name = 'warehouse' and child_project_name = 'billing'",
    )
    assert sorted(rows) == [("model.warehouse.fct_orders",), ("model.warehouse.stg_parcels",)]


def test_metrics_are_not_findings(evaluated: Hub) -> None:
    """The two coverage facts are measurements, as ratios, of the layers that exist."""
    rows = select(
        evaluated,
        "select metric, model_type, value from {fct_evaluator__coverage_metrics} where project_name = 'billing'",
    )
    assert ("documentation_coverage_ratio", "all", 1.0) in [
        (metric, kind, float(value)) for metric, kind, value in rows
    ]
    assert {kind for _, kind, _ in rows} == {"all", "staging", "marts"}


def test_history_keeps_opened_open_and_closed(evaluated: Hub) -> None:
    """A day is replaced when run again; what is gone is closed, unless nobody could judge it."""
    arguments = ["--select", "int_mesh__findings", "fct_mesh__finding_history"]
    trend = (
        "select cast(observed_on as varchar(10)), sum(opened_count), sum(still_open_count), sum(not_judged_count),"
        " sum(closed_count) from {fct_mesh__finding_trend} where observed_on < cast('2026-02-01' as date)"
        " group by observed_on order by observed_on"
    )
    evaluated.execute(f"drop table {HUB_SCHEMA}.fct_mesh__finding_history cascade")
    evaluated.dbt("run", *arguments, "fct_mesh__finding_trend", *variables(mesh_today="2026-01-01"))
    first = select(evaluated, trend)
    evaluated.dbt("run", *arguments, *variables(mesh_today="2026-01-01"))
    assert select(evaluated, trend) == first
    opened = first[0][1]
    assert first == [("2026-01-01", opened, 0, 0, 0)]
    findings = f"{HUB_SCHEMA}.int_mesh__findings"
    coverage = f"{HUB_SCHEMA}.int_evaluator__coverage"
    # one finding is mended, another is of a table that is gone
    evaluated.execute(f"delete from {findings} where policy_id in ('fct_root_models', 'fct_hard_coded_references')")
    evaluated.execute(
        f"update {coverage} set is_judged = false"
        " where relation_name = 'fct_root_models' and project_name = 'warehouse'"
    )
    evaluated.dbt("run", "--select", "fct_mesh__finding_history", *variables(mesh_today="2026-01-02"))
    second = select(evaluated, trend)
    assert second[0] == first[0]
    gone = opened - second[1][2]
    assert second[1] == ("2026-01-02", 0, opened - gone, 1, gone - 1)


def test_findings_are_printed_on_demand(evaluated: Hub) -> None:
    """The log holds one JSON object per finding where that is asked for; the first build printed nothing."""
    arguments = ["run", "--select", "+fct_mesh__findings"]
    loud = evaluated.dbt(*arguments, *variables(mesh_print_findings="json"))
    printed = [json.loads(line) for line in loud.stdout.splitlines() if line.startswith("{")]
    [(expected,)] = select(evaluated, "select count(*) from {fct_mesh__findings}")
    assert len(printed) == min(expected, 200)


def test_a_dropped_schema_leaves_the_others_intact(evaluated: Hub) -> None:
    """A domain that drops its schema between two runs is reported; the others keep every row."""
    count = "select project_name, count(*) from {fct_evaluator__findings} group by project_name"
    before = dict(select(evaluated, count))
    evaluated.execute("drop schema billing_evaluator cascade")
    build(evaluated, "run")
    after = dict(select(evaluated, count))
    assert after == {name: rows for name, rows in before.items() if name != "billing"}
    rows = select(evaluated, "select distinct reason from {fct_evaluator__coverage} where project_name = 'billing'")
    assert rows == [("schema_missing",)]


def test_both_routes_agree_and_the_mesh_reviews(tmp_path: Path) -> None:
    """Artifacts and evaluator tables of one project differ in nothing unexplained; the mesh reviews verdicts."""
    hub = stage(tmp_path, [{"name": "billing"}, {"name": "warehouse"}])
    hub.write()
    gather(hub, tmp_path, "billing", "warehouse")
    load(hub, "billing", "billing_evaluator")
    load(hub, "warehouse", "warehouse_evaluator")
    hub.dbt("run", "--select", "+fct_evaluator__parity", "+fct_evaluator__reviewed_findings")
    unexplained = "select * from {fct_evaluator__parity} where explanation is null"
    assert select(hub, unexplained) == []
    compared = select(hub, "select count(*) from {int_evaluator__resources}")
    assert compared[0][0] > 20
    reviews = select(hub, "select rule, unique_id, review from {fct_evaluator__reviewed_findings}")
    # that its own project reads the table under another name makes a declaration no more used
    assert ("fct_unused_sources", "source.warehouse.legacy.orders", "confirmed") in reviews
    # its evaluator has a threshold of its own, which says nothing of other projects
    assert ("fct_chained_views_dependencies", "model.warehouse.fct_orders", "not_comparable") in reviews
    assert {review for _, _, review in reviews} == {"confirmed", "not_comparable"}
    # an attribute that differs is listed, and has no excuse
    hub.execute(
        "update mesh_artifacts.resources set access = 'private' where unique_id = 'model.warehouse.dim_parcels'"
    )
    hub.dbt("run", "--select", "fct_evaluator__parity")
    assert [row[2:5] for row in select(hub, unexplained)] == [("model.warehouse.dim_parcels", "access", "different")]


def stage(folder: Path, domains: list[dict[str, Any]]) -> Hub:
    """A hub of its own on DuckDB, with a registry."""
    (folder / "hub").mkdir()
    hub = stage_hub(folder / "hub", "duckdb")
    if domains:
        register(hub, domains)
    return hub


def test_the_demo_mesh_is_known_by_its_evaluators(tmp_path: Path) -> None:
    """The demo's domains run three versions; one runs none, one lost a table; the mesh sees through their sources."""
    names = [*capture.DEMO_VERSIONS, "clinical"]
    hub = stage(tmp_path, [{"name": name} for name in names])
    hub.write()
    for name in capture.DEMO_VERSIONS:
        load(hub, name, f"{name}_evaluator")
    hub.execute("drop table marketing_evaluator.fct_unused_sources")
    models = ["+fct_evaluator__coverage", "+fct_evaluator__reviewed_findings", "+fct_evaluator__findings"]
    hub.dbt("build", "--select", *models, "--exclude", "resource_type:test", "resource_type:unit_test")
    versions = dict(select(hub, "select project_name, evaluator_version from {stg_evaluator__versions}"))
    assert versions == {
        "clinical": None,
        "finance": "1.0",
        "marketing": "1.1 or 1.2",
        "sales": "1.3",
        "supply_chain": "1.3",
    }
    missing = select(
        hub, "select distinct project_name, reason from {fct_evaluator__coverage} where not is_judged order by 1"
    )
    assert missing == [("clinical", "schema_missing"), ("marketing", "table_missing")]
    # domains read each other by ref in the project of the reader: the edge leads to the owner's model
    [(crossing,)] = select(
        hub,
        "select count(*) from {fct_mesh__relationships} where is_cross_project"
        " and relationship_type = 'depends_on' and is_parent_known",
    )
    assert crossing > 0
    # what another domain's evaluator says of a model that it only reads is not a finding of the reader
    foreign = "select count(*) from {fct_evaluator__findings} where unique_id not like '%.' || project_name || '.%'"
    assert select(hub, foreign + " and unique_id like 'model.%'") == [(0,)]
    reviews = {row[0] for row in select(hub, "select distinct review from {fct_evaluator__reviewed_findings}")}
    # nothing by the mesh only: what a domain injects of another one is the owner's, and counted there
    assert reviews == {"confirmed", "cleared_by_mesh", "not_comparable"}


def metadata_queries(log: str) -> tuple[int, int]:
    """How many queries of the metadata dbt's log shows: by the package's nodes, and by dbt itself."""
    statements = re.findall(r"On ([^\s:]+): (.*?)(?=\n\d\d:\d\d:\d\d|\Z)", re.sub("\x1b\\[[0-9;]*m", "", log), re.S)
    asking = [owner for owner, text in statements if "information_schema" in text.lower()]
    ours = [owner for owner in asking if owner.startswith(("model.", "test."))]
    return len(ours), len(asking) - len(ours)


def test_a_hundred_domains_cost_one_metadata_query(tmp_path: Path) -> None:
    """What exists is asked once per run and database, whatever the number of domains."""
    hub = stage(tmp_path, [])
    load(hub, "billing", "billing_evaluator")
    tables = ["fct_root_models", "fct_test_coverage", "fct_unused_sources", "int_all_graph_resources", "stg_nodes"]
    names = [f"domain_{number}" for number in range(100)]
    hub.execute(
        ";".join(
            f"create schema {name}_evaluator;"
            + ";".join(f"create table {name}_evaluator.{table} as from billing_evaluator.{table}" for table in tables)
            for name in names
        )
    )
    counts = []
    for count in (2, 100):
        hub.settings(mesh_domains=[{"name": name} for name in names[:count]])
        log = tmp_path / f"log_{count}"
        hub.dbt("--log-path", str(log), "run", "--select", "stg_evaluator__*")
        counts.append(metadata_queries((log / "dbt.log").read_text()))
    assert counts[0][0] == 1
    assert counts[1] == counts[0]
    [(projects,)] = select(hub, "select count(distinct project_name) from {stg_evaluator__fct_unused_sources}")
    assert projects == 100


@pytest.mark.packages
@pytest.mark.skipif(capture.packages_dir() is None, reason="MESH_DBT_PACKAGES_DIR does not name the dbt packages")
@pytest.mark.parametrize("project_name", sorted(capture.VERSIONS))
def test_fixtures_are_what_the_evaluator_builds(project_name: str) -> None:
    """The committed tables are what the real evaluator builds in these projects, down to the last row."""
    packages = capture.packages_dir()
    assert packages
    built = capture.capture(capture.PROJECTS / project_name, capture.VERSIONS[project_name], packages)
    assert built == capture.read(project_name)


@pytest.mark.packages
@pytest.mark.skipif(capture.packages_dir() is None, reason="MESH_DBT_PACKAGES_DIR does not name the dbt packages")
def test_fixtures_of_the_demo_are_what_the_evaluator_builds() -> None:
    """The same for the domains of the demo mesh, which have to be parsed together."""
    packages = capture.packages_dir()
    assert packages
    for project_name, built in capture.capture_demo(packages).items():
        assert built == capture.read(project_name), project_name


@pytest.mark.packages
@pytest.mark.skipif(capture.packages_dir() is None, reason="MESH_DBT_PACKAGES_DIR does not name the dbt packages")
def test_a_pull_request_is_judged_on_what_it_builds(tmp_path: Path) -> None:
    """In a domain's own run its rows come from the evaluator of that run, all others from permanent schemas."""
    packages = capture.packages_dir()
    assert packages
    copy = capture.prepare(capture.PROJECTS / "warehouse", "v1.3.2", packages, tmp_path)
    domains = [{"name": "finance", "projects": ["billing"]}, {"name": "logistics", "projects": ["warehouse"]}]
    copy_package(copy / "dbt_packages" / "mesh_commons")
    write_settings(copy / "dbt_packages" / "mesh_commons", mesh_domains=domains)
    capture.list_packages(copy)
    profile = capture.PROFILE.format(profile="evaluator_capture", database=copy / "mesh.duckdb", project="pr_42")
    (copy / "profiles.yml").write_text(profile)
    settings = yaml.safe_load((copy / "dbt_project.yml").read_text())
    for kind in ("models", "seeds"):
        settings[kind]["mesh_commons"] = {"+schema": "mesh"}
    (copy / "dbt_project.yml").write_text(yaml.safe_dump(settings, sort_keys=False))
    hub = Hub(copy, "duckdb", str(copy / "mesh.duckdb"))
    hub.write()
    load(hub, "billing", "billing_evaluator")
    load(hub, "warehouse", "warehouse_evaluator")
    hub.execute("insert into warehouse_evaluator.fct_root_models values ('mended_since')")
    hub.execute("insert into billing_evaluator.fct_root_models values ('still_there')")
    command = [sys.executable, "-m", "dbt.cli.main", "run", "--select", "+stg_evaluator__fct_root_models"]
    command += ["--profiles-dir", "."]
    environment = {**os.environ, "DBT_MESH_COMMONS": "hub"}
    ended = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
    rows = hub.execute("select domain, child from pr_42_mesh.stg_evaluator__fct_root_models")
    assert {("finance", "still_there"), ("logistics", "copied_orders")} <= set(rows)
    assert ("logistics", "mended_since") not in rows
