"""A domain project that installs the package, built once per engine for all tests of this folder.

The project is copied to a temporary folder, and the package is put into its `dbt_packages/` by links to what
a domain uses of it: a link to the whole repository would hold this project again, and the hub's models are
off in a domain and cost half a minute of parsing. DuckDB always runs; PostgreSQL runs where
MESH_TEST_POSTGRES and the PG* variables name a server.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from commons_package import copy_package, write_settings

PROJECT = Path(__file__).parent
PACKAGE = PROJECT.parents[1]
PACKAGE_PARTS = ("dbt_project.yml", "macros")
# What the company's copy of the package says.
SETTINGS: dict[str, Any] = {
    "mesh_fiscal_year_first_month": 4,
    "mesh_domains": [
        {
            "name": "commons",
            "projects": ["commons"],
            "schemas": ["commons_mart"],
            "member_groups": ["mesh_team"],
            "reader_groups": ["mesh_readers", "mesh_team"],
        },
        {
            "name": "people",
            "groups": [{"project": "commons", "group": "people"}],
            "schemas": ["warehouse.people_mart"],
        },
    ],
}
SALT = "a salt that no file may hold 4711"
ROLES = ("mesh_team", "mesh_readers")


@dataclass(frozen=True)
class Outcome:
    """What one dbt command came to: success, everything it said, and its result."""

    success: bool
    messages: list[str]
    result: Any = None

    @property
    def text(self) -> str:
        """All that was said, as one text."""
        return "\n".join(self.messages)

    @property
    def answer(self) -> Any:
        """What the operation `answer` printed."""
        (line,) = [m for m in self.messages if m.startswith("answer: ")]
        return json.loads(line.removeprefix("answer: "))


@dataclass
class Commons:
    """The project on one engine, with dbt and the database at hand."""

    target: str
    folder: Path
    database: str
    manifest: Any = None
    built: Outcome | None = None
    tested: Outcome | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def dbt(self, *arguments: str, target: str | None = None, **environment: str) -> Outcome:
        """Run a dbt command in this process; the manifest of the build is used again.

        Args:
            arguments: The command line without target and folders.
            target: Another target of the profile than the engine's own.
            environment: Environment variables for this command only.
        """
        from dbt.cli.main import dbtRunner

        messages: list[str] = []
        runner = dbtRunner(manifest=self.manifest, callbacks=[lambda event: messages.append(event.info.msg)])
        folders = ["--project-dir", str(self.folder), "--profiles-dir", str(self.folder)]
        with changed_environment({**self.environment, **environment}):
            outcome = runner.invoke([*arguments, *folders, "--target", target or self.target])
        if outcome.exception is not None:
            messages.append(str(outcome.exception))
        return Outcome(outcome.success, messages, outcome.result)

    def ask(self, macro: str, arguments: dict[str, Any], *options: str, **environment: str) -> Outcome:
        """Call a macro of the package as a run-operation."""
        call = json.dumps({"macro": macro, "arguments": arguments})
        return self.dbt("run-operation", "answer", "--args", call, *options, **environment)

    def sql(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements on the database; the rows of the last one, if it has any."""
        if self.target == "duckdb":
            import duckdb

            with duckdb.connect(self.database) as connection:
                for statement in statements:
                    rows = connection.execute(statement).fetchall()
                return rows
        import psycopg

        with psycopg.connect(dbname=self.database, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def changed_environment(changes: dict[str, str]) -> Iterator[None]:
    """Set environment variables for a while."""
    before = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def install(folder: Path, packages: Path | None = None, **settings: Any) -> None:
    """Copy the project to a folder and install the package there, and dbt_utils where it is at hand."""
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "target", "logs"))
    installed = folder / "dbt_packages" / "mesh_commons"
    copy_package(installed, PACKAGE_PARTS)
    write_settings(installed, **{**SETTINGS, **settings})
    if packages is not None:
        (installed.parent / "dbt_utils").symlink_to(packages / "dbt_utils")


def build(target: str, folder: Path, database: str) -> Commons:
    """Parse the project, build it and run its tests."""
    commons = unbuilt(target, folder, database)
    parsed = commons.dbt("parse")
    assert parsed.success, parsed.text
    commons.manifest = parsed.result
    own = ("--select", "package:commons")
    commons.built = commons.dbt("build", "--exclude-resource-type", "test", *own)
    commons.built.messages[:0] = parsed.messages
    commons.tested = commons.dbt("test", *own)
    return commons


def unbuilt(target: str, folder: Path, database: str) -> Commons:
    """Return the project as it is, with the environment that it needs."""
    environment = {
        "COMMONS_DATABASE": database,
        "DBT_ENV_SECRET_MESH_SALT": SALT,
        "PGOPTIONS": "-c mesh.salt=" + SALT.replace(" ", "\\ "),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    for name in ("MESH_PULL_REQUEST", "MESH_PULL_REQUEST_DATE"):
        os.environ.pop(name, None)
    return Commons(target, folder, database, environment=environment)


@pytest.fixture(scope="session")
def duckdb_commons(tmp_path_factory: pytest.TempPathFactory) -> Commons:
    """The project on DuckDB."""
    folder = tmp_path_factory.mktemp("commons") / "duckdb"
    install(folder)
    return build("duckdb", folder, str(folder / "commons.duckdb"))


@pytest.fixture(scope="session")
def postgres_commons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commons]:
    """The project on PostgreSQL, in a database and with roles of its own that are gone afterwards."""
    if "MESH_TEST_POSTGRES" not in os.environ:
        pytest.skip("MESH_TEST_POSTGRES names no PostgreSQL server: `make test-engines` brings one")
    folder = tmp_path_factory.mktemp("commons") / "postgres"
    install(folder)
    server = Commons("postgres", folder, os.environ.get("PGDATABASE", "postgres"))
    database = f"commons_{uuid.uuid4().hex[:12]}"
    present = {name for (name,) in server.sql("select rolname from pg_roles")}
    roles = [role for role in ROLES if role not in present]
    server.sql(f"create database {database}", *(f"create role {role}" for role in roles))
    try:
        yield build("postgres", folder, database)
    finally:
        server.sql(f"drop database {database} with (force)", *(f"drop role {role}" for role in roles))


@pytest.fixture
def company(tmp_path: Path) -> Callable[..., Commons]:
    """Make a project without models, of a company whose copy of the package has other settings."""

    def make(**settings: Any) -> Commons:
        install(tmp_path / "project", **settings)
        for part in ("models", "seeds", "tests"):
            shutil.rmtree(tmp_path / "project" / part)
        # its hook asks the registry who may read
        file = tmp_path / "project" / "dbt_project.yml"
        file.write_text(file.read_text(encoding="utf-8").partition("on-run-end")[0], encoding="utf-8")
        return unbuilt("duckdb", tmp_path / "project", str(tmp_path / "commons.duckdb"))

    return make


@pytest.fixture
def commons_with_dbt_utils(tmp_path: Path) -> Commons:
    """The project with the real dbt_utils beside the package; not built."""
    if "MESH_DBT_PACKAGES_DIR" not in os.environ:
        pytest.skip("MESH_DBT_PACKAGES_DIR names no folder with dbt_utils")
    install(tmp_path / "project", Path(os.environ["MESH_DBT_PACKAGES_DIR"]))
    return unbuilt("duckdb", tmp_path / "project", str(tmp_path / "commons.duckdb"))


@pytest.fixture(params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def commons(request: pytest.FixtureRequest) -> Commons:
    """The project on each engine in turn."""
    return request.getfixturevalue(f"{request.param}_commons")
