"""Run a plan on a DuckDB file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import duckdb

from mesh_commons.hub.plan import DATABASE, Node, Plan
from mesh_commons.hub.stage import ARTIFACTS_SCHEMA, HUB_SCHEMA
from mesh_commons.settings.package import PACKAGE
from mesh_commons.stopping import interrupt_when_stopped
from mesh_commons.store.base import quoted
from mesh_commons.store.duckdb import database_name, explained

# With 4 a mesh of 500 domains of 1,000 models each is built as fast; what does not fit goes to the disk.
_MEMORY_GIB = 6
_CREATE_VIEW = re.compile(r"\Acreate view\b", re.IGNORECASE)


@dataclass(frozen=True)
class Built:
    """What became of the hub.

    Attributes:
        statuses: Status by unique id, of models, seeds and tests, in dbt's words.
        messages: Message by unique id, of what went wrong.
    """

    statuses: dict[str, str] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)

    def has_built(self, model: str) -> bool:
        """Return whether a model of the package was built."""
        return self.statuses.get(f"model.{PACKAGE}.{model}") == "success"

    def with_status(self, status: str) -> list[str]:
        """Return the unique ids of the nodes that ended in a way: `error`, or for a test `fail` or `warn`."""
        return [unique_id for unique_id, found in self.statuses.items() if found == status]


def run_plan(plan: Plan, path: str) -> Built:
    """Build the hub in a DuckDB file, in one transaction: where a node fails, the file is as it was before.

    Args:
        plan: The plan.
        path: The file, which holds the shared schema.

    Returns:
        What became of each node, up to the first that could not run.

    Raises:
        MeshError: The file cannot be opened or written.
    """
    built = Built()
    try:
        with duckdb.connect(path) as connection:
            interrupt_when_stopped(connection)
            # Models order nothing by accident; keeping an order costs memory.
            connection.execute("set preserve_insertion_order = false")
            _bound_memory(connection)
            hub = _Hub(connection)
            connection.begin()
            for node in plan.nodes:
                try:
                    status, message = hub.test(node) if node.kind == "test" else hub.make(node)
                except duckdb.Error as error:
                    status, message = "error", str(error)
                built.statuses[node.unique_id] = status
                if message:
                    built.messages[node.unique_id] = message
                if status == "error":
                    connection.rollback()
                    return built
            connection.commit()
    except duckdb.Error as error:
        raise explained(path, error) from error
    return built


def _bound_memory(connection: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB use no more memory than a hub needs; of a small machine it takes less by itself."""
    ((usual,),) = connection.execute("select current_setting('memory_limit')").fetchall()
    size, unit = usual.split()
    if unit == "TiB" or (unit == "GiB" and float(size) > _MEMORY_GIB):
        connection.execute(f"set memory_limit = '{_MEMORY_GIB}GiB'")


class _Hub:
    """A DuckDB file with a hub in it, or the room for one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        # DuckDB names the database after its file, which may bear any name.
        name = database_name(connection)
        self._database = quoted(name)
        self._schema = f"{self._database}.{quoted(HUB_SCHEMA)}"
        # DuckDB takes the database's own name out of a view; what is left could then mean the database or the schema.
        self._has_views = name.lower() not in (HUB_SCHEMA, ARTIFACTS_SCHEMA)
        connection.execute(f"create schema if not exists {self._schema}")
        self._standing: dict[str, str] = {}
        for kind in ("table", "view"):
            for (relation,) in connection.execute(
                f"select {kind}_name from duckdb_{kind}s()"
                " where database_name = current_database() and lower(schema_name) = lower(?)",
                [HUB_SCHEMA],
            ).fetchall():
                self._standing[relation.lower()] = kind

    def make(self, node: Node) -> tuple[str, str]:
        """Build a relation in place of the one that stands there; return status and message."""
        standing = self._standing.get(node.name.lower())
        if standing:
            self._connection.execute(f"drop {standing} {self._schema}.{quoted(node.name)}")
        for statement in node.statements:
            as_view = self._here(statement)
            as_table = _CREATE_VIEW.sub("create table", as_view)
            self._connection.execute(as_view if self._has_views else as_table)
        if node.repeated:
            repeated = self._here(node.repeated)
            for _ in range(node.limit):
                inserted = self._connection.execute(repeated).fetchone()
                if inserted is None or not inserted[0]:
                    break
            else:
                return "error", f"has pairs farther apart than mesh_max_distance ({node.limit}). Raise that setting."
        return "success", ""

    def test(self, node: Node) -> tuple[str, str]:
        """Run a test; return status and message."""
        (statement,) = node.statements
        ((failures, should_warn, should_error),) = self._connection.execute(self._here(statement)).fetchall()
        status = "fail" if should_error and node.is_strict else "warn" if should_warn else "pass"
        return status, "" if status == "pass" else f"Got {failures} result{'s' if failures != 1 else ''}"

    def _here(self, statement: str) -> str:
        return statement.replace(f"{quoted(DATABASE)}.", f"{self._database}.")
