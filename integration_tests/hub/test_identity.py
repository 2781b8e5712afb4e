"""What is one thing in the mesh and what is not: relations, owners, circles; and what the evidence does not tell.

One mesh holds all cases. Each has projects of its own, and its test says what they are.
"""

from __future__ import annotations

from typing import Any

import pytest
from hub import HUB_SCHEMA, Hub
from mesh_rows import edge, project, resource

REGISTRY: list[dict[str, Any]] = [
    {"name": "any_raw", "schemas": ["raw"]},
    {"name": "lake_raw", "schemas": ["lake.raw"]},
    {"name": "shelf", "projects": ["shelf_a"], "warehouse": "shelf.duckdb"},
    {"name": "shelves", "projects": ["shelf_b"], "warehouse": "shelf.duckdb"},
    {"name": "other_shelf", "projects": ["shelf_c"], "warehouse": "other.duckdb"},
    {"name": "eu", "projects": ["account_eu"], "warehouse": "bigquery_eu"},
    {"name": "us", "projects": ["account_us"], "warehouse": "bigquery_us"},
    {"name": "house", "projects": ["known_half", "lost_half"]},
    {"name": "pairs", "projects": ["pair_a", "pair_z"]},
]
ADAPTERS = {
    "spark_reader": "spark",
    "spark_bare": "spark",
    "databricks_builder": "databricks",
    "spark_claimer": "spark",
    "databricks_claimer": "databricks",
    **dict.fromkeys(
        (
            "shelf_a",
            "shelf_b",
            "shelf_c",
            "file_a",
            "file_b",
            "file_reader",
            "file_loader",
            "file_browser",
            "file_peer",
        ),
        "duckdb",
    ),
    **dict.fromkeys(("server_a", "server_b", "postgres_builder"), "postgres"),
    "redshift_reader": "redshift",
    **dict.fromkeys(("account_eu", "account_us", "account_unnamed"), "bigquery"),
}

# of each section of an artifact that may be unreadable, the policies that need it
ALL_BUT_MACROS = {
    "code_column_not_conformed",
    "column_meaning_conflict",
    "column_type_conflict",
    "cycle_between_models",
    "exception_invalid",
    "grant_to_outsider",
    "meta_key_not_in_vocabulary",
    "pii_exposed",
    "pii_lost_downstream",
    "policy_weakened",
    "possible_back_door",
    "public_model_name_taken",
    "public_model_not_persisted",
    "public_model_undocumented",
    "public_model_unused",
    "public_model_without_contract",
    "public_model_without_freshness",
    "public_model_without_owner",
    "public_model_without_primary_key",
    "ref_to_deprecated_version",
    "ref_to_non_public_model",
    "relation_built_by_several_projects",
    "source_claimed_by_several_domains",
    "source_is_another_domains_model",
    "source_without_owner",
    "unknown_dependency",
}
NEED_TESTS = {
    "code_column_not_conformed",
    "column_type_conflict",
    "public_model_without_freshness",
    "public_model_without_primary_key",
}
NEED_META = {"meta_key_not_in_vocabulary", "pii_exposed", "pii_lost_downstream"}
NEED_READERS = {
    "possible_back_door",
    "public_model_unused",
    "ref_to_deprecated_version",
    "ref_to_non_public_model",
    "source_is_another_domains_model",
    "unknown_dependency",
}
SECTIONS = {
    "resources": {*ALL_BUT_MACROS, "exception_invalid", "policy_weakened"},
    "sources": {
        "cycle_between_models",
        "pii_lost_downstream",
        "possible_back_door",
        "public_model_without_freshness",
        "source_claimed_by_several_domains",
        "source_is_another_domains_model",
        "source_without_owner",
    },
    "edges": {
        "cycle_between_models",
        "pii_lost_downstream",
        "possible_back_door",
        "public_model_unused",
        "public_model_without_freshness",
        "ref_to_deprecated_version",
        "ref_to_non_public_model",
        "source_claimed_by_several_domains",
        "source_is_another_domains_model",
        "source_without_owner",
        "unknown_dependency",
    },
    "exposures": NEED_READERS,
    "metrics": NEED_READERS,
    "semantic_models": NEED_READERS,
    "groups": {*NEED_META, "exception_invalid", "policy_weakened", "public_model_without_owner"},
    "macros": {"macro_defined_in_several_domains", "policy_weakened"},
    "node_columns": {
        "code_column_not_conformed",
        "pii_exposed",
        "pii_lost_downstream",
        "column_meaning_conflict",
        "column_type_conflict",
        "meta_key_not_in_vocabulary",
        "public_model_undocumented",
    },
    "meta": NEED_META,
    "data_tests": NEED_TESTS,
    "tested_nodes": NEED_TESTS,
    "constraints": NEED_TESTS,
    "grants": {"grant_to_outsider"},
    "run_results": set(),
}


