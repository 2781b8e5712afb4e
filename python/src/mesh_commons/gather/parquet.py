"""Write the rows of one project as Parquet files, one per table, which a store loads in bulk."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mesh_commons.shared_schema.rows import Rows
from mesh_commons.shared_schema.tables import TABLES

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "float": pa.float64(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("us"),
}
SCHEMAS = {
    table: pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()]) for table, columns in TABLES.items()
}


def write_rows(project: str, rows: Rows, directory: Path) -> dict[str, str]:
    """Write every table that has rows.

    Args:
        project: Name of the project, the first column of every table.
        rows: The rows; emptied table by table to keep memory low.
        directory: Where the files go; it must exist.

    Returns:
        Path of the file by table.

    Raises:
        OSError: The disk is full or the directory cannot be written.
    """
    files: dict[str, str] = {}
    for table, schema in SCHEMAS.items():
        values = rows.tables[table]
        if not values:
            continue
        arrays = [pa.repeat(pa.scalar(project, pa.string()), len(values))]
        for field, column in zip(list(schema)[1:], zip(*values, strict=True), strict=True):
            arrays.append(_without_nul(pa.array(column, type=field.type)))
        values.clear()
        path = directory / f"{table}.parquet"
        pq.write_table(
            pa.Table.from_arrays(arrays, schema=schema),
            path,
            compression="lz4",
            use_dictionary=["project_name"],
            write_statistics=False,
        )
        files[table] = path.as_posix()
    return files


def _without_nul(array: pa.Array) -> pa.Array:
    """Take NUL characters out of text: PostgreSQL refuses them, and every store shall hold the same rows."""
    if array.type != pa.string():
        return array
    data = array.buffers()[2]
    if data is None or b"\0" not in data.to_pybytes():
        return array
    return pc.replace_substring(array, "\0", "")
