"""Rows of what lies beside the manifest: the catalog, results of the last run, results of freshness."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec

from mesh_commons.artifacts.formats import not_json
from mesh_commons.artifacts.read import Artifacts
from mesh_commons.decode.package_tests import add_run_settings
from mesh_commons.decode.resources import CatalogColumns
from mesh_commons.decode.structs.manifest import Metadata
from mesh_commons.decode.structs.results import Catalog, CatalogNode, Result, Results
from mesh_commons.decode.tolerant import REPLACED, TEXT, decode, decode_items
from mesh_commons.decode.values import utc
from mesh_commons.shared_schema.rows import Rows, shortened

T = TypeVar("T", Catalog, Results)

# The table that loses rows with a file, and what dbt calls the file.
_FILES: Final = {
    "catalog.json": ("node_columns", "catalog"),
    "run_results.json": ("run_results", "run-results"),
    "sources.json": ("freshness_results", "sources"),
}


def read_catalog(rows: Rows, artifacts: Artifacts) -> CatalogColumns | None:
    """Return the columns of `catalog.json` by unique id and name, None where there is none or it is broken."""
    document, is_mended = _head(rows, artifacts, "catalog.json", artifacts.catalog, Catalog)
    if document is None:
        return None
    columns: CatalogColumns = {}
    for section, raw in (("nodes", document.nodes), ("sources", document.sources)):
        name = f"{section} of catalog.json"
        for unique_id, node in decode_items(rows, raw, CatalogNode, name, "node_columns", is_mended).items():
            columns[unique_id] = node.columns or {}
    return columns


def add_run_results(rows: Rows, artifacts: Artifacts, invocation_id: str | None) -> tuple[bool, str | None]:
    """Add the results of the last run.

    Args:
        rows: Where the rows go.
        artifacts: What lies beside the manifest.
        invocation_id: The invocation that wrote the manifest; another one may have had another target.

    Returns:
        Whether there are any results, and the name of the manifest's target, where known.
    """
    document, _ = _head(rows, artifacts, "run_results.json", artifacts.run_results, Results)
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
    if invocation_id is None or (document.metadata or Metadata()).invocation_id != invocation_id:
        return True, None
    try:
        arguments = decode(document.args, dict[str, Any] | None)[0] or {}  # type: ignore[arg-type]
    except msgspec.MsgspecError as error:
        rows.warn("run_results", None, f"The name of its target is taken as unknown: {error}.")
        return True, None
    add_run_settings(rows, arguments)
    target = arguments.get("target")
    return True, target if isinstance(target, str) else None


def add_freshness_results(rows: Rows, artifacts: Artifacts) -> bool:
    """Add the results of the last `dbt source freshness` and return whether there are any."""
    document, _ = _head(rows, artifacts, "sources.json", artifacts.freshness, Results)
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


def _head(rows: Rows, artifacts: Artifacts, name: str, data: bytes | None, kind: type[T]) -> tuple[T | None, bool]:
    """Decode a file's top level; where it is broken or something else, record it and return None.

    Returns:
        The top level, and whether something in the file was replaced.
    """
    table, artifact = _FILES[name]
    if name in artifacts.unreadable:
        rows.warn(table, None, f"{name} {artifacts.unreadable[name]}.")
    if data is None:
        return None, False
    try:
        document, is_mended = decode(data, kind)
    except msgspec.MsgspecError as error:
        known = not_json(data)
        reason = f"{name} {known[0]}. {known[1]}" if known else f"{name} cannot be read: {error}."
        rows.warn(table, None, reason)
        return None, False
    schema = (document.metadata or Metadata()).dbt_schema_version or ""
    if f"/dbt/{artifact}/" not in schema:
        rows.warn(table, None, f"{name} says it is {shortened(schema, 80)!a} and was not read.")
        return None, False
    if is_mended:
        rows.warn(TEXT, None, f"What in {name} cannot be stored is taken as '{REPLACED}'.")
    return document, is_mended or artifacts.is_mended


def _results(rows: Rows, document: Results, table: str) -> dict[str, Result]:
    """Decode results one by one; of several for one resource the last counts."""
    results: dict[str, Result] = {}
    for raw in document.results or ():
        try:
            result, _ = decode(raw, Result)
        except msgspec.MsgspecError as error:
            rows.warn(table, None, f"One of its results was left out: {error}.")
            continue
        if result.unique_id:
            results[result.unique_id] = result
    return results
