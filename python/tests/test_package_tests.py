"""How a project runs the tests that this package brings, as its artifacts show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from command import Mesh
from factory import generic_test, manifest, metadata, model

Gathered = Callable[..., Mesh]
ALL = "select unique_id, name, setting, value from test_settings order by all"
TEST = "test.mesh_commons.without_owner.0123"


def shipped(config: dict[str, Any], test: str = "has_no_findings", package: str = "mesh_commons") -> dict[str, Any]:
    """Return a test of a package with a config."""
    changes: dict[str, Any] = {"unique_id": TEST, "name": "without_owner", "package_name": package, "config": config}
    made = generic_test("has_no_findings", None, [])
    return made | changes | {"test_metadata": {"name": test, "namespace": package, "kwargs": {}}}


def ran(arguments: Any, invocation_id: str = "i") -> dict[str, Any]:
    """Return results of a run with arguments."""
    return {"metadata": metadata("run-results", 6, invocation_id=invocation_id), "args": arguments, "results": []}


def test_every_setting_of_a_test_of_the_package_is_kept(gathered: Gathered) -> None:
    config = {"severity": "warn", "where": "1 = 0", "limit": 5, "fail_calc": "0", "warn_if": "> 9", "error_if": "> 99"}
    assert gathered(manifest(model(), shipped({**config, "tags": []}))).rows(ALL) == [
        (TEST, "without_owner", setting, value if isinstance(value, str) else str(value))
        for setting, value in sorted(config.items())
    ]


def test_what_a_test_does_not_say_has_no_row(gathered: Gathered) -> None:
    assert gathered(manifest(model(), shipped({"severity": "ERROR", "limit": None}))).rows(ALL) == [
        (TEST, "without_owner", "severity", "ERROR")
    ]


@pytest.mark.parametrize(("test", "package"), [("has_unique_grain", "mesh_commons"), ("has_no_findings", "shop")])
def test_tests_that_fail_for_no_finding_of_the_mesh_are_the_projects_own_affair(
    gathered: Gathered, test: str, package: str
) -> None:
    assert gathered(manifest(model(), shipped({"severity": "warn"}, test, package))).rows(ALL) == []


def test_what_is_switched_off_of_the_package_is_kept_by_its_name(gathered: Gathered) -> None:
    disabled: dict[str, Any] = {
        TEST: [{"resource_type": "test"}],
        "model.mesh_commons.policy__unused": None,
        "model.shop.idle": [{}],
        "odd": 1,
    }
    assert gathered(manifest(model(), disabled=disabled)).rows(ALL) == [
        ("model.mesh_commons.policy__unused", "policy__unused", "enabled", "false"),
        (TEST, "without_owner", "enabled", "false"),
    ]


@pytest.mark.parametrize("disabled", [[], "none", 7])
def test_a_section_of_what_is_switched_off_that_is_none_is_named(gathered: Gathered, disabled: Any) -> None:
    mesh = gathered(manifest(model(), disabled=disabled))
    assert mesh.rows("select section, unique_id from gather_warnings") == [("test_settings", None)]
    assert mesh.rows("select count(*) from resources") == [(1,)]


def test_of_the_run_it_is_kept_what_it_tests_and_what_variables_of_the_mesh_it_was_given(gathered: Gathered) -> None:
    own = {"mesh_today": "2020-01-01", "token": "hush", "mesh_reads_evaluator": True}
    variables = {
        "mesh_judged_domains": ["sales"],
        "password": "hush",
        "mesh_reads_evaluator": False,
        "mesh_commons": own,
    }
    arguments = {"which": "build", "exclude": ["tag:a", "package:b"], "vars": variables, "select": ["x"]}
    mesh = gathered(manifest(model(), metadata=metadata(invocation_id="i")), run_results=ran(arguments))
    assert mesh.rows(ALL) == [
        (None, "mesh_judged_domains", "variable", '["sales"]'),
        (None, "mesh_reads_evaluator", "variable", "false"),
        (None, "mesh_today", "variable", '"2020-01-01"'),
        (None, None, "command", "build"),
        (None, None, "exclude", "tag:a package:b"),
    ]


def test_another_run_than_that_of_the_manifest_says_nothing(gathered: Gathered) -> None:
    arguments = {"which": "build", "exclude": ["a"], "vars": {"mesh_domains": []}}
    mesh = gathered(manifest(model(), metadata=metadata(invocation_id="i")), run_results=ran(arguments, "another"))
    assert mesh.rows(ALL) == []


@pytest.mark.parametrize("arguments", [{"which": 1, "exclude": {"a": 1}, "vars": "mesh_domains"}, {"exclude": []}, {}])
def test_arguments_of_odd_shapes_say_nothing(gathered: Gathered, arguments: Any) -> None:
    mesh = gathered(manifest(model(), metadata=metadata(invocation_id="i")), run_results=ran(arguments))
    assert mesh.rows(ALL) == []
    assert mesh.rows("select count(*) from gather_warnings") == [(0,)]
