"""The tables of dbt v2's Information Schema that are read, and their Parquet files as plain rows.

The columns are those that dbt's own declaration of schema version 1 lists and its documentation describes. No
file that dbt wrote was at hand when this was made: it has been tried on files made to that declaration only.
"""

from __future__ import annotations

from typing import Any, Final

from mesh_commons.errors import MeshError

VERSION = 1
PROJECT = "dbt.project"
REMEDY = "Run 'dbt parse --generate-info-schema' in its project again."

# A file of some kilobytes can unfold to any number of equal rows.
MAX_ROWS = 10_000_000

Row = dict[str, Any]

_RESOURCE = "unique_id name package_name original_file_path description"
_NODE = f"""
    {_RESOURCE} alias node_language database_name schema_name relation_name identifier enabled materialized config
    access group contract_enforced version latest_version deprecation_date constraints tags meta
"""
# Tables that hold one kind of resource each.
KINDS: Final = {
    "dbt.models": "model",
    "dbt.seeds": "seed",
    "dbt.snapshots": "snapshot",
    "dbt.analyses": "analysis",
    "dbt.functions": "function",
    "dbt.sources": "source",
    "dbt.data_tests": "test",
    "dbt.unit_tests": "unit_test",
    "dbt.exposures": "exposure",
    "dbt.metrics": "metric",
    "dbt.semantic_models": "semantic_model",
    "dbt.saved_queries": "saved_query",
}
_COLUMNS: Final = {
    PROJECT: "schema_version project_name dbt_version adapter_type ingested_at",
    **dict.fromkeys(("dbt.models", "dbt.seeds", "dbt.snapshots", "dbt.analyses", "dbt.functions"), _NODE),
    "dbt.sources": f"{_NODE} source_name loader loaded_at_field loaded_at_query freshness",
    "dbt.data_tests": f"""
        {_RESOURCE} database_name schema_name relation_name enabled materialized config tags meta group test_name
        test_definition_package arguments column_name node_unique_id severity where
    """,
    "dbt.unit_tests": _RESOURCE,
    "dbt.exposures": f"{_RESOURCE} exposure_type label owner_name owner_email url maturity depends_on tags meta",
    "dbt.metrics": f"{_RESOURCE} label metric_type type_params group tags meta",
    "dbt.semantic_models": f"{_RESOURCE} label primary_entity group",
    "dbt.saved_queries": f"{_RESOURCE} depends_on group tags",
    "dbt.groups": "unique_id name description package_name owner_name owner_email config",
    "dbt.macros": "unique_id name package_name original_file_path macro_sql description depends_on_macros arguments",
    "dbt.edges": "parent_unique_id child_unique_id",
    "dbt.node_columns": """
        node_unique_id column_name column_index data_type_declared data_type_inferred data_type_actual description
        tags meta constraints
    """,
    "dbt_rt.invocations": "invocation_id generated_at target_name",
    "dbt_rt.run_results": "unique_id status execution_time message failures timing created_at",
    "dbt_rt.freshness": "unique_id status max_loaded_at snapshotted_at max_loaded_at_time_ago",
}
TABLES: Final = {table: tuple(words.split()) for table, words in _COLUMNS.items()}
# Columns that are no text, whatever the table.
_TYPES: Final = {
    **dict.fromkeys(("enabled", "contract_enforced"), "boolean"),
    **dict.fromkeys(("schema_version", "column_index", "failures"), "integer"),
    **dict.fromkeys(("execution_time", "max_loaded_at_time_ago"), "number"),
    **dict.fromkeys(("tags", "depends_on", "depends_on_macros"), "list"),
    **dict.fromkeys(("ingested_at", "generated_at", "created_at", "max_loaded_at", "snapshotted_at"), "timestamp"),
}


def read_table(path: str, table: str, data: bytes) -> tuple[list[Row], list[str]]:
    """Read a table.

    Args:
        path: Directory of the Information Schema, for what an error says.
        table: Name of the table, such as `dbt.models`.
        data: Bytes of its Parquet file.

    Returns:
        Its rows as dicts of the known columns, and the names of the known columns that it does not have, or has in
        another type than declared. Times are naive and in UTC.

    Raises:
        MeshError: The file is no Parquet, or damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = f"{path}/{table}.parquet"
    try:
        source = pq.ParquetFile(pa.BufferReader(data))
        if source.metadata.num_rows > MAX_ROWS:
            raise ValueError(f"It claims {source.metadata.num_rows} rows")
        there = {field.name for field in source.schema_arrow if _fits(_TYPES.get(field.name, "string"), field.type)}
        content = source.read(columns=[name for name in TABLES[table] if name in there])
        for index, field in enumerate(content.schema):
            if pa.types.is_timestamp(field.type):
                naive = content.column(index).cast(pa.timestamp("us"), safe=False)
                content = content.set_column(index, field.name, naive)
        rows: list[Row] = content.to_pylist()
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise MeshError(file, f"is not Parquet that can be read ({reason})", REMEDY) from error
    return rows, [name for name in TABLES[table] if name not in there]


def _fits(kind: str, found: Any) -> bool:
    """Return whether an Arrow type is of the kind that a column is declared as; a column of nulls only fits any."""
    from pyarrow import BaseExtensionType, types

    if types.is_dictionary(found):
        return _fits(kind, found.value_type)
    if kind == "list":
        is_list = types.is_list(found) or types.is_large_list(found)
        return _fits("string", found.value_type) if is_list else bool(types.is_null(found))
    checks = {
        "string": types.is_string(found) or types.is_large_string(found) or isinstance(found, BaseExtensionType),
        "boolean": types.is_boolean(found),
        # Larger ones than 64 bits with a sign hold are taken by no store.
        "integer": types.is_integer(found) and not types.is_uint64(found),
        "number": types.is_floating(found) or types.is_integer(found),
        "timestamp": types.is_timestamp(found),
    }
    return bool(types.is_null(found) or checks[kind])


def mend_rows(rows: list[Row]) -> list[Row]:
    """Return rows with NUL, which PostgreSQL takes in no text, replaced, also where JSON in a text escapes it."""
    return [{name: _mended(value) for name, value in row.items()} for row in rows]


def _mended(value: Any) -> Any:
    if isinstance(value, list):
        return [_mended(item) for item in value]
    return value.replace("\0", "\ufffd").replace("\\u0000", "\\ufffd") if isinstance(value, str) else value


def read_project_row(path: str, data: bytes | None) -> tuple[Row, list[str]]:
    """Return the one row of `dbt.project`, whose version is one that can be read, and the columns it does not have.

    Raises:
        MeshError: The table is missing, damaged or empty, or of another version of the schema.
    """
    file = f"{path}/{PROJECT}.parquet"
    if data is None:
        raise MeshError(file, "not found", REMEDY)
    rows, missing = read_table(path, PROJECT, data)
    if len(rows) != 1 or not isinstance(rows[0].get("project_name"), str) or not rows[0]["project_name"]:
        raise MeshError(file, "does not name one project", REMEDY)
    version = rows[0].get("schema_version")
    if version is not None and version != VERSION:
        raise MeshError(
            file,
            f"is of Information Schema version {version}; only version {VERSION} can be read",
            "Give the project's manifest.json instead, or upgrade mesh-commons.",
        )
    return rows[0], missing
