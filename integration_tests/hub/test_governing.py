"""How the mesh is governed over time: the council decides, domains tighten, some try to weaken, exceptions run out.

One mesh, told on several days. Nothing about it changes but the day and what is decided; who states what stands in it
from the beginning.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hub import HUB_SCHEMA, Hub
from mesh_rows import edge, project, resource

DECISIONS = "seeds/hub/governance/mesh_policy_decisions.csv"
EXCEPTIONS = "seeds/hub/governance/mesh_exceptions.csv"
CONTRACT = "public_model_without_contract"
UNUSED = "public_model_unused"
REGISTRY: list[dict[str, Any]] = [
    {"name": "finance", "owner": {"name": "Ledger", "email": "ledger@example.com"}, "projects": ["finance"]},
    {"name": "strict", "projects": ["strict"], "groups": [{"project": "clinic", "group": "safety"}]},
    {"name": "clinic", "projects": ["clinic"]},
]


def public(project_name: str, name: str, **values: Any) -> dict[str, Any]:
    """Return a public model without a contract."""
    return resource(project_name, f"model.{project_name}.{name}", access="public", **values)


def setting(
    unique_id: str, policy: str | None, value: str, key: str | None = "severity", scope: str = "resource"
) -> dict[str, Any]:
    """Return what a resource or group states of a policy."""
    return {
        "project_name": unique_id.split(".")[1],
        "unique_id": unique_id,
        "scope": scope,
        "policy": policy,
        "setting": key,
        "value": value,
        "number": float(value) if value.isdecimal() else None,
    }


def exception(unique_id: str, index: int = 1, **said: Any) -> dict[str, Any]:
    """Return an exception of a resource from the contract policy; `until` is its last day."""
    until = said.pop("until", "2026-06-30")
    try:
        expires_on = datetime.fromisoformat(until)
    except (TypeError, ValueError):
        expires_on = None
    return {
        "project_name": unique_id.split(".")[1],
        "unique_id": unique_id,
        "exception_index": index,
        "policy": CONTRACT,
        "reason": "The old reader goes in summer.",
        "approved_by": "Council",
        "expires_on_text": until,
        "expires_on": expires_on,
        **said,
    }


def key(
    unique_id: str, name: str | None, value: str, column: str | None = None, scope: str = "other"
) -> dict[str, Any]:
    """Return a key of `meta.mesh` that is said of no policy."""
    return setting(unique_id, None, value, key=name, scope=scope) | {"column_name": column}


def group(project_name: str, name: str, package: str | None = None) -> dict[str, Any]:
    """Return a group."""
    return {
        "project_name": project_name,
        "unique_id": f"group.{package or project_name}.{name}",
        "group_name": name,
        "package_name": package or project_name,
    }


def the_mesh() -> dict[str, list[dict[str, Any]]]:
    """Return the mesh."""
    names = ("bills", "costs", "fees", "taxes", "blank", "spare", "loans", "rates", "bonds")
    # what is said in vain is said where nothing else is wrong
    vain = [public("finance", f"vain_{number}", is_contract_enforced=True) for number in range(1, 8)]
    resources = [
        *(public("finance", name) for name in names),
        # of a folder, one with and one without a contract
        public("finance", "old_a", original_file_path="models/legacy/old_a.sql"),
        public("finance", "old_b", original_file_path="models/legacy/old_b.sql", is_contract_enforced=True),
        public("finance", "older", original_file_path="models/legacy_not/older.sql"),
        public("strict", "rows", is_contract_enforced=True),
        public("strict", "seen", is_contract_enforced=True),
        public("clinic", "ward", is_contract_enforced=True),
        public("clinic", "alarms", is_contract_enforced=True, group_name="safety"),
        public("clinic", "trials", is_contract_enforced=True, group_name="research"),
        *vain,
        resource("finance", "source.finance.erp.bills"),
        public("clinic", "beds", is_contract_enforced=True),
        # installed by clinic
        resource("clinic", "model.tool.days", access="public"),
        resource("lender", "model.lender.reader"),
    ]
    return {
        "projects": [project(name, adapter_type="snowflake") for name in ("finance", "strict", "clinic", "lender")],
        "resources": resources,
        "tags": [{"project_name": "clinic", "unique_id": "model.clinic.beds", "column_name": None, "tag": "night"}],
        "edges": [edge("lender", "model.strict.seen", "model.lender.reader")],
        "groups": [group("clinic", "safety"), group("clinic", "research"), group("clinic", "theirs", "tool")],
        "policy_settings": [
            # strict asks for more of all that is its own, one model of clinic for itself, and a group for its members
            setting("model.strict.seen", UNUSED, "error", scope="domain"),
            setting("model.clinic.ward", UNUSED, "warn"),
            setting("group.clinic.research", UNUSED, "error"),
            setting("model.clinic.trials", UNUSED, "error", scope="tag") | {"tag": "night"},
            setting("model.clinic.trials", UNUSED, "error", scope="tag") | {"tag": "nihgt"},
            # an installed package asks for nothing
            setting("group.tool.theirs", CONTRACT, "warn") | {"project_name": "clinic"},
            # one states less, one what nobody understands, one a policy that there is not, and one nothing readable
            setting("model.finance.bills", CONTRACT, "warn"),
            setting("model.finance.costs", CONTRACT, "fatal"),
            setting("model.finance.fees", f"{CONTRACT}s", "error"),
            setting("model.finance.taxes", None, "[1]", key=None),
            setting("model.finance.taxes", CONTRACT, "3", key="threshold"),
            # of two conditions it raises one; of an evaluator's rule too it states less
            setting("model.finance.loans", "source_is_another_domains_model", "warn"),
            setting("model.finance.rates", "public_model_undocumented.short", "40", key="threshold"),
            setting("model.finance.bonds", "public_model_undocumented.short", "4", key="threshold"),
            # keys that nobody reads: misspelt, of a column, of a source
            key("model.finance.vain_1", "polices", "{}"),
            key("model.finance.vain_1", "p" * 1_000_000, "{}"),
            key("model.finance.vain_1", "policies", '{"a":"error"}', column="id"),
            key("model.finance.vain_1", "policies", '{"a":"error"}', column="no"),
            key("model.finance.vain_2", "mask", "hash", column="id"),
            key("model.finance.vain_2", None, "[1,2]", scope="mesh"),
            key("model.finance.vain_2", None, '"no"', scope="findings"),
            key("source.finance.erp.bills", None, "true", scope="findings"),
            key("group.clinic.research", "exception", "[]"),
            key("group.tool.theirs", "exception", "[]") | {"project_name": "clinic"},
            # no name of a policy; and one statement for the model and for its domain
            setting("model.finance.vain_3", f"{CONTRACT}.always.x", "warn"),
            setting("model.finance.vain_3", CONTRACT, "warn"),
            setting("model.finance.vain_3", CONTRACT, "w" * 1_000_000, scope="domain"),
            setting("model.finance.vain_3", "p" * 1_000_000, "error"),
            setting("model.finance.vain_3", "p" * 1_000_001, "error"),
        ],
        "exceptions": [
            exception("model.finance.bills"),
            exception("model.finance.costs", reason=None),
            exception("model.finance.fees", until="next summer"),
            exception("model.finance.taxes", until="2099-12-31"),
            exception("model.finance.blank", policy="public_model_without_contracts"),
            exception("model.strict.rows"),
            # two for one resource: the one that still holds goes before the one that is over
            exception("model.finance.spare", 1, until="2026-01-10"),
            exception("model.finance.spare", 2, until="2026-05-31"),
            exception("model.finance.loans", policy="exception_invalid"),
            exception("model.finance.rates", approved_by="LEDGER@example.com"),
            exception("model.finance.bonds", other_keys="condition"),
            exception("model.finance.vain_4", policy=f"{CONTRACT}.always"),
            exception("model.finance.vain_5", policy="policy_weakened.weaker"),
            exception(
                "model.finance.vain_6", policy=None, reason=None, approved_by=None, until=None, other_shape="null"
            ),
            exception(
                "model.finance.vain_7", policy="p" * 1_000_000, until="t" * 1_000_000, other_keys="k" * 1_000_000
            ),
        ],
    }


TABLES = ("findings", "exceptions", "exception_debt", "policies_in_force")


def build(hub: Hub, day: str, *selected: str, **variables: Any) -> None:
    """Build models as of a day."""
    given = json.dumps({"mesh_today": day, **variables})
    hub.dbt("build", "--exclude-resource-type", "unit_test", "test", "--vars", given, "--select", *selected)


def tell(hub: Hub, day: str, **variables: Any) -> None:
    """Build what depends on the day."""
    parts = ("int_mesh__policies_in_force", "int_mesh__exceptions")
    build(hub, day, *(f"{part}+,+fct_mesh__{table}" for part in parts for table in TABLES), **variables)


def severities(hub: Hub, policy: str, where: str = "true") -> dict[str, str]:
    """Return the severity of each finding of a policy, by resource; of what is excepted `excepted`."""
    return dict(
        hub.execute(
            "select unique_id, case when is_excepted then 'excepted' else severity end "
            f"from {HUB_SCHEMA}.fct_mesh__findings where policy_id = '{policy}' and {where} order by 1"
        )
    )


def conditions(hub: Hub, policy: str) -> set[tuple[str, str]]:
    """Return resource and condition of each finding of a policy."""
    query = f"select unique_id, condition from {HUB_SCHEMA}.fct_mesh__findings where policy_id = '{policy}'"
    return set(hub.execute(query))


@pytest.fixture(scope="module")
def governed(hub: Hub) -> Iterator[Hub]:
    """Give the hub with the mesh, and put its seeds back afterwards."""
    for seed in (DECISIONS, EXCEPTIONS):
        shutil.copyfile(hub.directory / seed, hub.directory / f"{seed}.kept")
    hub.settings(mesh_domains=REGISTRY)
    hub.write(**the_mesh())
    with (hub.directory / DECISIONS).open("a", encoding="utf-8") as decisions:
        for stage, severity, day in (
            ("proposed", "error", "2026-01-01"),
            ("trial", "error", "2026-02-01"),
            ("enforced", "error", "2026-03-01"),
            ("retired", "", "2026-05-01"),
        ):
            decisions.write(f"{UNUSED},,{stage},{severity},,{day},Council,2025-12-01,Nobody reads them.\n")
    with (hub.directory / EXCEPTIONS).open("a", encoding="utf-8") as exceptions:
        exceptions.write(f"{CONTRACT},finance,,./models/legacy/,Goes with the old ledger.,Council,2026-03-31\n")
        exceptions.write(f"{CONTRACT},finance,,models/no_such,Nothing there.,Council,2026-03-31\n")
    yield hub
    for seed in (DECISIONS, EXCEPTIONS):
        (hub.directory / f"{seed}.kept").replace(hub.directory / seed)


@pytest.fixture(scope="module")
def january(governed: Hub) -> Hub:
    """Give the hub as of the 15th of January."""
    build(governed, "2026-01-15", *(f"+fct_mesh__{table}" for table in TABLES))
    return governed


def test_decisions_about_all_conditions_pass_the_tests_of_their_seed(january: Hub) -> None:
    january.dbt("test", "--select", "mesh_policy_decisions", "mesh_exceptions")


def test_decisions_that_cannot_be_kept_are_errors_at_once(january: Hub) -> None:
    undocumented = "public_model_undocumented,short,enforced"
    rows = [
        f"{CONTRACT}s,,retired,,,2026-01-01,Council,2026-01-01,There is none.",
        f"{CONTRACT},alwys,retired,,,2026-01-01,Council,2026-01-01,Misspelt.",
        f"{CONTRACT},,enforced,,3,2026-01-01,Council,2026-01-01,It compares with nothing.",
        *(
            f"{undocumented},,{threshold},2030-01-0{day},Council,2026-01-01,No number."
            for day, threshold in enumerate(("abc", "nan", "1e309", "-5", ".", "1.2.3"), 1)
        ),
        f"{undocumented},,12.5,2030-01-09,Council,2026-01-02,A number.",
    ]
    decisions = january.directory / DECISIONS
    kept = decisions.read_text(encoding="utf-8")
    decisions.write_text("\n".join([kept.rstrip(), *rows, ""]), encoding="utf-8")
    try:
        ended = january.dbt(
            *("build", "--select", "mesh_policy_decisions", "assert_every_decision_is_of_a_condition"),
            *("--indirect-selection", "cautious"),
            check=False,
        )
    finally:
        decisions.write_text(kept, encoding="utf-8")
        january.dbt("seed", "--select", "mesh_policy_decisions")
    assert ended.returncode == 1
    assert "Got 9 results" in ended.stdout


def test_exceptions_of_nothing_are_errors_at_once(january: Hub) -> None:
    exceptions = january.directory / EXCEPTIONS
    kept = exceptions.read_text(encoding="utf-8")
    rows = ["finnce,,models/legacy", ",,models/legacy", "finance,,", "finance,model.finance.bills,models/legacy"]
    added = [f"{CONTRACT},{row},Why.,Council,2026-03-31" for row in rows]
    exceptions.write_text("\n".join([kept.rstrip(), *added, ""]), encoding="utf-8")
    try:
        ended = january.dbt(
            *("build", "--select", "mesh_exceptions", "assert_every_exception_is_of_something"),
            *("--indirect-selection", "cautious"),
            check=False,
        )
    finally:
        exceptions.write_text(kept, encoding="utf-8")
        january.dbt("seed", "--select", "mesh_exceptions")
    assert ended.returncode == 1
    assert "Got 4 results" in ended.stdout


def test_what_is_proposed_is_listed_and_its_coming_severity_is_said(january: Hub) -> None:
    found = january.execute(
        f"select severity, coming_severity, cast(coming_on as varchar(10)) from {HUB_SCHEMA}.fct_mesh__findings "
        f"where policy_id = '{UNUSED}' and unique_id = 'model.finance.bills'"
    )
    assert found == [("info", "warn", "2026-02-01")]


def test_a_domain_a_group_a_tag_and_a_resource_ask_for_more(january: Hub) -> None:
    found = severities(january, UNUSED, "project_name in ('strict', 'clinic')")
    assert found == {
        # the domain strict: its project and its group in another one
        "model.strict.rows": "error",
        "model.clinic.alarms": "error",
        "model.clinic.trials": "error",
        "model.clinic.beds": "error",
        "model.clinic.ward": "warn",
    }
    said = january.execute(
        f"select distinct severity_stated_by from {HUB_SCHEMA}.fct_mesh__findings "
        f"where policy_id = '{UNUSED}' and domain = 'strict'"
    )
    assert said == [("model.strict.seen",)]


def test_what_is_in_force_in_a_domain_and_where_it_comes_from_is_one_row(january: Hub) -> None:
    rows = january.execute(
        "select domain, policy_id, stage, severity, mesh_severity, comes_from, tightened_resource_count "
        f"from {HUB_SCHEMA}.fct_mesh__policies_in_force where policy_id in ('{UNUSED}', '{CONTRACT}') "
        "and domain in ('finance', 'strict', 'clinic') order by 1, 2"
    )
    assert rows == [
        ("clinic", UNUSED, "proposed", "info", "info", "decision", 3),
        ("clinic", CONTRACT, "enforced", "error", "error", "package", 0),
        ("finance", UNUSED, "proposed", "info", "info", "decision", 0),
        ("finance", CONTRACT, "enforced", "error", "error", "package", 0),
        ("strict", UNUSED, "proposed", "error", "info", "domain", 3),
        ("strict", CONTRACT, "enforced", "error", "error", "package", 0),
    ]


def test_a_weakening_is_ignored_and_found_and_so_is_what_says_nothing(january: Hub) -> None:
    assert conditions(january, "policy_weakened") == {
        ("model.finance.bills", "weaker"),
        ("model.finance.costs", "unreadable"),
        ("model.finance.fees", "unknown"),
        ("model.finance.taxes", "wrong_shape"),
        ("model.finance.taxes", "not_needed"),
        ("model.finance.bonds", "weaker"),
        # warn for a source that is public elsewhere is what the mesh says; for the other it is less
        ("model.finance.loans", "weaker"),
        *(("model.finance.vain_1", condition) for condition in ("unknown_key", "wrong_place")),
        *(("model.finance.vain_2", condition) for condition in ("wrong_shape", "not_a_rule")),
        ("source.finance.erp.bills", "wrong_place"),
        ("group.clinic.research", "unknown_key"),
        ("model.clinic.trials", "unknown_tag"),
        *(("model.finance.vain_3", condition) for condition in ("unknown", "weaker", "unreadable")),
    }
    assert severities(january, CONTRACT, "unique_id = 'model.finance.fees'") == {"model.finance.fees": "error"}


@pytest.mark.parametrize(
    ("planted", "unique_id"),
    [
        (("policy_weakened", "not_a_rule", "warn"), "model.finance.vain_2"),
        (("policy_weakened", "unknown_key", "warn"), "model.finance.vain_1"),
        (("policy_weakened", "unknown_tag", "warn"), "model.clinic.trials"),
        (("policy_weakened", "wrong_place", "warn"), "source.finance.erp.bills"),
        (("policy_weakened", "wrong_shape", "warn"), "model.finance.vain_2"),
        (("exception_invalid", "not_whole", "error"), "model.finance.vain_4"),
        (("exception_invalid", "unknown_key", "error"), "model.finance.bonds"),
    ],
)
def test_what_is_said_in_vain_is_a_finding(january: Hub, planted: tuple[str, ...], unique_id: str) -> None:
    found = january.execute(
        f"select policy_id, condition, severity from {HUB_SCHEMA}.fct_mesh__findings "
        f"where unique_id = '{unique_id}' and policy_id = '{planted[0]}'"
    )
    assert planted in found


def messages(hub: Hub, policy: str, unique_id: str) -> list[str]:
    """Return message and remedy of each finding of a policy on a resource."""
    return [
        f"{message} {fix}"
        for message, fix in hub.execute(
            f"select message, fix from {HUB_SCHEMA}.fct_mesh__findings "
            f"where policy_id = '{policy}' and unique_id = '{unique_id}' order by 1"
        )
    ]


def test_what_is_said_in_vain_is_told_with_its_place_and_what_is_read_there(january: Hub) -> None:
    at = "of its column '{}' (models/x.sql), where the mesh does not read it. State it of a group or a resource itself"
    first, second, misspelt, long = messages(january, "policy_weakened", "model.finance.vain_1")
    assert f"has the key '{'p' * 97}...' in `meta.mesh` (models/x.sql)" in long
    assert "has the key 'polices' in `meta.mesh` (models/x.sql)" in misspelt
    assert "reads there: policies, domain_policies, tag_policies, exceptions, findings, deprecation_date, " in misspelt
    assert f"public model 'vain_1' has 'policies' in `meta.mesh` {at.format('id')}" in first
    assert f"public model 'vain_1' has 'policies' in `meta.mesh` {at.format('no')}" in second
    shape, rule = messages(january, "policy_weakened", "model.finance.vain_2")
    assert "has '[1,2]' for `meta.mesh` (models/x.sql), where the mesh reads a mapping only." in shape
    assert """says `findings: "no"` in `meta.mesh` (models/x.sql); only `true` makes""" in rule
    (of_group,) = messages(january, "policy_weakened", "group.clinic.research")
    assert "group 'research' has the key 'exception' in `meta.mesh` (clinic)" in of_group


def test_texts_of_any_length_are_told_apart_and_told_in_a_line(january: Hub) -> None:
    lengths = january.execute(
        f"select max(length(message)), max(length(fix)), count(*), count(distinct finding_id) "
        f"from {HUB_SCHEMA}.fct_mesh__findings where policy_id in ('exception_invalid', 'policy_weakened')"
    )
    ((message, fix, count, distinct),) = lengths
    assert message < 600
    assert fix < 500
    assert count == distinct
    assert len(messages(january, "policy_weakened", "model.finance.vain_3")) == 5


def test_an_exception_says_what_is_wrong_with_it_and_nothing_else(january: Hub) -> None:
    def told(name: str) -> str:
        (message,) = messages(january, "exception_invalid", f"model.finance.{name}")
        return message

    assert f"model 'costs' from '{CONTRACT}' has no reason. Complete" in told("costs")
    assert f"model 'fees' from '{CONTRACT}' ends on 'next summer', which is no date like 2027-01-31." in told("fees")
    assert f"model 'bonds' from '{CONTRACT}' has keys that the mesh does not read: condition." in told("bonds")
    assert f"names '{CONTRACT}.always', a condition of a policy" in told("vain_4")
    assert f"Write `{CONTRACT}`, if all" in told("vain_4")
    assert "model 'vain_6' is 'null'. Complete" in told("vain_6")
    assert severities(january, CONTRACT, "unique_id = 'model.finance.bonds'") == {"model.finance.bonds": "error"}


def test_an_exception_that_holds_takes_its_finding_from_the_tests_and_leaves_it_in_the_tables(january: Hub) -> None:
    found = severities(january, CONTRACT)
    assert found == {
        "model.finance.bills": "excepted",
        "model.finance.spare": "excepted",
        "model.finance.old_a": "excepted",
        "model.finance.rates": "excepted",
        **dict.fromkeys(
            [f"model.finance.{name}" for name in ("costs", "fees", "taxes", "blank", "loans", "bonds", "older")],
            "error",
        ),
    }


def test_an_exception_that_does_not_hold_is_found(january: Hub) -> None:
    assert conditions(january, "exception_invalid") == {
        ("model.finance.costs", "incomplete"),
        ("model.finance.fees", "incomplete"),
        ("model.finance.taxes", "over_long"),
        ("model.finance.blank", "unknown"),
        ("model.strict.rows", "unmatched"),
        ("model.finance.spare", "expired"),
        ("model.finance.loans", "not_exceptable"),
        ("model.finance.bonds", "unknown_key"),
        ("model.finance.vain_4", "not_whole"),
        ("model.finance.vain_5", "not_exceptable"),
        ("model.finance.vain_6", "incomplete"),
        ("model.finance.vain_7", "incomplete"),
        ("project.finance", "unmatched"),
    }


def test_who_asks_may_be_forbidden_to_grant(january: Hub) -> None:
    january.settings(mesh_domains=REGISTRY, mesh_forbids_own_approvers=True)
    tell(january, "2026-01-15")
    found = conditions(january, "exception_invalid")
    excepted = severities(january, CONTRACT, "unique_id = 'model.finance.rates'")
    january.settings(mesh_domains=REGISTRY)
    tell(january, "2026-01-15")
    assert ("model.finance.rates", "own_approver") in found
    assert excepted == {"model.finance.rates": "error"}


def test_no_run_decides_who_may_grant(january: Hub) -> None:
    given = ("--vars", "{mesh_forbids_own_approvers: true}")
    ended = january.dbt("compile", "--select", "int_mesh__exceptions", *given, check=False)
    assert ended.returncode == 2
    assert "mesh_forbids_own_approvers: the project 'mesh_commons' sets this variable" in ended.stdout


def test_what_is_excepted_is_counted_for_each_domain(january: Hub) -> None:
    debt = january.execute(
        "select domain, exception_count, excepted_finding_count, ending_in_30_days_count, invalid_count, "
        f"cast(next_end_on as varchar(10)) from {HUB_SCHEMA}.fct_mesh__exception_debt order by 1"
    )
    assert debt == [
        ("clinic", 0, 0, 0, 0, None),
        ("finance", 5, 4, 0, 11, "2026-03-31"),
        ("lender", 0, 0, 0, 0, None),
        ("strict", 1, 0, 0, 0, "2026-06-30"),
    ]


def test_the_clock_moves_a_policy_through_its_life(january: Hub) -> None:
    """A trial warns, enforcement fails, and what is retired is no finding even where a domain asks for it less."""
    told = {}
    for day in ("2026-02-28", "2026-03-01", "2026-04-30", "2026-05-01"):
        tell(january, day)
        told[day] = severities(january, UNUSED, "unique_id = 'model.finance.bills'").get("model.finance.bills")
    assert told == {"2026-02-28": "warn", "2026-03-01": "error", "2026-04-30": "error", "2026-05-01": None}
    # nor where one asks for it more: that is told
    assert severities(january, UNUSED) == {}
    found = january.execute(
        f"select policy_id, condition, severity, unique_id from {HUB_SCHEMA}.fct_mesh__findings "
        "where condition = 'retired' order by unique_id"
    )
    speakers = ("group.clinic.research", "model.clinic.trials", "model.clinic.ward", "model.strict.seen")
    assert found == [("policy_weakened", "retired", "info", speaker) for speaker in speakers]


def test_who_asked_for_more_before_the_mesh_went_beyond_it_weakens_nothing(january: Hub) -> None:
    told = {}
    for day in ("2026-02-28", "2026-03-01"):
        tell(january, day)
        told[day] = {
            ("policy_weakened", condition)
            for unique_id, condition in conditions(january, "policy_weakened")
            if unique_id == "model.clinic.ward"
        }
    assert told == {"2026-02-28": set(), "2026-03-01": {("policy_weakened", "overtaken")}}


def test_an_exception_holds_on_its_last_day_and_not_the_day_after(january: Hub) -> None:
    tell(january, "2026-03-31")
    assert severities(january, CONTRACT, "unique_id = 'model.finance.old_a'") == {"model.finance.old_a": "excepted"}
    tell(january, "2026-04-01")
    assert severities(january, CONTRACT, "unique_id = 'model.finance.old_a'") == {"model.finance.old_a": "error"}
    assert ("project.finance", "expired") in conditions(january, "exception_invalid")


def test_a_finding_that_is_excepted_fails_no_test(january: Hub) -> None:
    tell(january, "2026-03-01")
    # everything else that has no contract gets one
    kept = "('model.finance.bills', 'model.finance.spare', 'model.finance.old_a', 'model.finance.rates')"
    january.execute(
        f"delete from {HUB_SCHEMA}.fct_mesh__findings where policy_id = '{CONTRACT}' and unique_id not in {kept}"
    )
    january.dbt("test", "--select", CONTRACT)
    tell(january, "2026-07-01")
    ended = january.dbt("test", "--select", CONTRACT, check=False)
    assert ended.returncode == 1
