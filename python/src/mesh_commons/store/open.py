"""Which store a connection asks for. Its driver is imported only then."""

from __future__ import annotations

from typing import Any

from mesh_commons.errors import MeshError
from mesh_commons.store.base import Store


def open_store(connection: dict[str, Any], schema: str) -> Store:
    """Open the store of a connection.

    Args:
        connection: `{"type": "duckdb", "path": ...}`, or the fields of a PostgreSQL target of dbt.
        schema: Schema that holds the tables of the shared schema.

    Returns:
        The store, its tables made.

    Raises:
        MeshError: There is no such kind of store, or it cannot be opened.
    """
    kind = connection.get("type")
    if kind == "duckdb":
        from mesh_commons.store.duckdb import DuckDBStore

        return DuckDBStore(str(connection.get("path") or ":memory:"), schema)
    if kind == "postgres":
        from mesh_commons.store.postgres import PostgresStore

        return PostgresStore(connection, schema)
    raise MeshError(
        f"dbt target of type '{kind}'",
        "cannot be gathered into",
        "Choose a target of type duckdb or postgres, or give --database with a DuckDB file.",
    )
