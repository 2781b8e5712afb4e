"""What the mesh makes of Project Evaluator's verdicts; each case of issue 8 beside one that must not be accused.

One mesh holds the cases 17 and 22 to 25. Each has projects of its own, and its test says what they are.
"""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import capture
import pytest
import yaml
from commons_package import copy_package, write_settings
from evaluated_mesh import Project, evaluate, write
from hub import HUB_SCHEMA, Hub, stage_hub

REJOINING = "fct_rejoining_of_upstream_concepts"
FANOUT = "fct_model_fanout"
EXCEPTIONS = "dbt_project_evaluator_exceptions"
INSTALLED = {"original_file_path": "models/x.sql", "schema_name": "x_of_lent"}
GRAPHLESS = ("graph_empty", "graph_missing")


def loop(name: str, first: str, *others: tuple[str, str]) -> Project:
    """Return a project in which `c` reads `first` directly and through `b`; others read besides."""
    reads = [(f"model.{name}.b", first), (f"model.{name}.c", first), (f"model.{name}.c", f"model.{name}.b")]
    seen = first.split(".")[2:]
    found = {"parent": ".".join(seen), "child": "c", "parent_and_child": "b", "is_loop_independent": True}
    return Project(name, [*reads, *others], facts={REJOINING: [found]})


def fan(name: str, ends: int, *others: tuple[str, str], is_found: bool = True, **values: Any) -> Project:
    """Return a project in which so many end models read `wide`; others read besides."""
    reads = [(f"model.{name}.end_{number}", f"model.{name}.wide") for number in range(ends)]
    found = [{"parent": "wide", "leaf_children": "end_0, and so on"}] if is_found else []
    facts = values.pop("facts", {})
    return Project(name, [*reads, *others], facts={FANOUT: found, **facts}, **values)


def through_source(name: str, owner: str, *read: str, count: int = 1) -> Project:
    """Return a project whose models read the models of another one behind its back."""
    reads, attributes = [], {}
    for model in read:
        source = f"source.{name}.x.{model}"
        attributes[source] = {"schema_name": owner}
        reads += [(f"model.{name}.reads_{model}_{number}", source) for number in range(count)]
    return Project(name, reads, attributes=attributes)


def chain(name: str, length: int, *others: tuple[str, str]) -> Project:
    """Return a project in which so many views stand on one another, v1 at the bottom."""
    ids = [f"model.{name}.v{number}" for number in range(1, length + 1)]
    reads = list(zip(ids[1:], ids[:-1], strict=True))
    return Project(name, [*others, *reads], attributes={unique_id: {"materialized": "view"} for unique_id in ids})


