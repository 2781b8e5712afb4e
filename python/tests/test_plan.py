"""A plan: compiled once by dbt, kept where only its user can write, and run by DuckDB alone."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import duckdb
import pytest

from command import Mesh
from factory import model, project, write
from mesh_commons.hub import build
from mesh_commons.hub.build import find_plan
from mesh_commons.hub.execute import Built, run_plan
from mesh_commons.hub.plan import DATABASE, DamagedPlanError, Node, Plan, decode, encode, plan_key
from mesh_commons.hub.stage import VARIABLES, staged_files
from mesh_commons.settings.registry import read_settings

PLACE = f'"{DATABASE}"."mesh_hub"'


def relation(name: str, sql: str, kind: str = "table", **more: object) -> Node:
    statement = f'create {kind} {PLACE}."{name}" as {sql}'
    return Node(f"model.mesh_commons.{name}", kind, (statement,), **more)  # type: ignore[arg-type]


def run(path: Path, *nodes: Node) -> Built:
    return run_plan(Plan("key", nodes), str(path))


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return find_plan(read_settings(), lambda: None)


def test_a_plan_that_is_read_is_the_plan_that_was_written(plan: Plan) -> None:
    assert decode(encode(plan), plan.key) == plan


def test_a_damaged_plan_is_refused(plan: Plan) -> None:
    data = encode(plan)
    for damaged in (b"", data[:-1], data[:70], data.replace(b"create", b"delete", 1), b"{}", b"\n"):
        with pytest.raises(DamagedPlanError):
            decode(damaged, plan.key)
    with pytest.raises(DamagedPlanError, match="something else"):
        decode(data, "another key")


def test_the_key_differs_by_whatever_a_plan_depends_on() -> None:
    files = {"a.sql": b"select 1", "b.sql": b""}
    others = [
        plan_key(files, "dbt 1", "x"),
        plan_key(files, "dbt 2"),
        plan_key({**files, "a.sql": b"select 2"}, "dbt 1"),
        plan_key({**files, "c.sql": b""}, "dbt 1"),
        plan_key({"a.sqlselect": b" 1", "b.sql": b""}, "dbt 1"),
    ]
    assert len({plan_key(files, "dbt 1"), *others}) == 6


@pytest.mark.parametrize("maker", ["compile", "dbt", "plan", "stage"])
def test_a_plan_of_other_code_is_another_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, maker: str) -> None:
    own = Path(build.__file__).parent
    for path in own.glob("*.py"):
        shutil.copyfile(path, tmp_path / path.name)
    with (tmp_path / f"{maker}.py").open("a", encoding="utf-8") as file:
        file.write("# another way to make it\n")
    monkeypatch.setattr("mesh_commons.hub.compile.compile_plan", lambda files, key: Plan(key, ()))
    monkeypatch.setenv("MESH_CACHE_DIR", str(tmp_path / "plans"))
    before = find_plan(read_settings(), lambda: None)
    monkeypatch.setattr(build, "__file__", str(tmp_path / "build.py"))
    after = find_plan(read_settings(), lambda: None)
    assert find_plan(read_settings(), lambda: None) == after
    assert before.key != after.key


def test_the_registry_and_every_file_that_dbt_reads_are_among_what_the_key_is_made_of() -> None:
    settings = read_settings()
    files = staged_files(settings)
    assert {"dbt_project.yml", "models/hub/governance/fct_mesh__summary.sql"} < files.keys()
    assert not [name for name in files if "/evaluator/" in name or "unit_tests" in name]
    # The check of the registry is a macro that names the evaluator too.
    assert "macros/settings/_checked_evaluator.sql" in files
    changed = staged_files({**settings, "mesh_max_distance": 5})
    assert [name for name in files if files[name] != changed[name]] == ["macros/settings/mesh_settings.sql"]
    assert VARIABLES["mesh_reads_evaluator"] is False


def test_where_the_artifacts_of_a_domain_lie_makes_no_other_plan(tmp_path: Path) -> None:
    files = []
    for place in ("here", "there"):
        (tmp_path / "domains.yml").write_text(f"mesh_domains: [{{name: a, artifacts: [{place}]}}]", encoding="utf-8")
        files.append(staged_files(read_settings(tmp_path / "domains.yml")))
    assert files[0] == files[1] != staged_files(read_settings())


def test_a_plan_holds_nothing_of_where_it_was_compiled(plan: Plan) -> None:
    text = encode(plan).decode()
    assert str(Path.home()) not in text
    assert "mesh-plan-" not in text
    assert "__dbt_tmp" not in text
    assert text.count(DATABASE) == text.count(f'\\"{DATABASE}\\".')


def test_a_plan_tests_what_came_in_and_nothing_else(plan: Plan) -> None:
    tests = {node.name for node in plan.nodes if node.kind == "test"}
    assert "assert_every_registered_project_is_known" in tests
    assert "has_unique_grain_stg_artifacts__resources_project_name__unique_id" in tests
    assert not [name for name in tests if "stg_" not in name and not name.startswith("assert_")]


def test_relations_are_replaced_whatever_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    run(path, relation("a", "select 1 as n"), relation("b", "select 1 as n", "view"))
    built = run(path, relation("a", "select 2 as n", "view"), relation("b", f'select * from {PLACE}."a"'))
    assert set(built.statuses.values()) == {"success"}
    assert rows(path, "select * from mesh_hub.b") == [(2,)]


@pytest.mark.parametrize(("usual", "given"), [("64GiB", "6.0 GiB"), ("2TiB", "6.0 GiB"), ("2GiB", "2.0 GiB")])
def test_a_build_takes_no_more_memory_than_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usual: str, given: str
) -> None:
    path = tmp_path / "x.duckdb"
    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda file: connect(file, config={"memory_limit": usual}))
    run(path, relation("a", "select current_setting('memory_limit') as said"))
    monkeypatch.undo()
    assert rows(path, "select said from mesh_hub.a") == [(given,)]


def test_a_node_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    run(path, relation("a", "select 1 as n"))
    built = run(path, relation("a", "select 2 as n"), relation("b", "select no_such_column"), relation("c", "select 3"))
    assert built.with_status("error") == ["model.mesh_commons.b"]
    assert "no_such_column" in built.messages["model.mesh_commons.b"]
    assert "model.mesh_commons.c" not in built.statuses
    assert rows(path, "select n from mesh_hub.a") == [(1,)]
    assert rows(path, "select count(*) from duckdb_tables()") == [(1,)]


def walk(limit: int) -> Node:
    """Count from 1 to 5, one more with each repetition."""
    table = f'{PLACE}."a"'
    repeated = f"insert into {table} select n + 1 from {table} where n < 5 and n = (select max(n) from {table})"
    return relation("a", "select 1 as n", repeated=repeated, limit=limit)


def test_a_statement_is_repeated_until_it_finds_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    assert run(path, walk(5)).with_status("success")
    assert rows(path, "select * from mesh_hub.a order by 1") == [(1,), (2,), (3,), (4,), (5,)]


def test_a_walk_beyond_its_limit_is_an_error(tmp_path: Path) -> None:
    built = run(tmp_path / "x.duckdb", walk(4))
    assert built.messages["model.mesh_commons.a"].startswith("has pairs farther apart than mesh_max_distance (4)")


@pytest.mark.parametrize(
    ("result", "is_strict", "status"),
    [
        ("0, false, false", True, "pass"),
        ("1, true, true", True, "fail"),
        ("1, true, true", False, "warn"),
        ("1, true, false", True, "warn"),
    ],
)
def test_a_test_ends_as_with_dbt(tmp_path: Path, result: str, is_strict: bool, status: str) -> None:
    built = run(tmp_path / "x.duckdb", Node("test.mesh_commons.t.0", "test", (f"select {result}",), "", 0, is_strict))
    assert built.statuses == {"test.mesh_commons.t.0": status}
    assert built.messages == ({} if status == "pass" else {"test.mesh_commons.t.0": "Got 1 result"})


@pytest.fixture(scope="module")
def one_project(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Mesh:
    mesh = Mesh(tmp_path_factory.mktemp("plan"))
    write(mesh.directory / "a/target", project("a", model("x", "a", access="public")))
    assert plan
    return mesh


def test_a_check_by_a_kept_plan_starts_no_dbt(one_project: Mesh) -> None:
    no_dbt = "import subprocess, sys\nsubprocess.Popen = None\nsys.modules['dbt'] = None"
    ran = one_project("check", "a", "--json", preamble=no_dbt)
    assert ran.code == 1, ran.err
    assert ran.json["summary"]["findings_by_policy"] == {
        # neither itself nor a column
        "public_model_undocumented": 2,
        "public_model_without_contract": 1,
        "public_model_without_owner": 1,
        "public_model_without_primary_key": 1,
    }


def test_without_a_plan_kept_and_with_no_place_to_keep_one_the_check_is_the_same(one_project: Mesh) -> None:
    # The working directory of an untrusted checkout: nothing in it is imported, by dbt's process neither.
    for name in ("dbt", "threading", "multiprocessing", "agate"):
        (one_project.directory / f"{name}.py").write_text(f"raise SystemExit('{name} of the working directory')")
    nowhere = one_project.directory / "a/target/manifest.json/cache"
    ran = one_project("check", "a", "--json", MESH_CACHE_DIR=str(nowhere), preamble="import sys\nsys.path.remove('')")
    for name in ("dbt", "threading", "multiprocessing", "agate"):
        (one_project.directory / f"{name}.py").unlink()
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == one_project("check", "a", "--json").out


@pytest.mark.skipif(sys.platform == "win32", reason="a directory in use cannot be removed there")
def test_where_the_working_directory_is_gone_the_check_is_the_same(one_project: Mesh) -> None:
    gone = "import os\nos.mkdir('gone')\nos.chdir('gone')\nos.rmdir('../gone')"
    ran = one_project("check", one_project.directory / "a", "--json", MESH_CACHE_DIR="off", preamble=gone)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == one_project("check", "a", "--json").out


def test_an_artifact_that_breaks_what_every_project_must_keep_is_exit_2(one_project: Mesh) -> None:
    database = one_project.directory / "doubled.duckdb"
    assert one_project("gather", "a", "--database", database).code == 0
    with duckdb.connect(str(database)) as connection:
        connection.execute("insert into mesh_artifacts.resources from mesh_artifacts.resources")
    ran = one_project("check", "a", "--database", database)
    assert ran.code == 2
    assert "has_unique_grain_stg_artifacts__resources_project_name__unique_id: fail" in ran.err
