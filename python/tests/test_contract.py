"""Python and YAML describe one shared schema."""

from __future__ import annotations

from pathlib import Path

import yaml

from mesh_commons.settings.package import package_root
from mesh_commons.shared_schema.tables import LOGICAL_TYPES, TABLES

SOURCES = package_root() / "models/hub/staging/artifacts/_artifacts__sources.yml"


def documented() -> dict[str, list[tuple[str, str]]]:
    tables = yaml.safe_load(Path(SOURCES).read_text(encoding="utf-8"))["sources"][0]["tables"]
    return {table["name"]: [(item["name"], item["data_type"]) for item in table["columns"]] for table in tables}


def test_names_types_and_order_are_those_of_the_yaml() -> None:
    assert {table: list(columns.items()) for table, columns in TABLES.items()} == documented()


def test_every_row_is_keyed_by_project() -> None:
    assert {next(iter(columns)) for columns in TABLES.values()} == {"project_name"}


def test_only_logical_types_are_used() -> None:
    assert {kind for columns in TABLES.values() for kind in columns.values()} <= set(LOGICAL_TYPES)


def test_every_table_and_column_is_described() -> None:
    tables = yaml.safe_load(Path(SOURCES).read_text(encoding="utf-8"))["sources"][0]["tables"]
    assert all(table["description"] and all(item["description"] for item in table["columns"]) for table in tables)
