"""The hub's models do what their YAML says, on every engine."""

from __future__ import annotations

import itertools
import random
from collections import deque
from pathlib import Path
from typing import Any

import pytest
import yaml
from hub import HUB_SCHEMA, ROOT, Hub
from mesh_rows import edge, key_test, project, resource

MODELS = ROOT / "models" / "hub"
SEEDS = ROOT / "seeds" / "hub" / "governance"


def yaml_files() -> list[Path]:
    """Return every properties file of the package's models and seeds."""
    return sorted([*(ROOT / "models").rglob("*.yml"), *(ROOT / "seeds").rglob("*.yml")])


def documented_columns() -> dict[str, list[str]]:
    """Return the columns that the YAML documents, by model and seed.

    A policy has first those that all policies have. Some models pass on all columns of the shared schema's
    `resources`, and document only what they add.
    """
    (source,) = yaml.safe_load((MODELS / "staging/artifacts/_artifacts__sources.yml").read_text())["sources"]
    documented = {}
    for path in yaml_files():
        properties = yaml.safe_load(path.read_text(encoding="utf-8"))
        for node in properties.get("models", []) + properties.get("seeds", []):
            documented[node["name"]] = [column["name"] for column in node.get("columns", [])]
    # the words are the seed's, the id is the model's name, and what identifies a finding is chosen of its columns
    given = ("policy_id", "identity", "involved_projects", "member_number", "message", "fix")
    keys = [name for name in documented["int_mesh__policy_findings"] if name not in given]
    for name in documented:
        if name.startswith("policy__"):
            documented[name] = keys + documented[name]
    (resources,) = (item["columns"] for item in source["tables"] if item["name"] == "resources")
    for name in ("stg_artifacts__resources", "int_mesh__nodes"):
        documented[name] = sorted({column["name"] for column in resources} | set(documented[name]))
    return documented


def two_projects() -> dict[str, list[dict[str, Any]]]:
    """Return a mesh in which marketing reads finance by ref and through a back door, and closes a circle by it."""
    sound = {"access": "public", "is_contract_enforced": True, "description": "One row per day."}
    products = {"finance": "model.finance.orders", "marketing": "model.marketing.spend"}
    keys = [key_test(*product) for product in products.items()]
    return {
        "projects": [project("finance"), project("marketing")],
        "resources": [
            resource("finance", "model.finance.orders", **sound),
            resource("finance", "model.finance.ledger"),
            resource("finance", "source.finance.mkt.spend", schema_name="MARKETING", identifier="Spend"),
            resource("marketing", "model.finance.orders", access="public"),
            resource("marketing", "model.marketing.spend", **sound),
            resource("marketing", "source.marketing.fin.ledger", schema_name="finance"),
        ],
        "edges": [
            edge("marketing", "model.finance.orders", "model.marketing.spend"),
            edge("marketing", "source.marketing.fin.ledger", "model.marketing.spend"),
            edge("finance", "source.finance.mkt.spend", "model.finance.orders"),
        ],
        "node_columns": [
            {
                "project_name": project_name,
                "unique_id": unique_id,
                "column_name": "id",
                "column_index": 1,
                "description": "The day.",
            }
            for project_name, unique_id in products.items()
        ],
        "data_tests": [row for key in keys for row in key["data_tests"]],
        "tested_nodes": [row for key in keys for row in key["tested_nodes"]],
    }


def test_every_column_is_documented_and_every_documented_column_exists(hub: Hub) -> None:
    hub.write(**two_projects())
    hub.dbt("build", "--exclude-resource-type", "unit_test", "test")
    built = {name: columns for name, columns in hub.columns().items() if not name.startswith("dbt_")}
    assert built
    documented = documented_columns()
    for name in ("stg_artifacts__resources", "int_mesh__nodes"):
        built[name].sort()
    assert {name: documented.get(name) for name in built} == built


def test_findings_of_two_projects_that_read_each_other_in_a_circle(hub: Hub) -> None:
    hub.write(**two_projects())
    ended = hub.dbt("build", "--exclude-resource-type", "unit_test", check=False)
    assert ended.returncode == 1
    findings = hub.execute(
        f"select policy_id, severity, domain, unique_id, related_unique_id from {HUB_SCHEMA}.fct_mesh__findings "
        "order by 1, 3, 4"
    )
    assert findings == [
        ("cycle_between_models", "error", "finance", "model.finance.orders", "model.marketing.spend"),
        ("cycle_between_models", "error", "marketing", "model.marketing.spend", "model.finance.orders"),
        ("source_is_another_domains_model", "warn", "finance", "source.finance.mkt.spend", "model.marketing.spend"),
        (
            "source_is_another_domains_model",
            "error",
            "marketing",
            "source.marketing.fin.ledger",
            "model.finance.ledger",
        ),
    ]
    statuses = {key.split(".")[2]: value for key, value in hub.results().items() if key.startswith("test.")}
    assert statuses["cycle_between_models"] == "fail"
    assert statuses["source_is_another_domains_model"] == "fail"
    assert statuses["public_model_without_contract"] == "pass"


