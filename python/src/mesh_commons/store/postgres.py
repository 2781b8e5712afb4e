"""The shared schema in PostgreSQL, loaded by COPY."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo

from mesh_commons.errors import MeshError
from mesh_commons.shared_schema.tables import TABLES
from mesh_commons.store.base import Files, Warned, missing_columns

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
# What libpq takes to be a number.
_NUMBERS = ("port", "connect_timeout", "keepalives_idle")
# Without it an unreachable host is waited for as long as the network likes, two minutes and more.
_CONNECT_SECONDS = 10
_COLUMNS = """
select c.relname, a.attname, format_type(a.atttypid, null)
from pg_catalog.pg_attribute as a
inner join pg_catalog.pg_class as c on a.attrelid = c.oid
inner join pg_catalog.pg_namespace as n on c.relnamespace = n.oid
where n.nspname = %s and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
"""
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
        parameters = _parameters(target)
        self.name = f"PostgreSQL database {parameters.get('dbname', '')} on {parameters.get('host', 'localhost')}"
        self._schema = schema
        with self._explaining():
            self._connection = psycopg.connect(make_conninfo("", **parameters))
        try:
            with self._explaining():
                if target.get("role"):
                    role = sql.Identifier(_text("role", target["role"]))
                    self._connection.execute(sql.SQL("set role {}").format(role))
                self._make_tables()
        except BaseException:
            self.close()
            raise

    def _make_tables(self) -> None:
        """Make missing tables and columns; two processes that do so at once wait for each other."""
        with self._connection.transaction():
            self._connection.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"mesh {self._schema}"])
            found: dict[str, dict[str, str]] = {}
            # The information schema hides what the user may not read.
            for table, column, kind in self._connection.execute(_COLUMNS, [self._schema]):
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
        # Values stand in the statement itself: beside parameters, a % in the schema's name would be one.
        query = sql.SQL("select artifact_checksum, project_name from {} where gathered_by = {}")
        with self._explaining():
            rows = self._connection.execute(query.format(self._table("projects"), sql.Literal(version))).fetchall()
            self._connection.commit()
        return dict(rows)

    def warnings(self, projects: list[str]) -> list[Warned]:
        """Return project, section, resource (or None) and message of what could not be read of stored projects."""
        query = sql.SQL(
            "select project_name, section, unique_id, message from {} where project_name = any({}::text[])"
            " order by 1, 2, 3, 4"
        )
        with self._explaining():
            rows = self._connection.execute(query.format(self._table("gather_warnings"), sql.Literal(projects)))
            found = [(str(row[0]), str(row[1]), row[2], str(row[3])) for row in rows]
            self._connection.commit()
        return found

    def projects(self) -> list[str]:
        """Return the names of the projects that are stored, sorted."""
        query = sql.SQL("select distinct project_name from {} order by 1").format(self._table("projects"))
        with self._explaining():
            found = [str(row[0]) for row in self._connection.execute(query)]
            self._connection.commit()
        return found

    def forget(self, projects: list[str], forgotten_at: datetime) -> None:
        """Delete all rows of some projects and note that they were forgotten, in one transaction.

        Args:
            projects: Names of the projects.
            forgotten_at: The time, naive and in UTC.

        Raises:
            MeshError: The server refuses or is gone; what was stored stays.
        """
        with self._explaining():
            with self._changing() as cursor:
                for table in TABLES:
                    self._delete(cursor, table, projects)
                query = sql.SQL("insert into {} (project_name, forgotten_at) select unnest({}::text[]), {}::timestamp")
                named = self._table("forgotten_projects")
                cursor.execute(query.format(named, sql.Literal(projects), sql.Literal(forgotten_at)))
            self._connection.commit()

    def replace(self, projects: list[str], files: Files) -> None:
        """Replace all rows of some projects by those of Parquet files, in one transaction.

        Args:
            projects: Names of the projects.
            files: Parquet files by table.

        Raises:
            MeshError: The server refuses or is gone; what was stored stays.
        """
        with self._explaining():
            with self._changing() as cursor:
                for table in TABLES:
                    self._delete(cursor, table, projects)
                    if files.get(table):
                        self._copy(cursor, table, files[table])
            self._connection.commit()

    @contextmanager
    def _changing(self) -> Iterator[psycopg.Cursor[Any]]:
        """Begin a transaction. Another gather waits, so that of two at once the later one is seen whole."""
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"mesh {self._schema}"])
            yield cursor

    def _delete(self, cursor: psycopg.Cursor[Any], table: str, projects: list[str]) -> None:
        """Delete the rows of some projects from a table."""
        query = sql.SQL("delete from {} where project_name = any({}::text[])")
        cursor.execute(query.format(self._table(table), sql.Literal(projects)))

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

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        """Raise an error of PostgreSQL as database, problem and remedy."""
        try:
            yield
        except psycopg.Error as error:
            text = " ".join(str(error).split())
            remedy = "Check the dbt profile and the server, then try again."
            if isinstance(error, errors.InsufficientPrivilege):
                needed = "select, insert and delete on the tables, and create on the schema where one is missing"
                remedy = f"Grant the user {needed}, or give another user or --schema."
            raise MeshError(self.name, f"cannot be used: {text}", remedy) from error


def _parameters(target: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a dbt target as parameters of libpq.

    Raises:
        MeshError: A field cannot be one; what stands in it is not told.
    """
    parameters = {"connect_timeout": str(_CONNECT_SECONDS)}
    for key, name in _PARAMETERS.items():
        if target.get(key) not in (None, ""):
            parameters[name] = _text(key, target[key])
    for name in _NUMBERS:
        number = parameters.get(name, "0").strip()
        highest = 65535 if name == "port" else 2**31 - 1
        if not (number.isascii() and number.isdecimal() and len(number) < 11 and int(number) <= highest):
            problem = f"has a `{name}` that is no number from 0 to {highest}"
            raise MeshError("dbt target of type 'postgres'", problem, "Mend the dbt profile.")
    return parameters


def _text(field: str, value: Any) -> str:
    """Return a field as text; YAML may have made something else of it."""
    if isinstance(value, bool) or not isinstance(value, (str, int)) or "\0" in str(value):
        problem = f"has a `{field}` that is not text"
        raise MeshError("dbt target of type 'postgres'", problem, "Write it in quotes in the dbt profile.")
    return str(value)
