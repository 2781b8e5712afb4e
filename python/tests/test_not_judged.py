"""What cannot be judged is told for projects and for pairs of them, and fails where that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from command import Mesh
from factory import column, keyed, manifest, metadata, model, source, write

Gathered = Callable[..., Mesh]


def run_of(invocation_id: str | None) -> dict[str, Any]:
    """Return results of a run for production, by an invocation."""
    return {"metadata": metadata("run-results", 6, invocation_id=invocation_id), "args": {"target": "prod"}}


def snowflake(name: str, *models: dict[str, Any]) -> dict[str, Any]:
    """Return the manifest of a project on an engine whose names hold for a whole account."""
    return manifest(*models, metadata=metadata(project_name=name, adapter_type="snowflake"))


def whole(directory: Path) -> Path:
    """Write a project of which all is known."""
    return write(directory / "a/target", snowflake("a", model("x", "a", schema="a")))


def registered(directory: Path, names: str) -> tuple[str, Path]:
    """Write a registry in which each project, of one letter, is a domain with a schema; return the option for it."""
    registry = directory / f"{names}.yml"
    registry.write_text("mesh_domains: [" + ", ".join(f"{{name: {name}, schemas: [{name}]}}" for name in names) + "]")
    return "--registry", registry


def orphan(directory: Path) -> Path:
    """Write a project that reads a model of `carrier`, which nobody gathers."""
    external = model("tariffs", "carrier", original_file_path="", path="", access="public")
    reader = model("y", "b", schema="b", depends_on={"nodes": ["model.carrier.tariffs"], "macros": []})
    return write(directory / "b/target", snowflake("b", reader, external))


def test_strict_fails_what_could_not_be_judged_and_passes_the_rest(tmp_path: Path) -> None:
    mesh = Mesh(tmp_path)
    assert mesh("check", whole(tmp_path), "--strict", *registered(tmp_path, "a")).code == 0
    assert mesh("check", whole(tmp_path), orphan(tmp_path), *registered(tmp_path, "ab")).code == 0
    assert mesh("check", whole(tmp_path), orphan(tmp_path), "--strict", *registered(tmp_path, "ab")).code == 2


def test_strict_leaves_findings_of_what_was_judged_at_exit_1(tmp_path: Path) -> None:
    columns = {"id": column("id", data_type="integer", description="Number of the order.")}
    public = model("x", "b", schema="b", access="public", columns=columns, contract={"enforced": True})
    careless = write(tmp_path / "b/target", snowflake("b", public))
    assert Mesh(tmp_path)("check", whole(tmp_path), careless, "--strict", *registered(tmp_path, "ab")).code == 1


def test_a_pair_is_told_with_its_counterpart(tmp_path: Path) -> None:
    mesh = Mesh(tmp_path)
    registry = registered(tmp_path, "ab")
    told = mesh("check", whole(tmp_path), orphan(tmp_path), *registry, "--json").json["not_judged"]
    policies = (
        "cycle_between_models",
        "pii_lost_downstream",
        "ref_to_deprecated_version",
        "ref_to_non_public_model",
    )
    assert [(row["policy"], row["project"], row["counterpart"]) for row in told] == [
        (policy, "b", "carrier") for policy in policies
    ]
    assert all(set(row) == {"policy", "domain", "project", "counterpart", "reason", "remedy"} for row in told)
    text = mesh("check", whole(tmp_path), orphan(tmp_path), *registry).out
    assert f"  b with carrier: 4 policies ({', '.join(policies)})" in text.splitlines()


def reader(directory: Path, name: str) -> Path:
    """Write a project that reads a source and grants what it makes of it."""
    raw = source("x", unique_id=f"source.{name}.raw.x", package_name=name, schema=f"{name}_raw", relation_name=None)
    made = model(
        "y",
        name,
        schema=name,
        depends_on={"nodes": [raw["unique_id"]], "macros": []},
        config={"materialized": "table", "grants": {"select": ["zoe"]}},
    )
    found = manifest(made, sources=keyed(raw), metadata=metadata(project_name=name, adapter_type="snowflake"))
    return write(directory / f"{name}/target", found)


def test_what_only_a_registry_says_is_not_judged_where_it_is_asked_and_said_once(tmp_path: Path) -> None:
    mesh = Mesh(tmp_path)
    projects = [reader(tmp_path, name) for name in ("c", "d", "e")]
    ran = mesh("check", whole(tmp_path), *projects, "--json")
    assert (ran.code, ran.json["findings"]) == (0, [])
    assert sorted((row["policy"], row["project"]) for row in ran.json["not_judged"]) == [
        *(("grant_to_outsider", project) for project in "cde"),
        *(("model_outside_domain_schema", project) for project in "acde"),
        *(("source_without_owner", project) for project in "cde"),
    ]
    lines = mesh("check", whole(tmp_path), *projects).out.splitlines()
    told = lines[lines.index("Not judged, which is not passed") + 1 :]
    assert told[::3] == [
        "  a, c, d, e: 1 policy (model_outside_domain_schema)",
        "  c, d, e: 1 policy (grant_to_outsider)",
        "  c, d, e: 1 policy (source_without_owner)",
    ]
    assert all("mesh_domains, or switch the policy off" in remedy for remedy in told[2::3])


def test_a_registry_lets_grants_and_sources_be_judged(tmp_path: Path) -> None:
    registry = tmp_path / "domains.yml"
    registry.write_text("mesh_domains: [{name: c, schemas: [c, c_raw], member_groups: [Zoe]}, {name: d, schemas: [d]}]")
    ran = Mesh(tmp_path)("check", reader(tmp_path, "c"), reader(tmp_path, "d"), "--registry", registry, "--json")
    assert [(row["policy"], row["project"]) for row in ran.json["findings"]] == [("source_without_owner", "d")]
    assert [(row["policy"], row["project"]) for row in ran.json["not_judged"]] == [("grant_to_outsider", "d")]


def test_a_project_as_a_whole_has_no_counterpart(tmp_path: Path) -> None:
    alone = [
        write(
            tmp_path / f"{name}/target", manifest(model("x", name, schema=name), metadata=metadata(project_name=name))
        )
        for name in ("a", "b")
    ]
    told = Mesh(tmp_path)("check", *alone, "--json").json["not_judged"]
    assert {(row["project"], row["counterpart"]) for row in told} == {("a", None), ("b", None)}


@pytest.mark.parametrize("invocation_id", ["that of another run", None])
def test_the_target_of_another_run_is_not_that_of_the_manifest(gathered: Gathered, invocation_id: str | None) -> None:
    mesh = gathered(manifest(), run_results=run_of(invocation_id))
    assert mesh.rows("select target_name, has_run_results from projects") == [(None, True)]


def test_a_manifest_without_an_invocation_has_no_target(gathered: Gathered) -> None:
    mesh = gathered(manifest(metadata=metadata(invocation_id=None)), run_results=run_of(None))
    assert mesh.rows("select target_name from projects") == [(None,)]


def test_a_contract_that_nothing_states_is_unknown(gathered: Gathered) -> None:
    stated = model("stated", config={"contract": {"enforced": False}}, contract=None)
    unstated = model("unstated", contract=None)
    seed = model("a_seed", resource_type="seed", unique_id="seed.shop.a_seed", contract=None)
    mesh = gathered(manifest(stated, unstated, seed))
    assert mesh.rows("select name, is_contract_enforced from resources order by 1") == [
        ("a_seed", False),
        ("stated", False),
        ("unstated", None),
    ]


def test_a_report_names_the_rules_that_no_evaluator_judged(tmp_path: Path) -> None:
    mesh, hub = Mesh(tmp_path), tmp_path / "hub.duckdb"
    mesh("check", whole(tmp_path), "--database", hub, *registered(tmp_path, "a"))
    assert mesh("report", "--database", hub, "--json").json["not_judged"] == []
    with duckdb.connect(str(hub)) as connection:
        connection.execute(
            "create table mesh_hub.fct_evaluator__coverage as select * from (values "
            "('a', 'a', 'fct_model_fanout', 'rule', false, 'schema_missing', 'Run it.'), "
            "('a', 'a', 'fct_root_models', 'rule', true, null, null), "
            "('a', 'a', 'int_all_dag_relationships', 'core', false, 'schema_missing', 'Run it.'), "
            "('b', 'b', 'fct_model_fanout', 'rule', false, 'evaluator_not_used', 'Remove that.')"
            ") as rows (domain, project_name, relation_name, relation_kind, is_judged, reason, remedy)"
        )
    assert mesh("report", "--database", hub, "--json").json["not_judged"] == [
        {
            "policy": "fct_model_fanout",
            "domain": "a",
            "project": "a",
            "counterpart": None,
            "reason": "Project Evaluator's tables: schema missing.",
            "remedy": "Run it.",
        }
    ]
