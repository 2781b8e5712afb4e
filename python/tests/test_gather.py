"""Gathering replaces a project's rows as a whole and touches no other's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from command import Mesh
from factory import model, project, write
from mesh_commons.settings.package import SETTINGS_FILE, package_root


def test_gathering_twice_changes_nothing(mesh: Mesh) -> None:
    targets = [write(mesh.directory / f"{name}/target", project(name)) for name in ("a", "b")]
    assert mesh.gather(*targets).code == 0
    before = mesh.snapshot()
    ran = mesh.gather(*targets)
    assert ran.code == 0
    assert ran.out.split() == ["unchanged", "a", "unchanged", "b"]
    assert mesh.snapshot() == before


def test_what_could_not_be_read_is_said_of_an_unchanged_project_too(mesh: Mesh) -> None:
    broken = {**model("x", "a"), "config": {"enabled": True, "meta": 5, "grants": {"select": 5}, "tags": {"a": []}}}
    target = write(mesh.directory / "a/target", project("a", broken, model("y", "a")))
    first, second = mesh.gather(target), mesh.gather(target)
    assert "mesh: warning: " in first.err
    assert (second.out, second.err) == ("unchanged  a\n", first.err)
    told = mesh("gather", target, "--database", mesh.database, "--json").json["unchanged"]
    assert [(item["project"], len(item["warnings"])) for item in told] == [("a", len(first.err.splitlines()))]


def test_a_changed_project_is_replaced_and_no_others_row_is_touched(mesh: Mesh) -> None:
    one = write(mesh.directory / "a/target", project("a", model("x", "a"), model("y", "a")))
    two = write(mesh.directory / "b/target", project("b", model("x", "b")))
    assert mesh.gather(one, two).code == 0
    others = mesh.rows("from resources where project_name = 'b'") + mesh.rows("from projects where project_name = 'b'")
    write(one, project("a", model("z", "a")))
    assert mesh.gather(one).code == 0
    assert mesh.rows("select name from resources where project_name = 'a'") == [("z",)]
    now = mesh.rows("from resources where project_name = 'b'") + mesh.rows("from projects where project_name = 'b'")
    assert now == others


def test_a_change_beside_the_manifest_is_a_change(mesh: Mesh) -> None:
    target = write(mesh.directory / "a/target", project("a"))
    assert mesh.gather(target).code == 0
    write(target, project("a"), run_results={"metadata": {"dbt_schema_version": "x/dbt/run-results/v6.json"}})
    assert "stored" in mesh.gather(target).out


def test_a_project_that_another_version_stored_is_stored_again(mesh: Mesh) -> None:
    target = write(mesh.directory / "a/target", project("a"))
    assert mesh.gather(target).code == 0
    with duckdb.connect(str(mesh.database)) as connection:
        connection.execute("update mesh_artifacts.projects set gathered_by = '0.0.1'")
    assert "stored" in mesh.gather(target).out


def test_many_projects_by_workers_are_those_by_one_process(mesh: Mesh) -> None:
    targets = [write(mesh.directory / f"p{index}/target", project(f"p{index}")) for index in range(7)]
    assert mesh.gather(*targets, "--workers", "1").code == 0
    alone = {table: rows for table, rows in mesh.snapshot().items() if table != "projects"}
    mesh.database.unlink()
    preamble = "from mesh_commons.gather import projects\nprojects.WORTH_WORKERS = 0"
    ran = mesh("gather", *targets, "--workers", "3", "--database", mesh.database, preamble=preamble)
    assert ran.code == 0, ran.err
    assert {table: rows for table, rows in mesh.snapshot().items() if table != "projects"} == alone
    assert mesh.rows("select count(*) from projects") == [(7,)]


def test_an_old_store_gets_the_columns_it_lacks(mesh: Mesh) -> None:
    with duckdb.connect(str(mesh.database)) as connection:
        connection.execute("create schema mesh_artifacts")
        connection.execute("create table mesh_artifacts.edges (child_unique_id varchar, project_name varchar)")
        connection.execute("insert into mesh_artifacts.edges values ('model.old.b', 'old')")
    node = model("b", "a", depends_on={"nodes": ["model.a.a"], "macros": []})
    assert mesh.gather(write(mesh.directory / "a/target", project("a", model("a", "a"), node))).code == 0
    assert mesh.rows("select project_name, parent_unique_id, child_unique_id from edges order by 1") == [
        ("a", "model.a.a", "model.a.b"),
        ("old", None, "model.old.b"),
    ]


def test_a_store_with_more_columns_is_used_by_name(mesh: Mesh) -> None:
    target = write(mesh.directory / "a/target", project("a"))
    assert mesh.gather(target).code == 0
    with duckdb.connect(str(mesh.database)) as connection:
        connection.execute("alter table mesh_artifacts.resources add column later varchar")
    write(target, project("a", model("new", "a")))
    assert mesh.gather(target).code == 0
    assert mesh.rows("select name, later from resources") == [("new", None)]


def test_a_file_may_be_named_like_the_schema(mesh: Mesh) -> None:
    target = write(mesh.directory / "a/target", project("a"))
    for _ in range(2):
        ran = mesh("gather", target, "--database", "mesh_artifacts.duckdb")
        assert ran.code == 0, ran.err


@pytest.mark.parametrize("given", [".", "target", "target/manifest.json"])
def test_a_project_a_target_or_a_manifest_may_be_given(mesh: Mesh, given: str) -> None:
    write(mesh.directory / "shop/target", project("shop"))
    (mesh.directory / "shop/dbt_project.yml").write_text("name: shop\n")
    assert mesh.gather(f"shop/{given}").code == 0
    assert mesh.rows("select artifact_path from projects") == [("shop/target/manifest.json",)]


def test_a_projects_target_path_is_followed(mesh: Mesh) -> None:
    write(mesh.directory / "shop/out", project("shop"))
    (mesh.directory / "shop/dbt_project.yml").write_text("name: shop\ntarget-path: out\n")
    assert mesh.gather("shop").code == 0


DOMAINS = """
    {'name': 'shop', 'artifacts': ['../shop']},
    {'name': 'other', 'projects': ['a'], 'artifacts': ['../a/target']},
    {'name': 'silent'},
