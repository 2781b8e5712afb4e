"""The same on PostgreSQL: what is stored, what is replaced, what a reader sees."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from command import Mesh, Ran
from factory import column, model, project, write
from mesh_commons.shared_schema.tables import TABLES
from mutants import write_mutants

ADDRESS = os.environ.get("MESH_TEST_POSTGRES")

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not ADDRESS, reason="MESH_TEST_POSTGRES is not set. `make test-engines` brings a server."),
]


class Server:
    """A schema of a real server, and the profile that leads there."""

    def __init__(self, directory: Path) -> None:
        from psycopg.conninfo import conninfo_to_dict

        given = conninfo_to_dict(ADDRESS or "")
        self.user, self.directory = given.get("user"), directory
        fields = {name: given[name] for name in ("host", "port", "user", "password", "dbname") if given.get(name)}
        self.schema = f"mesh_test_{os.getpid()}"
        self.target = {"type": "postgres", "schema": "public", "threads": 1, "password": "", **fields}
        self.write_profile()
        self.options = ["--profiles-dir", str(directory), "--schema", self.schema]

    def write_profile(self, **changes: Any) -> None:
        profiles = {"mesh_commons": {"target": "pg", "outputs": {"pg": {**self.target, **changes}}}}
        (self.directory / "profiles.yml").write_text(yaml.safe_dump(profiles))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(ADDRESS or "", autocommit=True) as connection:
            connection.execute(f'set search_path to "{self.schema}"')
            cursor = connection.execute(query.encode())
            return cursor.fetchall() if cursor.description else []


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.rows(f'drop schema if exists "{server.schema}" cascade')
    yield server
    server.rows(f'drop schema if exists "{server.schema}" cascade')


def test_the_rows_are_those_of_duckdb(mesh: Mesh, server: Server) -> None:
    odd = ["plain", "", 'say "hi"', "it's", "a,b;c", "tab\there", "line\nbreak", "\\N", "ümlaut_表", "nul\0nul", "NULL"]
    columns = {name: column(name, description=name, tags=["t"], meta={"k": name}) for name in odd}
    node = model(
        "x", "a", columns=columns, deprecation_date="2026-03-01T01:30:00+02:00", contract={"enforced": True}, version=1
    )
    target = write(mesh.directory / "a/target", project("a", node))
    assert mesh.gather(target).code == 0
    ran = mesh("gather", target, *server.options)
    assert ran.code == 0, ran.err
    for table, rows in mesh.snapshot().items():
        stored = server.rows(f'select * from "{table}"')
        if table == "projects":
            rows, stored = ([row[:-2] for row in part] for part in (rows, stored))
        assert sorted(stored, key=repr) == rows, table


def test_gathering_again_replaces_and_skips(mesh: Mesh, server: Server) -> None:
    one = write(mesh.directory / "a/target", project("a", model("x", "a")))
    two = write(mesh.directory / "b/target", project("b", model("y", "b")))
    assert mesh("gather", one, two, *server.options).code == 0
    assert mesh("gather", one, two, *server.options).out.split() == ["unchanged", "a", "unchanged", "b"]
    write(one, project("a", model("z", "a")))
    assert mesh("gather", one, *server.options).code == 0
    assert server.rows("select project_name, name from resources order by 1") == [("a", "z"), ("b", "y")]


def test_19_what_is_forgotten_leaves_nothing_and_the_others_stay(mesh: Mesh, server: Server) -> None:
    one = write(mesh.directory / "a/target", project("a", model("x", "a", columns={"id": column("id")})))
    two = write(mesh.directory / "b/target", project("b", model("y", "b", columns={"id": column("id")})))
    assert mesh("gather", one, two, *server.options).code == 0
    others = {table: server.rows(f"select * from \"{table}\" where project_name <> 'a'") for table in TABLES}
    ran = mesh("forget", "c", "a", *server.options)
    assert ran.code == 2
    assert "holds no project 'c'; it holds 'a', 'b'" in ran.err
    assert server.rows("select project_name from projects order by 1") == [("a",), ("b",)]
    ran = mesh("forget", "a", *server.options, "--json")
    assert ran.code == 0, ran.err
    assert (ran.json["forgotten"], ran.json["stored"]) == (["a"], ["b"])
    assert server.rows("select project_name from forgotten_projects") == [("a",)]
    for table in TABLES.keys() - {"forgotten_projects"}:
        assert server.rows(f'select * from "{table}"') == others[table], table
    assert mesh("gather", one, *server.options).out.startswith("stored     a")
    assert server.rows("select project_name from forgotten_projects") == []


def test_an_old_store_gets_columns_and_a_newer_one_is_refused(mesh: Mesh, server: Server) -> None:
    target = write(mesh.directory / "a/target", project("a"))
    assert mesh("gather", target, *server.options).code == 0
    server.rows("alter table resources drop column description")
    write(target, project("a", model("n", "a", description="new")))
    assert mesh("gather", target, *server.options).code == 0
    assert server.rows("select description from resources") == [("new",)]
    server.rows("alter table resources alter column name type varchar(9)")
    ran = mesh("gather", target, *server.options)
    assert ran.code == 2
    assert "holds resources.name as character varying, not as text" in ran.err


def many(count: int, tag: str) -> dict[str, Any]:
    return project("big", *(model(f"m{index}", "big", description=tag) for index in range(count)))


def seen(server: Server) -> tuple[Any, ...]:
    query = "select min(description), max(description), count(*) from resources where project_name = 'big'"
    (row,) = server.rows(query)
    return row


def test_a_reader_sees_the_old_or_the_new(mesh: Mesh, server: Server) -> None:
    target = write(mesh.directory / "big/target", many(2000, "old"))
    assert mesh("gather", target, *server.options).code == 0
    write(target, many(1900, "new"))
    command = [sys.executable, "-m", "mesh_commons", "gather", str(target), *server.options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    views = set()
    while process.poll() is None:
        views.add(seen(server))
    views.add(seen(server))
    assert process.returncode == 0
    assert views == {("old", "old", 2000), ("new", "new", 1900)}


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.15])
def test_killed_in_the_middle_leaves_the_old_or_the_new(mesh: Mesh, server: Server, delay: float) -> None:
    target = write(mesh.directory / "big/target", many(2000, "old"))
    assert mesh("gather", target, *server.options).code == 0
    write(target, many(1900, "new"))
    code = (
        "from mesh_commons.store import postgres\n"
        "load = postgres.PostgresStore.replace\n"
        "def told(*words):\n    print('loading', flush=True)\n    load(*words)\n"
        "postgres.PostgresStore.replace = told\n"
        "from mesh_commons.cli import main\nraise SystemExit(main())"
    )
    command = [sys.executable, "-c", code, "gather", str(target), *server.options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"loading\n"
    time.sleep(delay)
    process.kill()
    process.wait(60)
    assert seen(server) in {("old", "old", 2000), ("new", "new", 1900)}
    assert mesh("gather", target, *server.options).code == 0
    assert seen(server) == ("new", "new", 1900)


def test_a_server_that_is_not_there_is_named(mesh: Mesh, tmp_path: Path) -> None:
    target = {"type": "postgres", "host": "127.0.0.1", "port": 1, "user": "x", "dbname": "nowhere", "schema": "s"}
    (tmp_path / "profiles.yml").write_text(yaml.safe_dump({"mesh_commons": {"target": "x", "outputs": {"x": target}}}))
    ran = mesh("gather", write(tmp_path / "a/target", project("a")), "--profiles-dir", ".")
    assert ran.code == 2
    assert "PostgreSQL database nowhere on 127.0.0.1 cannot be used" in ran.err


@pytest.fixture
def nobody(server: Server) -> Iterator[str]:
    """Make a user that may log in, and nothing else."""
    name = f"mesh_nobody_{os.getpid()}"
    server.rows(f"create role \"{name}\" login password 'S3cr3t-Hu5h'")
    yield name
    server.rows(f'drop owned by "{name}" cascade')
    server.rows(f'drop role "{name}"')


def refused(ran: Ran) -> str:
    """Return the one sentence of a call that could not store."""
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1, ran.err
    assert "failed unexpectedly" not in ran.err
    assert "S3cr3t" not in ran.err
    return ran.err


@pytest.mark.parametrize("granted", ["", "select", "usage", "select, insert"])
def test_a_user_without_rights_is_told_which_to_have(mesh: Mesh, server: Server, nobody: str, granted: str) -> None:
    target = write(mesh.directory / "a/target", project("a"))
    assert mesh("gather", target, *server.options).code == 0
    write(target, project("a", model("z", "a")))
    if granted:
        server.rows(f'grant usage on schema "{server.schema}" to "{nobody}"')
    if "select" in granted:
        server.rows(f'grant {granted} on all tables in schema "{server.schema}" to "{nobody}"')
    server.write_profile(user=nobody, password="S3cr3t-Hu5h")
    said = refused(mesh("gather", target, *server.options))
    assert "permission denied" in said
    assert "Grant the user select, insert and delete on the tables" in said
    assert server.rows("select name from resources") == [("orders",)]


@pytest.mark.parametrize("role", [5, "no such role", "a%sb", 'say "hi"'])
def test_a_role_that_is_not_there_is_named(mesh: Mesh, server: Server, role: Any) -> None:
    server.write_profile(role=role)
    said = refused(mesh("gather", write(mesh.directory / "a/target", project("a")), *server.options))
    assert f'role "{role}" does not exist' in said


@pytest.mark.parametrize("role", [True, [1], {"a": 1}, 1.5])
def test_a_role_that_is_no_name_is_refused(mesh: Mesh, server: Server, role: Any) -> None:
    server.write_profile(role=role)
    said = refused(mesh("gather", write(mesh.directory / "a/target", project("a")), *server.options))
    assert "has a `role` that is not text" in said


@pytest.mark.parametrize("suffix", ["%", "%s", "%(x)s", '"', "'", ".", " x", "; drop", "\u8868"])
def test_a_schema_may_bear_any_name(mesh: Mesh, server: Server, suffix: str) -> None:
    import psycopg
    from psycopg import sql

    server.schema += suffix
    server.options[-1] = server.schema
    target = write(mesh.directory / "a/target", project("a"))
    try:
        assert mesh("gather", target, *server.options).out.startswith("stored     a: ")
        assert mesh("gather", target, *server.options).out == "unchanged  a\n"
        write(target, project("a", model("z", "a")))
        assert mesh("gather", target, *server.options).code == 0
        with psycopg.connect(ADDRESS or "") as connection:
            query = sql.SQL("select name from {}").format(sql.Identifier(server.schema, "resources"))
            assert connection.execute(query).fetchall() == [("z",)]
    finally:
        with psycopg.connect(ADDRESS or "") as connection:
            connection.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(server.schema)))
        server.schema = f"mesh_test_{os.getpid()}"


@pytest.mark.parametrize("schema", ["", " ", "x" * 64, "\u8868" * 22, "x" * 200])
def test_a_schema_that_postgres_would_cut_is_refused(mesh: Mesh, server: Server, schema: str) -> None:
    server.options[-1] = schema
    said = refused(mesh("gather", write(mesh.directory / "a/target", project("a")), *server.options))
    assert said.startswith("mesh: --schema is ")


def test_a_wrong_password_is_not_told(mesh: Mesh, server: Server, nobody: str) -> None:
    # A server may trust whoever comes from this machine; then the user that is not there is refused.
    server.write_profile(user=f"{nobody}_else", password="S3cr3t-Hu5h")
    said = refused(mesh("gather", write(mesh.directory / "a/target", project("a")), *server.options))
    assert "cannot be used" in said


@pytest.mark.parametrize("place", ["known", "replace"])
def test_a_backend_that_is_killed_is_named_and_nothing_is_lost(mesh: Mesh, server: Server, place: str) -> None:
    target = write(mesh.directory / "a/target", project("a"))
    assert mesh("gather", target, *server.options).code == 0
    write(target, project("a", model("z", "a")))
    code = (
        "import os, psycopg\nfrom mesh_commons.store import postgres\n"
        f"real = postgres.PostgresStore.{place}\n"
        "def killed(self, *words):\n"
        "    with psycopg.connect(os.environ['MESH_TEST_POSTGRES'], autocommit=True) as other:\n"
        "        other.execute('select pg_terminate_backend(%s)', [self._connection.info.backend_pid])\n"
        "    return real(self, *words)\n"
        f"postgres.PostgresStore.{place} = killed"
    )
    said = refused(mesh("gather", target, *server.options, preamble=code))
    assert "PostgreSQL database" in said
    assert server.rows("select name from resources") == [("orders",)]
    assert mesh("gather", target, *server.options).code == 0
    assert server.rows("select name from resources") == [("z",)]


def test_postgres_takes_what_duckdb_takes(mesh: Mesh, server: Server) -> None:
    targets = write_mutants(mesh.directory, 6, 100)
    assert mesh.gather(*targets).code == 2
    ran = mesh("gather", *targets, *server.options)
    assert ran.code == 2
    assert "cannot be used" not in ran.err
    for table, columns in TABLES.items():
        kept = [name for name in columns if name != "gathered_at"]
        query = f"select {', '.join(kept)} from {table}"
        assert sorted(server.rows(query), key=repr) == sorted(mesh.rows(query), key=repr), table
