"""Rows of the last results from `dbt_rt.run_results` and `dbt_rt.freshness` of the Information Schema."""

from __future__ import annotations

from datetime import datetime

import msgspec

from mesh_commons.decode.info_schema.tables import Row
from mesh_commons.decode.kinds import BROKEN
from mesh_commons.decode.structs.results import Timing
from mesh_commons.decode.values import json_value, utc
from mesh_commons.shared_schema.rows import Rows


def add_latest_results(rows: Rows, found: list[Row]) -> bool:
    """Add the latest result of each resource and return whether there is any.

    As in dbt's own view of the latest results, an error that took no time, of a node that only failed to compile,
    does not count.
    """
    executed = [row for row in found if not (row.get("status") == "error" and row.get("execution_time") == 0)]
    latest = _latest(executed, "created_at")
    for unique_id, row in latest.items():
        try:
            timings = msgspec.convert(json_value(row.get("timing")) or [], list[Timing])
            ends = [end for timing in timings if (end := utc(timing.completed_at))]
        except BROKEN as error:
            rows.warn("run_results", unique_id, f"Its timing cannot be read and is taken as unknown: {error}.")
            ends = []
        rows.tables["run_results"].append(
            (
                unique_id,
                row.get("status"),
                row.get("execution_time"),
                row.get("failures"),
                row.get("message"),
                max(ends, default=None),
            )
        )
    return bool(latest)


def add_latest_freshness(rows: Rows, found: list[Row]) -> bool:
    """Add the latest freshness of each source table, not of models, and return whether there is any."""
    sources = [row for row in found if str(row.get("unique_id")).startswith("source.")]
    latest = _latest(sources, "snapshotted_at")
    for unique_id, row in latest.items():
        loaded, measured = row.get("max_loaded_at"), row.get("snapshotted_at")
        age = row.get("max_loaded_at_time_ago")
        rows.tables["freshness_results"].append((unique_id, row.get("status"), loaded, measured, age))
    return bool(latest)


def _latest(found: list[Row], moment: str) -> dict[str, Row]:
    """Return the row with the latest moment of each resource."""
    ordered = sorted(found, key=lambda row: row.get(moment) or datetime.min)
    return {row["unique_id"]: row for row in ordered if row.get("unique_id")}
