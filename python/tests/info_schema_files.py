"""Small Information Schemas for tests, made to dbt's declaration of version 1; dbt wrote none of them."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mesh_commons.decode.info_schema.tables import KINDS, TABLES

Row = dict[str, Any]

NOW = datetime(2026, 11, 1, 10, tzinfo=timezone.utc)
_TEXTS = pa.list_(pa.string())
_MOMENT = pa.timestamp("us", tz="UTC")
# The declared type of every column that is no text.
TYPES = {
    "schema_version": pa.int64(),
    "enabled": pa.bool_(),
    "contract_enforced": pa.bool_(),
    "column_index": pa.int64(),
    "failures": pa.int64(),
    "execution_time": pa.float64(),
    "max_loaded_at_time_ago": pa.float64(),
    **dict.fromkeys(("tags", "depends_on", "depends_on_macros"), _TEXTS),
    **dict.fromkeys(("ingested_at", "generated_at", "created_at", "max_loaded_at", "snapshotted_at"), _MOMENT),
}


def node(unique_id: str, **changes: Any) -> Row:
    """Return a row of a table of nodes as dbt fills it: an unset version is the text `null`."""
    kind, package, *names = unique_id.split(".")
    return {
        "unique_id": unique_id,
        "name": names[-1],
        "resource_type": kind,
        "package_name": package,
        "original_file_path": f"models/{names[-1]}.sql",
        "alias": names[-1],
        "description": "",
        "node_language": "sql",
        "database_name": "db",
        "schema_name": "main",
        "relation_name": f'"db"."main"."{names[-1]}"',
        "identifier": names[-1],
        "enabled": True,
        "materialized": "table",
        "access": "protected",
        "contract_enforced": False,
        "version": "null",
        "latest_version": "null",
        "tags": [],
        "meta": "{}",
        **changes,
    }


def project(name: str = "shop", **changes: Any) -> list[Row]:
    row = {"schema_version": 1, "project_name": name, "dbt_version": "2.0.5", "adapter_type": "duckdb"}
    return [{**row, "ingested_at": NOW, **changes}]


def write_tables(directory: Path, **tables: list[Row]) -> Path:
    """Write a schema and return its directory; `models=...` are rows of `dbt.models`, `rt_...` those of `dbt_rt`."""
    directory.mkdir(parents=True, exist_ok=True)
    named = {f"dbt_rt.{name[3:]}" if name.startswith("rt_") else f"dbt.{name}": rows for name, rows in tables.items()}
    assert named.keys() <= TABLES.keys()
    for table, columns in TABLES.items():
        write_table(directory, table, columns, named.get(table, project() if table == "dbt.project" else []))
    return directory


def write_table(directory: Path, table: str, columns: tuple[str, ...], rows: list[Row]) -> None:
    # Like dbt, which writes more columns than are read.
    names = [*columns, "resource_type"] if table in KINDS else list(columns)
    fields = [(name, TYPES.get(name, pa.string())) for name in dict.fromkeys([*names, "fqn"])]
    for row in rows:
        assert row.keys() <= {name for name, _ in fields}, (table, row)
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(fields)), directory / f"{table}.parquet", compression="zstd")
