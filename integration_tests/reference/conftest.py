"""What the tests of the reference tables share: the tables built on each engine, once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reference_hub import ROOT, Engine, duckdb_profile, run_dbt, stage_package


@pytest.fixture(scope="session")
def reference_on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the reference tables on DuckDB, once; return the project, whose database is hub.duckdb."""
    project = stage_package(tmp_path_factory.mktemp("duckdb") / "hub")
    (project / "profiles.yml").write_text(duckdb_profile("mesh_commons", project / "hub.duckdb"), encoding="utf-8")
    done = run_dbt(project, "build")
    assert done.returncode == 0, done.stdout
    return project


@pytest.fixture(scope="session")
def reference_on_postgres(tmp_path_factory: pytest.TempPathFactory) -> Path:
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
    project = request.getfixturevalue(f"reference_on_{request.param}")
    if request.param == "duckdb":
        import duckdb

        with closing(duckdb.connect(str(project / "hub.duckdb"), read_only=True)) as connection:
            yield Engine("duckdb", lambda statement: connection.execute(statement).fetchall())
    else:
        import psycopg

        with closing(psycopg.connect(os.environ["MESH_TEST_POSTGRES"])) as connection:
            yield Engine("postgres", lambda statement: connection.execute(statement).fetchall())