def test_a_policy_with_warnings_only_warns(hub: Hub) -> None:
    mesh = two_projects()
    mesh["resources"] = [row for row in mesh["resources"] if row["unique_id"] != "model.finance.ledger"]
    mesh["edges"] = mesh["edges"][2:]
    hub.write(**mesh)
    hub.dbt("build", "--exclude-resource-type", "unit_test")
    statuses = {key.split(".")[2]: value for key, value in hub.results().items() if key.startswith("test.")}
    assert statuses["source_is_another_domains_model"] == "warn"


def failed_tests(hub: Hub) -> set[str]:
    """Return the names of the tests that failed in dbt's last run."""
    return {key.split(".")[2] for key, value in hub.results().items() if key.startswith("test.") and value == "fail"}


def test_a_finding_fails_only_the_domain_that_can_mend_it(hub: Hub) -> None:
    hub.write(**two_projects())
    hub.dbt("build", "--exclude-resource-type", "test", "unit_test", "--exclude", "fct_mesh__finding_history+")
    test = ("test", "--exclude", "fct_mesh__finding_history+", "test_type:unit", "--vars")
    hub.dbt(*test, "mesh_judged_domains: marketing", check=False)
    assert failed_tests(hub) == {"cycle_between_models", "source_is_another_domains_model"}
    ended = hub.dbt(*test, "mesh_judged_domains: [Finance]", check=False)
    assert ended.returncode == 1
    assert failed_tests(hub) == {"cycle_between_models"}
    # what finance does as a warning is one still
    assert {key.split(".")[2] for key, value in hub.results().items() if value == "warn"} == {
        "source_is_another_domains_model"
    }


def test_a_run_cannot_answer_for_a_domain_of_which_nothing_is_known(hub: Hub) -> None:
    hub.write(**two_projects())
    hub.dbt("build", "--exclude-resource-type", "test", "unit_test", "--exclude", "fct_mesh__finding_history+")
    test = ("test", "--exclude", "fct_mesh__finding_history+", "test_type:unit", "--vars")
    hub.dbt(*test, "mesh_judged_domains: [it's no domain]", check=False)
    assert failed_tests(hub) == {"assert_every_judged_domain_is_known"}


@pytest.mark.parametrize(
    ("registered", "failing"),
    [
        # the project that runs dbt is the hub's own here
        ({"name": "quiet", "projects": ["mesh_commons"]}, {"assert_every_judged_domain_is_known"}),
        ({"name": "finance", "projects": ["finance", "mesh_commons"]}, {"cycle_between_models"}),
        ({"name": "finance"}, {"cycle_between_models", "source_is_another_domains_model"}),
    ],
)
def test_a_project_answers_for_the_domains_that_the_registry_gives_it(
    duckdb_hub: Hub, registered: dict[str, Any], failing: set[str]
) -> None:
    duckdb_hub.settings(mesh_domains=[registered])
    duckdb_hub.write(**two_projects())
    duckdb_hub.dbt("build", "--exclude-resource-type", "test", "unit_test", "--exclude", "fct_mesh__finding_history+")
    duckdb_hub.dbt("test", "--exclude", "fct_mesh__finding_history+", "test_type:unit", check=False)
    assert failed_tests(duckdb_hub) == failing


def test_unit_tests_pass(hub: Hub) -> None:
    hub.write(**two_projects())
    hub.dbt("run", "--exclude", "fct_mesh__findings")
    hub.dbt("test", "--select", "test_type:unit")
    assert {name.split(".")[2] for name in hub.results()} >= {path.stem for path in MODELS.rglob("policy__*.sql")}


def test_names_with_quotes_unicode_and_dots_stay_apart(hub: Hub) -> None:
    odd = "o'b\"r.ien 表"
    hub.write(
        projects=[project("finance"), project("märkte")],
        resources=[
            resource("finance", f"model.finance.{odd}", access="public", name=odd, identifier=odd),
            resource("finance", "model.finance.ien 表", name="ien 表", schema_name="finance.o'b\"r"),
            resource("märkte", "source.märkte.x.y", schema_name="FINANCE", identifier=odd.upper()),
            resource("märkte", "model.märkte.m"),
        ],
        edges=[edge("märkte", "source.märkte.x.y", "model.märkte.m")],
    )
    hub.dbt("build", "--exclude-resource-type", "unit_test", check=False)
    found = hub.execute(
        f"select related_unique_id, fix from {HUB_SCHEMA}.fct_mesh__findings "
        "where policy_id = 'source_is_another_domains_model'"
    )
    ((related, fix),) = found
    assert related == f"model.finance.{odd}"
    assert fix.startswith(f"Replace the source by ref('finance', '{odd}').")


