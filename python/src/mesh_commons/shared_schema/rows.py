"""Rows of one project on their way into the shared schema."""

from __future__ import annotations

from typing import Any

from mesh_commons.shared_schema.tables import TABLES

Row = tuple[Any, ...]


class Rows:
    """Rows of one project, per table, each a tuple in the order of the table's columns without `project_name`."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = {name: [] for name in TABLES}

    def warn(self, section: str, unique_id: str | None, message: str) -> None:
        """Record that a part of the artifacts could not be read.

        Args:
            section: Table of the shared schema that lost rows.
            unique_id: Resource that was lost; None where the whole section was.
            message: What was wrong.
        """
        self.tables["gather_warnings"].append((section, unique_id, message))

    @property
    def warnings(self) -> list[Row]:
        """Rows of `gather_warnings` without the project's name."""
        return self.tables["gather_warnings"]
