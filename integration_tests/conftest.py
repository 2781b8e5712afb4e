"""Fixtures of the tests that build the hub."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hub import Hub, stage_hub

ENGINES = [
    "duckdb",
    pytest.param("postgres", marks=pytest.mark.postgres),
]


@pytest.fixture(scope="session", autouse=True)
def kept_plans(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep plans for this run of the tests, all its workers together, and not among the user's own."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    os.environ["MESH_CACHE_DIR"] = str(shared / "plans")


@pytest.fixture(scope="module", params=ENGINES)
def hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """Give a staged hub on each engine; PostgreSQL is skipped where no server's address is given."""
    if request.param == "postgres" and not os.environ.get("MESH_TEST_POSTGRES"):
        pytest.skip("MESH_TEST_POSTGRES is not set. `make test-engines` brings a server.")
    return stage_hub(tmp_path_factory.mktemp(f"hub_{request.param}"), request.param)


@pytest.fixture(scope="module")
def duckdb_hub(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """Give a staged hub on DuckDB, for what has nothing to do with the engine."""
    return stage_hub(tmp_path_factory.mktemp("hub"), "duckdb")
