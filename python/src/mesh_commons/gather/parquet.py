"""Write the rows of one project as Parquet files, one per table, which a store loads in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mesh_commons.shared_schema.rows import MAX_ID, Rows
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


# An id stands in each row of its resource: a long one with many rows would fill the memory. So many rows of the
# longest ids fit in any case, and are not looked at.
MAX_ID_CHARACTERS = 1_000_000_000
FEW_ROWS = MAX_ID_CHARACTERS // MAX_ID
# After the project's name: ids stand in the first columns.
ID_COLUMNS = 2


class UnstorableError(ValueError):
    """Text that not every store takes: PostgreSQL refuses NUL, and nothing holds half a surrogate pair."""


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
        MemoryError: The ids alone would take more than a gigabyte.
        UnstorableError: A text holds NUL or half a surrogate pair.
    """
    files: dict[str, str] = {}
    for name, table in arrow_tables(project, rows):
        path = directory / f"{name}.parquet"
        pq.write_table(
            table,
            path,
            compression="lz4",
            use_dictionary=["project_name"],
            write_statistics=False,
        )
        files[name] = path.as_posix()
    return files


def arrow_tables(project: str, rows: Rows) -> Iterator[tuple[str, pa.Table]]:
    """Turn rows into one table of Arrow after the other; see `write_rows`."""
    for table, schema in SCHEMAS.items():
        values = rows.tables[table]
        if not values:
            continue
        arrays = [pa.repeat(pa.scalar(project, pa.string()), len(values))]
        for number, (field, column) in enumerate(zip(list(schema)[1:], zip(*values, strict=True), strict=True)):
            is_id = number < ID_COLUMNS and len(values) > FEW_ROWS and field.type == pa.string()
            if is_id and sum(map(len, filter(None, column))) > MAX_ID_CHARACTERS:
                raise MemoryError
            arrays.append(_array(column, field.type))
        values.clear()
        yield table, pa.Table.from_arrays(arrays, schema=schema)


def _array(column: tuple[Any, ...], kind: pa.DataType) -> pa.Array:
    try:
        array = pa.array(column, type=kind)
    except UnicodeEncodeError as error:
        raise UnstorableError("half a surrogate pair") from error
    data = array.buffers()[2] if kind == pa.string() else None
    if data is not None and b"\0" in data.to_pybytes():
        raise UnstorableError("NUL")
    return array
