"""Rows that only one kind of resource has: tests, sources, exposures, metrics, semantic models, groups."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, Final

from mesh_commons.decode.package_tests import add_test_settings, is_of_package
from mesh_commons.decode.resources import NO_CONFIG, CatalogColumns, add_meta, add_resource
from mesh_commons.decode.structs.manifest import Freshness, Group, Period, Resource, TestMetadata
from mesh_commons.decode.values import joined, json_text, plain_text
from mesh_commons.shared_schema.rows import Rows

# Arguments under which tests over several columns name them.
COLUMN_LISTS = ("combination_of_columns", "column_list", "column_names", "columns")
HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0}
# What values of an unforeseen kind or size end in.
BROKEN: Final = (ValueError, TypeError, OverflowError, RecursionError)
_QUOTED = re.compile(r"""['"]([^'"]+)['"]""")


def add_test(rows: Rows, unique_id: str, node: Resource) -> None:
    """Add a data test and what it tests."""
    config = node.config or NO_CONFIG
    generic = node.test_metadata or TestMetadata()
    kwargs = generic.kwargs or {}
    parents = list(dict.fromkeys(node.depends_on.nodes or ())) if node.depends_on else []
    attached = node.attached_node or _attached(kwargs, parents)
    column = node.column_name or kwargs.get("column_name")
    several = column if isinstance(column, list) else None
    column = None if several is not None or column is None else str(column)
    arguments = {key: value for key, value in kwargs.items() if key not in ("model", "column_name")}
    rows.tables["data_tests"].append(
        (
            unique_id,
            node.name or unique_id,
            generic.name,
            generic.namespace,
            node.package_name or unique_id.split(".")[1],
            attached,
            column,
            (config.severity or "error").lower(),
            config.where,
            config.fail_calc,
            config.error_if,
            config.warn_if,
            None if config.limit is None else plain_text(config.limit),
            json_text(arguments) if generic.name else None,
        )
    )
    if is_of_package(node):
        add_test_settings(rows, unique_id, node)
    columns = [column] if column else _column_list({**kwargs, "column_names": several} if several else kwargs)
    for parent in parents:
        is_attached = parent == attached
        for name in columns if is_attached or len(parents) == 1 else [None]:
            rows.tables["tested_nodes"].append((unique_id, parent, name, is_attached))


def add_source(rows: Rows, unique_id: str, node: Resource) -> None:
    """Add a source table's freshness rule; the node's own counts before its config's."""
    config = node.config or NO_CONFIG
    warn, error = _limits(node.freshness)
    if warn is None and error is None:
        warn, error = _limits(config.freshness)
    rows.tables["sources"].append(
        (
            unique_id,
            node.source_name or unique_id.split(".")[2],
            node.loader or None,
            node.loaded_at_field or config.loaded_at_field or None,
            node.loaded_at_query or config.loaded_at_query or None,
            warn is not None or error is not None,
            warn,
            error,
        )
    )


def add_exposure(rows: Rows, unique_id: str, node: Resource) -> None:
    """Add an exposure."""
    rows.tables["exposures"].append((unique_id, node.type, node.maturity, node.url, node.label))


def add_metric(rows: Rows, unique_id: str, node: Resource) -> None:
    """Add a metric; those of dbt 1.5 have a calculation method instead of a type."""
    parameters = node.type_params
    if parameters is None and node.calculation_method:
        parameters = {
            "calculation_method": node.calculation_method,
            "expression": node.expression,
            "timestamp": node.timestamp,
            "dimensions": node.dimensions,
        }
    rows.tables["metrics"].append(
        (
            unique_id,
            node.type or node.calculation_method,
            node.label,
            None if parameters is None else json_text(parameters),
        )
    )


def add_semantic_model(rows: Rows, unique_id: str, node: Resource) -> None:
    """Add a semantic model."""
    parents = (node.depends_on.nodes if node.depends_on else None) or []
    models = [parent for parent in parents if parent.startswith("model.")]
    primary = [entity.name for entity in node.entities or () if entity.type == "primary"]
    rows.tables["semantic_models"].append(
        (
            unique_id,
            models[0] if models else None,
            node.primary_entity or (primary[0] if primary else None),
            node.label,
        )
    )


def add_groups(rows: Rows, groups: dict[str, Group]) -> None:
    """Add groups; one name in one package is one group."""
    named: set[tuple[str, str]] = set()
    for unique_id, group in groups.items():
        package, name = group.package_name or unique_id.split(".")[1], group.name or unique_id.rpartition(".")[2]
        if (package, name) in named:
            rows.warn("groups", unique_id, f"Another group of its package is called '{name}' too; that one was taken.")
            continue
        named.add((package, name))
        try:
            _add_group(rows, unique_id, group, package, name)
        except BROKEN as error:
            rows.take_back(unique_id)
            rows.warn("groups", unique_id, f"{error}.")


def _add_group(rows: Rows, unique_id: str, group: Group, package: str, name: str) -> None:
    """Add a group with its owner and meta."""
    owner = group.owner
    rows.tables["groups"].append(
        (
            unique_id,
            name,
            package,
            (owner.name or None) if owner else None,
            joined(owner.email) if owner else None,
            group.description or None,
        )
    )
    config_meta = group.config.meta if group.config else None
    add_meta(rows, unique_id, None, {**(group.meta or {}), **(config_meta or {})})


# What a resource of a type has besides the rows of every resource; a type that is not here has nothing more.
ADD_KIND: Final[dict[str, Callable[[Rows, str, Resource], None]]] = {
    "test": add_test,
    "source": add_source,
    "exposure": add_exposure,
    "metric": add_metric,
    "semantic_model": add_semantic_model,
}


def add_whole(rows: Rows, unique_id: str, node: Resource, catalog: CatalogColumns) -> bool:
    """Add all rows of one resource; where something in it makes no sense, none, and record it.

    Returns:
        Whether the resource was added.
    """
    try:
        kind = add_resource(rows, unique_id, node, catalog)
        if kind in ADD_KIND:
            ADD_KIND[kind](rows, unique_id, node)
    except BROKEN as error:
        rows.take_back(unique_id)
        rows.warn("resources", unique_id, f"{error}.")
        return False
    return True


def _attached(kwargs: dict[str, Any], parents: list[str]) -> str | None:
    """Return the parent that the test's `model` argument names, where dbt gave no attached node.

    The argument reads as `{{ get_where_subquery(ref('orders')) }}` or `... source('shop', 'orders') ...`.
    """
    model = kwargs.get("model")
    if not isinstance(model, str):
        return None
    names = _QUOTED.findall(model)
    for size in (2, 1):
        ending = "." + ".".join(names[-size:])
        matches = [parent for parent in parents if names and parent.endswith(ending)]
        if len(matches) == 1:
            return matches[0]
    return None


def _column_list(kwargs: dict[str, Any]) -> list[str | None]:
    for name in COLUMN_LISTS:
        columns = kwargs.get(name)
        if isinstance(columns, list) and columns:
            return list(dict.fromkeys(str(column) for column in columns))
    return [None]


def _limits(rule: Freshness | None) -> tuple[float | None, float | None]:
    return (_hours(rule.warn_after), _hours(rule.error_after)) if rule else (None, None)


def _hours(limit: Period | None) -> float | None:
    """Return a limit in hours, None where it is missing or half given."""
    if limit is None or limit.count is None or limit.period not in HOURS:
        return None
    hours = float(limit.count) * HOURS[limit.period]
    if not math.isfinite(hours):
        raise ValueError("A limit of its freshness is no number of hours")
    return hours
