"""What stands in a DuckDB file already: a hub that dbt built, and projects that were stored since a hub was built."""

from __future__ import annotations

import os

import duckdb

from mesh_commons.errors import MeshError
from mesh_commons.hub.stage import ARTIFACTS_SCHEMA, HUB_SCHEMA
from mesh_commons.store.base import quoted
from mesh_commons.store.duckdb import explained, refuse_what_is_no_file

# A check builds neither the history nor what the evaluator says.
_ONLY_BY_DBT = "^(fct_mesh__finding_history$|(stg|int|fct)_evaluator__)"
# Where the hub looked for projects, and where they are by default; as a table the former holds what it held then.
_STORED = "stg_artifacts__projects"
# More are no mesh's; a view from elsewhere could give them without end.
_MAX_PROJECTS = 100_000
_CHANGES = {(True, True): "gathered again", (False, True): "gathered since", (True, False): "forgotten since"}


def refuse_hub_of_dbt(path: str) -> None:
    """Refuse a file whose hub a check would build over, and which would then lack what only dbt builds.

    Args:
        path: The DuckDB file, which need not exist.

    Raises:
        MeshError: dbt built a hub in it, or it cannot be read.
    """
    if not os.path.exists(path):
        return
    refuse_what_is_no_file(path)
    try:
        with duckdb.connect(path, read_only=True) as connection:
            found = connection.execute(
                "select table_name from duckdb_tables() where database_name = current_database()"
                " and lower(schema_name) = lower(?) and regexp_matches(lower(table_name), ?) order by 1 limit 1",
                [HUB_SCHEMA, _ONLY_BY_DBT],
            ).fetchone()
    except duckdb.Error as error:
        raise explained(path, error) from error
    if found:
        raise MeshError(
            path,
            f"holds a hub that dbt built ({HUB_SCHEMA}.{found[0]}), and a check would build over it without the "
            "evaluator and the history",
            "Give another --database, or none; to renew that hub, run 'mesh gather' and 'dbt build'.",
        )


def outdated(connection: duckdb.DuckDBPyConnection, database: str, schema: str) -> dict[str, str] | None:
    """Compare the projects that a hub was built from with those that are stored.

    Args:
        connection: The open file.
        database: Name of the database, quoted.
        schema: Schema the hub was built in.

    Returns:
        What became of each project that is not as it was when the hub was built; None where nothing is stored there.
    """
    hub = f"{database}.{quoted(schema)}"
    try:
        is_view = connection.execute(
            "select count(*) from duckdb_views() where database_name = current_database()"
            " and lower(schema_name) = lower(?) and view_name = ?",
            [schema, _STORED],
        ).fetchone() == (1,)
        place = f"{hub}.{_STORED}" if is_view else f"{database}.{ARTIFACTS_SCHEMA}.projects"
        now = _gathered(connection, place)
        then = _gathered(connection, f"{hub}.dim_mesh__projects where evidence_route = 'artifacts'")
    except duckdb.Error:
        # A hub from elsewhere, or one whose projects are stored in another database.
        return None
    return {
        name: _CHANGES[name in then, name in now]
        for name in sorted({*then, *now})
        if name not in then or name not in now or then[name] != now[name]
    }


def _gathered(connection: duckdb.DuckDBPyConnection, place: str) -> dict[str, str]:
    """Return when each project was gathered, by its name."""
    query = f"select cast(project_name as varchar), cast(gathered_at as varchar) from {place} limit {_MAX_PROJECTS}"
    return {str(name): str(moment) for name, moment in connection.execute(query).fetchall()}
