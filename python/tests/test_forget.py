"""Issue 8, case 19: `mesh forget`, and evidence that is stale."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from command import Mesh, Ran
from factory import column, macro, metadata, model, project, write
from mesh_commons.shared_schema.tables import TABLES


def ago(days: int) -> str:
    """Return a time as dbt writes it."""
    return (datetime.now(timezone.utc) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def dated(name: str, generated_at: str | None, **changes: Any) -> dict[str, Any]:
    """Return a manifest that was written at a time."""
    return {**project(name, **changes), "metadata": metadata(project_name=name, generated_at=generated_at)}


def on_snowflake(name: str, schema: str) -> dict[str, Any]:
    """Return a manifest of a project whose warehouse is known without a registry."""
    return {
        **project(name, model(package=name, schema=schema)),
        "metadata": metadata(project_name=name, adapter_type="snowflake"),
    }


@pytest.fixture
def two(mesh: Mesh) -> Mesh:
    """Give a store with the projects `kept` and `gone`, each with rows in several tables."""
    for name in ("kept", "gone"):
        node = model(package=name, columns={"id": column("id")}, config={"grants": {"select": ["a"]}})
        own = macro("cents", "{{ 1 }}", name)
        write(mesh.directory / name / "target", project(name, node, macros={own["unique_id"]: own}))
    assert mesh.gather("kept", "gone").code == 0
    return mesh


def named(mesh: Mesh, project_name: str) -> dict[str, int]:
    """Return the number of rows of a project, of each table that has any."""
    query = "select count(*) from {} where project_name = '{}'"
    counts = {table: mesh.rows(query.format(table, project_name))[0][0] for table in TABLES}
    return {table: count for table, count in counts.items() if count}


def test_19_what_is_forgotten_leaves_nothing_and_the_others_stay(two: Mesh) -> None:
    before = two.snapshot()
    assert len(named(two, "gone")) > 4
    ran = two("forget", "gone", "--database", two.database)
    assert (ran.code, ran.err) == (0, "")
    assert "forgotten  gone" in ran.out
    assert named(two, "gone") == {"forgotten_projects": 1}
    after = two.snapshot()
    for table in TABLES.keys() - {"forgotten_projects"}:
        assert after[table] == [row for row in before[table] if "gone" not in row], table


def test_19_what_is_not_stored_is_exit_2_with_what_is_and_nothing_is_forgotten(two: Mesh) -> None:
    before = two.snapshot()
    ran = two("forget", "gone", "lost", "--database", two.database)
    assert (ran.code, ran.out) == (2, "")
    assert "holds no project 'lost'; it holds 'gone', 'kept'" in ran.err
    assert two.snapshot() == before


def test_19_forgetting_is_told_to_machines(two: Mesh) -> None:
    ran = two("forget", "gone", "gone", "--database", two.database, "--json")
    assert ran.code == 0, ran.err
    assert ran.json == {"database": str(two.database), "forgotten": ["gone"], "stored": ["kept"]}


def test_19_what_was_forgotten_comes_back_when_it_is_gathered_unchanged(two: Mesh) -> None:
    before = named(two, "gone")
    assert two("forget", "gone", "--database", two.database).code == 0
    assert "stored     gone" in two.gather("kept", "gone").out
    assert named(two, "gone") == before


def test_19_no_store_is_made_to_forget_in(mesh: Mesh) -> None:
    ran = mesh("forget", "gone", "--database", mesh.database)
    assert ran.code == 2
    assert "does not exist" in ran.err
    assert not mesh.database.exists()


def test_19_a_file_and_a_profile_are_one_too_many(two: Mesh) -> None:
    ran = two("forget", "gone", "--database", two.database, "--target", "prod")
    assert ran.code == 2
    assert "Give one or the other" in ran.err


def check(mesh: Mesh, *inputs: Path) -> Ran:
    ran = mesh("check", *inputs, "--database", mesh.database, "--json")
    assert ran.out.startswith("{"), ran.err
    return ran


def test_19_a_renamed_project_clashes_with_its_former_self_until_that_is_forgotten(mesh: Mesh) -> None:
    policy = "relation_built_by_several_projects"
    check(mesh, write(mesh.directory / "target", on_snowflake("finance", "marts")))
    renamed = write(mesh.directory / "target", on_snowflake("accounting", "marts"))
    clashes = [finding for finding in check(mesh, renamed).json["findings"] if finding["policy"] == policy]
    assert {finding["project"] for finding in clashes} == {"finance", "accounting"}
    assert all("`mesh forget` its old name" in finding["fix"] for finding in clashes)
    assert mesh("forget", "finance", "--database", mesh.database).code == 0
    found = check(mesh, renamed).json
    assert found["summary"]["projects"] == 1
    assert [finding for finding in found["findings"] if finding["policy"] == policy] == []


def test_19_what_is_known_of_a_project_may_be_thirty_days_old_and_no_more(mesh: Mesh) -> None:
    given = {"old": ago(32), "enough": ago(29), "fresh": ago(0), "ahead": ago(-2), "undated": None}
    targets = [write(mesh.directory / name / "target", dated(name, time)) for name, time in given.items()]
    found = check(mesh, *targets).json
    stale = [finding for finding in found["findings"] if finding["policy"] == "artifacts_stale"]
    assert [(finding["project"], finding["resource"], finding["severity"]) for finding in stale] == [
        ("old", "project.old", "warn")
    ]
    assert f"was written on {ago(32)[:10]}, more than 30 days ago" in stale[0]["message"]
    assert "`mesh forget old`" in stale[0]["fix"]
    unknown = [item["project"] for item in found["not_judged"] if item["policy"] == "artifacts_stale"]
    assert unknown == ["undated"]


def test_19_the_day_of_a_plan_is_the_day_on_which_it_runs() -> None:
    from mesh_commons.hub.build import find_plan
    from mesh_commons.settings.registry import read_settings

    (node,) = (
        node for node in find_plan(read_settings(), lambda: None).nodes if node.name == "policy__artifacts_stale"
    )
    (statement,) = node.statements
    assert "now()" in statement
    assert ago(0)[:10] not in statement
