"""What a store is, and what the databases that can be one have in common."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from mesh_commons.errors import MeshError
from mesh_commons.shared_schema.tables import TABLES

Files = dict[str, list[str]]
Warned = tuple[str, str, str | None, str]


class Store(Protocol):
    """A database that holds the shared schema. Opening one makes missing tables and columns."""

    name: str

    def known(self, version: str) -> dict[str, str]:
        """Return the name of each stored project by its checksum, of those this version of mesh wrote."""

    def warnings(self, projects: list[str]) -> list[Warned]:
        """Return project, section, resource (or None) and message of what could not be read of stored projects."""

    def projects(self) -> list[str]:
        """Return the names of the projects that are stored, sorted."""

    def forget(self, projects: list[str], forgotten_at: datetime) -> None:
        """Delete all rows of some projects and note that they were forgotten, in one transaction."""

    def replace(self, projects: list[str], files: Files) -> None:
        """Replace all rows of some projects by those of Parquet files, in one transaction."""

    def close(self) -> None:
        """Give the connection back."""


def missing_columns(store: str, found: dict[str, dict[str, str]], types: dict[str, str]) -> list[tuple[str, str, str]]:
    """Compare the stored tables with the shared schema.

    Args:
        store: Name of the store, for the error.
        found: Type by column and table, as the database says.
        types: Type of the database, as it says it, by logical type.

    Returns:
        Table, column and logical type of every column that a stored table lacks.

    Raises:
        MeshError: A column has another type, as a newer mesh may have made it.
    """
    missing: list[tuple[str, str, str]] = []
    for table, columns in TABLES.items():
        stored = found.get(table)
        for column, kind in columns.items():
            if stored is None:
                continue
            if column not in stored:
                missing.append((table, column, kind))
            elif stored[column].lower() != types[kind]:
                raise MeshError(
                    store,
                    f"holds {table}.{column} as {stored[column].lower()}, not as {types[kind]}: "
                    "another version of mesh wrote it",
                    "Upgrade mesh-commons, or gather into another database or --schema.",
                )
    return missing


def check_schema(schema: str, longest: int) -> None:
    """Refuse a name that a database would refuse, or take for another one.

    Args:
        schema: Name of the schema.
        longest: Number of bytes that the database keeps of a name.

    Raises:
        MeshError: It is empty, too long or holds a control character.
    """
    remedy = "Choose another name."
    if not schema.strip() or not schema.isprintable():
        raise MeshError("--schema", "is empty or holds a character that no name may hold", remedy)
    if len(schema.encode("utf-8", "replace")) > longest:
        raise MeshError("--schema", f"is longer than the {longest} bytes that the database keeps of a name", remedy)


def quoted(name: str) -> str:
    """Return an SQL identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'