def the_mesh() -> list[Project]:
    """Return the mesh of all cases; those whose name begins with an x are not evaluated."""
    sourced = loop("sourced", "source.sourced.raw.a")
    pages = "exposure.paged.page"
    seeds = fan("seeded", 0, is_found=False)
    seeds.reads = [(f"model.seeded.end_{number}", "seed.seeded.wide") for number in range(3)]
    seeds.facts = {FANOUT: [{"parent": "wide", "leaf_children": "end_0, and so on"}]}
    excepted = {EXCEPTIONS: [{"fct_name": FANOUT, "column_name": "parent", "id_to_exclude": "w%", "comment": "agreed"}]}
    own_seed, beside = f"seed.{{}}.{EXCEPTIONS}", {"schema_name": "agreed_evaluator"}
    public = {"access": "public", "is_contract_enforced": False}
    unused = {"fct_unused_sources": [{"parent": "raw.a"}, {"parent": "raw.b"}]}
    chained = chain("chained", 7)
    chained.facts = {"fct_chained_views_dependencies": [{"parent": "v1", "child": "v7", "distance": 6}]}
    injected = {f"model.owner.t{n}": {"materialized": "view", "access": "protected"} for n in (1, 2)}
    misled = chain("misled", 5, ("model.misled.v1", "model.owner.t2"))
    misled.attributes |= injected
    misled.reads = [("model.owner.t2", "model.owner.t1"), *misled.reads]
    misled.facts = {"fct_chained_views_dependencies": [{"parent": "t1", "child": "v5", "distance": 6}]}
    stacked = chain("stacked", 4, ("model.stacked.v1", "model.stacking.v4"))
    exposing = Project(
        "exposing",
        [("exposure.exposing.page", "model.publisher.open"), ("exposure.exposing.page", "model.exposing.inside")],
        attributes={"model.publisher.open": {"access": "protected"}},
        facts={
            "fct_exposures_dependent_on_private_models": [
                {"exposure_name": "page", "parent_resource_name": name, "parent_resource_type": "model"}
                for name in ("open", "inside")
            ]
        },
    )
    return [
        # 17
        Project(
            "contracts",
            attributes={"model.contracts.both": public},
            facts={"fct_public_models_without_contract": [{"resource_name": "both"}]},
        ),
        Project("x_contracts", attributes={"model.x_contracts.policy_only": public}),
        # 17, of whose evaluator's graph nothing is there
        *(
            Project(
                name,
                attributes={f"model.{name}.both": public},
                facts={"fct_public_models_without_contract": [{"resource_name": "both"}]},
            )
            for name in GRAPHLESS
        ),
        # 10, each of its models has the name of one that is injected; from one of these the evaluator is kept away
        Project(
            "namesake",
            [("model.namesake.reader", f"model.namesake.{name}") for name in ("alone", "orders", "tariffs")],
            attributes={
                "model.owner.orders": {"file_path": ""},
                "model.owner.tariffs": {"file_path": "", "is_excluded": True},
                "model.owner.rates": {"file_path": ""},
            },
            facts={
                "fct_undocumented_models": [
                    {"resource_name": name} for name in ("alone", "orders", "tariffs", "rates")
                ],
                "fct_staging_dependent_on_staging": [{"child": "reader", "parent": "orders"}],
            },
        ),
        # 22, readers: the semantic model, the exposures and the analysis are none
        loop("semantic", "model.semantic.a", ("semantic_model.semantic.s", "model.semantic.b")),
        loop("paged", "model.paged.a", (pages, "model.paged.b"), (f"{pages}_2", "model.paged.b")),
        loop("analysed", "model.analysed.a", ("analysis.analysed.q", "model.analysed.b")),
        # the evaluator knows no semantic model and no reader in another project: these the mesh alone could count
        Project("x_of_semantic", [("semantic_model.x_of_semantic.s", "model.semantic.b")]),
        Project("x_of_paged", [("exposure.x_of_paged.page", "model.paged.b")]),
        Project("x_of_analysed", [("analysis.x_of_analysed.q", "model.analysed.b")]),
        sourced,
        loop("shared", "model.shared.a"),
        through_source("x_of_shared", "shared", "b"),
        # 22, leaves
        fan("shown", 3, ("exposure.shown.p", "model.shown.end_0"), ("semantic_model.shown.s", "model.shown.end_1")),
        Project(
            "x_of_shown",
            [
                ("exposure.x_of_shown.p", "model.shown.end_0"),
                ("semantic_model.x_of_shown.s", "model.shown.end_1"),
                ("analysis.x_of_shown.q", "model.shown.end_2"),
            ],
        ),
        fan("used", 3),
        through_source("x_of_used", "used", "end_0"),
        # 3 and 22, who installed it has a copy of all of it, and reads one of its ends
        fan("lent", 3),
        Project(
            "x_of_lent",
            [
                ("model.x_of_lent.mine", "model.lent.end_0"),
                *((f"model.lent.end_{number}", "model.lent.wide") for number in range(3)),
            ],
            {f"model.lent.{name}": INSTALLED for name in ("wide", "end_0", "end_1", "end_2")},
        ),
        seeds,
        # 23, found by the mesh only, and excepted
        fan("spread", 2, is_found=False),
        through_source("x_of_spread", "spread", "wide"),
        fan("agreed", 2, is_found=False, facts=excepted, attributes={own_seed.format("agreed"): beside}),
        through_source("x_of_agreed", "agreed", "wide"),
        # 27, its own exceptions are in another schema, and what an evaluator without them has left is not they
        fan("apart", 2, is_found=False, attributes={own_seed.format("apart"): {}}),
        through_source("x_of_apart", "apart", "wide"),
        fan("strict", 3, is_found=False),
        # 22, what a loader injects with its edges is there already
        fan("viewed", 2, is_found=False),
        Project("viewer", [(f"model.viewed.end_{number}", "model.viewed.wide") for number in range(2)]),
        # 23, only the pull request has it
        fan("request", 3, ("model.request.later", "model.request.wide"), only_built=("model.request.wide",)),
        # 23, sources, chains and exposures
        Project(
            "idle",
            [("model.idle.m", "source.idle.raw.c")],
            attributes={f"source.idle.raw.{name}": {"identifier": name} for name in "ab"},
            facts=unused,
        ),
        Project("x_of_idle", [("model.x_of_idle.m", "source.x_of_idle.raw.a")]),
        chained,
        misled,
        Project("owner", [("model.owner.t2", "model.owner.t1")], {"model.owner.t1": {"materialized": "table"}}),
        chain("stacking", 4),
        stacked,
        exposing,
        Project("publisher", attributes={"model.publisher.open": public | {"is_contract_enforced": True}}),
        # 24, whose tables a wrong entry of the registry names
        fan("true_owner", 3),
        Project("misplaced", [("model.misplaced.m", "model.misplaced.n")]),
        # 25
        measured(),
    ]


