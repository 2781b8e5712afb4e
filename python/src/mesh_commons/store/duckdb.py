"""The shared schema in a DuckDB file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import duckdb

from mesh_commons.errors import MeshError
from mesh_commons.shared_schema.tables import TABLES
from mesh_commons.stopping import interrupt_when_stopped
from mesh_commons.store.base import Files, Warned, missing_columns, quoted

_TYPES = {
    "string": "varchar",
    "integer": "bigint",
    "float": "double",
    "boolean": "boolean",
    "timestamp": "timestamp",
}


class DuckDBStore:
    """A DuckDB file, open for writing as long as this lives.

    Args:
        path: The file, made where it does not exist.
        schema: Schema of the tables.

    Raises:
        MeshError: The file is locked, is no DuckDB file, cannot be written, or a newer mesh wrote it.
    """

    def __init__(self, path: str, schema: str) -> None:
        self.name = path
        refuse_what_is_no_file(path)
        with explaining(path):
            self._connection = duckdb.connect(path)
            interrupt_when_stopped(self._connection)
        try:
            with explaining(path):
                # Projects are loaded by name; their order does not matter, and keeping it costs memory.
                self._connection.execute("set preserve_insertion_order = false")
                # DuckDB names the database after its file, which may be the name of the schema too.
                self._schema = f"{quoted(database_name(self._connection))}.{quoted(schema)}"
                self._make_tables(schema)
        except BaseException:
            self.close()
            raise

    def _make_tables(self, schema: str) -> None:
        found: dict[str, dict[str, str]] = {}
        for table, column, kind in self._connection.execute(
            "select table_name, column_name, data_type from duckdb_columns()"
            " where database_name = current_database() and lower(schema_name) = lower(?)",
            [schema],
        ).fetchall():
            found.setdefault(table, {})[column] = kind
        missing = missing_columns(self.name, found, _TYPES)
        if not missing and all(table in found for table in TABLES):
            return
        self._connection.begin()
        self._connection.execute(f"create schema if not exists {self._schema}")
        for table, columns in TABLES.items():
            listed = ", ".join(f"{quoted(name)} {_TYPES[kind]}" for name, kind in columns.items())
            self._connection.execute(f"create table if not exists {self._table(table)} ({listed})")
        for table, column, kind in missing:
            self._connection.execute(f"alter table {self._table(table)} add column {quoted(column)} {_TYPES[kind]}")
        self._connection.commit()

    def known(self, version: str) -> dict[str, str]:
        """Return the name of each stored project by its checksum, of those this version of mesh wrote."""
        query = f"select artifact_checksum, project_name from {self._table('projects')} where gathered_by = ?"
        with explaining(self.name):
            return dict(self._connection.execute(query, [version]).fetchall())

    def warnings(self, projects: list[str]) -> list[Warned]:
        """Return project, section, resource (or None) and message of what could not be read of stored projects."""
        query = f"select project_name, section, unique_id, message from {self._table('gather_warnings')}"
        with explaining(self.name):
            return self._connection.execute(
                f"{query} where project_name in (select unnest(?::varchar[])) order by all", [projects]
            ).fetchall()

    def projects(self) -> list[str]:
        """Return the names of the projects that are stored, sorted."""
        query = f"select distinct project_name from {self._table('projects')} order by 1"
        with explaining(self.name):
            return [str(name) for (name,) in self._connection.execute(query).fetchall()]

    def forget(self, projects: list[str], forgotten_at: datetime) -> None:
        """Delete all rows of some projects and note that they were forgotten, in one transaction.

        Args:
            projects: Names of the projects.
            forgotten_at: The time, naive and in UTC.

        Raises:
            MeshError: The disk is full or the file cannot be written; what was stored stays.
        """
        with explaining(self.name):
            self._connection.begin()
            for table in TABLES:
                self._delete(table, projects)
            self._connection.execute(
                f"insert into {self._table('forgotten_projects')} (project_name, forgotten_at)"
                " select unnest(?::varchar[]), ?::timestamp",
                [projects, forgotten_at],
            )
            self._connection.commit()

    def replace(self, projects: list[str], files: Files) -> None:
        """Replace all rows of some projects by those of Parquet files, in one transaction.

        Args:
            projects: Names of the projects.
            files: Parquet files by table.

        Raises:
            MeshError: The disk is full or the file cannot be written; what was stored stays.
        """
        with explaining(self.name):
            self._connection.begin()
            for table, columns in TABLES.items():
                self._delete(table, projects)
                if files.get(table):
                    listed = ", ".join(quoted(name) for name in columns)
                    self._connection.execute(
                        f"insert into {self._table(table)} by name select {listed} from read_parquet(?)",
                        [files[table]],
                    )
            self._connection.commit()

    def _delete(self, table: str, projects: list[str]) -> None:
        """Delete the rows of some projects from a table."""
        self._connection.execute(
            f"delete from {self._table(table)} where project_name in (select unnest(?::varchar[]))", [projects]
        )

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def _table(self, name: str) -> str:
        return f"{self._schema}.{quoted(name)}"


def refuse_what_is_no_file(path: str) -> None:
    """Refuse a pipe or device, which DuckDB would wait for without end.

    Raises:
        MeshError: It is one, or a directory.
    """
    try:
        is_file = stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return  # DuckDB makes the file, or says why it cannot.
    if not is_file:
        raise MeshError(path, "is no regular file", "Name another --database.")


def database_name(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the name that DuckDB gave to the file that is open."""
    ((name,),) = connection.execute("select current_database()").fetchall()
    return str(name)


@contextmanager
def explaining(path: str) -> Iterator[None]:
    """Raise an error of DuckDB as file, problem and remedy."""
    try:
        yield
    except duckdb.Error as error:
        raise explained(path, error) from error


def explained(path: str, error: duckdb.Error) -> MeshError:
    """Return an error of DuckDB as file, problem and remedy."""
    text = " ".join(str(error).split())
    if "lock" in text and "on file" in text:
        holder = (
            text[text.index("onflicting lock is held in") + 26 :].split(". ")[0]
            if "onflicting lock is held in" in text
            else ""
        )
        problem = f"is locked by another process{':' + holder if holder else ''}"
        return MeshError(path, problem, "Close the program that has it open, then try again.")
    if "not a valid DuckDB" in text or "corrupt" in text.lower():
        return MeshError(path, "is not a readable DuckDB file", "Move it away, or name another --database.")
    if "version number" in text or "newer version" in text:
        return MeshError(path, f"is of another version of DuckDB ({text})", "Upgrade duckdb.")
    if "No space left" in text or "File too large" in text or "disk" in text.lower():
        return MeshError(
            path,
            f"cannot be written, the disk is full ({text}); what was stored stays",
            "Free space, then try again.",
        )
    if "ermission denied" in text:
        return MeshError(path, "cannot be written: permission denied", "Mend its permissions.")
    return MeshError(path, f"cannot be used: {text}", "Check the path, or name another --database.")
