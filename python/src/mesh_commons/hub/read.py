"""Read a built hub from its DuckDB file."""

from __future__ import annotations

from collections import Counter
from typing import Any

import duckdb

from mesh_commons.errors import MeshError
from mesh_commons.hub.findings import Finding, sort_findings
from mesh_commons.hub.report import NotJudged, Report
from mesh_commons.hub.standing import outdated
from mesh_commons.stopping import interrupt_when_stopped
from mesh_commons.store.base import quoted
from mesh_commons.store.duckdb import database_name, explained, refuse_what_is_no_file

# A file from elsewhere may hold views that read other files, or the network.
_CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# More are no hub's; a view could give them without end.
MAX_ROWS = 1_000_000
_COLUMN_BY_FIELD = {
    "policy": "policy_id",
    "severity": "severity",
    "domain": "domain",
    "project": "project_name",
    "resource": "unique_id",
    "message": "message",
    "fix": "fix",
    "is_excepted": "is_excepted",
    "exception_reason": "exception_reason",
    # a day may be stored with a time
    "exception_expires_on": "substr(cast(exception_expires_on as varchar), 1, 10)",
    "coming_severity": "coming_severity",
    "coming_on": "substr(cast(coming_on as varchar), 1, 10)",
}
# None of a finding that has none.
_OPTIONAL = ("exception_reason", "exception_expires_on", "coming_severity", "coming_on")
_UNJUDGED_COLUMNS = ("domain", "project_name", "counterpart_project_name", "reason", "remedy")
_UNREAD_COLUMNS = ("domain", "project_name", "reason", "remedy")
# where the registry says that a domain has no evaluator, nobody expects its rules to be judged
_IS_UNREAD_RULE = "not is_judged and relation_kind = 'rule' and reason <> 'evaluator_not_used'"
_Rows = list[tuple[Any, ...]]


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
    refuse_what_is_no_file(path)
    try:
        with duckdb.connect(path, read_only=True, config=_CONFIGURATION) as connection:
            interrupt_when_stopped(connection)
            database = quoted(database_name(connection))
            place = f"{database}.{quoted(schema)}"

            def rows(model: str, texts: tuple[str, ...], numbers: tuple[str, ...] = (), where: str = "true") -> _Rows:
                # A file from elsewhere may hold values of any type.
                columns = [f"coalesce(cast({text} as varchar), '')" for text in texts]
                columns += [f"coalesce(cast({number} as bigint), 0)" for number in numbers]
                query = f"select {', '.join(columns)} from {place}.{quoted(model)} where {where}"
                found = connection.execute(f"{query} limit {MAX_ROWS + 1}").fetchall()
                if len(found) > MAX_ROWS:
                    raise MeshError(path, f"has more than {MAX_ROWS} rows in {model}", "Give a hub that dbt built.")
                return found

            metrics: dict[str, int] = dict(rows("fct_mesh__summary", ("metric",), ("value",)))
            domains = rows("dim_mesh__domains", ("domain",), ("project_count", "model_count", "data_product_count"))
            parent = "coalesce(parent_domain, parent_project_name)"
            edges = rows("int_mesh__reads", (parent, "child_domain"), where=f"{parent} <> child_domain")
            findings = rows("fct_mesh__findings", tuple(_COLUMN_BY_FIELD.values()))
            unjudged: dict[NotJudged, list[str]] = {}
            unread = rows("fct_mesh__policy_coverage", ("policy_id", *_UNJUDGED_COLUMNS), where="not is_judged")
            for policy, *why in unread:
                unjudged.setdefault(NotJudged(*why), []).append(policy)
            # only a hub that dbt built has looked for the tables of Project Evaluator
            if _has(connection, schema, "fct_evaluator__coverage"):
                unread = rows("fct_evaluator__coverage", ("relation_name", *_UNREAD_COLUMNS), where=_IS_UNREAD_RULE)
                for rule, domain, project, reason, remedy in unread:
                    why_not = f"Project Evaluator's tables: {reason.replace('_', ' ')}."
                    unjudged.setdefault(NotJudged(domain, project, "", why_not, remedy), []).append(rule)
            changed = outdated(connection, database, schema)
    # A hub of an earlier version lacks tables or columns.
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        problem = f"holds no built hub in schema '{schema}' ({' '.join(str(error).split())[:200]})"
        raise MeshError(path, problem, "Run 'dbt build' on the hub first, or give --hub-schema.") from error
    except duckdb.Error as error:
        raise explained(path, error) from error
    return Report(
        metrics,
        sorted(domains),
        dict(Counter(edges)),
        sort_findings([_finding(row) for row in findings]),
        unjudged,
        changed,
    )


def _has(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    """Return whether a table is in a schema."""
    # a database may be called information_schema
    query = (
        "select count(*) from duckdb_tables() "
        "where database_name = current_database() and schema_name = ? and table_name = ?"
    )
    found = connection.execute(query, [schema, table]).fetchone()
    return bool(found and found[0])


def _finding(row: tuple[Any, ...]) -> Finding:
    """Return a row of `fct_mesh__findings`, in the order of its columns here, as a finding."""
    values: dict[str, Any] = dict(zip(_COLUMN_BY_FIELD, row, strict=True))
    optional = {name: values[name] or None for name in _OPTIONAL}
    return Finding(**{**values, **optional, "is_excepted": values["is_excepted"] == "true"})