def measured() -> Project:
    """Return a project with three models, one of them described and tested, that sees four of another one's."""
    own = {f"model.measured.m{number}": {"is_described": number == 0} for number in range(3)}
    others = {f"model.owner.o{number}": {"is_described": True, "file_path": ""} for number in range(4)}
    facts = {
        "fct_documentation_coverage": [
            {"measured_at": "2026-06-01 12:00:00+02", "total_models": 7, "documentation_coverage_pct": 71.43}
        ],
        "fct_test_coverage": [{"measured_at": "2026-06-01 12:00:00+02", "total_models": 7, "test_coverage_pct": 14.29}],
    }
    tests = [(f"test.measured.t{number}.1", "model.measured.m0") for number in range(2)]
    return Project("measured", tests, attributes={**own, **others}, facts=facts)


REGISTRY: list[dict[str, Any]] = [
    *({"name": one.name, "warehouse": "w"} for one in the_mesh() if one.name != "misplaced"),
    {"name": "misplaced", "warehouse": "w", "evaluator": {"schema": "copied_from_true_owner"}},
    {"name": "duplicates", "projects": ["declares", "declares_too"], "warehouse": "w"},
]


@pytest.fixture(scope="module")
def judged(hub: Hub) -> Iterator[Hub]:
    """The hub over the mesh of all cases."""
    projects = the_mesh()
    for name in ("declares", "declares_too"):
        projects.append(Project(name, [(f"model.{name}.m", f"source.{name}.raw.twice")]))
    write(hub, *projects)
    zoned = {"duckdb": "timestamp with time zone", "postgres": "timestamptz"}[hub.engine]
    for one in projects:
        if not one.name.startswith("x_") and one.name != "misplaced":
            evaluate(hub, one, types={"measured_at": zoned})
    hub.execute("delete from graph_empty_evaluator.int_all_graph_resources")
    hub.execute("drop table graph_missing_evaluator.int_all_graph_resources")
    evaluate(hub, next(one for one in projects if one.name == "true_owner"), schema="copied_from_true_owner")
    hub.settings(mesh_domains=REGISTRY)
    hub.dbt("seed")
    hub.dbt("run", "--select", "+fct_mesh__findings", "+fct_evaluator__*", "+dim_mesh__projects")
    unique = [f"{name},test_name:has_unique_grain" for name in ("int_evaluator__review_*", "int_evaluator__mesh_*")]
    hub.dbt("test", "--select", *unique, "fct_evaluator__*,test_name:has_unique_grain")
    yield hub
    for schema in [*(f"{one.name}_evaluator" for one in projects), "copied_from_true_owner"]:
        hub.execute(f"drop schema if exists {schema} cascade")


def select(hub: Hub, query: str) -> list[tuple[Any, ...]]:
    """Rows of a query over the hub; a name in braces stands for one of its relations."""
    return hub.execute(re.sub(r"\{(\w+)\}", rf"{HUB_SCHEMA}.\1", query))


def reviews(hub: Hub, project: str, rule: str) -> dict[str, str]:
    """The reviews of a project's verdicts by one rule, by resource."""
    rows = select(
        hub,
        "select unique_id, review from {fct_evaluator__reviewed_findings}"
        f" where project_name = '{project}' and rule = '{rule}'",
    )
    return dict(rows)


