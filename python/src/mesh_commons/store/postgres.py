"""The shared schema in PostgreSQL, loaded by COPY."""

from __future__ import annotations

import io
from typing import Any

import psycopg
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from psycopg import sql
from psycopg.conninfo import make_conninfo

from mesh_commons.errors import MeshError
from mesh_commons.shared_schema.tables import TABLES
from mesh_commons.store.base import Files, missing_columns

_TYPES = {
    "string": "text",
    "integer": "bigint",
    "float": "double precision",
    "boolean": "boolean",
    "timestamp": "timestamp without time zone",
}
# Fields of a PostgreSQL target of dbt, by the parameter of libpq they become.
_PARAMETERS = {
    "host": "host",
    "port": "port",
    "user": "user",
    "password": "password",
    "pass": "password",
    "dbname": "dbname",
    "database": "dbname",
    "sslmode": "sslmode",
    "sslcert": "sslcert",
    "sslkey": "sslkey",
    "sslrootcert": "sslrootcert",
    "connect_timeout": "connect_timeout",
    "keepalives_idle": "keepalives_idle",
}
_CSV = pa_csv.WriteOptions(include_header=False, quoting_style="all_valid")


class PostgresStore:
    """A PostgreSQL database.

    Args:
        target: Fields of a PostgreSQL target of dbt.
        schema: Schema of the tables.

    Raises:
        MeshError: The server cannot be reached or refuses, or a newer mesh wrote the tables.
    """

    def __init__(self, target: dict[str, Any], schema: str) -> None:
        parameters = {name: target[key] for key, name in _PARAMETERS.items() if target.get(key) not in (None, "")}
        self.name = f"PostgreSQL database {parameters.get('dbname', '')} on {parameters.get('host', 'localhost')}"
        self._schema = schema
        try:
            self._connection = psycopg.connect(make_conninfo("", **parameters))
        except psycopg.Error as error:
            raise self._explained(error) from error
        try:
            if target.get("role"):
                self._connection.execute(sql.SQL("set role {}").format(sql.Identifier(target["role"])))
            self._make_tables()
        except psycopg.Error as error:
            self.close()
            raise self._explained(error) from error
        except MeshError:
            self.close()
            raise

    def _make_tables(self) -> None:
        """Make missing tables and columns; two processes that do so at once wait for each other."""
        with self._connection.transaction():
            self._connection.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"mesh {self._schema}"])
            found: dict[str, dict[str, str]] = {}
            for table, column, kind in self._connection.execute(
                "select table_name, column_name, data_type from information_schema.columns where table_schema = %s",
                [self._schema],
            ):
                found.setdefault(table, {})[column] = kind
            missing = missing_columns(self.name, found, _TYPES)
            absent = [table for table in TABLES if table not in found]
            if absent and not found:
                self._connection.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(self._schema)))
            for table in absent:
                columns = sql.SQL(", ").join(
                    sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(_TYPES[kind]))
                    for name, kind in TABLES[table].items()
                )
                self._connection.execute(sql.SQL("create table {} ({})").format(self._table(table), columns))
            for table, column, kind in missing:
                self._connection.execute(
                    sql.SQL("alter table {} add column {} {}").format(
                        self._table(table), sql.Identifier(column), sql.SQL(_TYPES[kind])
                    )
                )
        self._connection.commit()

    def known(self, version: str) -> dict[str, str]:
        """Return the name of each stored project by its checksum, of those this version of mesh wrote."""
        query = sql.SQL("select artifact_checksum, project_name from {} where gathered_by = %s")
        rows = self._connection.execute(query.format(self._table("projects")), [version]).fetchall()
        self._connection.commit()
        return dict(rows)

    def replace(self, projects: list[str], files: Files) -> None:
        """Replace all rows of some projects by those of Parquet files, in one transaction.

        Args:
            projects: Names of the projects.
            files: Parquet files by table.

        Raises:
            MeshError: The server refuses or is gone; what was stored stays.
        """
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                # Another gather waits here, so that of two at once the later one is seen whole.
                cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"mesh {self._schema}"])
                for table in TABLES:
                    cursor.execute(
                        sql.SQL("delete from {} where project_name = any(%s)").format(self._table(table)),
                        [projects],
                    )
                    if files.get(table):
                        self._copy(cursor, table, files[table])
            self._connection.commit()
        except psycopg.Error as error:
            raise self._explained(error) from error

    def _copy(self, cursor: psycopg.Cursor[Any], table: str, files: list[str]) -> None:
        """Copy Parquet files into a table as CSV, in which an unquoted empty field is null."""
        columns = sql.SQL(", ").join(sql.Identifier(name) for name in TABLES[table])
        statement = sql.SQL("copy {} ({}) from stdin (format csv)").format(self._table(table), columns)
        with cursor.copy(statement) as copy:
            for path in files:
                buffer = io.BytesIO()
                pa_csv.write_csv(pq.read_table(path), buffer, _CSV)
                copy.write(buffer.getvalue())

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _table(self, name: str) -> sql.Identifier:
        return sql.Identifier(self._schema, name)

    def _explained(self, error: psycopg.Error) -> MeshError:
        text = " ".join(str(error).split())
        return MeshError(self.name, f"cannot be used: {text}", "Check the dbt profile and the server, then try again.")
