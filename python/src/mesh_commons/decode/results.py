"""Rows of what lies beside the manifest: the catalog, results of the last run, results of freshness."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from mesh_commons.decode.resources import CatalogColumns
from mesh_commons.decode.structs.manifest import Metadata
from mesh_commons.decode.structs.results import Catalog, CatalogNode, Result, Results
from mesh_commons.decode.values import utc
from mesh_commons.shared_schema.rows import Rows

T = TypeVar("T", Catalog, Results)


def read_catalog(rows: Rows, data: bytes | None) -> CatalogColumns | None:
    """Return the columns of `catalog.json` by unique id and name, None where there is none or it is broken."""
    document = _head(rows, data, Catalog, "node_columns", "catalog")
    if document is None:
        return None
    columns: CatalogColumns = {}
    for raw in (document.nodes, document.sources):
        try:
            nodes = msgspec.json.decode(raw, type=dict[str, msgspec.Raw] | None) or {}
        except msgspec.MsgspecError as error:
            rows.warn("node_columns", None, f"catalog.json: {error}.")
            continue
        for unique_id, item in nodes.items():
            try:
                columns[unique_id] = msgspec.json.decode(item, type=CatalogNode).columns or {}
            except msgspec.MsgspecError as error:
                rows.warn("node_columns", unique_id, f"catalog.json: {error}.")
    return columns


def add_run_results(rows: Rows, data: bytes | None) -> tuple[bool, str | None]:
    """Add the results of the last run; return whether there are any and the name of its target, where known."""
    document = _head(rows, data, Results, "run_results", "run-results")
    if document is None:
        return False, None
    for unique_id, result in _results(rows, document, "run_results").items():
        try:
            ends = [end for timing in result.timing or () if (end := utc(timing.completed_at))]
        except ValueError as error:
            rows.warn("run_results", unique_id, f"{error}.")
            continue
        rows.tables["run_results"].append(
            (
                unique_id,
                result.status,
                result.execution_time,
                result.failures,
                result.message,
                max(ends, default=None),
            )
        )
    target = (document.args or {}).get("target")
    return True, target if isinstance(target, str) else None


def add_freshness_results(rows: Rows, data: bytes | None) -> bool:
    """Add the results of the last `dbt source freshness` and return whether there are any."""
    document = _head(rows, data, Results, "freshness_results", "sources")
    if document is None:
        return False
    for unique_id, result in _results(rows, document, "freshness_results").items():
        try:
            loaded, measured = utc(result.max_loaded_at), utc(result.snapshotted_at)
        except ValueError as error:
            rows.warn("freshness_results", unique_id, f"{error}.")
            continue
        rows.tables["freshness_results"].append(
            (unique_id, result.status, loaded, measured, result.max_loaded_at_time_ago_in_s)
        )
    return True


def _head(rows: Rows, data: bytes | None, kind: type[T], table: str, artifact: str) -> T | None:
    """Decode an artifact's top level; where it is broken or another artifact, warn and return None."""
    if data is None:
        return None
    try:
        document = msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        rows.warn(table, None, f"The artifact '{artifact}' cannot be read: {error}.")
        return None
    schema = (document.metadata or Metadata()).dbt_schema_version or ""
    if f"/dbt/{artifact}/" not in schema:
        rows.warn(table, None, f"The artifact '{artifact}' says it is '{schema}' and was not read.")
        return None
    return document


def _results(rows: Rows, document: Results, table: str) -> dict[str, Result]:
    """Decode results one by one; of several for one resource the last counts."""
    results: dict[str, Result] = {}
    for raw in document.results or ():
        try:
            result = msgspec.json.decode(raw, type=Result)
        except msgspec.MsgspecError as error:
            rows.warn(table, None, f"{error}.")
            continue
        if result.unique_id:
            results[result.unique_id] = result
    return results