def findings(hub: Hub, project: str, policy: str) -> list[tuple[Any, ...]]:
    """Condition, severity, resource and finder of a project's findings of one rule."""
    return select(
        hub,
        "select condition, severity, unique_id, found_by from {fct_mesh__findings}"
        f" where project_name = '{project}' and policy_id = '{policy}' order by 3",
    )


def message(hub: Hub, project: str, policy: str) -> str:
    """The text of a project's one finding of a rule."""
    [(text,)] = select(
        hub,
        f"select message from {{fct_mesh__findings}} where project_name = '{project}' and policy_id = '{policy}'",
    )
    return str(text)


def test_17_a_missing_contract_is_one_finding_with_both_sources(judged: Hub) -> None:
    """Policy and evaluator rule mean one fact; where only one of them saw it, it is that one's."""
    assert findings(judged, "contracts", "public_model_without_contract") == [
        ("always", "error", "model.contracts.both", "policy and evaluator")
    ]
    assert findings(judged, "contracts", "fct_public_models_without_contract") == []
    assert findings(judged, "x_contracts", "public_model_without_contract") == [
        ("always", "error", "model.x_contracts.policy_only", "policy")
    ]


@pytest.mark.parametrize("project", GRAPHLESS)
def test_17_without_the_evaluators_graph_its_verdicts_are_not_judged(judged: Hub, project: str) -> None:
    """A name without a graph is nobody's: the policy's finding stands alone, and the coverage says why."""
    assert findings(judged, project, "public_model_without_contract") == [
        ("always", "error", f"model.{project}.both", "policy")
    ]
    assert findings(judged, project, "fct_public_models_without_contract") == []
    rows = select(
        judged,
        f"select is_judged, reason, remedy from {{fct_evaluator__coverage}} where project_name = '{project}'"
        " and relation_name = 'fct_public_models_without_contract'",
    )
    assert [row[:2] for row in rows] == [(False, "graph_empty")]
    assert "Build the whole package" in rows[0][2]


def test_10_a_verdict_on_an_injected_models_name_is_pinned_on_no_model(judged: Hub) -> None:
    """Where two models have the name, the finding names both projects; where one can be meant, it is that one's."""
    rule = "fct_undocumented_models"
    assert [row[2] for row in findings(judged, "namesake", rule)] == [
        "model.namesake.alone",
        "model.namesake.tariffs",
        "orders",
    ]
    texts = select(
        judged, f"select message from {{fct_mesh__findings}} where policy_id = '{rule}' and unique_id = 'orders'"
    )
    assert texts == [("The model 'orders (of namesake or owner)' has no description.",)]
    related = select(
        judged,
        "select unique_id, related_project_name, related_unique_id, message from {fct_mesh__findings}"
        " where project_name = 'namesake' and policy_id = 'fct_staging_dependent_on_staging'",
    )
    assert [row[:3] for row in related] == [("model.namesake.reader", None, "orders")]
    assert "orders (of namesake or owner)" in related[0][3]


@pytest.mark.parametrize("project", ["semantic", "paged", "analysed", "sourced"])
def test_22_what_the_evaluator_does_not_count_clears_no_loop(judged: Hub, project: str) -> None:
    """A semantic model, an exposure or an analysis, at home and elsewhere, or a source as what is read twice."""
    assert reviews(judged, project, REJOINING) == {f"model.{project}.c": "confirmed"}
    assert findings(judged, project, REJOINING) == [("always", "warn", f"model.{project}.c", "evaluator")]


def test_22_another_project_that_reads_what_is_between_clears_the_loop(judged: Hub) -> None:
    """The reader comes through a source, so that no evaluator sees it."""
    assert reviews(judged, "shared", REJOINING) == {"model.shared.c": "cleared_by_mesh"}


def test_22_an_exposure_and_a_semantic_model_leave_a_leaf_a_leaf(judged: Hub) -> None:
    """Three end models, with pages, semantic models and an analysis, are a fan-out; a seed can have one too."""
    assert reviews(judged, "shown", FANOUT) == {"model.shown.wide": "confirmed"}
    assert findings(judged, "shown", FANOUT) == [("always", "warn", "model.shown.wide", "evaluator")]
    assert findings(judged, "seeded", FANOUT) == [("always", "warn", "seed.seeded.wide", "evaluator")]
    assert reviews(judged, "seeded", FANOUT) == {"seed.seeded.wide": "confirmed"}


