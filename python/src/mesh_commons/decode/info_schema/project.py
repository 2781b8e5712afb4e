"""Decode dbt v2's Information Schema, Parquet files under `target/info_schema/v1/`, into rows of the shared schema.

Its rows are turned into the structs of a manifest, so that both routes end in the same code. What the Information
Schema has no word for stays null: checksums of files, columns of the catalog that dbt did not look up, and freshness
where neither `freshness` nor `config` says it. Only files made to dbt's declaration of the schema were at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from datetime import datetime
from typing import Any

import msgspec

from mesh_commons import __version__
from mesh_commons.artifacts.read import Artifacts
from mesh_commons.decode.info_schema.columns import add_columns
from mesh_commons.decode.info_schema.fields import group_fields, macro_fields, resource_fields
from mesh_commons.decode.info_schema.results import add_latest_freshness, add_latest_results
from mesh_commons.decode.info_schema.tables import (
    KINDS,
    PROJECT,
    REMEDY,
    TABLES,
    VERSION,
    Row,
    mend_rows,
    read_project_row,
    read_table,
)
from mesh_commons.decode.kinds import BROKEN, add_groups, add_whole
from mesh_commons.decode.macros import add_macros, own_macros
from mesh_commons.decode.manifest import check_name, mended
from mesh_commons.decode.resources import drop_inherited
from mesh_commons.decode.results import add_freshness_results, add_run_results
from mesh_commons.decode.structs.manifest import Group, Macro, Resource
from mesh_commons.decode.tolerant import REPLACED, TEXT, sound_ids
from mesh_commons.decode.values import NO_UNIQUE_ID, is_unique_id
from mesh_commons.errors import MeshError
from mesh_commons.shared_schema.rows import Rows

# The table of the shared schema that loses rows where one of these is missing; `resources` where none is named.
_SECTIONS = {
    "dbt.sources": "sources",
    "dbt.data_tests": "data_tests",
    "dbt.exposures": "exposures",
    "dbt.metrics": "metrics",
    "dbt.semantic_models": "semantic_models",
    "dbt.groups": "groups",
    "dbt.macros": "macros",
    "dbt.edges": "edges",
    "dbt.node_columns": "node_columns",
    "dbt_rt.run_results": "run_results",
    "dbt_rt.freshness": "freshness_results",
    "dbt_rt.invocations": "projects",
    PROJECT: "projects",
}


def read_info_schema(artifacts: Artifacts, gathered_at: datetime) -> tuple[str, Rows]:
    """Decode the Information Schema of one project.

    Args:
        artifacts: The bytes of its Parquet files, and of `run_results.json` and `sources.json` where they lie in the
            target directory; these win over `dbt_rt.run_results` and `dbt_rt.freshness`.
        gathered_at: Time of gathering, naive and in UTC.

    Returns:
        The project's name and its rows.

    Raises:
        MeshError: `dbt.project` is missing or of another version, a file is no Parquet, or no resource is left.
    """
    project, missing = read_project_row(artifacts.path, artifacts.tables.get(PROJECT))
    name: str = project["project_name"]
    check_name(artifacts.path, name)
    rows = Rows()
    if artifacts.is_mended:
        rows.warn(TEXT, None, f"What in its texts cannot be stored is taken as '{REPLACED}'.")
        (project,) = mend_rows([project])
        artifacts = mended(artifacts)
    _warn_of(rows, PROJECT, missing)
    tables = {table: _rows(rows, artifacts, table) for table in TABLES if table != PROJECT}
    kinds, disabled = _enabled(rows, tables)
    parents = _parents(rows, tables, kinds.keys(), disabled)
    for unique_id, (table, row) in kinds.items():
        _add(rows, unique_id, KINDS[table], row, parents.get(unique_id, []), kinds)
    stored = {row[0] for row in rows.tables["resources"]}
    # Calls were noted before it was known which callers can be read.
    rows.tables["macro_edges"] = [edge for edge in dict.fromkeys(rows.tables["macro_edges"]) if edge[1] in stored]
    has_catalog = add_columns(rows, tables["dbt.node_columns"], stored)
    if (project.get("dbt_version") or "").startswith("2."):
        drop_inherited(rows)
    rows.ids.update(kinds)
    groups = dict(_convert(rows, tables["dbt.groups"], "groups", group_fields, Group))
    add_groups(rows, sound_ids(rows, groups, "groups"))
    macros = dict(_convert(rows, tables["dbt.macros"], "macros", macro_fields, Macro))
    add_macros(rows, sound_ids(rows, own_macros(macros, project.get("adapter_type")), "macros"))
    invocations = sorted(tables["dbt_rt.invocations"], key=lambda row: row.get("generated_at") or datetime.min)
    latest = invocations[-1] if invocations else {}
    has_run, target = add_run_results(rows, artifacts, latest.get("invocation_id"))
    has_freshness = add_freshness_results(rows, artifacts)
    if artifacts.run_results is None:
        has_run = add_latest_results(rows, tables["dbt_rt.run_results"])
    if artifacts.freshness is None:
        has_freshness = add_latest_freshness(rows, tables["dbt_rt.freshness"])
    if not any(row[3] == name for row in rows.tables["resources"]):
        problem = f"holds no resource of project '{name}'"
        if rows.warnings:
            problem += f"; {len(rows.warnings)} parts could not be read, the first: {rows.warnings[0][2]}"
        raise MeshError(artifacts.path, problem, f"Add a model to the project, then: {REMEDY}")
    rows.tables["projects"].append(
        (
            f"info_schema v{VERSION}",
            project.get("dbt_version"),
            project.get("adapter_type"),
            project.get("ingested_at"),
            latest.get("invocation_id"),
            target or latest.get("target_name"),
            artifacts.path,
            artifacts.checksum,
            has_catalog,
            has_run,
            has_freshness,
            gathered_at,
            __version__,
        )
    )
    return name, rows


def _rows(rows: Rows, artifacts: Artifacts, table: str) -> list[Row]:
    """Return the rows of a table, warning of it where it is missing and of each column that is."""
    section = _SECTIONS.get(table, "resources")
    data = artifacts.tables.get(table)
    if data is None:
        # Without a run there are no results; that is no fault.
        if not table.startswith("dbt_rt."):
            rows.warn(section, None, f"The table {table} is missing from the Information Schema.")
        return []
    found, missing = read_table(artifacts.path, table, data)
    _warn_of(rows, table, missing)
    return mend_rows(found) if artifacts.is_mended else found


def _warn_of(rows: Rows, table: str, missing: list[str]) -> None:
    """Warn of columns that a table does not have."""
    if missing:
        message = f"The table {table} has no {', '.join(missing)} of the declared type; taken as unknown."
        rows.warn(_SECTIONS.get(table, "resources"), None, message)


def _enabled(rows: Rows, tables: dict[str, list[Row]]) -> tuple[dict[str, tuple[str, Row]], set[str]]:
    """Return table and row of each enabled resource by unique id, and the unique ids of disabled ones."""
    enabled: dict[str, tuple[str, Row]] = {}
    disabled: set[str] = set()
    for table in KINDS:
        for row in tables[table]:
            unique_id = row.get("unique_id")
            if not isinstance(unique_id, str) or not is_unique_id(unique_id):
                rows.warn("resources", None, f"{table} has a row without a unique id of dbt.")
            elif unique_id in enabled and row.get("enabled") is not False:
                rows.warn("resources", unique_id, "Another row has this id too; that one was taken.")
            elif row.get("enabled") is False:
                disabled.add(unique_id)
            else:
                enabled[unique_id] = (table, row)
    return enabled, disabled - enabled.keys()


def _parents(
    rows: Rows, tables: dict[str, list[Row]], known: Container[str], disabled: set[str]
) -> dict[str, list[str]]:
    """Return the parents of each known resource; calls of macros, which are edges too, are added to `macro_edges`."""
    pairs = [(row.get("parent_unique_id"), row.get("child_unique_id")) for row in tables["dbt.edges"]]
    for table in ("dbt.exposures", "dbt.saved_queries"):
        pairs += [(parent, row.get("unique_id")) for row in tables[table] for parent in row.get("depends_on") or ()]
    parents: dict[str, list[str]] = {}
    for parent, child in pairs:
        if not parent or not child or parent in disabled:
            continue
        if parent.startswith("macro."):
            if child in known:
                rows.tables["macro_edges"].append((parent, child))
        elif child in known:
            parents.setdefault(child, []).append(parent)
    return parents


def _add(rows: Rows, unique_id: str, kind: str, row: Row, parents: list[str], known: Container[str]) -> None:
    """Add the rows of one resource; where it cannot be read, warn."""
    try:
        node = msgspec.convert(resource_fields(rows, unique_id, kind, row, parents, known), Resource)
    except BROKEN as error:
        rows.warn("resources", unique_id, f"{error}.")
        return
    if not add_whole(rows, unique_id, node, {}):
        return
    if row.get("contract_enforced") is None and kind == "model":
        last = rows.tables["resources"][-1]
        rows.tables["resources"][-1] = (*last[:15], None, *last[16:])
    if kind == "source" and not rows.tables["sources"][-1][5]:
        # dbt leaves the column empty where there is a rule, too: none is not known to be none.
        last = rows.tables["sources"][-1]
        rows.tables["sources"][-1] = (*last[:5], None, *last[6:])


def _convert(
    rows: Rows, found: list[Row], section: str, fields: Callable[[Row], Row], kind: Any
) -> Iterator[tuple[str, Any]]:
    """Convert rows one by one, so that one that cannot be read loses no other."""
    for row in found:
        unique_id = row.get("unique_id")
        try:
            if not isinstance(unique_id, str) or not is_unique_id(unique_id):
                raise ValueError(NO_UNIQUE_ID.rstrip("."))
            yield unique_id, msgspec.convert(fields(row), kind)
        except BROKEN as error:
            rows.warn(section, unique_id if isinstance(unique_id, str) else None, f"{error}.")
