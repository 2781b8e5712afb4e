"""Issue 8, cases 20 and 21: a check never builds over a hub of dbt, and a report says that it is out of date."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from command import Mesh, Ran
from factory import model, project, write

# What a check does when it is killed after it has stored the projects: nothing more.
KILLED = """
import os
import mesh_commons.hub.execute as execute
execute.run_plan = lambda plan, path: os._exit(9)
"""


def rows_of_hub(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all relations of a file, whatever their schema."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute("select table_schema, table_name from information_schema.tables").fetchall()
        return {
            f"{schema}.{name}": sorted(connection.execute(f'from "{schema}"."{name}"').fetchall(), key=repr)
            for schema, name in names
        }


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Mesh:
    """Give a file with the hub of a check of two projects."""
    mesh = Mesh(tmp_path_factory.mktemp("standing"))
    for name in ("one", "two"):
        write(mesh.directory / name / "target", project(name, model(package=name, access="public", schema=name)))
    assert mesh("check", "one", "two", "--database", mesh.database).code == 1
    return mesh


@pytest.fixture
def standing(checked: Mesh, tmp_path: Path) -> Mesh:
    """Give a copy of that file, beside the projects."""
    mesh = Mesh(tmp_path)
    mesh.database.write_bytes(checked.database.read_bytes())
    for name in ("one", "two"):
        write(tmp_path / name / "target", (checked.directory / name / "target/manifest.json").read_text())
    return mesh


def report(mesh: Mesh) -> Ran:
    ran = mesh("report", "--database", mesh.database, "--json")
    assert ran.code == 0, ran.err
    return ran


@pytest.mark.parametrize(
    "relation", ["fct_mesh__finding_history", "int_evaluator__coverage", "STG_EVALUATOR__VERSIONS"]
)
def test_20_a_check_builds_over_no_hub_of_dbt(standing: Mesh, relation: str) -> None:
    with duckdb.connect(str(standing.database)) as connection:
        connection.execute(f"create table mesh_hub.{relation} as select 'kept' as finding_id")
    before = rows_of_hub(standing.database)
    write(standing.directory / "one/target", project("one", model("changed", "one")))
    ran = standing("check", "one", "--database", standing.database, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert f"holds a hub that dbt built (mesh_hub.{relation})" in ran.err
    assert "Give another --database, or none" in ran.err
    assert rows_of_hub(standing.database) == before


def test_20_a_check_builds_over_the_hub_of_a_check(standing: Mesh) -> None:
    sound = model("changed", "one", schema="one")
    write(standing.directory / "one/target", project("one", sound))
    ran = standing("check", "one", "--database", standing.database, "--json")
    assert ran.code == 1, ran.err
    assert {finding["project"] for finding in ran.json["findings"]} == {"two"}


def test_20_a_check_builds_where_only_projects_are_stored(mesh: Mesh) -> None:
    write(mesh.directory / "one/target", project("one"))
    assert mesh.gather("one").code == 0
    assert mesh("check", "one", "--database", mesh.database).code == 0


def test_21_a_report_of_what_is_stored_is_silent(standing: Mesh) -> None:
    assert standing.gather("one", "two").out.split() == ["unchanged", "one", "unchanged", "two"]
    ran = report(standing)
    assert ran.err == ""
    assert (ran.json["is_outdated"], ran.json["outdated"]) == (False, [])


def test_21_a_report_beside_what_a_killed_check_stored_says_so(standing: Mesh) -> None:
    before = report(standing).json
    write(standing.directory / "one/target", project("one", model("changed", "one", access="public")))
    write(standing.directory / "three/target", project("three"))
    given = ("one", "two", "three", "--database", standing.database)
    assert standing("check", *given, preamble=KILLED).code == 9
    ran = report(standing)
    assert ran.json["is_outdated"] is True
    assert ran.json["outdated"] == [
        {"project": "one", "what": "gathered again"},
        {"project": "three", "what": "gathered since"},
    ]
    assert (
        "warning: the hub was built before what is stored now: one (gathered again), three (gathered since)." in ran.err
    )
    assert ran.json["findings"] == before["findings"]
    assert standing("check", *given).code == 1
    assert report(standing).json["is_outdated"] is False


def test_21_a_report_names_what_was_forgotten_since(standing: Mesh) -> None:
    assert standing("forget", "two", "--database", standing.database).code == 0
    ran = report(standing)
    assert ran.json["outdated"] == [{"project": "two", "what": "forgotten since"}]
    assert "two (forgotten since)" in ran.err


def test_21_a_database_whose_hub_has_no_views_says_so_too(standing: Mesh) -> None:
    # DuckDB names a database after its file; under the hub's own name a check makes tables of views.
    standing.database = standing.directory / "mesh_hub.duckdb"
    assert standing("check", "one", "two", "--database", standing.database).code == 1
    assert report(standing).json["is_outdated"] is False
    write(standing.directory / "two/target", project("two", model("changed", "two")))
    assert standing.gather("two").code == 0
    assert report(standing).json["outdated"] == [{"project": "two", "what": "gathered again"}]


def test_21_a_hub_beside_which_nothing_is_stored_cannot_be_told_to_be_outdated(standing: Mesh) -> None:
    with duckdb.connect(str(standing.database)) as connection:
        connection.execute("drop schema mesh_artifacts cascade")
    ran = report(standing)
    assert (ran.json["is_outdated"], ran.json["outdated"], ran.err) == (None, [], "")
