"""What rows of the Information Schema say, under the names that a manifest has for the same things.

Text columns that hold JSON are read; a `ValueError` says that one is none.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import msgspec

from mesh_commons.decode.info_schema.tables import Row
from mesh_commons.decode.kinds import BROKEN
from mesh_commons.decode.structs.manifest import Config
from mesh_commons.decode.values import json_value
from mesh_commons.shared_schema.rows import Rows

# What no flat column of the Information Schema holds, or holds only sometimes, though `config` does.
_FLAT = {"enabled", "materialized", "access", "group", "tags", "meta", "contract"}
_FROM_CONFIG = [name for name in Config.__struct_fields__ if name not in _FLAT]
_SAME = [
    "name",
    "package_name",
    "original_file_path",
    "alias",
    "identifier",
    "relation_name",
    "access",
    "group",
    "description",
    "tags",
    "column_name",
    "deprecation_date",
    "source_name",
    "loader",
    "loaded_at_field",
    "loaded_at_query",
    "label",
    "maturity",
    "url",
    "primary_entity",
]


def resource_fields(rows: Rows, unique_id: str, kind: str, row: Row, parents: list[str], known: Container[str]) -> Row:
    """Return a row of the Information Schema under the names that a manifest has for the same things."""
    attached = row.get("node_unique_id")
    owner = {"name": row.get("owner_name"), "email": _emails(row.get("owner_email"))} if kind == "exposure" else None
    generic = {
        "name": row.get("test_name"),
        "namespace": row.get("test_definition_package"),
        "kwargs": json_value(row.get("arguments")),
    }
    return {
        **{key: row.get(key) or None for key in _SAME},
        "resource_type": kind,
        "database": row.get("database_name") or None,
        "schema": row.get("schema_name") or None,
        "language": row.get("node_language"),
        "version": _version(row.get("version")),
        "latest_version": _version(row.get("latest_version")),
        "contract": row.get("contract_enforced"),
        "owner": owner,
        "config": _config(rows, unique_id, row),
        "constraints": json_value(row.get("constraints")),
        "meta": json_value(row.get("meta")),
        "depends_on": {"nodes": parents},
        # Where the test stands in no resource's YAML, dbt writes the name of a file here.
        "attached_node": attached if attached in known else None,
        "test_metadata": generic if row.get("test_name") else None,
        "freshness": json_value(row.get("freshness")),
        "type": row.get("exposure_type") or row.get("metric_type"),
        "type_params": json_value(row.get("type_params")),
    }


def _config(rows: Rows, unique_id: str, row: Row) -> Row:
    """Return the config of a resource: flat columns first, then what its `config` of JSON in JSON adds."""
    flat = {key: row.get(key) for key in ("materialized", "severity", "where") if row.get(key) is not None}
    try:
        config = json_value(row.get("config")) or {}
        nested = {key: config[key] for key in _FROM_CONFIG if config.get(key) is not None}
        msgspec.convert(nested, Config)
    except (*BROKEN, AttributeError) as error:
        rows.warn("resources", unique_id, f"Its config cannot be read and is taken as unknown: {error}.")
        nested = {}
    return {**nested, **flat}


def group_fields(row: Row) -> Row:
    """Return a row of `dbt.groups` under a manifest's names."""
    config = json_value(row.get("config"))
    return {
        **{key: row.get(key) or None for key in ("name", "package_name", "description")},
        "owner": {"name": row.get("owner_name"), "email": _emails(row.get("owner_email"))},
        "config": {"meta": config.get("meta")} if isinstance(config, dict) else None,
    }


def macro_fields(row: Row) -> Row:
    """Return a row of `dbt.macros` under a manifest's names."""
    return {
        **{key: row.get(key) or None for key in ("name", "package_name", "original_file_path", "description")},
        "macro_sql": msgspec.Raw(msgspec.json.encode(row.get("macro_sql"))),
        "arguments": json_value(row.get("arguments")),
        "depends_on": {"macros": row.get("depends_on_macros") or []},
    }


def _emails(value: Any) -> Any:
    """Return an address as it is, and several, which dbt writes as a list in JSON, as a list."""
    return json_value(value) if isinstance(value, str) and value.startswith("[") else value or None


def _version(value: Any) -> Any:
    """Return a version, which dbt writes as JSON: `2`, `"2"`, or the text `null` where there is none."""
    try:
        return json_value(value)
    except ValueError:
        return value
