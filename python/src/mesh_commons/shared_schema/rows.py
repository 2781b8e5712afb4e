"""Rows of one project on their way into the shared schema."""

from __future__ import annotations

from typing import Any

from mesh_commons.shared_schema.tables import TABLES

Row = tuple[Any, ...]

MAX_MESSAGE = 300
MAX_ID = 20_000
MAX_REPEATED = 500_000_000
# Where the resource stands to which a row belongs, where that is not the first column.
_OWNERS = {"edges": 1, "macro_edges": 1}
# Tables whose rows belong to no resource.
_WHOLE = ("projects", "gather_warnings")


class Rows:
    """Rows of one project, per table, each a tuple in the order of the table's columns without `project_name`.

    Attributes:
        tables: The rows by table.
        ids: Unique ids that were taken; no two things of a project have one.
    """

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = {name: [] for name in TABLES}
        self.ids: set[str] = set()
        self._repeated = 0

    def repeat(self, text: str | None, times: int) -> None:
        """Take note that a text, which stands in the artifacts once, will stand in several rows.

        Raises:
            ValueError: All such texts together would fill the memory.
        """
        repeated = self._repeated + len(text or "") * times
        if repeated > MAX_REPEATED:
            raise ValueError("One of its texts is too long for the number of rows that it stands in")
        self._repeated = repeated

    def warn(self, section: str, unique_id: str | None, message: str) -> None:
        """Record that a part of the artifacts could not be read.

        Args:
            section: Table of the shared schema that lost rows; `text` where only characters of texts were lost.
            unique_id: Resource that lost them; None where a whole section did. In `resources` it was lost itself.
            message: What was wrong.
        """
        if unique_id is not None:
            unique_id = shortened(unique_id, MAX_ID)
        self.tables["gather_warnings"].append((section, unique_id, shortened(message, MAX_MESSAGE)))

    def take_back(self, unique_id: str) -> None:
        """Take back the rows of the resource that was added last, as after half of them something was wrong."""
        for table, rows in self.tables.items():
            owner = _OWNERS.get(table, 0)
            while table not in _WHOLE and rows and rows[-1][owner] == unique_id:
                rows.pop()

    @property
    def warnings(self) -> list[Row]:
        """Rows of `gather_warnings` without the project's name."""
        return self.tables["gather_warnings"]


def shortened(text: str, length: int) -> str:
    """Return a text as it is, of a very long one the beginning."""
    return text if len(text) <= length else f"{text[:length]}..."
