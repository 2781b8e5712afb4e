"""Read a built hub from its DuckDB file."""

from __future__ import annotations

from collections import Counter
from typing import Any

import duckdb

from mesh_commons.errors import MeshError
from mesh_commons.hub.report import Finding, Report, sort_findings
from mesh_commons.stopping import interrupt_when_stopped
from mesh_commons.store.base import quoted
from mesh_commons.store.duckdb import database_name, explained

# A file from elsewhere may hold views that read other files, or the network.
_CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def read_report(path: str, schema: str) -> Report:
    """Read the summary and findings of a hub.

    Args:
        path: The DuckDB file.
        schema: Schema the hub was built in.

    Returns:
        The report.

    Raises:
        MeshError: The file cannot be read, or no hub was built in that schema.
    """
    try:
        with duckdb.connect(path, read_only=True, config=_CONFIGURATION) as connection:
            interrupt_when_stopped(connection)
            place = f"{quoted(database_name(connection))}.{quoted(schema)}"

            def rows(columns: str, model: str, condition: str = "true") -> list[tuple[Any, ...]]:
                query = f"select {columns} from {place}.{quoted(model)} where {condition}"
                return connection.execute(query).fetchall()

            metrics = {name: int(value) for name, value in rows("metric, value", "fct_mesh__summary")}
            domains = rows("domain, project_count, model_count, data_product_count", "dim_mesh__domains")
            edges = rows(
                "coalesce(parent_domain, parent_project_name), child_domain",
                "int_mesh__reads",
                "coalesce(parent_domain, parent_project_name) <> child_domain",
            )
            findings = rows("policy_id, severity, domain, project_name, unique_id, message, fix", "fct_mesh__findings")
            unjudged: dict[tuple[str, str, str], list[str]] = {}
            for policy, *why in rows(
                "policy_id, project_name, coalesce(reason, ''), coalesce(remedy, '')",
                "fct_mesh__policy_coverage",
                "not is_judged",
            ):
                unjudged.setdefault((why[0], why[1], why[2]), []).append(policy)
    except duckdb.CatalogException as error:
        problem = f"holds no built hub in schema '{schema}' ({' '.join(str(error).split())[:200]})"
        raise MeshError(path, problem, "Run 'dbt build' on the hub first, or give --hub-schema.") from error
    except duckdb.Error as error:
        raise explained(path, error) from error
    return Report(
        metrics,
        sorted((str(name), int(a or 0), int(b or 0), int(c or 0)) for name, a, b, c in domains),
        dict(Counter((str(parent), str(child)) for parent, child in edges)),
        sort_findings([Finding(*(value or "" for value in row)) for row in findings]),
        unjudged,
    )