def test_22_an_injected_reader_is_counted_once(judged: Hub) -> None:
    """Two leaves at home, which another project's graph shows again, are two."""
    [(detail,)] = select(
        judged, "select detail from {int_evaluator__mesh_model_fanout} where unique_id = 'model.viewed.wide'"
    )
    assert detail.startswith("2 leaf children")
    assert findings(judged, "viewed", FANOUT) == []


def test_22_a_reader_in_another_project_makes_a_leaf_none(judged: Hub) -> None:
    """Two leaves are left of three, and the threshold is three."""
    assert reviews(judged, "used", FANOUT) == {"model.used.wide": "cleared_by_mesh"}


def test_22_a_reader_in_a_project_that_installed_it_makes_a_leaf_none(judged: Hub) -> None:
    assert reviews(judged, "lent", FANOUT) == {"model.lent.wide": "cleared_by_mesh"}


@pytest.mark.parametrize(
    ("project", "rule", "untrue"),
    [("shared", REJOINING, "no other model reads"), ("used", FANOUT, "feeds many end models")],
)
def test_23_what_the_mesh_clears_is_no_warning(judged: Hub, project: str, rule: str, untrue: str) -> None:
    """It is listed, in words that are true; the confirmed one beside it keeps its own."""
    [(condition, severity, _, found_by)] = findings(judged, project, rule)
    assert (condition, severity, found_by) == ("cleared_by_mesh", "info", "evaluator")
    assert untrue not in message(judged, project, rule)
    assert untrue in message(judged, {"shared": "semantic", "used": "shown"}[project], rule)


def test_23_what_only_the_mesh_sees_is_a_finding_of_the_owner(judged: Hub) -> None:
    """Two end models at home and one elsewhere make three; nobody else is accused, nor who has three by agreement."""
    found = [("found_by_mesh_only", "warn", "model.spread.wide", "review")]
    assert findings(judged, "spread", FANOUT) == found
    assert select(
        judged,
        "select domain, found_by from {fct_evaluator__findings} where condition = 'found_by_mesh_only'"
        " and project_name = 'spread'",
    ) == [("spread", "review")]
    assert findings(judged, "x_of_spread", FANOUT) == []
    # three at home, and its evaluator, which may have another threshold, says nothing: the mesh adds nothing
    assert findings(judged, "strict", FANOUT) == []
    assert reviews(judged, "strict", FANOUT) == {"model.strict.wide": "not_comparable"}


def test_23_exceptions_of_the_evaluators_seed_are_respected(judged: Hub) -> None:
    """What the project excepts by a pattern is no finding of the mesh either."""
    assert findings(judged, "agreed", FANOUT) == []
    assert reviews(judged, "agreed", FANOUT) == {"model.agreed.wide": "excepted"}


def test_27_exceptions_in_another_schema_are_told_and_nobody_is_accused(judged: Hub) -> None:
    """The graph shows a seed of the project's own elsewhere: what it excepts is unknown, and so is what is left."""
    rows = select(
        judged,
        "select project_name, reason, remedy from {fct_evaluator__coverage} where not is_judged"
        " and relation_kind = 'exception' and project_name in ('apart', 'agreed', 'used')",
    )
    assert [row[:2] for row in rows] == [("apart", "exceptions_elsewhere")]
    assert "schema apart" in rows[0][2]
    assert "apart_evaluator" in rows[0][2]
    assert findings(judged, "apart", FANOUT) == []
    assert reviews(judged, "apart", FANOUT) == {"model.apart.wide": "not_comparable"}
    judged.dbt("test", "--select", "assert_evaluator_domains_reported", "--store-failures")
    warned = judged.execute(
        f"select reason from {HUB_SCHEMA}_dbt_test__audit.assert_evaluator_domains_reported"
        " where project_name = 'apart'"
    )
    assert warned == [("exceptions_elsewhere",)]