"""


def write_settings(directory: Path, domains: str) -> None:
    """Write the settings of a checkout of the package with these domains."""
    own = (package_root() / SETTINGS_FILE).read_text(encoding="utf-8")
    assert own.count("'mesh_domains': []") == 1
    (directory / SETTINGS_FILE).parent.mkdir(parents=True)
    (directory / SETTINGS_FILE).write_text(own.replace("'mesh_domains': []", f"'mesh_domains': [{domains}]"))


@pytest.mark.parametrize("place", ["hub", "shop/dbt_packages/mesh_commons"])
def test_the_registry_says_what_to_gather(mesh: Mesh, place: str) -> None:
    write(mesh.directory / "shop/target", project("shop"))
    write(mesh.directory / "a/target", project("a"))
    base = "../" if place == "hub" else "../../../"
    write_settings(mesh.directory / place, DOMAINS.replace("../", base))
    ran = mesh.gather("--project-dir", place.partition("/")[0])
    assert ran.code == 0, ran.err
    assert mesh.rows("select project_name from projects order by 1") == [("a",), ("shop",)]


def test_a_registry_may_be_a_yaml_file(mesh: Mesh) -> None:
    write(mesh.directory / "shop/target", project("shop"))
    (mesh.directory / "domains.yml").write_text("mesh_domains: [{name: shop, artifacts: [shop]}]")
    ran = mesh.gather("--registry", "domains.yml")
    assert ran.code == 0, ran.err
    assert mesh.rows("select project_name from projects") == [("shop",)]


def test_json_is_one_object(mesh: Mesh) -> None:
    target = write(mesh.directory / "a/target", project("a", model("x", "a"), model("bad", "a", columns=3)))
    ran = mesh.gather(target, "nowhere", "--json")
    assert ran.code == 2
    told = json.loads(ran.out)
    assert told["stored"][0]["rows"]["resources"] == 1
    assert told["stored"][0]["warnings"][0]["unique_id"] == "model.a.bad"
    assert told["errors"][0]["file"] == "nowhere"


def test_nothing_is_shown_of_progress_without_a_terminal(mesh: Mesh) -> None:
    ran = mesh.gather(write(mesh.directory / "a/target", project("a")))
    assert ran.err == ""
    assert mesh.gather(write(mesh.directory / "b/target", project("b")), "--quiet").out == ""


def test_progress_is_shown_on_a_terminal(mesh: Mesh) -> None:
    pty = pytest.importorskip("pty")
    target = write(mesh.directory / "a/target", project("a"))
    ours, theirs = pty.openpty()
    preamble = f"import os\nos.dup2({theirs}, 2)"
    os.set_inheritable(theirs, True)
    code = f"{preamble}\nfrom mesh_commons.cli import main\nraise SystemExit(main())"
    command = [sys.executable, "-c", code, "gather", str(target), "--database", str(mesh.database)]
    assert subprocess.run(command, pass_fds=[theirs], check=False, stdout=subprocess.DEVNULL).returncode == 0
    assert b"1 of 1: a" in os.read(ours, 10_000)


PROFILES = """
shop:
  target: "{{ env_var('SHOP_TARGET') }}"
  outputs:
    dev: {type: duckdb, path: "{{ env_var('SHOP_FILE') }}.duckdb", threads: "{{ env_var('N', '4') | as_number }}"}
    lake: {type: snowflake}
"""


def test_the_connection_of_a_dbt_profile_is_rendered_as_dbt_does(mesh: Mesh, tmp_path: Path) -> None:
    (tmp_path / "profiles.yml").write_text(PROFILES)
    target = write(tmp_path / "a/target", project("a"))
    ran = mesh("gather", target, "--profiles-dir", ".", "--profile", "shop", SHOP_TARGET="dev", SHOP_FILE="mine")
    assert ran.code == 0, ran.err
    mesh.database = tmp_path / "mine.duckdb"
    assert mesh.rows("select project_name from projects") == [("a",)]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--profiles-dir", "nowhere"], "nowhere/profiles.yml not found"),
        (["--profile", "none"], "has no profile 'none'"),
        (["--profile", "shop", "--target", "none"], "has no target 'none' in profile 'shop'"),
        (["--profile", "shop", "--target", "lake"], "dbt target of type 'snowflake' cannot be gathered into"),
        (["--profile", "shop"], "cannot be rendered"),
        (["--profile", "shop", "--database", "x.duckdb"], "--database was given together with a dbt profile"),
    ],
)
def test_a_bad_profile_is_named(mesh: Mesh, tmp_path: Path, options: list[str], problem: str) -> None:
    (tmp_path / "profiles.yml").write_text(PROFILES)
    ran = mesh("gather", write(tmp_path / "a/target", project("a")), *options)
    assert ran.code == 2
    assert problem in ran.err
    assert "Traceback" not in ran.err
