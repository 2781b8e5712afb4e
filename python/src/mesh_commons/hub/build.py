"""Build the hub in a DuckDB file: by the plan that is kept for it, compiled by dbt where there is none yet."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from mesh_commons import __version__
from mesh_commons.hub.cache import Cache
from mesh_commons.hub.execute import Built, run_plan
from mesh_commons.hub.plan import DamagedPlanError, Plan, decode, encode, plan_key
from mesh_commons.hub.stage import VARIABLES, staged_files
from mesh_commons.settings.registry import read_settings

# Whose SQL a plan holds, beside the package's own.
_COMPILERS = ("dbt-core", "dbt-adapters", "dbt-common", "dbt-duckdb", "duckdb", "jinja2")
# What makes a plan. The version of mesh says nothing of it between two releases.
_MAKERS = ("compile", "dbt", "plan", "stage")
_CARRIED = Path(__file__).with_name("carried.plan")


def build_hub(
    path: str, settings: dict[str, Any], compiling: Callable[[], None], governing: Path | None = None
) -> Built:
    """Build the hub and test what came in.

    Args:
        path: The DuckDB file, which holds the shared schema.
        settings: Settings of the mesh, the registry among them.
        compiling: Called before a plan is compiled, which takes seconds.
        governing: Directory of the package that the settings are of, as for `staged_files`.

    Returns:
        What became of each node.

    Raises:
        MeshError: The plan cannot be compiled, or the file not be written.
    """
    return run_plan(find_plan(settings, compiling, governing), path)


def find_plan(settings: dict[str, Any], compiling: Callable[[], None], governing: Path | None = None) -> Plan:
    """Return the plan for some settings: the one that is carried or kept, else one that is compiled now and kept."""
    files = staged_files(settings, governing)
    carried = _carried_plan(files)
    if carried is not None:
        return carried
    key = _key(files, *_versions())
    cache = Cache.of_user()
    plan = cache.get(key, lambda data: decode(data, key))
    if plan is None:
        # What runs dbt is not imported unless it is needed.
        from mesh_commons.hub.compile import compile_plan

        compiling()
        plan = compile_plan(files, key)
        cache.put(key, encode(plan))
    return plan


def write_carried_plan(path: str) -> None:
    """Compile the plan of the package's own settings for the wheel that carries it, whatever dbt runs beside it."""
    from mesh_commons.hub.compile import compile_plan

    files = staged_files(read_settings())
    Path(path).write_bytes(encode(compile_plan(files, _key(files))))


def _carried_plan(files: dict[str, bytes]) -> Plan | None:
    """Return the plan that the wheel carries, where it is of these files: of the package as released."""
    try:
        return decode(_CARRIED.read_bytes(), _key(files))
    except (OSError, DamagedPlanError):
        return None


def _key(files: dict[str, bytes], *also: str) -> str:
    """Return the key of the plan that this very code compiles from files."""
    makers = (Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8") for name in _MAKERS)
    return plan_key(files, json.dumps(VARIABLES, sort_keys=True), *makers, *also)


def _versions() -> list[str]:
    found = [f"python {sys.version}", f"mesh {__version__}"]
    for name in _COMPILERS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} is not there")
    return found
