"""`reference()` finds the hub's table from a domain, and the local model where the domain builds its own."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from commons_package import write_settings
from reference_hub import duckdb_profile, run_dbt, stage_package

duckdb = pytest.importorskip("duckdb")

SELECT = "select country_code, country_name from {{ mesh_commons.reference('countries') }}"


@pytest.fixture
def domain(tmp_path, reference_on_duckdb):
    """A domain project that installs the package and has the hub's database attached."""
    project = tmp_path / "domain"
    (project / "models").mkdir(parents=True)
    # What `dbt deps` would make; it is spared here because it is slow.
    (project / "dbt_packages").mkdir()
    (project / "dbt_packages" / "mesh_commons").symlink_to(reference_on_duckdb, target_is_directory=True)
    attached = [{"path": str(reference_on_duckdb / "hub.duckdb"), "alias": "hub", "read_only": True}]
    profile = duckdb_profile("finance", project / "finance.duckdb", attach=attached)
    (project / "profiles.yml").write_text(profile, encoding="utf-8")
    packages = {"packages": [{"local": str(reference_on_duckdb)}]}
    (project / "packages.yml").write_text(json.dumps(packages), encoding="utf-8")
    (project / "models" / "customers.sql").write_text(SELECT, encoding="utf-8")
    write_project(project)
    return project


def write_project(project, **settings):
    base = {"name": "finance", "profile": "finance", "config-version": 2}
    (project / "dbt_project.yml").write_text(json.dumps({**base, **settings}), encoding="utf-8")


def built(project):
    """Return the names of all relations of the domain's own database."""
    with closing(duckdb.connect(str(project / "finance.duckdb"), read_only=True)) as connection:
        rows = connection.execute("select table_name from information_schema.tables order by table_name").fetchall()
    return [name for (name,) in rows]


def parents(project):
    manifest = json.loads((project / "target" / "manifest.json").read_text(encoding="utf-8"))
    return manifest["nodes"]["model.finance.customers"]["depends_on"]["nodes"]


def test_domain_reads_the_table_of_the_hub_and_builds_none_of_its_own(domain):
    write_project(domain, vars={"mesh_reference_database": "hub"}, models={"finance": {"+materialized": "table"}})
    done = run_dbt(domain, "build")
    assert done.returncode == 0, done.stdout
    assert built(domain) == ["customers"]
    assert parents(domain) == []
    with closing(duckdb.connect(str(domain / "finance.duckdb"), read_only=True)) as connection:
        rows = connection.execute("select country_name from mesh_hub.customers where country_code = 'NA'").fetchall()
    assert rows == [("Namibia",)]


def test_place_of_the_shared_tables_may_stand_among_the_variables_of_the_package(domain):
    variables = {"mesh_reference_database": "warehouse", "mesh_reference_schema": "commons"}
    write_project(domain, vars={"mesh_commons": variables})
    done = run_dbt(domain, "compile", "--select", "customers")
    assert done.returncode == 0, done.stdout
    compiled = (domain / "target" / "compiled" / "finance" / "models" / "customers.sql").read_text(encoding="utf-8")
    assert '"warehouse"."commons"."reference__countries"' in compiled


def test_domain_may_build_and_test_the_tables_itself(domain):
    done = run_dbt(domain, "build", DBT_MESH_COMMONS="reference")
    assert done.returncode == 0, done.stdout
    assert "unique_reference__countries_country_code" in done.stdout
    assert "calendar_has_iso_week_53" in done.stdout
    assert parents(domain) == ["model.mesh_commons.reference__countries"]
    tables = {"customers", "reference__calendar", "reference__countries", "seed_reference__countries"}
    assert tables <= set(built(domain))


def test_a_misspelt_room_is_refused(domain):
    done = run_dbt(domain, "parse", DBT_MESH_COMMONS="References")
    assert done.returncode == 2
    assert "DBT_MESH_COMMONS with another value than commons, reference or hub" in done.stdout


def test_a_missing_table_is_named_with_what_to_do(domain):
    done = run_dbt(domain, "build")
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert 'the table "finance"."mesh_hub"."reference__countries" does not exist' in said
    assert "DBT_MESH_COMMONS=reference" in said


def test_unknown_name_is_refused_with_the_names_there_are(domain):
    (domain / "models" / "customers.sql").write_text(SELECT.replace("countries", "contries"), encoding="utf-8")
    done = run_dbt(domain, "parse")
    assert done.returncode == 2
    assert "reference: no reference table 'contries'. Write one of: calendar, countries, currencies" in done.stdout
    assert "customers" in done.stdout


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"mesh_calendar_first_day": "1.1.2000"}, "the calendar is to run from '1.1.2000'"),
        ({"mesh_calendar_first_day": "2050-01-01"}, "are 0 days"),
        ({"mesh_fiscal_year_first_month": 13}, "mesh_fiscal_year_first_month is '13'"),
    ],
)
def test_calendar_refuses_a_range_that_cannot_be(tmp_path, variables, message):
    project = stage_package(tmp_path / "hub")
    write_settings(project, **variables)
    (project / "profiles.yml").write_text(duckdb_profile("mesh_commons", project / "hub.duckdb"), encoding="utf-8")
    done = run_dbt(project, "parse")
    assert done.returncode == 2
    assert message in done.stdout