def model(project_name: str, name: str = "m", **values: Any) -> dict[str, Any]:
    """Return a model of a project in a schema of its own."""
    return resource(project_name, f"model.{project_name}.{name}", **values)


def source(project_name: str, name: str, **values: Any) -> dict[str, Any]:
    """Return a source of a project; its schema is `x` where the values do not say."""
    return resource(project_name, f"source.{project_name}.x.{name}", **{"schema_name": "x", **values})


def saying(project_name: str, key: str, meta_key: str) -> dict[str, list[dict[str, Any]]]:
    """Return a model of a project with a key of `meta`."""
    said = {"project_name": project_name, "unique_id": f"model.{project_name}.{key}", "meta_key": meta_key}
    return {"resources": [model(project_name, key)], "meta": [{**said, "meta_value": "x"}]}


def reading(project_name: str, name: str, reader: str = "model", **values: Any) -> dict[str, list[dict[str, Any]]]:
    """Return a source of a project and what reads it: `model`, `snapshot`, `analysis` or another type."""
    reader_id = f"{reader}.{project_name}.reads_{name}"
    return {
        "resources": [source(project_name, name, **values), resource(project_name, reader_id)],
        "edges": [edge(project_name, f"source.{project_name}.x.{name}", reader_id)],
    }


def merged(*parts: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return one mesh of several parts; a project for each that has a resource."""
    mesh: dict[str, list[dict[str, Any]]] = {}
    for part in parts:
        for table, rows in part.items():
            mesh.setdefault(table, []).extend(rows)
    names = sorted({row["project_name"] for row in mesh["resources"]})
    mesh["projects"] = [project(name, adapter_type=ADAPTERS.get(name, "snowflake")) for name in names]
    return mesh


def dev_main(*project_names: str) -> dict[str, list[dict[str, Any]]]:
    """Return projects that each build `stg_orders` at the place that their engine's default names."""
    place = {"database_name": "dev", "schema_name": "main"}
    return {"resources": [model(name, "stg_orders", **place) for name in project_names]}


def the_mesh() -> dict[str, list[dict[str, Any]]]:
    """Return the mesh of all cases."""
    return merged(
        # issue 7, overlapping schemas
        reading("any_raw", "bills", database_name="lake", schema_name="RAW"),
        reading("lake_raw", "bills", database_name="Lake", schema_name="raw"),
        # 4, snapshots and seeds
        reading("snapshot_reader", "leads", reader="snapshot"),
        reading("model_reader", "leads"),
        {"resources": [resource("snapshot_reader", "seed.snapshot_reader.leads", schema_name="other")]},
        reading("analyst", "figures", reader="analysis", schema_name="figures_builder", identifier="figures"),
        reading("archivist", "figures", reader="snapshot", schema_name="figures_builder", identifier="figures"),
        {"resources": [model("figures_builder", "figures")]},
        # 6, families of engines
        reading("spark_reader", "events", schema_name="databricks_builder"),
        {"resources": [model("databricks_builder", "events")]},
        # as Spark has it, without a database
        reading("spark_bare", "events", database_name=None, schema_name="databricks_builder"),
        reading("redshift_reader", "events", schema_name="postgres_builder"),
        {"resources": [model("postgres_builder", "events")]},
        reading("spark_claimer", "clicks"),
        reading("databricks_claimer", "clicks"),
        # 8, warehouses
        dev_main("file_a", "file_b", "server_a", "server_b", "shelf_a", "shelf_b", "shelf_c", "account_eu"),
        dev_main("account_us", "account_unnamed", "snow_a", "snow_b"),
        reading("file_reader", "orders", database_name="db", schema_name="file_a_mart"),
        {"resources": [model("file_a", "orders", schema_name="file_a_mart")]},
        # a schema of which nothing says whose it is
        reading("file_peer", "calls", database_name="db", schema_name="staging"),
        {"resources": [model("file_a", "calls", schema_name="staging")]},
        # the schema that whoever names none gets, in a file that the reader does not build in
        reading("file_browser", "visits", database_name="db", schema_name="main"),
        {"resources": [model("file_a", "visits", schema_name="main")]},
        reading("file_loader", "orders", database_name="db", schema_name="loads"),
        {"resources": [model("file_loader", "own", schema_name="loads")]},
        {"resources": [model("file_b", "orders", schema_name="loads")]},
        # 10, one domain with two projects that claim a source; the ids sort otherwise than the projects
        {
            "resources": [
                resource("pair_a", "source.pair_a.z.calls", schema_name="phone"),
                model("pair_a"),
                resource("pair_z", "source.installed.a.calls", schema_name="phone", original_file_path="p.yml"),
                model("pair_z"),
            ],
            "edges": [
                edge("pair_a", "source.pair_a.z.calls", "model.pair_a.m"),
                edge("pair_z", "source.installed.a.calls", "model.pair_z.m"),
            ],
        },
        reading("rival", "calls", schema_name="phone"),
        # 12, circles
        {
            "resources": [model("selfish", "state"), source("selfish", "state", schema_name="selfish")],
            "edges": [edge("selfish", "source.selfish.x.state", "model.selfish.state")],
        },
        {
            # b reads d, d reads c, c reads b
            "resources": [model("circle", name) for name in "bcd"],
            "edges": [edge("circle", f"model.circle.{p}", f"model.circle.{c}") for p, c in ("db", "cd", "bc")],
        },
        {
            # b and a read each other, b and c too, which closes through a source
            "resources": [*(model("eight", name) for name in "abc"), source("eight", "b", schema_name="eight")],
            "edges": [
                edge("eight", "model.eight.a", "model.eight.b"),
                edge("eight", "model.eight.b", "model.eight.a"),
                edge("eight", "source.eight.x.b", "model.eight.c"),
                edge("eight", "model.eight.c", "model.eight.b"),
            ],
        },
        # 14, one source per owner
        {
            "resources": [
                model("owners", "grouped", group_name="team", owner_name="Meta", owner_email="meta@example.com"),
                model("owners", "alone", group_name="nobody", owner_name="Meta", owner_email="meta@example.com"),
                model("owners", "installed", group_name="shared", owner_name="Meta", owner_email=None),
            ],
            "groups": [
                {"project_name": "owners", "unique_id": "group.owners.team", "group_name": "team",
                 "package_name": "owners", "owner_name": None, "owner_email": "team@example.com"},
                {"project_name": "owners", "unique_id": "group.owners.nobody", "group_name": "nobody",
                 "package_name": "owners", "owner_name": None, "owner_email": None},
                {"project_name": "owners", "unique_id": "group.owners.shared", "group_name": "shared",
                 "package_name": "owners", "owner_name": "Own", "owner_email": None},
                {"project_name": "owners", "unique_id": "group.installed.shared", "group_name": "shared",
                 "package_name": "installed", "owner_name": None, "owner_email": "package@example.com"},
            ],
        },
        # 15, a registered project that nobody gathered
        {
            "resources": [model("known_half"), model("stranger")],
            "edges": [
                edge("known_half", "model.lost_half.m", "model.known_half.m"),
                edge("stranger", "model.lost_half.m", "model.stranger.m"),
            ],
        },
        # keys of meta, of which the domains have agreed on none
        saying("wordy", "m", "tier"),
        saying("addressed", "m", "mesh"),
        # 2, lost evidence
        {
            "resources": [model(f"lost_{section}") for section in SECTIONS],
            "gather_warnings": [
                {"project_name": f"lost_{section}", "section": section, "unique_id": None, "message": "Unreadable."}
                for section in SECTIONS
            ],
        },
    )  # fmt: skip


@pytest.fixture(scope="module")
def built(hub: Hub) -> Hub:
    """Give the hub with the mesh of all cases in it."""
    hub.settings(mesh_domains=REGISTRY)
    hub.write(**the_mesh())
    tables = ("findings", "policy_coverage", "summary", "product_consumers")
    hub.dbt(
        "build", "--exclude-resource-type", "unit_test", "test", "--select", *(f"+fct_mesh__{name}" for name in tables)
    )
    return hub


def found(hub: Hub, policy: str, projects: str) -> list[tuple[Any, ...]]:
    """Return the findings of a policy in projects whose names are like this: project, id and the related ones."""
    return hub.execute(
        "select project_name, unique_id, related_project_name, related_unique_id "
        f"from {HUB_SCHEMA}.fct_mesh__findings where policy_id = '{policy}' and project_name like '{projects}' "
        "order by 1, 2, 3, 4"
    )


def not_judged(hub: Hub, projects: str) -> set[tuple[str, str]]:
    """Return the projects whose names are like this and the policies that could not be judged there.

    Where a project builds is judged of none: no domain of this mesh declares a schema and builds.
    """
    return set(
        hub.execute(
            f"select project_name, policy_id from {HUB_SCHEMA}.fct_mesh__policy_coverage "
            f"where not is_judged and project_name like '{projects}' and policy_id <> 'model_outside_domain_schema'"
        )
    )


def test_the_owner_of_database_and_schema_wins_over_that_of_the_schema(built: Hub) -> None:
    claims = built.execute(
        "select domain, domains, owner_domain from "
        f"{HUB_SCHEMA}.policy__source_claimed_by_several_domains where unique_id like '%.bills'"
    )
    assert claims == [("any_raw", "any_raw, lake_raw", "lake_raw")]


def test_a_snapshot_claims_a_source_and_a_seed_reads_none(built: Hub) -> None:
    claims = found(built, "source_claimed_by_several_domains", "%_reader")
    assert [claim[:2] for claim in claims] == [
        ("model_reader", "source.model_reader.x.leads"),
        ("snapshot_reader", "source.snapshot_reader.x.leads"),
    ]


def test_the_summary_counts_the_back_doors_that_the_findings_name(built: Hub) -> None:
    (figure,) = built.execute(f"select value from {HUB_SCHEMA}.fct_mesh__summary where metric = 'back_door_edges'")
    findings = found(built, "source_is_another_domains_model", "%")
    assert {row[0] for row in findings} >= {"analyst", "archivist"}
    assert figure == (len(findings),)


def test_databricks_and_spark_are_one_warehouse_but_postgres_and_redshift_are_two(built: Hub) -> None:
    back_doors = found(built, "source_is_another_domains_model", "%_reader")
    assert (
        "spark_reader",
        "source.spark_reader.x.events",
        "databricks_builder",
        "model.databricks_builder.events",
    ) in (back_doors)
    assert "redshift_reader" not in {row[0] for row in back_doors}
    claims = found(built, "source_claimed_by_several_domains", "%_claimer")
    assert [claim[0] for claim in claims] == ["databricks_claimer", "spark_claimer"]


def test_spark_without_a_database_may_read_what_databricks_builds_and_is_not_judged(built: Hub) -> None:
    assert found(built, "source_is_another_domains_model", "spark_bare") == []
    assert ("spark_bare", "source_is_another_domains_model") in not_judged(built, "spark_bare")


def test_default_names_in_two_files_or_servers_are_two_relations(built: Hub) -> None:
    assert found(built, "relation_built_by_several_projects", "file_%") == []
    assert found(built, "relation_built_by_several_projects", "server_%") == []


def test_default_names_in_one_named_warehouse_are_one_relation(built: Hub) -> None:
    clashes = found(built, "relation_built_by_several_projects", "%shelf_%")
    assert [(row[0], row[2]) for row in clashes] == [("shelf_a", "shelf_b"), ("shelf_b", "shelf_a")]


def test_names_of_an_engine_with_accounts_mean_one_thing_unless_the_registry_tells_accounts_apart(built: Hub) -> None:
    clashes = found(built, "relation_built_by_several_projects", "snow_%")
    assert [(row[0], row[2]) for row in clashes] == [("snow_a", "snow_b"), ("snow_b", "snow_a")]
    assert found(built, "relation_built_by_several_projects", "account_%") == []


def test_what_needs_the_name_of_a_warehouse_is_not_judged_without_it(built: Hub) -> None:
    policies = {"relation_built_by_several_projects", "source_claimed_by_several_domains"}
    for unnamed in ("file_a", "file_b", "server_a", "account_unnamed"):
        assert {policy for _, policy in not_judged(built, unnamed)} == policies, unnamed
    assert not_judged(built, "snow_%") == set()
    ((reason, remedy),) = built.execute(
        f"select distinct reason, remedy from {HUB_SCHEMA}.fct_mesh__policy_coverage "
        "where project_name = 'server_a' and not is_judged and policy_id = 'relation_built_by_several_projects'"
    )
    assert "warehouse" in reason
    assert "mesh_domains" in remedy


def test_a_source_in_a_schema_that_bears_another_domains_name_is_a_back_door_in_any_warehouse(built: Hub) -> None:
    assert found(built, "source_is_another_domains_model", "file_reader") == [
        ("file_reader", "source.file_reader.x.orders", "file_a", "model.file_a.orders")
    ]


def test_a_source_in_a_schema_that_its_own_project_builds_in_is_not_judged_rather_than_accused(built: Hub) -> None:
    assert found(built, "source_is_another_domains_model", "file_loader") == []
    assert ("file_loader", "source_is_another_domains_model") in not_judged(built, "file_loader")
    assert ("file_reader", "source_is_another_domains_model") not in not_judged(built, "file_reader")


def test_a_source_of_the_same_name_in_a_schema_that_tells_nothing_is_listed_and_not_accused(built: Hub) -> None:
    assert found(built, "source_is_another_domains_model", "file_peer") == []
    assert found(built, "possible_back_door", "file_peer") == [
        ("file_peer", "source.file_peer.x.calls", "file_a", "model.file_a.calls")
    ]
    assert ("file_peer", "source_is_another_domains_model") in not_judged(built, "file_peer")


def test_a_source_in_the_schema_that_an_engine_gives_by_default_is_not_judged_rather_than_accused(built: Hub) -> None:
    assert found(built, "source_is_another_domains_model", "file_browser") == []
    assert ("file_browser", "source_is_another_domains_model") in not_judged(built, "file_browser")


def test_a_claim_of_two_projects_names_a_source_of_each_that_exists(built: Hub) -> None:
    claims = found(built, "source_claimed_by_several_domains", "pair_%")
    assert [claim[:2] for claim in claims] == [
        ("pair_a", "source.pair_a.z.calls"),
        ("pair_z", "source.installed.a.calls"),
    ]
    domains = built.execute(
        f"select distinct domains from {HUB_SCHEMA}.policy__source_claimed_by_several_domains where domain = 'pairs'"
    )
    assert domains == [("pairs, rival",)]


def test_dbt_holds_that_what_a_finding_is_about_exists(built: Hub) -> None:
    test = "assert_every_finding_is_about_something_that_exists"
    built.dbt("test", "--select", test)
    change = f"update {HUB_SCHEMA}.dim_mesh__resources set unique_id = '{{}}' where unique_id = '{{}}'"
    built.execute(change.format("source.gone", "source.pair_a.z.calls"))
    ended = built.dbt("test", "--select", test, check=False)
    built.execute(change.format("source.pair_a.z.calls", "source.gone"))
    # several domains claim the source, and none owns its schema
    assert "Got 2 results" in ended.stdout, ended.stdout


@pytest.mark.parametrize("place", ["{ resource }", "{related domain}"])
def test_dbt_holds_that_no_place_of_a_finding_is_misspelt(built: Hub, place: str) -> None:
    test = "assert_every_place_of_a_finding_is_filled"
    built.dbt("test", "--select", test)
    change = f"update {HUB_SCHEMA}.mesh_policies set message = replace(message, '{{}}', '{{}}')"
    built.execute(change.format("models feed", f"{place} models feed"))
    ended = built.dbt("test", "--select", test, check=False)
    built.execute(change.format(f"{place} models feed", "models feed"))
    assert "Got 1 result" in ended.stdout, ended.stdout


def test_a_model_that_reads_its_own_table_is_no_circle_of_models(built: Hub) -> None:
    assert found(built, "cycle_between_models", "selfish") == []


def test_the_text_of_a_circle_follows_the_reading_order(built: Hub) -> None:
    circles = built.execute(
        f"select unique_id, related_unique_id, message from {HUB_SCHEMA}.fct_mesh__findings "
        "where policy_id = 'cycle_between_models' and project_name = 'circle'"
    )
    assert circles == [
        (
            "model.circle.b",
            "model.circle.d",
            "3 models feed each other in a circle: circle.b, circle.d, circle.c.",
        )
    ]


def test_the_text_of_circles_that_share_a_model_claims_no_order(built: Hub) -> None:
    circles = built.execute(
        f"select unique_id, related_unique_id, message from {HUB_SCHEMA}.fct_mesh__findings "
        "where policy_id = 'cycle_between_models' and project_name = 'eight'"
    )
    assert circles == [
        ("model.eight.a", "model.eight.b", "3 models feed each other in several circles: eight.a, eight.b, eight.c.")
    ]


def test_name_and_address_of_an_owner_are_of_one_owner(built: Hub) -> None:
    owners = built.execute(
        f"select name, owner_name, owner_email from {HUB_SCHEMA}.dim_mesh__resources where project_name = 'owners' "
        "order by 1"
    )
    assert owners == [
        ("alone", "Meta", "meta@example.com"),
        ("grouped", None, "team@example.com"),
        ("installed", "Own", None),
    ]


def test_a_registered_project_that_nobody_gathered_is_in_its_domain(built: Hub) -> None:
    edges = built.execute(
        "select child_project_name, parent_domain, is_cross_project, is_cross_domain from "
        f"{HUB_SCHEMA}.fct_mesh__relationships where parent_project_name = 'lost_half' order by 1"
    )
    assert edges == [("known_half", "house", True, False), ("stranger", "house", True, True)]


def test_what_keys_a_project_has_is_not_judged_while_the_domains_have_agreed_on_none(built: Hub) -> None:
    assert not_judged(built, "wordy") == {("wordy", "meta_key_not_in_vocabulary")}
    assert not_judged(built, "addressed") == set()
    assert found(built, "meta_key_not_in_vocabulary", "%") == []


@pytest.mark.parametrize("section", SECTIONS)
def test_a_policy_is_not_judged_without_a_section_that_it_needs(built: Hub, section: str) -> None:
    name = f"lost_{section}"
    assert not_judged(built, name) == {(name, policy) for policy in SECTIONS[section]}


def hook(project_name: str, body: str) -> dict[str, Any]:
    """Return a macro that dbt calls by name, in a project of its own."""
    return {
        "project_name": project_name,
        "unique_id": f"macro.{project_name}.generate_schema_name",
        "name": "generate_schema_name",
        "package_name": project_name,
        "body_hash": body,
    }


def claiming(project_name: str, key: str) -> dict[str, list[dict[str, Any]]]:
    """Return one of several sources of a project that are one table, and its reader."""
    return reading(project_name, key, schema_name="phone", identifier="calls")


def sharing(project_name: str, key: str, **values: Any) -> dict[str, list[dict[str, Any]]]:
    """Return a public model of a project with a column that several domains have."""
    unique_id = f"model.{project_name}.{key}"
    return {
        "resources": [model(project_name, key, access="public")],
        "node_columns": [{"project_name": project_name, "unique_id": unique_id, "column_name": "thing_id", **values}],
    }


def before_and_after() -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[dict[str, Any]]]]:
    """Return a mesh of faults, and the same with more of each, by which each has another first resource."""
    hooks = ("hook_a", "hook_b", "hook_c", "hook_d")
    before = (
        claiming("claim_b", "z"),
        claiming("claim_rival", "z"),
        sharing("share_b", "z", data_type="int"),
        sharing("share_rival", "z", data_type="text"),
        saying("say_b", "z", "tiers"),
        sharing("mean_b", "z", column_name="amount", description="Ordered, in euro."),
        sharing("mean_rival", "z", column_name="amount", description="Stored in pieces."),
        {"resources": [model(name) for name in hooks]},
        {"macros": [hook("hook_b", "1"), hook("hook_c", "2"), hook("hook_d", "2")]},
        # ring_a reads y, y reads x, x reads ring_a
        {
            "resources": [model("ring_a"), model("ring_b", "x"), model("ring_b", "y")],
            "edges": [
                edge("ring_a", "model.ring_b.y", "model.ring_a.m"),
                edge("ring_b", "model.ring_b.x", "model.ring_b.y"),
                edge("ring_b", "model.ring_a.m", "model.ring_b.x"),
            ],
        },
    )
    more = (
        claiming("claim_b", "a"),
        claiming("claim_a", "z"),
        sharing("share_b", "a", data_type="bigint"),
        sharing("share_a", "z", data_type="uuid"),
        saying("say_b", "a", "tiers"),
        saying("say_a", "z", "tiers"),
        sharing("mean_b", "a", column_name="amount", description="Ordered, in dollars."),
        sharing("mean_a", "z", column_name="amount", description="Stored in many pieces."),
        {"macros": [hook("hook_a", "3")]},
        {"edges": [edge("ring_a", "model.ring_b.x", "model.ring_a.m")]},
        {
            "resources": [model("ring_b", "z")],
            "edges": [
                edge("ring_b", "model.ring_a.m", "model.ring_b.z"),
                edge("ring_b", "model.ring_b.z", "model.ring_b.y"),
            ],
        },
    )
    return merged(*before), merged(*before, *more)