def test_an_empty_mesh_builds_and_has_no_findings(hub: Hub) -> None:
    hub.write()
    hub.dbt("build", "--exclude-resource-type", "unit_test")
    assert hub.execute(f"select count(*) from {HUB_SCHEMA}.fct_mesh__findings") == [(0,)]


def test_a_hub_into_which_nothing_was_gathered_says_what_to_do(hub: Hub) -> None:
    ended = hub.dbt("run", "--select", "stg_artifacts__projects", "--vars", "mesh_artifacts_schema: empty", check=False)
    assert "nothing was gathered into this schema. Run `mesh gather`" in ended.stdout


@pytest.mark.parametrize("seed", [1, 2])
def test_reachability_equals_a_walk_from_every_node(hub: Hub, seed: int) -> None:
    dice = random.Random(seed)
    names = [f"model.p.m{number}" for number in range(60)]
    # parents of any order, so that there are cycles, a model that reads itself and hubs
    pairs = {(names[int(60 * dice.random() ** 2)], dice.choice(names)) for _ in range(90)} | {(names[7], names[7])}
    hub.write(
        projects=[project("p")],
        resources=[resource("p", name) for name in names],
        edges=[edge("p", *pair) for pair in sorted(pairs)],
    )
    hub.dbt("run", "--select", "+fct_mesh__reachability")
    found = hub.execute(
        f"select ancestor_unique_id, descendant_unique_id, distance from {HUB_SCHEMA}.fct_mesh__reachability"
    )
    assert len(found) == len(set(found))
    assert set(found) == shortest_distances(pairs)


def shortest_distances(pairs: set[tuple[str, str]]) -> set[tuple[str, str, int]]:
    """Return every reachable pair with its shortest distance, by a breadth-first walk from each node."""
    children: dict[str, list[str]] = {}
    for parent, child in pairs:
        children.setdefault(parent, []).append(child)
    reached = set()
    for start in children:
        distances: dict[str, int] = {}
        queue = deque([(start, 0)])
        while queue:
            node, distance = queue.popleft()
            for child in children.get(node, []):
                if child not in distances:
                    distances[child] = distance + 1
                    queue.append((child, distance + 1))
        reached |= {(start, end, distance) for end, distance in distances.items()}
    return reached


def test_a_bound_on_the_distance_that_is_met_is_an_error(hub: Hub) -> None:
    names = [f"model.p.m{number}" for number in range(6)]
    hub.write(
        projects=[project("p")],
        resources=[resource("p", name) for name in names],
        edges=[edge("p", parent, child) for parent, child in itertools.pairwise(names)],
    )
    ended = hub.dbt("run", "--select", "+int_mesh__reachable_pairs", "--vars", "{mesh_max_distance: 3}", check=False)
    assert ended.returncode == 1
    assert "Raise that setting" in ended.stdout


def test_settings_arrive_as_they_were_written(duckdb_hub: Hub) -> None:
    odd = "{{ 1 }} {% x %} {# o'b\"r\\ien 表\n"
    duckdb_hub.settings(mesh_domains=[{"name": odd, "owner": {"name": odd, "email": None}, "evaluator": False}])
    duckdb_hub.write()
    duckdb_hub.dbt("run", "--select", "stg_registry__domains")
    found = duckdb_hub.execute(f"select domain, owner_name, owner_email from {HUB_SCHEMA}.stg_registry__domains")
    assert found == [(odd, odd, None)]


@pytest.mark.parametrize(
    ("domains", "message"),
    [
        ([{"owner": {"name": "x"}}], "entry 1 has no `name`"),
        ("finance", "is 'finance', not a list"),
        (
            [{"name": "a", "project": "p"}],
            "domain 'a' has the unknown key 'project'. Write one of: name,",
        ),
        ([{"name": "a", "projects": "hr"}], "has `projects` 'hr', not a list. Write it as ['hr']"),
        ([{"name": "a"}, {"name": "a"}], "the domain 'a' is listed twice"),
        (
            [{"name": "a", "projects": ["p"]}, {"name": "b", "projects": ["p"]}],
            "the project 'p' stands under 'a' and under 'b'. Keep it under one of them",
        ),
        ([{"name": "a", "groups": [{"group": "g"}]}], "[{'project': '<dbt project>', 'group': '<dbt group>'}]"),
        (
            [{"name": "a", "evaluator": {"schema": "e"}}, {"name": "b", "evaluator": {"schema": "E"}}],
            "the evaluator schema '.e' stands under 'a' and under 'b'",
        ),
    ],
)
def test_a_faulty_registry_is_refused_with_its_remedy(duckdb_hub: Hub, domains: Any, message: str) -> None:
    duckdb_hub.settings(mesh_domains=domains)
    ended = duckdb_hub.dbt("parse", check=False)
    assert ended.returncode != 0
    assert message in " ".join((ended.stdout + ended.stderr).split())
