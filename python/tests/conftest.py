from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command import Mesh
from factory import write
from mesh_commons.cli import main


@pytest.fixture(scope="session", autouse=True)
def kept_plans(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep plans for this run of the tests, all its workers together, and not among the user's own."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    os.environ["MESH_CACHE_DIR"] = str(shared / "plans")


@pytest.fixture
def mesh(tmp_path: Path) -> Mesh:
    return Mesh(tmp_path)


@pytest.fixture
def gathered(mesh: Mesh) -> Callable[..., Mesh]:
    """Gather one manifest, with what lies beside it, in this process into a DuckDB file."""

    def run(manifest: Any, code: int = 0, **beside: Any) -> Mesh:
        target = write(mesh.directory / "target", manifest, **beside)
        assert main(["gather", str(target), "--database", str(mesh.database)]) == code
        return mesh

    return run
