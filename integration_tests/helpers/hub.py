"""Build the hub on rows that a test writes itself: the helper of every test that needs the hub."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commons_package import write_settings

from mesh_commons.shared_schema.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "tests")
HUB_SCHEMA = "mesh_hub"
ARTIFACTS_SCHEMA = "mesh_artifacts"
ENGINES = ("duckdb", "postgres")
TYPES = {
    "duckdb": {
        "string": "varchar",
        "integer": "bigint",
        "float": "double",
        "boolean": "boolean",
        "timestamp": "timestamp",
    },
    "postgres": {
        "string": "text",
        "integer": "bigint",
        "float": "double precision",
        "boolean": "boolean",
        "timestamp": "timestamp",
    },
}


@dataclass
class Hub:
    """A staged hub and the database it builds in.

    Attributes:
        directory: Where dbt runs.
        engine: `duckdb` or `postgres`.
        database: The DuckDB file, or the address of the PostgreSQL server.
    """

    directory: Path
    engine: str
    database: str

    def dbt(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run dbt in the hub; with `check`, fail with what dbt printed unless it succeeded."""
        command = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *arguments, "--target", self.engine]
        environment = {**os.environ, "MESH_DATABASE": self.database, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
        ended = subprocess.run(
            command, cwd=self.directory, env=environment, capture_output=True, text=True, check=False
        )
        assert not check or ended.returncode == 0, ended.stdout + ended.stderr
        return ended

    def settings(self, **values: Any) -> None:
        """Set these settings of the mesh, such as `mesh_domains`; the others are the package's."""
        write_settings(self.directory, **values)

    def results(self) -> dict[str, str]:
        """Return the status of every node of dbt's last run."""
        written = json.loads((self.directory / "target" / "run_results.json").read_text(encoding="utf-8"))
        return {result["unique_id"]: result["status"] for result in written["results"]}

    def execute(self, sql: str, rows: list[tuple[Any, ...]] | None = None) -> list[tuple[Any, ...]]:
        """Run one statement, once or for each of the rows, and return what it selects."""
        if self.engine == "duckdb":
            import duckdb

            with duckdb.connect(self.database) as connection:
                if rows is not None:
                    connection.executemany(sql, rows) if rows else None
                    return []
                return connection.execute(sql).fetchall()
        import psycopg

        with psycopg.connect(self.database) as connection, connection.cursor() as cursor:
            if rows is not None:
                cursor.executemany(sql.replace("?", "%s"), rows)
                return []
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def write(self, **tables: list[dict[str, Any]]) -> None:
        """Make the shared schema hold exactly these rows; a table that is not named is empty."""
        types = TYPES[self.engine]
        self.execute(f"drop schema if exists {ARTIFACTS_SCHEMA} cascade")
        self.execute(f"create schema {ARTIFACTS_SCHEMA}")
        for name, contract in TABLES.items():
            columns = ", ".join(f"{column} {types[kind]}" for column, kind in contract.items())
            self.execute(f"create table {ARTIFACTS_SCHEMA}.{name} ({columns})")
            rows = tables.get(name, [])
            for names in sorted({tuple(row) for row in rows}):
                marks = ", ".join("?" for _ in names)
                self.execute(
                    f"insert into {ARTIFACTS_SCHEMA}.{name} ({', '.join(names)}) values ({marks})",
                    [tuple(row.values()) for row in rows if tuple(row) == names],
                )

    def columns(self) -> dict[str, list[str]]:
        """Return the columns of every relation that the hub has built."""
        found: dict[str, list[str]] = {}
        for relation, column in self.execute(
            "select table_name, column_name from information_schema.columns "
            f"where table_schema = '{HUB_SCHEMA}' order by table_name, ordinal_position"
        ):
            found.setdefault(relation, []).append(column)
        return found


def stage_hub(directory: Path, engine: str) -> Hub:
    """Copy the package without packages.yml, so that dbt asks for no other package.

    Args:
        directory: An empty directory.
        engine: `duckdb` or `postgres`; the server's address is then in MESH_TEST_POSTGRES and PGHOST and so on.

    Returns:
        The hub, on a database of its own.
    """
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, directory / part)
        else:
            shutil.copyfile(source, directory / part)
    database = str(directory / "hub.duckdb") if engine == "duckdb" else os.environ["MESH_TEST_POSTGRES"]
    hub = Hub(directory, engine, database)
    hub.execute(f"drop schema if exists {HUB_SCHEMA} cascade")
    return hub
