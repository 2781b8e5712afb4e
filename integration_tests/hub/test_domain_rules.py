"""A domain brings a rule of its own as a dbt model; what that finds joins the findings, and fails nobody else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from hub import HUB_SCHEMA, Hub
from mesh_rows import project, resource

SCHEMA = "rules_of_domains"


def rule(project_name: str, name: str, identifier: str | None = None) -> dict[str, Any]:
    """Return a model that holds findings; its database is the hub's."""
    place = {"database_name": None, "schema_name": SCHEMA, "identifier": identifier or name}
    return resource(project_name, f"model.{project_name}.{name}", **place)


def holding(unique_id: str, project_name: str | None = None) -> dict[str, Any]:
    """Return what a model says of itself."""
    said = {"scope": "findings", "policy": None, "setting": None, "value": "true", "number": None}
    return {"project_name": project_name or unique_id.split(".")[1], "unique_id": unique_id, **said}


@pytest.fixture(scope="module")
def judged(hub: Hub) -> Iterator[Hub]:
    """Give the hub, in which two domains have rules; of one of them a table is missing, of one a column."""
    rules = [
        rule("bank", "dates"),
        rule("bank", "bare"),
        rule("bank", "gone"),
        rule("bank", "lacking"),
        rule("shop", "clean", "Clean"),
        rule("shop", "helper"),
        # each version is a rule, and two projects make one name of theirs
        *(rule("shop", f"aged.v{number}", "aged") | {"name": "aged", "version": number} for number in "12"),
        rule("bank", "x__y"),
        rule("bank__x", "y"),
        # an installed package brings no rule
        resource("shop", "model.kit.dates", schema_name=SCHEMA),
    ]
    models = [resource("bank", "model.bank.bills"), resource("shop", "model.shop.carts")]
    ids = ["model.bank.dates", "model.bank.bare", "model.bank.gone", "model.bank.lacking", "model.shop.clean"]
    ids += ["model.shop.aged.v1", "model.shop.aged.v2", "model.bank.x__y", "model.bank__x.y"]
    soon = datetime.date.today() + datetime.timedelta(days=30)
    hub.write(
        projects=[project(name, adapter_type="snowflake") for name in ("bank", "shop", "bank__x")],
        resources=[*models, *rules],
        policy_settings=[*map(holding, ids), holding("model.kit.dates", "shop")],
        exceptions=[
            {"project_name": "bank", "unique_id": "model.bank.bills", "policy": "bank__bare", "reason": "Being moved."}
            | {"approved_by": "a@example.com", "expires_on_text": str(soon), "expires_on": soon}
        ],
    )
    hub.execute(f"create schema if not exists {SCHEMA}")
    tables = {
        "dates": "select 'model.bank.bills' as unique_id, 'Bills have {no} date.' as message, 'ERROR' as severity, "
        "'Add one.' as fix union all select 'model.bank.bills', 'A lesser thing.', 'info', null "
        "union all select 'model.shop.carts', 'Theirs has none.', 'error', null "
        "union all select null, 'Nobody has one.', 'grave', null",
        "bare": "select 'model.bank.bills' as unique_id, 'The {resource} is odd.' as message",
        "lacking": "select 'model.bank.bills' as unique_id",
        '"Clean"': "select 'model.shop.carts' as unique_id, 'x' as message where 1 = 0",
        "aged": "select 'model.shop.carts' as unique_id, 'x' as message where 1 = 0",
        "helper": "select 'model.shop.carts' as unique_id, 'x' as message",
    }
    for name, query in tables.items():
        hub.execute(f"create table {SCHEMA}.{name} as {query}")
    hub.dbt(
        "build",
        *("--exclude-resource-type", "unit_test", "test"),
        *(
            "--select",
            "+fct_mesh__findings",
            "+fct_mesh__policy_coverage",
            "+fct_mesh__policies_in_force",
            "+fct_mesh__exceptions",
        ),
    )
    yield hub
    hub.execute(f"drop schema {SCHEMA} cascade")


