"""Build the hub in a DuckDB file: by the plan that is kept for it, compiled by dbt where there is none yet."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from mesh_commons import __version__
from mesh_commons.hub.cache import Cache
from mesh_commons.hub.execute import Built, run_plan
from mesh_commons.hub.plan import Plan, decode, encode, plan_key
from mesh_commons.hub.stage import VARIABLES, staged_files

# Whose SQL a plan holds, beside the package's own.
_COMPILERS = ("dbt-core", "dbt-adapters", "dbt-common", "dbt-duckdb", "duckdb", "jinja2")


def build_hub(path: str, settings: dict[str, Any], compiling: Callable[[], None]) -> Built:
    """Build the hub and test what came in.

    Args:
        path: The DuckDB file, which holds the shared schema.
        settings: Settings of the mesh, the registry among them.
        compiling: Called before a plan is compiled, which takes seconds.

    Returns:
        What became of each node.

    Raises:
        MeshError: The plan cannot be compiled, or the file not be written.
    """
    return run_plan(find_plan(settings, compiling), path)


def find_plan(settings: dict[str, Any], compiling: Callable[[], None]) -> Plan:
    """Return the plan for some settings: the one that is kept, else one that is compiled now and kept."""
    files = staged_files(settings)
    key = plan_key(files, json.dumps(VARIABLES, sort_keys=True), *_versions())
    cache = Cache.of_user()
    plan = cache.get(key, lambda data: decode(data, key))
    if plan is None:
        # dbt is not imported unless it is needed, nor is what runs it.
        from mesh_commons.hub.compile import compile_plan

        compiling()
        plan = compile_plan(files, key)
        cache.put(key, encode(plan))
    return plan


def _versions() -> list[str]:
    found = [f"python {sys.version}", f"mesh {__version__}"]
    for name in _COMPILERS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} is not there")
    return found
