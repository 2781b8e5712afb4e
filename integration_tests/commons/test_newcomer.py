"""A domain team's first hour: README, "Install the commons in a domain", in a small project that was there before."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from commons_package import copy_package, install

ORDERS = """
with orders as (
    select * from {{ ref('raw_orders') }}
)

select
    order_id,
    country_code,
    {{ cents_to_euro('amount_cents') }} as amount
from orders
"""
OWN_MACRO = "{% macro cents_to_euro(cents) %}cast({{ cents }} / 100.0 as decimal(28, 6)){% endmacro %}\n"
OWN_TESTS = {
    "models": [
        {
            "name": "orders",
            "config": {"access": "public", "meta": {"owner": "Shop"}},
            "columns": [{"name": "order_id", "data_tests": ["unique", "not_null"]}, {"name": "country_code"}],
        }
    ]
}
RAW_ORDERS = "order_id,country_code,amount_cents\n1,DE,75000\n2,NA,48051\n3,FR,-230\n"


@dataclass(frozen=True)
class Newcomer:
    """A domain's project and the one database of the company.

    Attributes:
        directory: The dbt project `shop`.
        database: The DuckDB file, in which the hub has built the reference tables.
    """

    directory: Path
    database: Path

    def write(self, path: str, content: str | dict[str, Any]) -> None:
        """Write a file of the project, YAML where it is not text."""
        file = self.directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")

    def settings(self, **more: Any) -> None:
        """Write dbt_project.yml with these keys beside the name."""
        self.write("dbt_project.yml", {"name": "shop", "profile": "shop", "config-version": 2, **more})

    def dbt(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run dbt in the project."""
        return run_dbt(self.directory, self.database, *arguments, **environment)

    def build(self) -> dict[str, str]:
        """Build everything, which has to succeed; return the status of each node."""
        ended = self.dbt("build")
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return self.results()

    def results(self) -> dict[str, str]:
        """Return the status of each node of the last run."""
        written = json.loads((self.directory / "target" / "run_results.json").read_text(encoding="utf-8"))
        return {result["unique_id"]: result["status"] for result in written["results"]}

    def select(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands in a file of the project once."""
        text = (self.directory / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, text
        self.write(path, text.replace(old, new))


def brought(newcomer: Newcomer) -> dict[str, list[str]]:
    """Return what the package brought into the project's manifest: unique ids by section, the disabled ones too."""
    manifest = json.loads((newcomer.directory / "target" / "manifest.json").read_text(encoding="utf-8"))
    found = {
        section: [key for key in things if ".mesh_commons." in key or key.endswith(".mesh_commons")]
        for section, things in manifest.items()
        if isinstance(things, dict) and section not in ("metadata", "parent_map", "child_map", "group_map")
    }
    return {section: keys for section, keys in found.items() if keys}


def run_dbt(directory: Path, database: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run dbt in a project that has its own profiles.yml; the caller looks at the exit code."""
    command = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", "--no-version-check", *arguments]
    return subprocess.run(
        [*command, "--profiles-dir", str(directory)],
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MESH_DATABASE": str(database), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", **environment},
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the hub has built the reference tables, once for all tests."""
    folder = tmp_path_factory.mktemp("hub")
    copy_package(folder / "hub")
    database = folder / "warehouse.duckdb"
    tables = ("--select", "path:models/commons", "path:seeds/commons", "--exclude-resource-type", "test", "unit_test")
    built = run_dbt(folder / "hub", database, "build", *tables)
    assert built.returncode == 0, built.stdout
    return database


@pytest.fixture
def newcomer(tmp_path: Path, warehouse: Path) -> Newcomer:
    """A project that has a seed, a model, two tests and a macro of its own, and builds."""
    project = Newcomer(tmp_path / "shop", tmp_path / "warehouse.duckdb")
    shutil.copyfile(warehouse, project.database)
    output = {"type": "duckdb", "path": str(project.database), "schema": "shop", "threads": 2}
    project.write("profiles.yml", {"shop": {"target": "dev", "outputs": {"dev": output}}})
    project.write("seeds/raw_orders.csv", RAW_ORDERS)
    project.write("macros/cents_to_euro.sql", OWN_MACRO)
    project.write("models/orders.sql", ORDERS)
    project.write("models/_models.yml", OWN_TESTS)
    project.settings()
    return project


def add_the_package(newcomer: Newcomer) -> None:
    """Put the whole package where `dbt deps` puts it: a clean copy, the hub among it."""
    copy_package(newcomer.directory.parent / "mesh_commons")
    newcomer.write("packages.yml", {"packages": [{"local": "../mesh_commons"}]})
    install(newcomer.directory.parent / "mesh_commons", newcomer.directory)


def test_a_newcomer_adds_the_package_and_uses_it(newcomer: Newcomer) -> None:
    before = newcomer.build()
    rows = newcomer.select("select order_id, amount from shop.orders order by 1")

    add_the_package(newcomer)
    assert newcomer.build() == before, "installing the package alone changed what is built"
    assert set(brought(newcomer)) == {"macros"}
    listed = newcomer.dbt("--quiet", "ls", "--resource-types", "all").stdout
    assert [line for line in listed.splitlines() if "mesh_commons" in line] == []

    newcomer.edit("models/orders.sql", "cents_to_euro(", "mesh_commons.minor_units_to_amount(")
    (newcomer.directory / "macros" / "cents_to_euro.sql").unlink()
    assert newcomer.build() == before
    assert newcomer.select("select order_id, amount from shop.orders order by 1") == rows

    models = json.loads(json.dumps(OWN_TESTS))
    models["models"][0]["columns"][1]["data_tests"] = [
        {"mesh_commons.conforms_to_reference": {"arguments": {"reference": "countries"}}}
    ]
    newcomer.write("models/_models.yml", models)
    results = newcomer.build()
    (added,) = set(results) - set(before)
    assert "mesh_commons_conforms_to_reference_orders_country_code" in added
    assert set(results.values()) == {"success", "pass"}

    newcomer.edit("models/orders.sql", "    country_code,\n", "    orders.country_code,\n    country_common_name,\n")
    newcomer.edit(
        "models/orders.sql",
        "from orders\n",
        "from orders\nleft join {{ mesh_commons.reference('countries') }} as countries\n"
        "    on orders.country_code = countries.country_code\n",
    )
    assert newcomer.build() == results
    names = newcomer.select("select country_common_name from shop.orders order by order_id")
    assert names == [("Germany",), ("Namibia",), ("France",)]


def test_the_added_test_fails_on_a_code_that_is_none(newcomer: Newcomer) -> None:
    add_the_package(newcomer)
    newcomer.write("seeds/raw_orders.csv", RAW_ORDERS + "4,XX,100\n")
    models = json.loads(json.dumps(OWN_TESTS))
    models["models"][0]["columns"][1]["data_tests"] = [
        {"mesh_commons.conforms_to_reference": {"arguments": {"reference": "countries"}}}
    ]
    newcomer.write("models/_models.yml", models)
    assert newcomer.dbt("build").returncode == 1
    failed = [unique_id for unique_id, status in newcomer.results().items() if status == "fail"]
    assert len(failed) == 1
    assert "conforms_to_reference" in failed[0]


def test_a_pull_request_opens_the_hub_by_one_variable(newcomer: Newcomer) -> None:
    add_the_package(newcomer)
    newcomer.build()
    command = [sys.executable, "-m", "mesh_commons", "gather", str(newcomer.directory)]
    gathered = subprocess.run(
        [*command, "--database", str(newcomer.database)], capture_output=True, text=True, check=False
    )
    assert gathered.returncode == 0, gathered.stderr

    assert newcomer.dbt("build", DBT_MESH_COMMONS="hub").returncode == 1
    results = newcomer.results()
    # the newcomer's public model has no contract: the mesh's own test says so, and nothing else is wrong
    wrong = {unique_id.split(".")[2] for unique_id, status in results.items() if status in ("error", "fail")}
    assert wrong == {"public_model_without_contract"}
    kinds = {unique_id.split(".")[0] for unique_id in results if ".mesh_commons." in unique_id}
    assert kinds == {"model", "seed", "test", "unit_test"}
    findings = newcomer.select("select distinct policy_id, severity, unique_id from shop.fct_mesh__findings order by 1")
    assert findings == [
        # its currency is held to no list; that is information
        ("code_column_not_conformed", "info", "model.shop.orders"),
        ("public_model_not_persisted", "warn", "model.shop.orders"),
        ("public_model_undocumented", "warn", "model.shop.orders"),
        ("public_model_without_contract", "error", "model.shop.orders"),
    ]

    # dbt remembers its last parse: without the variable the hub is gone again
    assert set(newcomer.build()) == {key for key in results if ".mesh_commons." not in key}
    assert set(brought(newcomer)) == {"macros"}


def test_what_a_domain_does_to_the_meshs_tests_in_its_own_run_is_found_from_outside(newcomer: Newcomer) -> None:
    add_the_package(newcomer)
    blinds = {"policies": {"access": {"+severity": "warn", "+where": "1 = 0"}, "sources": {"+enabled": False}}}
    newcomer.settings(data_tests={"mesh_commons": {"hub": blinds}})
    variables = '{"mesh_judged_domains": ["other"], "password": "hush"}'
    selection = ["--exclude", "package:mesh_commons", "--vars", variables]
    ended = newcomer.dbt("build", *selection, DBT_MESH_COMMONS="hub")
    assert ended.returncode == 0, ended.stdout

    database = newcomer.directory.parent / "judged.duckdb"
    command = [sys.executable, "-m", "mesh_commons", "check", str(newcomer.directory), "--database", str(database)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 1, checked.stderr
    query = "select policy_id, condition, severity, message from mesh_hub.fct_mesh__findings order by 2, 4"
    with duckdb.connect(str(database), read_only=True) as connection:
        found = [row for row in connection.execute(query).fetchall() if row[0] == "policy_weakened"]
        kept = connection.execute("select name, value from mesh_artifacts.test_settings where setting = 'variable'")
        assert "hush" not in str(kept.fetchall())
    assert [row[:3] for row in found] == [
        ("policy_weakened", "left_out", "info"),
        ("policy_weakened", "test", "error"),
        ("policy_weakened", "test", "error"),
        ("policy_weakened", "test", "error"),
        ("policy_weakened", "variable", "warn"),
    ]
    assert "shop sets +enabled: false on the tests of the mesh (" in found[1][3]
    assert "shop sets +severity: warn on the tests of the mesh (" in found[2][3]
    assert "shop sets +where: 1 = 0 on the tests of the mesh (" in found[3][3]
    assert 'was given mesh_judged_domains: ["other"].' in found[4][3]


def test_a_domain_may_have_models_of_any_name_that_the_hub_uses(newcomer: Newcomer) -> None:
    add_the_package(newcomer)
    names = ["reference__countries", "fct_mesh__findings", "mesh_policies", "stg_artifacts__resources"]
    for name in names:
        newcomer.write(f"models/{name}.sql", "select 1 as id")
    documented = [{"name": name, "description": "Our own.", "columns": [{"name": "id"}]} for name in names]
    newcomer.write("models/_own.yml", {"models": documented})
    results = newcomer.build()
    assert {f"model.shop.{name}" for name in names} <= set(results)


def test_a_parse_that_takes_warnings_for_errors_succeeds(newcomer: Newcomer) -> None:
    add_the_package(newcomer)
    parsed = newcomer.dbt("--warn-error", "parse", "--no-partial-parse")
    assert parsed.returncode == 0, parsed.stdout


def test_a_profile_called_hub_opens_nothing(newcomer: Newcomer) -> None:
    add_the_package(newcomer)
    newcomer.settings(profile="hub")
    newcomer.edit("profiles.yml", "shop:\n  outputs:", "hub:\n  outputs:")
    parsed = newcomer.dbt("parse")
    assert parsed.returncode == 0, parsed.stdout
    assert set(brought(newcomer)) == {"macros"}
