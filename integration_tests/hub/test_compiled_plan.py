"""What dbt cannot build, or builds by SQL that cannot be run again, is named and makes no plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mesh_commons.errors import MeshError
from mesh_commons.hub.compile import compile_plan
from mesh_commons.hub.stage import staged_files
from mesh_commons.settings.registry import read_settings

POLICIES = "seeds/hub/governance/mesh_policies.csv"


def without_models(**more: bytes) -> dict[str, bytes]:
    """Return what is staged without the hub's models, seeds and tests, and with other files."""
    files = staged_files(read_settings())
    return {path: text for path, text in files.items() if path.startswith(("macros/", "dbt_project"))} | more


def seeds(rows: Callable[[list[str]], list[str]]) -> dict[str, bytes]:
    """Return the hub's seeds and their tests, the lines of the policies changed."""
    files = {path: text for path, text in staged_files(read_settings()).items() if path.startswith("seeds/hub/")}
    lines = files[POLICIES].decode().splitlines()
    return files | {POLICIES: "\n".join([*rows(lines), ""]).encode()}


@pytest.mark.parametrize(
    ("rows", "test"),
    [
        (
            lambda lines: [line.replace(",error,", ",Error,") for line in lines],
            "accepted_values_mesh_policies_severity",
        ),
        (lambda lines: [*lines, lines[1]], "has_unique_grain_mesh_policies"),
    ],
)
def test_a_seed_that_fails_its_test_makes_no_plan(rows: Callable[[list[str]], list[str]], test: str) -> None:
    model = b"select * from {{ ref('mesh_policies') }}"
    files = without_models(**seeds(rows), **{"models/hub/mesh/fct_mesh__kept.sql": model})
    with pytest.raises(MeshError, match=rf"{POLICIES} fails its test {test}\w*: Got \d+ result"):
        compile_plan(files, "key")


def test_the_tests_of_a_seed_are_run_once() -> None:
    plan = compile_plan(without_models(**seeds(lambda lines: lines)), "key")
    assert [node.name for node in plan.nodes] == [
        "mesh_column_names",
        "mesh_exceptions",
        "mesh_meta_vocabulary",
        "mesh_personal_data",
        "mesh_policies",
        "mesh_policy_decisions",
        "mesh_proving_tests",
        "mesh_type_families",
    ]


def test_a_materialisation_that_a_plan_cannot_repeat_is_refused() -> None:
    model = b"{{ config(materialized='incremental') }} select 1 as n"
    with pytest.raises(MeshError, match=r"fct_mesh__kept is materialised as 'incremental', which mesh cannot repeat"):
        compile_plan(without_models(**{"models/hub/mesh/fct_mesh__kept.sql": model}), "key")


def test_a_model_that_dbt_cannot_build_is_named() -> None:
    model = b"select no_such_column"
    with pytest.raises(MeshError, match=r"could not build model\.mesh_commons\.fct_mesh__wrong: .*no_such_column"):
        compile_plan(without_models(**{"models/hub/mesh/fct_mesh__wrong.sql": model}), "key")
