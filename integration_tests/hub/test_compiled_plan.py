"""What dbt cannot build, or builds by SQL that cannot be run again, is named and makes no plan."""

from __future__ import annotations

import pytest

from mesh_commons.errors import MeshError
from mesh_commons.hub.compile import compile_plan
from mesh_commons.hub.stage import staged_files
from mesh_commons.settings.registry import read_settings


def without_models(**more: bytes) -> dict[str, bytes]:
    """Return what is staged without the hub's models, seeds and tests, and with other files."""
    files = staged_files(read_settings())
    return {path: text for path, text in files.items() if path.startswith(("macros/", "dbt_project"))} | more


def test_a_materialisation_that_a_plan_cannot_repeat_is_refused() -> None:
    model = b"{{ config(materialized='incremental') }} select 1 as n"
    with pytest.raises(MeshError, match=r"fct_mesh__kept is materialised as 'incremental', which mesh cannot repeat"):
        compile_plan(without_models(**{"models/hub/mesh/fct_mesh__kept.sql": model}), "key")


def test_a_model_that_dbt_cannot_build_is_named() -> None:
    model = b"select no_such_column"
    with pytest.raises(MeshError, match=r"could not build model\.mesh_commons\.fct_mesh__wrong: .*no_such_column"):
        compile_plan(without_models(**{"models/hub/mesh/fct_mesh__wrong.sql": model}), "key")