@pytest.mark.parametrize(
    ("project", "policy", "involved"),
    [
        ("used", FANOUT, "used x_of_used"),
        ("lent", FANOUT, "lent x_of_lent"),
        ("spread", FANOUT, "spread x_of_spread"),
        ("shared", REJOINING, "shared x_of_shared"),
        ("idle", "fct_unused_sources", "idle sourced x_of_idle"),
        ("misled", "fct_chained_views_dependencies", "misled owner"),
        ("stacked", "fct_chained_views_dependencies", "stacked stacking"),
        ("exposing", "fct_exposures_dependent_on_private_models", "exposing publisher"),
        ("declares", "fct_duplicate_sources", "declares declares_too"),
    ],
)
def test_18_what_the_mesh_makes_of_a_verdict_involves_who_contributes(
    judged: Hub, project: str, policy: str, involved: str
) -> None:
    """What the evaluator alone says involves its project alone."""
    rows = select(
        judged,
        "select distinct condition, involved_projects from {int_mesh__findings}"
        f" where project_name = '{project}' and policy_id = '{policy}'",
    )
    assert {names for condition, names in rows if condition != "always"} == {involved}
    assert {names for condition, names in rows if condition == "always"} <= {project}


def test_23_a_model_that_only_the_pull_request_has_is_reviewed(judged: Hub) -> None:
    """The evaluator's tables hold it and what reads it; what was gathered does not."""
    assert select(judged, "select * from {dim_mesh__resources} where unique_id = 'model.request.wide'") == []
    assert reviews(judged, "request", FANOUT) == {"model.request.wide": "confirmed"}


def test_23_an_unused_source_is_cleared_where_another_project_reads_the_table(judged: Hub) -> None:
    """Of two unused sources, the table of one is read elsewhere; neither is said to be read at home."""
    assert reviews(judged, "idle", "fct_unused_sources") == {
        "source.idle.raw.a": "cleared_by_mesh",
        "source.idle.raw.b": "confirmed",
    }
    assert [row[:2] for row in findings(judged, "idle", "fct_unused_sources")] == [
        ("cleared_by_mesh", "info"),
        ("always", "warn"),
    ]


def test_23_chains_of_views_are_followed_to_their_owners(judged: Hub) -> None:
    """Tables that are injected as views clear a chain; views of two projects make one that neither sees."""
    rule = "fct_chained_views_dependencies"
    assert reviews(judged, "chained", rule) == {"model.chained.v7": "confirmed"}
    assert reviews(judged, "misled", rule) == {"model.misled.v5": "cleared_by_mesh"}
    assert findings(judged, "stacked", rule) == [
        ("found_by_mesh_only", "warn", f"model.stacked.v{number}", "review") for number in (3, 4)
    ]
    assert findings(judged, "stacking", rule) == []


def test_23_an_exposure_on_another_projects_public_model_is_cleared(judged: Hub) -> None:
    """The owner says that the model is public; the exposure's own protected model is none."""
    rule = "fct_exposures_dependent_on_private_models"
    rows = select(
        judged,
        "select related_unique_id, review from {fct_evaluator__reviewed_findings} where project_name = 'exposing'"
        f" and rule = '{rule}'",
    )
    assert sorted(rows) == [("model.exposing.inside", "confirmed"), ("model.publisher.open", "cleared_by_mesh")]
    assert sorted(row[:2] for row in findings(judged, "exposing", rule)) == [
        ("always", "warn"),
        ("cleared_by_mesh", "info"),
    ]


def test_23_a_table_that_two_projects_of_a_domain_declare_is_found(judged: Hub) -> None:
    """Each of them is told; a table that two domains declare is judged by the policies."""
    rule = "fct_duplicate_sources"
    for project in ("declares", "declares_too"):
        assert findings(judged, project, rule) == [
            ("found_by_mesh_only", "warn", f"source.{project}.raw.twice", "review")
        ]
    assert findings(judged, "idle", rule) == []


