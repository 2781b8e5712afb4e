"""A DuckDB file may bear any name, and what `mesh check` builds in it works when it is opened under that name."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from command import Mesh
from factory import model, project, write

# DuckDB names a database after its file: a word of Jinja or SQL, a database or schema of DuckDB's or of ours.
NAMES = (
    "{{ 1+1 }}.duckdb",
    "{% raw %}.duckdb",
    'quo"ted.duckdb',
    "it's.duckdb",
    "with a space.duckdb",
    "überall 漢.duckdb",
    "temp.duckdb",
    "main.duckdb",
    "system.duckdb",
    "memory.duckdb",
    "information_schema.duckdb",
    "mesh_artifacts.duckdb",
    "MESH_ARTIFACTS.db",
    "mesh_hub.duckdb",
    "mesh_plan_database.duckdb",
    "fct_mesh__findings.duckdb",
    "select.duckdb",
    "a.b.c.duckdb",
    "100%; drop.duckdb",
    "no_ending",
)


@pytest.fixture(scope="module")
def mesh(tmp_path_factory: pytest.TempPathFactory) -> Mesh:
    mesh = Mesh(tmp_path_factory.mktemp("names"))
    write(mesh.directory / "a/target", project("a", model("x", "a", access="public")))
    return mesh


@pytest.fixture(scope="module")
def expected(mesh: Mesh) -> str:
    return mesh("check", "a", "--json").out


@pytest.mark.parametrize("name", NAMES)
def test_any_name_will_do(mesh: Mesh, expected: str, name: str) -> None:
    # Twice, because the second time everything stands there.
    for _ in range(2):
        ran = mesh("check", "a", "--json", "--database", name)
        assert (ran.code, ran.err, ran.out) == (1, "", expected)
    ran = mesh("report", "--json", "--database", name)
    assert (ran.code, ran.err, ran.out) == (0, "", expected)
    assert resources(mesh.directory / name) == [("model.a.x",)]


@pytest.mark.parametrize("name", ["plain.duckdb", "mesh_artifacts.duckdb"])
def test_a_file_that_is_renamed_still_works(mesh: Mesh, expected: str, name: str, tmp_path: Path) -> None:
    assert mesh("check", "a", "--json", "--database", tmp_path / name).code == 1
    renamed = (tmp_path / name).rename(tmp_path / "renamed.duckdb")
    assert mesh("report", "--json", "--database", renamed).out == expected
    assert resources(renamed) == [("model.a.x",)]


def resources(path: Path) -> list[tuple[str]]:
    """Select from a relation that dbt makes a view, and from every other one."""
    with duckdb.connect(str(path), read_only=True) as connection:
        ((name,),) = connection.execute("select current_database()").fetchall()
        database = '"' + name.replace('"', '""') + '"'
        tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'mesh_hub'").fetchall()
        views = connection.execute("select view_name from duckdb_views() where schema_name = 'mesh_hub'").fetchall()
        assert len(tables) + len(views) > 40
        for (relation,) in [*tables, *views]:
            connection.execute(f'select * from {database}.mesh_hub."{relation}"').fetchall()
        return connection.execute(f"select unique_id from {database}.mesh_hub.stg_artifacts__resources").fetchall()
