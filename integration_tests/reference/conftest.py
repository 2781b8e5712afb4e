"""What the tests of the reference tables share: the package staged as a hub, and dbt to run in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))


@dataclass(frozen=True)
class Engine:
    """A database that a staged hub has been built in.

    Attributes:
        name: The adapter.
        query: Runs one statement and gives its rows.
    """

    name: str
    query: Callable[[str], list[tuple[Any, ...]]]


def run_dbt(project: Path, *arguments: str, variables: dict[str, Any] | None = None) -> subprocess.CompletedProcess[str]:
    """Run dbt in a project that has its own profiles.yml; the caller looks at the exit code."""
    command = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *arguments]
    return subprocess.run(
        [*command, "--profiles-dir", str(project), "--vars", json.dumps(variables or {})],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"},
    )


def stage_package(folder: Path) -> Path:
    """Copy what the reference tables need of the package; without packages.yml dbt asks for no other package."""
    folder.mkdir()
    shutil.copy(ROOT / "dbt_project.yml", folder)
    shutil.copytree(ROOT / "macros", folder / "macros")
    for part in ("seeds", "models"):
        shutil.copytree(ROOT / part / "reference", folder / part / "reference")
    shutil.copy(ROOT / "models" / "_groups.yml", folder / "models")
    return folder


def duckdb_profile(project: str, database: Path, **settings: Any) -> str:
    """Return a profiles.yml, in JSON, for an embedded DuckDB file."""
    output = {"type": "duckdb", "path": str(database), "schema": "mesh_hub", "threads": 2, **settings}
    return json.dumps({project: {"target": "duckdb", "outputs": {"duckdb": output}}})


@pytest.fixture(scope="session")
def duckdb_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the reference tables on DuckDB, once; return the project, whose database is hub.duckdb."""
    project = stage_package(tmp_path_factory.mktemp("duckdb") / "hub")
    (project / "profiles.yml").write_text(duckdb_profile("mesh_commons", project / "hub.duckdb"), encoding="utf-8")
    done = run_dbt(project, "build")
    assert done.returncode == 0, done.stdout
    return project


@pytest.fixture(scope="session")
def postgres_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the reference tables on the PostgreSQL server that MESH_TEST_POSTGRES names, once."""
    if "MESH_TEST_POSTGRES" not in os.environ:
        pytest.skip("no PostgreSQL server; `make test-engines` brings one")
    pytest.importorskip("dbt.adapters.postgres")
    project = stage_package(tmp_path_factory.mktemp("postgres") / "hub")
    shutil.copy(ROOT / "profiles.yml", project)
    done = run_dbt(project, "build", "--target", "postgres")
    assert done.returncode == 0, done.stdout
    return project


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give each engine in turn, with the reference tables built."""
    project = request.getfixturevalue(f"{request.param}_hub")
    if request.param == "duckdb":
        import duckdb

        with closing(duckdb.connect(str(project / "hub.duckdb"), read_only=True)) as connection:
            yield Engine("duckdb", lambda statement: connection.execute(statement).fetchall())
    else:
        import psycopg

        with closing(psycopg.connect(os.environ["MESH_TEST_POSTGRES"])) as connection:
            yield Engine("postgres", lambda statement: connection.execute(statement).fetchall())
