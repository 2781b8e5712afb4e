"""Rows that every kind of resource has: itself, its columns, edges, tags, meta, grants and constraints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mesh_commons.decode.statements import KEY, add_statements, drop_inherited_statements, stated_deprecation
from mesh_commons.decode.structs.manifest import Checksum, Column, Config, Constraint, Contract, Owner, Resource
from mesh_commons.decode.structs.results import CatalogColumn
from mesh_commons.decode.values import as_written, forward_slashes, is_unique_id, joined, labels, plain_text
from mesh_commons.shared_schema.rows import Rows

NO_CONFIG = Config()
CatalogColumns = dict[str, dict[str, CatalogColumn]]


def add_resource(rows: Rows, unique_id: str, node: Resource, catalog: CatalogColumns) -> str:
    """Add the rows of one resource and return its type.

    Args:
        rows: Where the rows go.
        unique_id: dbt's unique id, the key of the resource in the manifest.
        node: The resource.
        catalog: Columns of the catalog by unique id and column name; those of this resource are used.

    Returns:
        The resource's type, such as `model`.

    Raises:
        ValueError: A value makes no sense, as a date that is none. Some rows may have been added.
    """
    config = node.config or NO_CONFIG
    kind = node.resource_type or unique_id.partition(".")[0]
    is_model = kind == "model"
    meta = node.meta
    if config.meta:
        meta = {**meta, **config.meta} if meta else config.meta
    owner_name, owner_email = _owner(node.owner, meta)
    checksum = node.checksum
    rows.tables["resources"].append(
        (
            unique_id,
            kind,
            node.name or unique_id.rpartition(".")[2],
            node.package_name or unique_id.split(".")[1],
            forward_slashes(node.original_file_path),
            node.database,
            node.schema,
            node.identifier or node.alias,
            node.relation_name,
            config.materialized,
            (node.access or config.access) if is_model else None,
            node.group or config.group,
            _version(node.version) if is_model else None,
            _version(node.latest_version) if is_model else None,
            # dbt gives the day that was written the zone of the machine that parses.
            as_written(node.deprecation_date or stated_deprecation(meta)),
            _enforced(node.contract, config.contract) if is_model else False,
            node.description or None,
            owner_name,
            owner_email,
            node.language,
            (checksum.checksum if isinstance(checksum, Checksum) else checksum) or None,
            config.event_time,
            config.schema or None,
        )
    )
    depends_on = node.depends_on
    if depends_on is not None:
        if depends_on.nodes:
            depends_on.nodes = _parents(rows, unique_id, depends_on.nodes)
            edges = rows.tables["edges"]
            for parent in depends_on.nodes:
                edges.append((parent, unique_id))
        macro_edges = rows.tables["macro_edges"]
        for macro in dict.fromkeys(depends_on.macros or ()):
            macro_edges.append((macro, unique_id))
    if node.tags or config.tags:
        _add_tags(rows, unique_id, None, labels(node.tags, config.tags))
    if meta:
        add_meta(rows, unique_id, None, meta)
    if config.grants:
        _add_grants(rows, unique_id, config.grants)
    if node.constraints:
        add_constraints(rows, unique_id, 0, None, node.constraints)
    found = catalog.get(unique_id)
    if node.columns or found:
        _add_columns(rows, unique_id, node.columns or {}, found, len(node.constraints or ()))
    return kind


def add_meta(rows: Rows, unique_id: str, column: str | None, meta: dict[str, Any]) -> None:
    """Add one row per top-level key of `meta`, of a resource, a group or (where named) a column, and what is nested."""
    if column:
        rows.repeat(column, len(meta))
    for key, value in meta.items():
        rows.tables["meta"].append((unique_id, column, key, plain_text(value)))
        if isinstance(value, (dict, list)):
            _add_nested(rows, unique_id, column, key, value)
    if KEY in meta:
        add_statements(rows, unique_id, column, meta[KEY])


def _add_nested(rows: Rows, unique_id: str, column: str | None, path: str, value: dict[str, Any] | list[Any]) -> None:
    """Add one row per value inside a mapping or a list, by the keys that lead to it."""
    for text in (column, path):
        rows.repeat(text, len(value))
    inside = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for key, inner in inside:
        inner_path = path if key is None else f"{path}.{key}"
        if inner and isinstance(inner, (dict, list)):
            _add_nested(rows, unique_id, column, inner_path, inner)
        else:
            rows.tables["nested_meta"].append((unique_id, column, inner_path, plain_text(inner)))


def drop_inherited(rows: Rows) -> None:
    """Drop tags and meta of columns that repeat those of their resource, as dbt 2 writes them into every column."""
    drop_inherited_statements(rows)
    for table in ("tags", "meta", "nested_meta"):
        of_resources = {(row[0], row[2:]) for row in rows.tables[table] if row[1] is None}
        rows.tables[table] = [
            row for row in rows.tables[table] if row[1] is None or (row[0], row[2:]) not in of_resources
        ]


def _parents(rows: Rows, unique_id: str, nodes: list[str]) -> list[str]:
    """Return the distinct parents, and record those that are no ids of dbt."""
    parents = list(dict.fromkeys(nodes))
    lost = [parent for parent in parents if parent not in rows.ids and not is_unique_id(parent)]
    if not lost:
        return parents
    rows.warn("edges", unique_id, f"{len(lost)} of its parents have no unique id of dbt, the first {lost[0]!a}.")
    return [parent for parent in parents if parent not in set(lost)]


def _add_columns(
    rows: Rows,
    unique_id: str,
    declared: dict[str, Column],
    found: dict[str, CatalogColumn] | None,
    constraint_count: int,
) -> None:
    """Add the columns of a resource: those of YAML joined with the catalog, then those only the catalog has."""
    append = rows.tables["node_columns"].append
    left = dict(found) if found else None
    folded = {name.casefold(): name for name in left} if left else {}
    renamed: set[str] = set()
    for index, (key, column) in enumerate(declared.items(), 1):
        name = column.name or key
        if name != key:
            # No two keys are equal, so two names are only where a name is not its key.
            if name in declared or name in renamed:
                rows.warn("node_columns", unique_id, f"Several columns are named {name!a}; one was taken.")
                continue
            renamed.add(name)
        position: int | None = index
        catalog_type = None
        if left:
            match = left.pop(name, None) or left.pop(folded.get(name.casefold(), ""), None)
            if match is not None:
                position = match.index if match.index is not None else index
                catalog_type = match.type
        append((unique_id, name, position, column.data_type, catalog_type, column.description or None, True))
        config = column.config
        meta, tags = column.meta, column.tags
        if config is not None and (config.meta or config.tags):
            meta = {**(meta or {}), **(config.meta or {})}
            tags = labels(tags, config.tags)
        if tags:
            _add_tags(rows, unique_id, name, labels(tags))
        if meta:
            add_meta(rows, unique_id, name, meta)
        if column.policy_tags:
            rows.repeat(name, 1)
            rows.tables["nested_meta"].append((unique_id, name, "policy_tags", plain_text(column.policy_tags)))
        if column.constraints:
            add_constraints(rows, unique_id, constraint_count, name, column.constraints)
            constraint_count += len(column.constraints)
    if left:
        _add_found(rows, unique_id, left, {column.name or key for key, column in declared.items()})


def _add_found(rows: Rows, unique_id: str, found: dict[str, CatalogColumn], names: set[str]) -> None:
    """Add the columns that only the catalog has."""
    for key, other in found.items():
        name = other.name or key
        if name in names:
            rows.warn("node_columns", unique_id, f"Several columns are named {name!a}; one was taken.")
            continue
        names.add(name)
        rows.tables["node_columns"].append((unique_id, name, other.index, None, other.type, None, False))


def _add_tags(rows: Rows, unique_id: str, column: str | None, tags: list[str]) -> None:
    rows.repeat(column, len(tags))
    for tag in tags:
        rows.tables["tags"].append((unique_id, column, tag))


def _add_grants(rows: Rows, unique_id: str, grants: dict[str, Any]) -> None:
    for privilege, grantees in grants.items():
        rows.repeat(privilege, len(labels(grantees)))
        for grantee in labels(grantees):
            rows.tables["grants"].append((unique_id, privilege, grantee))


def add_constraints(rows: Rows, unique_id: str, offset: int, column: str | None, constraints: list[Constraint]) -> None:
    """Add constraints, numbered from `offset`; those of a column have it as their one column."""
    rows.repeat(column, len(constraints))
    for number, constraint in enumerate(constraints, offset + 1):
        for text in (constraint.type, constraint.name, constraint.expression):
            rows.repeat(text, len(constraint.columns or ()))
        columns: Iterable[str | None] = [column] if column else dict.fromkeys(constraint.columns or ()) or [None]
        for name in columns:
            rows.tables["constraints"].append(
                (unique_id, number, constraint.type, constraint.name, name, constraint.expression)
            )


def _owner(owner: Owner | None, meta: dict[str, Any] | None) -> tuple[str | None, str | None]:
    """Return name and e-mail of the resource's own owner, else those of `meta.owner`."""
    if owner is not None:
        return owner.name or None, joined(owner.email)
    declared = meta.get("owner") if meta else None
    if isinstance(declared, dict):
        name = declared.get("name")
        return str(name) if name else None, joined(declared.get("email"))
    return (declared or None, None) if isinstance(declared, str) else (None, None)


def _version(version: int | float | str | None) -> str | None:
    return None if version is None else str(version)


def _enforced(contract: Contract | bool | None, config: Contract | bool | None) -> bool | None:
    """Return whether a contract is enforced, where either says so; the node's own word counts before its config's."""
    for value in (contract, config):
        enforced = value.enforced if isinstance(value, Contract) else value
        if enforced is not None:
            return enforced
    return None
