"""Where resources are built, who may read them, and how pull requests are cleaned up after."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def places(commons: Any, **options: str) -> dict[str, str]:
    """Schema and alias of the resources, by name, as dbt itself lists them."""
    keys = ("--output", "json", "--output-keys", "name version schema alias")
    listed = commons.dbt("ls", "--select", "path:models/conventions", "--resource-type", "model", *keys, **options)
    assert listed.success, listed.text
    models = [json.loads(line) for line in listed.result]
    return {f"{m['name']}{m.get('version') or ''}": f"{m['schema']}.{m['alias']}" for m in models}


@pytest.fixture
def unparsed(duckdb_commons: Any) -> Any:
    """The project without its manifest, so that names are made anew."""
    from dataclasses import replace

    return replace(duckdb_commons, manifest=None)


def test_production_has_one_schema_per_domain(unparsed: Any) -> None:
    assert places(unparsed) == {
        "granted_orders": "commons_mart.granted_orders",
        "team_orders": "commons_mart.team_orders",
        "staged_orders": "commons_mart_staging.orders",
        "people_orders": "people_mart.people_orders",
        "prices1": "commons_mart.prices_v1",
        "prices2": "commons_mart.prices_v2",
    }


def test_sandbox_is_one_schema_whose_names_tell_the_domain(unparsed: Any) -> None:
    assert places(unparsed, target="sandbox") == {
        "granted_orders": "sandbox_ana.commons__granted_orders",
        "team_orders": "sandbox_ana.commons__team_orders",
        "staged_orders": "sandbox_ana.commons__staging__orders",
        "people_orders": "sandbox_ana.people__people_orders",
        "prices1": "sandbox_ana.commons__prices_v1",
        "prices2": "sandbox_ana.commons__prices_v2",
    }


def test_pull_request_has_a_schema_of_its_own(unparsed: Any) -> None:
    first = places(unparsed, target="sandbox", MESH_PULL_REQUEST="12", MESH_PULL_REQUEST_DATE="20240229")
    assert first["staged_orders"] == "pr_commons_12_20240229.commons__staging__orders"
    # what dbt remembers of the last parse must not put one pull request into the schema of another
    second = places(unparsed, target="sandbox", MESH_PULL_REQUEST="13", MESH_PULL_REQUEST_DATE="20240229")
    assert second["staged_orders"] == "pr_commons_13_20240229.commons__staging__orders"


def schema_name(commons: Any, target: str, *options: str, **environment: str) -> Any:
    """What the schema rule says of a plain model."""
    arguments = {"custom_schema_name": None, "node": {"config": {}}}
    call = json.dumps({"macro": "mesh_schema_name", "arguments": arguments})
    return commons.dbt("run-operation", "answer", "--args", call, *options, target=target, **environment)


def test_pull_request_is_dated_today_unless_told(duckdb_commons: Any) -> None:
    answer = schema_name(duckdb_commons, "sandbox", MESH_PULL_REQUEST="7").answer
    assert answer == f"pr_commons_7_{TODAY:%Y%m%d}"


def test_without_registry_a_project_is_its_own_domain(company: Any) -> None:
    bare = company(mesh_domains=[])
    assert schema_name(bare, "duckdb").answer == "commons"
    outcome = bare.ask("grants_for", {})
    assert not outcome.success
    assert "the registry has no domain with the project 'commons'" in outcome.text


def test_production_of_an_unregistered_project_is_refused(company: Any) -> None:
    others = company(mesh_domains=[{"name": "finance"}])
    outcome = schema_name(others, "duckdb")
    assert not outcome.success
    assert "no domain of the registry has the project 'commons'" in outcome.text
    assert schema_name(others, "sandbox").answer == "sandbox_ana"


def test_what_the_mesh_agrees_on_is_no_variable_of_a_project(duckdb_commons: Any) -> None:
    own = "{mesh_fiscal_year_first_month: 7}"
    outcome = duckdb_commons.ask("fiscal_year", {"column": "order_date"}, "--vars", own)
    assert not outcome.success
    assert "the project 'commons' sets this variable, but the whole mesh has to agree" in outcome.text
    same = "{mesh_fiscal_year_first_month: 4}"
    assert duckdb_commons.ask("fiscal_year", {"column": "order_date"}, "--vars", same).success


@pytest.mark.parametrize("key", ["projects", "groups", "schemas"])
def test_a_text_in_place_of_a_list_is_refused(company: Any, key: str) -> None:
    outcome = schema_name(company(mesh_domains=[{"name": "hr", "projects": ["commons"], key: "commons"}]), "duckdb")
    assert not outcome.success
    assert "domain 'hr' has" in outcome.text


def test_long_names_stay_apart_in_a_sandbox(duckdb_commons: Any) -> None:
    def alias(name: str) -> str:
        arguments = {"custom_alias_name": None, "node": {"name": name, "config": {}}}
        call = json.dumps({"macro": "mesh_alias_name", "arguments": arguments})
        return duckdb_commons.dbt("run-operation", "answer", "--args", call, target="sandbox").answer

    longest = "m" * 54
    assert alias(longest) == f"commons__{longest}"
    assert len({alias(longest + "a"), alias(longest + "b")}) == 2
    assert len(alias(longest + "a")) == 63


@pytest.mark.parametrize(
    ("target", "environment", "message"),
    [
        ("misplaced_sandbox", {}, "production schema of the domain 'commons'"),
        ("duckdb", {"MESH_PULL_REQUEST": "1"}, "a production one"),
        ("sandbox", {"MESH_PULL_REQUEST": "abc"}, "digits only"),
        ("sandbox", {"MESH_PULL_REQUEST": "1; drop"}, "digits only"),
        ("sandbox", {"MESH_PULL_REQUEST": "1", "MESH_PULL_REQUEST_DATE": "20230229"}, "YYYYMMDD"),
        ("sandbox", {"MESH_PULL_REQUEST": "1" * 50}, "63 characters"),
    ],
)
def test_unsafe_place_is_refused(duckdb_commons: Any, target: str, environment: Any, message: str) -> None:
    outcome = schema_name(duckdb_commons, target, **environment)
    assert not outcome.success
    assert message in outcome.text


def test_grants_follow_the_registry(duckdb_commons: Any) -> None:
    def grants(**arguments: str) -> Any:
        return duckdb_commons.ask("grants_for", arguments).answer

    assert grants(access="public") == {"select": ["mesh_team", "mesh_readers"]}
    assert grants(access="private") == grants() == {"select": ["mesh_team"]}
    assert grants(access="public", domain="people") == {}


def test_sandbox_grants_nothing(duckdb_commons: Any) -> None:
    call = json.dumps({"macro": "grants_for", "arguments": {"access": "public"}})
    assert duckdb_commons.dbt("run-operation", "answer", "--args", call, target="sandbox").answer == {}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"access": "open"}, "'public', 'protected' or 'private'"),
        ({"domain": "nowhere"}, "the registry has no domain 'nowhere'"),
    ],
)
def test_wrong_grant_is_refused(duckdb_commons: Any, arguments: Any, message: str) -> None:
    outcome = duckdb_commons.ask("grants_for", arguments)
    assert not outcome.success
    assert message in outcome.text


def test_groups_that_are_no_list_are_refused(company: Any) -> None:
    outcome = company(mesh_domains=[{"name": "commons", "reader_groups": "all"}]).ask("grants_for", {})
    assert not outcome.success
    assert "domain 'commons' has `reader_groups` 'all', not a list" in outcome.text


@pytest.mark.postgres
def test_groups_may_read_what_the_registry_says(postgres_commons: Any) -> None:
    may = "select has_table_privilege('{}', 'commons_mart.{}', 'select'), has_schema_privilege('{}', '{}', 'usage')"
    team, readers = "mesh_team", "mesh_readers"
    assert postgres_commons.sql(may.format(readers, "granted_orders", readers, "commons_mart")) == [(True, True)]
    assert postgres_commons.sql(may.format(readers, "team_orders", readers, "people_mart")) == [(False, True)]
    assert postgres_commons.sql(may.format(team, "team_orders", team, "commons_mart")) == [(True, True)]


@pytest.mark.parametrize(
    ("engine", "statement"),
    [
        ("default", 'grant usage on schema "mart" to a, b;'),
        ("databricks", "grant use schema on schema `mart` to `a`;\ngrant use schema on schema `mart` to `b`;"),
        ("duckdb", ""),
        ("bigquery", ""),
    ],
)
def test_schema_usage_is_granted_as_the_engine_says_it(duckdb_commons: Any, engine: str, statement: str) -> None:
    arguments = {"schemas": ["mart"], "grantees": ["a", "b"]}
    assert duckdb_commons.ask(f"{engine}__grant_schema_usage", arguments).answer == statement


def dated(days_ago: int, number: int = 1, project: str = "commons") -> str:
    """The name of a pull request's schema of so many days ago."""
    return f"pr_{project}_{number}_{TODAY - datetime.timedelta(days=days_ago):%Y%m%d}"


