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