def test_24_a_schema_with_another_projects_graph_is_the_wrong_project(judged: Hub) -> None:
    """Nothing of it is judged and nobody is accused; the project whose tables they are keeps its findings."""
    rows = select(
        judged,
        "select distinct is_judged, reason, remedy from {fct_evaluator__coverage} where project_name = 'misplaced'",
    )
    assert [row[:2] for row in rows] == [(False, "wrong_project")]
    assert "are of the project true_owner, not of misplaced" in rows[0][2]
    assert select(judged, "select * from {fct_evaluator__findings} where project_name = 'misplaced'") == []
    assert select(judged, "select * from {int_evaluator__projects} where project_name = 'misplaced'") == []
    assert findings(judged, "true_owner", FANOUT) == [("always", "warn", "model.true_owner.wide", "evaluator")]
    rows = select(judged, "select distinct reason from {fct_evaluator__coverage} where project_name = 'true_owner'")
    assert rows == [(None,)]


def test_25_metrics_are_of_the_projects_own_models(judged: Hub) -> None:
    """One of three models is described and has both tests, whatever is injected; the ratio is exact to a double."""
    rows = select(
        judged,
        "select metric, model_type, value, total_models from {fct_evaluator__coverage_metrics}"
        " where project_name = 'measured'",
    )
    assert set(rows) == {
        ("documentation_coverage_ratio", "all", 1 / 3, 3),
        ("documentation_coverage_ratio", "marts", 1 / 3, 3),
        ("test_coverage_ratio", "all", 1 / 3, 3),
        ("test_coverage_ratio", "marts", 1 / 3, 3),
        ("tests_per_model", "all", 2 / 3, 3),
    }
    rows = select(
        judged,
        "select documentation_coverage_pct from {stg_evaluator__fct_documentation_coverage}"
        " where project_name = 'measured'",
    )
    assert rows == [(71.43,)]


def test_25_the_moment_of_a_measurement_keeps_its_zone(judged: Hub) -> None:
    """Noon in Berlin is ten o'clock in UTC, whatever the zone of the hub's session."""
    noon = datetime.datetime(2026, 6, 1, 10, tzinfo=datetime.timezone.utc)
    rows = select(
        judged, "select distinct measured_at from {fct_evaluator__coverage_metrics} where project_name = 'measured'"
    )
    assert [moment for (moment,) in rows] == [noon]
    rows = select(judged, "select generated_at from {int_evaluator__projects} where project_name = 'measured'")
    assert rows == [(datetime.datetime(2026, 6, 1, 10),)]


REPORTED = ["build", "--indirect-selection", "cautious", "--exclude", "resource_type:unit_test"]
REPORTED += ["--select", "+assert_evaluator_domains_reported"]


def small_hub(folder: Path) -> Hub:
    """A hub of its own on DuckDB, without a registry."""
    folder.mkdir(parents=True)
    return stage_hub(folder, "duckdb")


def test_26_without_a_registry_the_default_schema_is_read(tmp_path: Path) -> None:
    """Of each gathered project; of one without tables the coverage says where they were looked for."""
    hub = small_hub(tmp_path / "hub")
    projects = [fan("found", 3), fan("lost", 3)]
    write(hub, *projects)
    evaluate(hub, projects[0])
    ended = hub.dbt(*REPORTED, "+stg_evaluator__fct_model_fanout")
    rows = select(
        hub,
        "select project_name, reason, min(remedy), count(*) from {fct_evaluator__coverage} group by 1, 2 order by 1",
    )
    assert [(row[0], row[1], row[3]) for row in rows] == [("found", None, 36), ("lost", "schema_missing", 36)]
    assert "Looked for in hub.lost_evaluator." in rows[1][2]
    assert select(hub, "select distinct project_name from {stg_evaluator__fct_model_fanout}") == [("found",)]
    # the registry cannot excuse the project that nobody registered
    assert "no table of dbt Project Evaluator was found" not in ended.stdout
    assert hub.results()["test.mesh_commons.assert_evaluator_domains_reported"] == "pass"


def test_26_a_mesh_without_the_evaluator_is_not_warned_for_ever(tmp_path: Path) -> None:
    """The log says where the tables were looked for; a registry that names an evaluator is taken at its word."""
    hub = small_hub(tmp_path / "hub")
    write(hub, fan("plain", 3))
    for domains, place, status in (
        ([{"name": "plain"}], "hub.plain_evaluator", "pass"),
        ([{"name": "plain", "evaluator": {"schema": "elsewhere"}}, {"name": "other"}], "hub.elsewhere", "warn"),
    ):
        hub.settings(mesh_domains=domains)
        ended = hub.dbt(*REPORTED)
        assert f"no table of dbt Project Evaluator was found. Looked in {place}" in ended.stdout
        assert hub.results()["test.mesh_commons.assert_evaluator_domains_reported"] == status


