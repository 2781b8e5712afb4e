"""Artifacts that dbt 1.5 to 2 wrote for one project of ours give the same rows, as far as each version goes."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from mesh_commons.artifacts.locate import locate
from mesh_commons.artifacts.read import read
from mesh_commons.decode.manifest import read_project
from mesh_commons.shared_schema.rows import Rows
from mesh_commons.shared_schema.tables import TABLES

FIXTURES = Path(__file__).parent / "fixtures" / "manifests"
SCHEMAS = {
    "dbt_1_5": "v9",
    "dbt_1_6": "v10",
    "dbt_1_7": "v11",
    "dbt_1_8": "v12",
    "dbt_1_9": "v12",
    "dbt_1_10": "v12",
    "dbt_1_11": "v12",
    "dbt_2_0": "v12",
}
ROW = dict[str, Any]


class Project:
    """Rows of one fixture, as dicts."""

    def __init__(self, name: str, rows: Rows) -> None:
        self.name = name
        self._rows = rows

    def __getitem__(self, table: str) -> list[ROW]:
        columns = list(TABLES[table])[1:]
        return [dict(zip(columns, row, strict=True)) for row in self._rows.tables[table]]

    def one(self, table: str, unique_id: str) -> ROW:
        (row,) = [row for row in self[table] if row["unique_id"] == unique_id]
        return row


@pytest.fixture(params=list(SCHEMAS))
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def shop(version: str, tmp_path: Path) -> Project:
    # dbt 1.5 does not name the project in the manifest; its dbt_project.yml does.
    shutil.copytree(FIXTURES / version, tmp_path / "target")
    (tmp_path / "dbt_project.yml").write_text("name: sample_shop\n")
    return Project(*read_project(read(locate(str(tmp_path))), datetime(2026, 11, 21)))


def test_nothing_is_lost(shop: Project, version: str) -> None:
    assert shop["gather_warnings"] == []
    assert shop.name == "sample_shop"
    assert [row["dbt_schema_version"] for row in shop["projects"]] == [SCHEMAS[version]]


def test_resources_are_those_of_the_project(shop: Project) -> None:
    kinds = Counter(row["resource_type"] for row in shop["resources"] if row["package_name"] == "sample_shop")
    expected = {"source": 3, "seed": 2, "snapshot": 1, "analysis": 1, "exposure": 1}
    assert {kind: kinds[kind] for kind in expected} == expected
    names = {row["name"] for row in shop["resources"] if row["resource_type"] == "model"}
    assert {"customers", "orders", "best_customers", "int_order_totals", "stg_customers", "stg_orders"} <= names
    assert "stg_retired" not in names
    assert {row["package_name"] for row in shop["resources"]} == {"sample_shop", "sample_package"}


def test_a_public_model_under_contract(shop: Project) -> None:
    row = shop.one("resources", "model.sample_shop.customers")
    wanted = {
        "access": "public",
        "group_name": "sales",
        "is_contract_enforced": True,
        "owner_name": "Sales Analytics",
        "original_file_path": "models/marts/customers.sql",
        "description": "One row per customer with the sum of the orders.",
        "identifier": "customers",
        "language": "sql",
    }
    assert {key: row[key] for key in wanted} == wanted
    columns = [row for row in shop["node_columns"] if row["unique_id"] == "model.sample_shop.customers"]
    declared = [row["column_name"] for row in columns if row["is_declared"]]
    assert declared == ["customer_id", "full_name", "amount", "order_count"]
    kinds = sorted(row["constraint_type"] for row in shop["constraints"] if row["unique_id"].endswith(".customers"))
    assert kinds == ["check", "not_null", "primary_key"]
    grants = [(row["unique_id"], row["privilege"], row["grantee"]) for row in shop["grants"]]
    assert grants == [("model.sample_shop.customers", "select", "reporter")]
    tags = [
        (row["column_name"], row["tag"]) for row in shop["tags"] if row["unique_id"] == "model.sample_shop.customers"
    ]
    assert ("full_name", "personal") in tags
    assert (None, "product") in tags
    meta = {
        row["meta_key"]: row["meta_value"]
        for row in shop["meta"]
        if row["unique_id"] == "model.sample_shop.customers" and row["column_name"] is None
    }
    assert meta == {"owner": "Sales Analytics", "tier": "gold", "layer": "marts"}


def test_columns_have_their_own_tags_and_meta_only(shop: Project) -> None:
    # dbt 2 writes those of the resource into each of its columns
    assert {row["tag"] for row in shop["tags"] if row["column_name"]} == {"personal"}
    assert {row["meta_key"] for row in shop["meta"] if row["column_name"]} == {"classification"}


def test_macros_are_macros(shop: Project) -> None:
    assert all(row["unique_id"].startswith("macro.") for row in shop["macros"])


def test_versions_are_text(shop: Project) -> None:
    rows = [row for row in shop["resources"] if row["name"] == "orders" and row["resource_type"] == "model"]
    assert sorted((row["version"], row["latest_version"], row["access"]) for row in rows) == [
        ("1", "2", "public"),
        ("2", "2", "public"),
    ]


def test_tests_are_attached_to_what_they_test(shop: Project) -> None:
    tests = {row["unique_id"]: row for row in shop["data_tests"]}
    on_key = [
        row
        for row in shop["tested_nodes"]
        if row["unique_id"] == "model.sample_shop.customers" and row["column_name"] == "customer_id"
    ]
    assert {tests[row["test_unique_id"]]["test_name"] for row in on_key} >= {"unique", "not_null"}
    assert all(row["is_attached"] for row in on_key if tests[row["test_unique_id"]]["test_name"] == "unique")
    singular = [row for row in tests.values() if row["test_name"] is None]
    assert singular
    assert all(row["attached_unique_id"] is None and row["arguments"] is None for row in singular)
    assert {row["severity"] for row in tests.values()} == {"error", "warn"}
    assert sum(row["where_clause"] is not None for row in tests.values()) == 1


def test_freshness_group_exposure_and_macros(shop: Project) -> None:
    assert sum(row["has_freshness"] for row in shop["sources"]) == 2
    assert [(row["group_name"], row["owner_email"]) for row in shop["groups"]] == [("sales", "sales@example.com")]
    exposure = shop.one("resources", "exposure.sample_shop.sales_dashboard")
    assert (exposure["owner_name"], exposure["owner_email"]) == ("Sales Analytics", "sales@example.com")
    parents = {row["parent_unique_id"] for row in shop["edges"] if row["child_unique_id"] == exposure["unique_id"]}
    assert "model.sample_shop.customers" in parents
    assert any(parent.startswith("source.") for parent in parents)
    assert {row["package_name"] for row in shop["macros"]} == {"sample_shop", "sample_package"}


def test_macros_of_one_body_have_one_hash_in_every_version() -> None:
    hashes: dict[str, set[str]] = {}
    for version in SCHEMAS:
        location = locate(str(FIXTURES / version))
        if version == "dbt_1_5":
            continue
        _, rows = read_project(read(location), datetime(2026, 11, 21))
        for row in Project("", rows)["macros"]:
            hashes.setdefault(row["unique_id"], set()).add(row["body_hash"])
    assert hashes
    assert all(len(found) == 1 for found in hashes.values()), hashes


@pytest.mark.parametrize("version", ["dbt_1_11"], indirect=True)
def test_catalog_and_results_lie_beside(shop: Project) -> None:
    (project,) = shop["projects"]
    assert (project["has_catalog"], project["has_run_results"], project["has_freshness_results"]) == (True, True, True)
    found = [row for row in shop["node_columns"] if row["catalog_data_type"]]
    assert any(not row["is_declared"] for row in found)
    assert any(row["is_declared"] for row in found)
    assert {row["status"] for row in shop["freshness_results"]} == {"warn", "error"}
    assert all(row["completed_at"] for row in shop["run_results"] if row["status"] in ("success", "pass"))
