"""Rows of columns from `dbt.node_columns` of the Information Schema."""

from __future__ import annotations

import msgspec

from mesh_commons.decode.info_schema.tables import Row
from mesh_commons.decode.kinds import BROKEN
from mesh_commons.decode.resources import add_constraints, add_meta
from mesh_commons.decode.structs.manifest import Constraint
from mesh_commons.decode.values import json_value, labels
from mesh_commons.shared_schema.rows import Rows


def add_columns(rows: Rows, found: list[Row], known: set[str]) -> bool:
    """Add the columns of known resources.

    Args:
        rows: Where the rows go.
        found: Rows of `dbt.node_columns`.
        known: Unique ids of the resources that have rows.

    Returns:
        Whether dbt looked a type up in the warehouse.
    """
    offsets: dict[str, int] = {}
    for unique_id, number, *_ in rows.tables["constraints"]:
        offsets[unique_id] = max(number, offsets.get(unique_id, 0))
    for unique_id, columns in _by_node(found, known).items():
        indexes = sorted({row["column_index"] for row in columns if row.get("column_index") is not None})
        # dbt does not say from where it counts: the order is taken, where each column has a place of its own.
        positions = {index: place for place, index in enumerate(indexes, 1)} if len(indexes) == len(columns) else {}
        for row in columns:
            name = row["column_name"]
            rows.tables["node_columns"].append(
                (
                    unique_id,
                    name,
                    positions.get(row.get("column_index")),
                    row.get("data_type_declared"),
                    row.get("data_type_actual"),
                    row.get("description") or None,
                    _is_declared(row),
                )
            )
            rows.tables["tags"] += [(unique_id, name, tag) for tag in labels(row.get("tags"))]
            try:
                add_meta(rows, unique_id, name, msgspec.convert(json_value(row.get("meta")) or {}, dict))
                constraints = msgspec.convert(json_value(row.get("constraints")) or [], list[Constraint])
            except BROKEN as error:
                rows.warn("node_columns", unique_id, f"Meta or constraints of column '{name}': {error}.")
                continue
            add_constraints(rows, unique_id, offsets.get(unique_id, 0), name, constraints)
            offsets[unique_id] = offsets.get(unique_id, 0) + len(constraints)
    return any(row.get("data_type_actual") for row in found)


def _by_node(found: list[Row], known: set[str]) -> dict[str, list[Row]]:
    """Return the columns of each known resource, those that differ in case only made one.

    dbt joins YAML with the warehouse by exact name, so that a column may come once in each case.
    """
    nodes: dict[str, dict[str, Row]] = {}
    for row in found:
        unique_id, name = row.get("node_unique_id"), row.get("column_name")
        if unique_id not in known or not isinstance(name, str) or not name:
            continue
        columns = nodes.setdefault(unique_id, {})
        other = columns.get(name.casefold())
        if other is None:
            columns[name.casefold()] = row
        else:
            first, second = (row, other) if _is_declared(row) and not _is_declared(other) else (other, row)
            columns[name.casefold()] = {
                key: second.get(key) if value is None or value == [] or value == "" else value
                for key, value in first.items()
            }
    return {unique_id: list(columns.values()) for unique_id, columns in nodes.items()}


def _is_declared(row: Row) -> bool | None:
    """Return whether a column stands in YAML, None where dbt's rows do not tell.

    A column that the compiler or the warehouse knows, too, and that has neither type, description nor tag in YAML,
    may have come from them alone.
    """
    if row.get("data_type_declared") or row.get("description") or row.get("tags"):
        return True
    elsewhere = ("column_index", "data_type_inferred", "data_type_actual")
    return True if all(row.get(key) is None for key in elsewhere) else None