@pytest.mark.packages
@pytest.mark.skipif(capture.packages_dir() is None, reason="MESH_DBT_PACKAGES_DIR does not name the dbt packages")
def test_27_a_pull_request_with_exceptions_of_its_own_is_judged(tmp_path: Path) -> None:
    """A seed as the evaluator's documentation has it, the recipe as ours has it, and no difference unexplained."""
    packages = capture.packages_dir()
    assert packages
    copy = capture.prepare(capture.PROJECTS / "warehouse", "v1.3.2", packages, tmp_path)
    database = str(copy / "mesh.duckdb")
    dbt = [sys.executable, "-m", "dbt.cli.main", "--no-version-check", "--no-use-colors"]
    settings = yaml.safe_load((copy / "dbt_project.yml").read_text())
    settings["seeds"]["dbt_project_evaluator"][EXCEPTIONS] = {"+enabled": False}
    settings["seeds"]["warehouse"] = {EXCEPTIONS: {"+schema": "evaluator"}}
    settings["vars"] = {"exclude_packages": ["mesh_commons"]}
    (copy / "seeds").mkdir(exist_ok=True)
    (copy / "seeds" / f"{EXCEPTIONS}.csv").write_text(
        "fct_name,column_name,id_to_exclude,comment\nfct_root_models,child,copied%,imported by hand\n"
    )
    copy_package(copy / "dbt_packages" / "mesh_commons")
    write_settings(copy / "dbt_packages" / "mesh_commons", mesh_domains=[{"name": "warehouse"}])
    capture.list_packages(copy)
    for kind in ("models", "seeds"):
        settings[kind]["mesh_commons"] = {"+schema": "mesh"}
    (copy / "dbt_project.yml").write_text(yaml.safe_dump(settings, sort_keys=False))
    subprocess.run([*dbt, "parse", "--profiles-dir", "."], cwd=copy, check=True, capture_output=True)
    gather = [sys.executable, "-m", "mesh_commons", "gather", "--quiet", "--database", database, str(copy)]
    subprocess.run(gather, check=True, capture_output=True)
    (copy / "models" / "staging" / "added_later.sql").write_text("select 1 as id")
    command = ["build", "--profiles-dir", ".", "--select", "package:dbt_project_evaluator", EXCEPTIONS]
    command += ["+fct_evaluator__findings", "+fct_evaluator__parity", "+fct_evaluator__coverage_metrics"]
    command += ["--exclude", "resource_type:test", "resource_type:unit_test"]
    environment = {**os.environ, "DBT_MESH_COMMONS": "hub"}
    ended = subprocess.run([*dbt, *command], cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-3000:]
    hub = Hub(copy, "duckdb", database)
    rows = hub.execute("select id_to_exclude from warehouse_mesh.stg_evaluator__dbt_project_evaluator_exceptions")
    assert rows == [("copied%",)]
    # the domain's own models are told apart from the hub's, which its graph holds during the pull request
    roots = hub.execute("select child from warehouse_mesh.stg_evaluator__fct_root_models")
    assert ("added_later",) in roots
    assert ("copied_orders",) not in roots
    assert hub.execute(
        "select distinct package_name from warehouse_mesh.stg_evaluator__int_all_graph_resources"
        " where package_name = 'mesh_commons'"
    ) == [("mesh_commons",)]
    others = "select unique_id from warehouse_mesh.fct_evaluator__findings where unique_id like '%mesh_commons%'"
    assert hub.execute(others) == []
    parity = (
        "select explanation, count(*) from warehouse_mesh.fct_evaluator__parity where unique_id like '%{}%' group by 1"
    )
    assert hub.execute(parity.format("mesh_commons")) == []
    assert [why for why, _ in hub.execute(parity.format("")) if why is None] == []
    assert "what was gathered before" in str(hub.execute(parity.format("added_later")))
    counted = "select total_models from warehouse_mesh.fct_evaluator__coverage_metrics where model_type = 'all' limit 1"
    own = len(list((copy / "models").rglob("*.sql")))
    assert hub.execute(counted) == [(own,)]