@pytest.fixture(scope="module")
def grown(duckdb_hub: Hub) -> list[list[tuple[str, ...]]]:
    """Give the findings of a mesh before and after something was added: policy, domain, id and resource."""
    duckdb_hub.settings(mesh_domains=[{"name": "claims", "projects": ["claim_a", "claim_b"]}], mesh_meta_keys=["tier"])
    told = []
    for mesh in before_and_after():
        duckdb_hub.write(**mesh)
        duckdb_hub.dbt("build", "--exclude-resource-type", "unit_test", "test", "--select", "+int_mesh__findings")
        told.append(
            duckdb_hub.execute(f"select policy_id, domain, finding_id, unique_id from {HUB_SCHEMA}.int_mesh__findings")
        )
    return told


@pytest.mark.parametrize(
    ("policy", "before", "after"),
    [
        (
            "source_claimed_by_several_domains",
            ["source.claim_b.x.z", "source.claim_rival.x.z"],
            ["source.claim_a.x.z", "source.claim_b.x.a", "source.claim_rival.x.z"],
        ),
        (
            "column_meaning_conflict",
            ["model.mean_b.z", "model.mean_rival.z"],
            ["model.mean_a.z", "model.mean_b.a", "model.mean_rival.z"],
        ),
        (
            "column_type_conflict",
            ["model.share_b.z", "model.share_rival.z"],
            ["model.share_a.z", "model.share_b.a", "model.share_rival.z"],
        ),
        (
            "meta_key_not_in_vocabulary",
            ["model.say_b.z"],
            ["model.say_a.z", "model.say_b.a"],
        ),
        (
            "macro_defined_in_several_domains",
            ["macro.hook_b.generate_schema_name"],
            ["macro.hook_a.generate_schema_name"],
        ),
        (
            "cycle_between_models",
            ["model.ring_a.m", "model.ring_b.x"],
            ["model.ring_a.m", "model.ring_b.x"],
        ),
    ],
)
def test_a_finding_is_the_same_when_another_resource_stands_for_it(
    grown: list[list[tuple[str, ...]]], policy: str, before: list[str], after: list[str]
) -> None:
    old, new = ([row for row in rows if row[0] == policy] for rows in grown)
    assert sorted(row[3] for row in old) == before
    assert sorted(row[3] for row in new) == after
    assert {row[2] for row in old} <= {row[2] for row in new}


