"""dbt v2's Information Schema, on files made to its declaration: no file that dbt itself wrote was at hand."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from command import Mesh
from factory import manifest, metadata, model, write
from info_schema_files import NOW, node, project, write_table, write_tables
from mesh_commons.decode.info_schema.tables import TABLES

ORDERS = "model.shop.orders"
RAW = "source.shop.raw.raw_orders"
TEST = "test.shop.unique_orders_id.1"


def config(**settings: Any) -> str:
    """Return a config as dbt writes it, JSON in JSON."""
    return json.dumps(json.dumps(settings))


def shop(target: Path, **changes: Any) -> Path:
    tables: dict[str, Any] = {
        "models": [
            node(
                ORDERS,
                access="public",
                group="sales",
                contract_enforced=True,
                version="2",
                latest_version='"3"',
                deprecation_date="2027-01-31",
                description="Orders",
                tags=["nightly"],
                meta='{"owner": {"name": "Ann", "email": "ann@example.com"}, "tier": 1}',
                config=config(grants={"select": ["reader"]}),
            ),
            node("model.shop.gone", enabled=False),
        ],
        "sources": [node(RAW, source_name="raw", contract_enforced=False, config=config(enabled=True))],
        "data_tests": [
            {
                "unique_id": TEST,
                "name": "unique_orders_id",
                "package_name": "shop",
                "enabled": True,
                "test_name": "unique",
                "arguments": '{"column_name": "id", "model": "ref"}',
                "column_name": "id",
                "node_unique_id": ORDERS,
                "config": config(severity="WARN", where="id > 0", error_if="> 9"),
            }
        ],
        "exposures": [
            {
                "unique_id": "exposure.shop.board",
                "name": "board",
                "package_name": "shop",
                "original_file_path": "models/e.yml",
                "exposure_type": "dashboard",
                "owner_name": "Bo",
                "owner_email": '["bo@example.com", "cy@example.com"]',
                "depends_on": [ORDERS],
                "tags": [],
            }
        ],
        "groups": [{"unique_id": "group.shop.sales", "name": "sales", "owner_email": "s@example.com"}],
        "macros": [
            {"unique_id": "macro.shop.cents", "name": "cents", "package_name": "shop", "macro_sql": "{% macro %}"},
            {"unique_id": "macro.dbt.ref", "name": "ref", "package_name": "dbt", "macro_sql": ""},
        ],
        "edges": [
            {"parent_unique_id": RAW, "child_unique_id": ORDERS},
            {"parent_unique_id": "model.shop.gone", "child_unique_id": ORDERS},
            {"parent_unique_id": ORDERS, "child_unique_id": TEST},
            {"parent_unique_id": "macro.shop.cents", "child_unique_id": ORDERS},
            {"parent_unique_id": "macro.dbt.ref", "child_unique_id": "macro.shop.cents"},
        ],
        "node_columns": [
            {"node_unique_id": ORDERS, "column_name": "id", "data_type_declared": "int", "column_index": 0, "tags": []},
            {"node_unique_id": ORDERS, "column_name": "at", "data_type_inferred": "Date32", "column_index": 1},
            {"node_unique_id": ORDERS, "column_name": "ID", "data_type_actual": "INTEGER", "column_index": 0},
            {"node_unique_id": RAW, "column_name": "id", "description": "", "tags": []},
            {"node_unique_id": "model.shop.gone", "column_name": "id"},
        ],
        **changes,
    }
    return write_tables(target / "info_schema/v1", **tables).parent.parent


@pytest.fixture
def gathered(mesh: Mesh) -> Mesh:
    assert mesh.gather(shop(mesh.directory / "target")).code == 0
    return mesh


def test_made_files_become_a_project(gathered: Mesh) -> None:
    query = (
        "select dbt_schema_version, dbt_version, adapter_type, generated_at, has_catalog, artifact_path from projects"
    )
    path = (gathered.directory / "target/info_schema/v1").as_posix()
    assert gathered.rows(query) == [("info_schema v1", "2.0.5", "duckdb", datetime(2026, 11, 1, 10), True, path)]
    assert gathered.rows("from gather_warnings") == []


def test_made_files_become_resources(gathered: Mesh) -> None:
    columns = "unique_id, access, group_name, version, latest_version, deprecation_date, is_contract_enforced"
    assert gathered.rows(f"select {columns}, owner_email, checksum from resources order by 1") == [
        ("exposure.shop.board", None, None, None, None, None, False, "bo@example.com, cy@example.com", None),
        (ORDERS, "public", "sales", "2", "3", datetime(2027, 1, 31), True, "ann@example.com", None),
        (RAW, None, None, None, None, None, False, None, None),
        (TEST, None, None, None, None, None, False, None, None),
    ]


def test_edges_leave_out_disabled_models_and_part_calls_of_macros(gathered: Mesh) -> None:
    assert gathered.rows("select parent_unique_id, child_unique_id from edges order by all") == [
        (ORDERS, "exposure.shop.board"),
        (ORDERS, TEST),
        (RAW, ORDERS),
    ]
    assert gathered.rows("select macro_unique_id, caller_unique_id from macro_edges") == [("macro.shop.cents", ORDERS)]
    assert gathered.rows("select name from macros") == [("cents",)]


def test_columns_of_either_case_are_one_and_the_undeclared_are_not_claimed(gathered: Mesh) -> None:
    assert gathered.rows("select * exclude (project_name) from node_columns order by all") == [
        (ORDERS, "at", 2, None, None, None, None),
        (ORDERS, "id", 1, "int", "INTEGER", None, True),
        (RAW, "id", None, None, None, None, True),
    ]


def test_what_only_config_holds_is_read_from_it(gathered: Mesh) -> None:
    assert gathered.rows("select privilege, grantee from grants") == [("select", "reader")]
    columns = "attached_unique_id, column_name, severity, where_clause, fail_calc, error_if, row_limit, test_name"
    assert gathered.rows(f"select {columns} from data_tests") == [
        (ORDERS, "id", "warn", "id > 0", None, "> 9", None, "unique")
    ]
    assert gathered.rows("select unique_id, column_name, is_attached from tested_nodes") == [(ORDERS, "id", True)]


def test_a_source_without_a_known_rule_is_not_said_to_have_none(mesh: Mesh) -> None:
    rule = config(freshness={"warn_after": {"count": 12, "period": "hour"}})
    other = node("source.shop.raw.ruled", source_name="raw", config=rule)
    assert mesh.gather(shop(mesh.directory / "target", sources=[node(RAW, source_name="raw"), other])).code == 0
    assert mesh.rows("select unique_id, has_freshness, warn_after_hours from sources order by 1") == [
        (RAW, None, None),
        ("source.shop.raw.ruled", True, 12.0),
    ]


def test_tags_meta_and_groups_are_stored(gathered: Mesh) -> None:
    assert gathered.rows("select unique_id, tag from tags") == [(ORDERS, "nightly")]
    assert gathered.rows("select meta_key, meta_value from meta where meta_key = 'tier'") == [("tier", "1")]
    assert gathered.rows("select group_name, package_name, owner_email from groups") == [
        ("sales", "shop", "s@example.com")
    ]


def test_the_latest_results_come_from_the_information_schema(mesh: Mesh) -> None:
    timing = '[{"name": "execute", "completed_at": "2026-11-01T09:00:00Z"}]'
    later = NOW + timedelta(hours=1)
    results = [
        {"unique_id": ORDERS, "status": "success", "execution_time": 2.0, "created_at": NOW, "timing": timing},
        {"unique_id": ORDERS, "status": "error", "execution_time": 0.0, "created_at": later},
        {"unique_id": "check.shop.described", "status": "fail", "failures": 3, "created_at": NOW},
    ]
    freshness = [
        {"unique_id": RAW, "status": "warn", "snapshotted_at": NOW, "max_loaded_at_time_ago": 60.0},
        {"unique_id": ORDERS, "status": "pass", "snapshotted_at": NOW},
    ]
    invocations = [
        {"invocation_id": "new", "generated_at": later, "target_name": "prod"},
        {"invocation_id": "old", "generated_at": NOW, "target_name": "dev"},
    ]
    tables = {"rt_run_results": results, "rt_freshness": freshness, "rt_invocations": invocations}
    assert mesh.gather(shop(mesh.directory / "target", **tables)).code == 0
    assert mesh.rows("select * exclude (project_name, message) from run_results order by 1") == [
        ("check.shop.described", "fail", None, 3, None),
        (ORDERS, "success", 2.0, None, datetime(2026, 11, 1, 9)),
    ]
    assert mesh.rows("select unique_id, status, age_seconds from freshness_results") == [(RAW, "warn", 60.0)]
    assert mesh.rows("select invocation_id, target_name, has_run_results from projects") == [("new", "prod", True)]


def test_a_native_check_in_run_results_is_stored_whatever_its_status(mesh: Mesh) -> None:
    results = [
        {"unique_id": "check.shop.described", "status": "fail", "execution_time": 0.1, "failures": 2, "message": "2"},
        {"unique_id": "check.shop.tested", "status": "something new", "execution_time": 0, "failures": None},
    ]
    document = {"metadata": metadata("run-results", 6), "results": results}
    expected = [("check.shop.described", "fail", 2), ("check.shop.tested", "something new", None)]
    for target in (shop(mesh.directory / "made/target"), mesh.directory / "real/target"):
        write(target, manifest(model()) if target.parent.name == "real" else "", run_results=document)
        if target.parent.name == "made":
            (target / "manifest.json").unlink()
        assert mesh.gather(target).code == 0
        assert mesh.rows("select unique_id, status, failures from run_results order by 1") == expected


def test_a_manifest_wins_and_the_directory_can_be_given(mesh: Mesh) -> None:
    project_directory = mesh.directory / "shop"
    target = shop(project_directory / "target")
    (project_directory / "dbt_project.yml").write_text("name: shop\n")
    version = "select dbt_schema_version from projects"
    for given in (project_directory, target, target / "info_schema", target / "info_schema/v1/dbt.project.parquet"):
        assert mesh.gather(given).code == 0
        assert mesh.rows(version) == [("info_schema v1",)]
    write(target, manifest(model()))
    for given, expected in ((project_directory, "v12"), (target, "v12"), (target / "info_schema/v1", "info_schema v1")):
        assert mesh.gather(given).code == 0
        assert mesh.rows(version) == [(expected,)]


def test_the_bytes_of_every_file_count(gathered: Mesh) -> None:
    target = gathered.directory / "target"
    assert "unchanged" in gathered.gather(target).out
    write_table(target / "info_schema/v1", "dbt.edges", TABLES["dbt.edges"], [])
    assert "stored" in gathered.gather(target).out


def test_a_missing_table_or_column_is_warned_of_and_unknown(mesh: Mesh) -> None:
    directory = shop(mesh.directory / "target") / "info_schema/v1"
    (directory / "dbt.groups.parquet").unlink()
    columns = tuple(name for name in TABLES["dbt.models"] if name != "contract_enforced")
    row = {key: value for key, value in node(ORDERS).items() if key != "contract_enforced"}
    write_table(directory, "dbt.models", columns, [row])
    ran = mesh.gather(directory)
    assert ran.code == 0
    assert "groups: The table dbt.groups is missing" in ran.err
    assert mesh.rows("select section, message from gather_warnings order by 1") == [
        ("groups", "The table dbt.groups is missing from the Information Schema."),
        ("resources", "The table dbt.models has no contract_enforced of the declared type; taken as unknown."),
    ]
    assert mesh.rows(f"select is_contract_enforced from resources where unique_id = '{ORDERS}'") == [(None,)]


def test_a_column_of_another_type_is_unknown_and_not_misread(mesh: Mesh) -> None:
    directory = shop(mesh.directory / "target") / "info_schema/v1"
    results = [{"unique_id": ORDERS, "status": "success", "created_at": "yesterday"}, {"unique_id": ORDERS}]
    pq.write_table(pa.Table.from_pylist(results), directory / "dbt_rt.run_results.parquet")
    pq.write_table(pa.table({"project_name": ["shop"], "schema_version": ["1"]}), directory / "dbt.project.parquet")
    assert mesh.gather(directory).code == 0
    assert mesh.rows("select section, message from gather_warnings order by 1") == [
        (
            "projects",
            "The table dbt.project has no schema_version, dbt_version, adapter_type, ingested_at of the declared type; "
            "taken as unknown.",
        ),
        (
            "run_results",
            "The table dbt_rt.run_results has no execution_time, message, failures, timing, created_at of the declared "
            "type; taken as unknown.",
        ),
    ]


def test_other_kinds_have_their_rows(mesh: Mesh) -> None:
    def named(unique_id: str, **changes: Any) -> dict[str, Any]:
        return {"unique_id": unique_id, "name": unique_id.split(".")[2], **changes}

    measured = "semantic_model.shop.orders"
    tables: dict[str, Any] = {
        "seeds": [node("seed.shop.countries")],
        "snapshots": [node("snapshot.shop.history")],
        "functions": [node("function.shop.cents")],
        "analyses": [node("analysis.shop.look")],
        "unit_tests": [named("unit_test.shop.orders.sums", package_name="shop")],
        "semantic_models": [named(measured, primary_entity="order")],
        "metrics": [named("metric.shop.revenue", package_name="shop", metric_type="simple", type_params='{"a": 1}')],
        "saved_queries": [named("saved_query.shop.daily", package_name="shop", depends_on=["metric.shop.revenue"])],
        "edges": [{"parent_unique_id": ORDERS, "child_unique_id": measured}],
    }
    assert mesh.gather(shop(mesh.directory / "target", **tables)).code == 0
    query = "select resource_type from resources where resource_type not in ('model', 'source', 'test', 'exposure')"
    assert [kind for (kind,) in mesh.rows(f"{query} order by 1")] == [
        *("analysis", "function", "metric", "saved_query", "seed", "semantic_model", "snapshot", "unit_test"),
    ]
    assert mesh.rows("select model_unique_id, primary_entity from semantic_models") == [(ORDERS, "order")]
    assert mesh.rows("select metric_type, type_params from metrics") == [("simple", '{"a":1}')]
    assert mesh.rows("select parent_unique_id from edges where child_unique_id like 'saved%'") == [
        ("metric.shop.revenue",)
    ]


def test_an_unset_version_is_none_and_a_files_name_is_no_resource(mesh: Mesh) -> None:
    test = {"unique_id": TEST, "name": "t", "package_name": "shop", "node_unique_id": "models.orders"}
    target = shop(mesh.directory / "target", models=[node(ORDERS)], data_tests=[test])
    assert mesh.gather(target).code == 0
    assert mesh.rows("select version, latest_version from resources where resource_type = 'model'") == [(None, None)]
    assert mesh.rows("select attached_unique_id, test_name from data_tests") == [(None, None)]


def test_files_put_elsewhere_take_no_results_from_there(mesh: Mesh) -> None:
    directory = shop(mesh.directory / "target") / "info_schema/v1"
    elsewhere = mesh.directory / "elsewhere/v1"
    elsewhere.parent.mkdir()
    directory.rename(elsewhere)
    results = [{"unique_id": ORDERS, "status": "success"}]
    write(mesh.directory, "", run_results={"metadata": metadata("run-results", 6), "results": results})
    assert mesh.gather(elsewhere).code == 0
    assert mesh.rows("from run_results") == []


def test_one_broken_row_loses_no_other(mesh: Mesh) -> None:
    models = [
        node(ORDERS),
        node("model.shop.bad", meta="{"),
        node("model.shop.odd", config='"{"'),
        {**node(ORDERS), "unique_id": "m.x"},
    ]
    assert mesh.gather(shop(mesh.directory / "target", models=models)).code == 0
    assert mesh.rows("select name from resources where resource_type = 'model' order by 1") == [("odd",), ("orders",)]
    warned = mesh.rows("select unique_id from gather_warnings")
    assert set(warned) == {("model.shop.bad",), ("model.shop.odd",), (None,)}


@pytest.mark.parametrize(
    ("break_it", "problem"),
    [
        (lambda path: (path / "dbt.project.parquet").unlink(), "v1/dbt.project.parquet not found. Run 'dbt parse"),
        (lambda path: (path / "dbt.models.parquet").write_bytes(b"no"), "v1/dbt.models.parquet is not Parquet"),
        (lambda path: (path / "dbt.models.parquet").write_bytes(b""), "v1/dbt.models.parquet is not Parquet"),
        (lambda path: write_tables(path, project=project(schema_version=2)), "version 2; only version 1 can be read"),
        (lambda path: write_tables(path, project=[]), "v1/dbt.project.parquet does not name one project"),
        (lambda path: write_tables(path), "v1 holds no resource of project 'shop'"),
        (
            lambda path: path.rename(path.with_name("v2")),
            "version v2; only v1 can be read. Give the project's manifest",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(mesh: Mesh, break_it: Any, problem: str) -> None:
    target = shop(mesh.directory / "target")
    break_it(target / "info_schema/v1")
    ran = mesh.gather(target)
    assert ran.code == 2
    assert problem in ran.err
    assert "Traceback" not in ran.err


def test_check_judges_made_files(mesh: Mesh) -> None:
    # What `access` and `contract_enforced` say is judged; a published model without contract is found, one with is not.
    published = {"access": "public", "meta": '{"owner": "Ann"}'}
    models = [node(ORDERS, **published), node("model.shop.kept", **published, contract_enforced=True)]
    ran = mesh("check", shop(mesh.directory / "target", models=models), "--json")
    assert ran.code == 1, ran.err
    found = [(item["policy"], item["resource"]) for item in ran.json["findings"] if item["severity"] == "error"]
    assert found == [
        ("public_model_without_contract", ORDERS),
        ("public_model_without_primary_key", "model.shop.kept"),
        ("public_model_without_primary_key", ORDERS),
    ]
