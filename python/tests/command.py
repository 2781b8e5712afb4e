"""The command `mesh` as people run it, and what it stored."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Mesh:
    """The command, run as people run it, in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.database = directory / "mesh.duckdb"

    def __call__(self, *arguments: object, preamble: str = "", **environment: str) -> Ran:
        command = [sys.executable, "-m", "mesh_commons", *map(str, arguments)]
        if preamble:
            code = f"{preamble}\nfrom mesh_commons.cli import main\nraise SystemExit(main())"
            command = [sys.executable, "-c", code, *map(str, arguments)]
        ended = subprocess.run(
            command,
            cwd=self.directory,
            env={**_environment(), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return Ran(ended.returncode, ended.stdout, ended.stderr)

    def gather(self, *inputs: object, **environment: str) -> Ran:
        return self("gather", *inputs, "--database", self.database, **environment)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            connection.execute("set schema = 'mesh_artifacts'")
            return connection.execute(query).fetchall()

    def snapshot(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return all rows of all tables, in an order that does not depend on the store."""
        tables = [name for (name,) in self.rows("select table_name from duckdb_tables() order by 1")]
        return {table: sorted(self.rows(f"from {table}"), key=repr) for table in tables}


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("DBT_", "MESH_DATABASE"))}