def test_what_a_rule_finds_joins_the_findings_of_its_own_domain(judged: Hub) -> None:
    rows = judged.execute(
        "select policy_id, domain, unique_id, severity, message, fix, is_excepted "
        f"from {HUB_SCHEMA}.fct_mesh__findings where found_by = 'domain' order by 1, 3, 5"
    )
    see, filled = "See model.bank.{}.", "The protected model 'bills' is odd."
    assert rows == [
        ("bank__bare", "bank", "model.bank.bills", "warn", filled, see.format("bare"), True),
        ("bank__dates", "bank", "model.bank.bills", "error", "Bills have {no} date.", "Add one.", False),
        # what another domain owns, or nobody, is a finding of the rule itself
        ("bank__dates", "bank", "model.bank.dates", "warn", "Nobody has one.", see.format("dates"), False),
        ("bank__dates", "bank", "model.bank.dates", "error", "Theirs has none.", see.format("dates"), False),
    ]


def test_an_exception_from_an_own_rule_holds_and_is_accused_of_nothing(judged: Hub) -> None:
    excepted = f"select policy_id, status from {HUB_SCHEMA}.fct_mesh__exceptions"
    assert judged.execute(excepted) == [("bank__bare", "valid")]
    accused = f"select * from {HUB_SCHEMA}.fct_mesh__findings where policy_id = 'exception_invalid'"
    assert judged.execute(accused) == []


def test_findings_of_own_rules_have_ids_of_their_own(judged: Hub) -> None:
    ((count, ids),) = judged.execute(
        f"select count(*), count(distinct finding_id) from {HUB_SCHEMA}.fct_mesh__findings where found_by = 'domain'"
    )
    assert (count, ids) == (4, 4)


def test_a_rule_whose_table_cannot_be_read_is_not_judged(judged: Hub) -> None:
    rows = judged.execute(
        "select policy_id, project_name, is_judged, reason "
        f"from {HUB_SCHEMA}.fct_mesh__policy_coverage where policy_id like '%\\_\\_%' escape '\\' order by 1"
    )
    assert rows == [
        ("bank__bare", "bank", True, None),
        ("bank__dates", "bank", True, None),
        ("bank__gone", "bank", False, f"Its table {SCHEMA}.gone cannot be read from here."),
        ("bank__lacking", "bank", False, "Its table lacks the column unique_id or message."),
        # one name of two
        ("model.bank.x__y", "bank", False, f"Its table {SCHEMA}.x__y cannot be read from here."),
        ("model.bank__x.y", "bank__x", False, f"Its table {SCHEMA}.y cannot be read from here."),
        ("shop__aged_v1", "shop", True, None),
        ("shop__aged_v2", "shop", True, None),
        ("shop__clean", "shop", True, None),
    ]


def test_a_rule_is_in_force_in_the_domain_that_brought_it_and_in_no_other(judged: Hub) -> None:
    rows = judged.execute(
        f"select domain, policy_id, comes_from from {HUB_SCHEMA}.fct_mesh__policies_in_force "
        "where policy_id in ('bank__dates', 'shop__clean') order by 1"
    )
    assert rows == [("bank", "bank__dates", "domain"), ("shop", "shop__clean", "domain")]


def test_the_rules_of_domains_fail_a_test_and_what_is_said_of_them_weakens_nothing(judged: Hub) -> None:
    ended = judged.dbt("test", "--select", "rules_of_domains", check=False)
    assert ended.returncode == 1
    assert "Got 3 results" in ended.stdout
    own = '{"mesh_judged_domains": ["shop"]}'
    judged.dbt("test", "--select", "rules_of_domains", "--vars", own)
    weakened = f"select * from {HUB_SCHEMA}.fct_mesh__findings where policy_id = 'policy_weakened'"
    assert judged.execute(weakened) == []