def test_only_old_pull_request_schemas_are_dropped(commons: Any) -> None:
    old = [dated(31), dated(400, 123)]
    kept = [
        dated(30),
        dated(0),
        dated(-40),
        dated(31, project="finance"),
        dated(31, project="commons_2"),
        dated(31) + "_copy",
        dated(31, 9).replace("pr_", "Pr_"),
        "my_" + dated(31),
        "pr_commons_1_20239999",
        "pr_commons_1_2023010",
        "pr_commons_x_20230101",
        'pr_commons_1_20230101"; drop schema commons_mart cascade; --',
    ]
    quoted = ['"' + name.replace('"', '""') + '"' for name in old + kept]
    commons.sql(*(f"create schema {name}" for name in quoted), f'create table "{old[0]}".t as select 1 as i')

    def schemas() -> set[str]:
        return {name for (name,) in commons.sql("select schema_name from information_schema.schemata")}

    before = schemas()
    rehearsal = commons.ask("drop_pull_request_schemas", {"older_than_days": 30})
    assert rehearsal.answer == sorted(old)
    assert schemas() == before
    assert "drop_pull_request_schemas: 2 to drop. Run again with dry_run: false to drop them." in rehearsal.messages

    own = {"MESH_PULL_REQUEST": "123", "MESH_PULL_REQUEST_DATE": old[1][-8:]}
    arguments = {"older_than_days": 30, "dry_run": False}
    assert commons.ask("drop_pull_request_schemas", arguments, **own).answer == [old[0]]
    assert commons.ask("drop_pull_request_schemas", arguments).answer == [old[1]]
    assert schemas() == before - set(old)
    assert commons.ask("drop_pull_request_schemas", {**arguments, "project": "finance"}).answer == [
        dated(31, project="finance")
    ]
    commons.sql(*(f"drop schema {name}" for name in quoted if "finance" not in name and name.strip('"') not in old))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"older_than_days": 0}, "1 or more"),
        ({"older_than_days": "14"}, "1 or more"),
        ({"older_than_days": 14, "dry_run": "false"}, "true or false"),
    ],
)
def test_unclear_clean_up_is_refused(duckdb_commons: Any, arguments: Any, message: str) -> None:
    outcome = duckdb_commons.ask("drop_pull_request_schemas", arguments)
    assert not outcome.success
    assert message in outcome.text
