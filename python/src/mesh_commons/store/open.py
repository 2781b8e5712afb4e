"""Which store a connection asks for. Its driver is imported only then."""

from __future__ import annotations

from typing import Any

from mesh_commons.errors import MeshError, about
from mesh_commons.store.base import Store, check_schema

# PostgreSQL cuts a longer name off and goes on with what is left. DuckDB has no limit; ours keeps messages readable.
_LONGEST_OF_POSTGRES = 63
_LONGEST_OF_DUCKDB = 1000


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
        check_schema(schema, _LONGEST_OF_DUCKDB)
        path = connection.get("path")
        if not isinstance(path, str) or not path.strip() or path.strip().startswith(":memory:"):
            problem = "names no file in `path`; what is stored there would be lost at once"
            raise MeshError("dbt target of type 'duckdb'", problem, "Give it the path of a DuckDB file.")
        with about(path):
            from mesh_commons.store.duckdb import DuckDBStore

            return DuckDBStore(path, schema)
    if kind == "postgres":
        check_schema(schema, _LONGEST_OF_POSTGRES)
        with about("the PostgreSQL database of the dbt target"):
            return _postgres(connection, schema)
    raise MeshError(
        f"dbt target of type '{kind}'",
        "cannot be gathered into",
        "Choose a target of type duckdb or postgres, or give --database with a DuckDB file.",
    )


def _postgres(target: dict[str, Any], schema: str) -> Store:
    try:
        from mesh_commons.store.postgres import PostgresStore
    except ImportError:
        remedy = "Install it: pip install './python[postgres]'."
        raise MeshError("dbt target of type 'postgres'", "needs psycopg, which is not installed", remedy) from None
    return PostgresStore(target, schema)