def test_dbt_holds_that_what_the_evaluator_finds_exists(duckdb_hub: Hub) -> None:
    """A model that is not in its graph does not. A place and a source are no resource, and blind has no graph."""
    tables = {
        "int_all_graph_resources": "'m' as resource_name, 'model.judged.m' as resource_id, 'model' as resource_type, "
        "'judged' as package_name, 'models/x.sql' as file_path",
        "fct_root_models": "unnest(['m', 'gone']) as child",
        "fct_duplicate_sources": "'db.raw.calls' as source_db_location, 'raw.calls, old.calls' as source_names",
        "fct_undocumented_sources": "'raw' as source_name",
    }
    duckdb_hub.settings(mesh_domains=[])
    duckdb_hub.write(**merged({"resources": [model("judged"), model("blind")]}))
    for schema in ("judged_evaluator", "blind_evaluator"):
        duckdb_hub.execute(f"create schema {schema}")
    for name, columns in tables.items():
        duckdb_hub.execute(f"create table judged_evaluator.{name} as select {columns}")
    duckdb_hub.execute("create table blind_evaluator.fct_root_models as select 'unseen' as child")
    duckdb_hub.dbt("build", "--exclude-resource-type", "unit_test", "test", "--select", "+fct_mesh__findings")
    subjects = duckdb_hub.execute(f"select unique_id from {HUB_SCHEMA}.fct_mesh__findings order by 1")
    assert subjects == [("db.raw.calls",), ("gone",), ("model.judged.m",), ("raw",)]
    test = "assert_every_finding_is_about_something_that_exists"
    ended = duckdb_hub.dbt("test", "--select", test, check=False)
    assert "Got 1 result" in ended.stdout, ended.stdout
    duckdb_hub.execute(f"delete from {HUB_SCHEMA}.fct_mesh__findings where unique_id = 'gone'")
    duckdb_hub.dbt("test", "--select", test)
