"""What the evidence of a mesh tells and what it does not: "unknown is not passed", for projects and for pairs of them.

One mesh holds all cases; the numbers are those of the issue that lists them. Each has projects of its own.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hub import HUB_SCHEMA, Hub
from mesh_rows import edge, project, resource

REGISTRY: list[dict[str, Any]] = [
    {"name": "finance", "projects": ["fin"], "schemas": ["prod.finance"]},
    {"name": "billing", "projects": ["fin_ahead"], "schemas": ["prod.billing"]},
    {"name": "shop", "schemas": ["shop"]},
    {"name": "stock", "schemas": ["prod.stock"]},
    {"name": "ruled", "projects": ["ruler"]},
    {"name": "settled", "projects": ["settler"]},
    {"name": "absent", "schemas": ["absent"]},
    {"name": "mixed", "schemas": ["prod.mixed"]},
    {"name": "harbour", "schemas": ["prod.harbour"]},
    {"name": "seedy", "schemas": ["prod.seedy"]},
    {"name": "retail", "projects": ["shop_core"]},
    {"name": "hosp", "projects": ["clinic_a", "lab"], "schemas": ["prod.hosp"]},
    {"name": "cardio", "groups": [{"project": "clinic_a", "group": "cardio"}]},
    {"name": "waiting", "projects": ["pending"]},
    {"name": "wards", "groups": [{"project": "hospital", "group": "wards"}]},
    *({"name": f"hatch_{name}", "groups": [{"project": "incubator", "group": name}]} for name in ("hens", "ducks")),
    {"name": "sound_granting", "member_groups": ["team"]},
    {"name": "broken_granting", "member_groups": ["team"]},
    *({"name": f"{prefix}_misplaced", "schemas": [f"{prefix}_misplaced"]} for prefix in ("sound", "broken")),
]
LONG_AGO = datetime(2020, 1, 1)
SANDBOXED = ("stock", "fin_ahead", "bench_a", "bench_b", "mixed", "lab")
TARGETS = {
    "aimed_at_ci": "ci",
    "wing": "dev",
    "drifter": "dev",
    "aimed_at_prod": "prod",
    **dict.fromkeys(SANDBOXED, "dev"),
}
RELATION_POLICIES = {
    "cycle_between_models",
    "pii_lost_downstream",
    "possible_back_door",
    "relation_built_by_several_projects",
    "source_claimed_by_several_domains",
    "source_is_another_domains_model",
}
PLACE_POLICY = "model_outside_domain_schema"
PARENT_POLICIES = {
    "cycle_between_models",
    "pii_lost_downstream",
    "ref_to_deprecated_version",
    "ref_to_non_public_model",
}
# each of these has, in the mesh, a finding in a project of its own and the same once more where a resource was lost
CERTAIN = {
    "artifacts_stale": "aged",
    "column_meaning_conflict": "described",
    "column_type_conflict": "typed",
    "cycle_between_models": "circle",
    "exception_invalid": "stating",
    "grant_to_outsider": "granting",
    "macro_defined_in_several_domains": "copyist",
    "model_outside_domain_schema": "misplaced",
    "pii_exposed": "showing",
    "pii_lost_downstream": "forgetful",
    "policy_weakened": "stating",
    "meta_key_not_in_vocabulary": "wordy",
    "possible_back_door": "guessing",
    "public_model_name_taken": "named",
    "public_model_not_persisted": "careless",
    "public_model_undocumented": "silent",
    "public_model_without_contract": "careless",
    "public_model_without_owner": "careless",
    "ref_to_deprecated_version": "nosy",
    "ref_to_non_public_model": "nosy",
    "relation_built_by_several_projects": "clashing",
    "source_claimed_by_several_domains": "claiming",
    "source_is_another_domains_model": "nosy",
    "source_without_owner": "claiming",
    "unknown_dependency": "dangling",
}
# what these find is that something is not there: where a resource was lost, it may be that
ABSENT = {
    "code_column_not_conformed": "uncoded",
    "public_model_without_freshness": "unwatched",
    "public_model_without_primary_key": "careless",
}
# who reads a model is known of no one while a resource of any project is lost
ABSENT_ANYWHERE = {"public_model_unused"}
NO_RESOURCES_NEEDED = {"artifacts_stale", "macro_defined_in_several_domains"}

Mesh = dict[str, list[dict[str, Any]]]


def model(project_name: str, key: str = "m", **values: Any) -> dict[str, Any]:
    """Return a model of a project in a schema of its own; its id ends with the key."""
    return resource(project_name, f"model.{project_name}.{key}", **values)


def public(project_name: str, key: str = "m", **values: Any) -> dict[str, Any]:
    """Return a public model with a contract."""
    return model(project_name, key, **{"access": "public", "is_contract_enforced": True, **values})


def column(project_name: str, name: str, key: str = "m", **values: Any) -> dict[str, Any]:
    """Return a column of a model of a project."""
    return {"project_name": project_name, "unique_id": f"model.{project_name}.{key}", "column_name": name, **values}


def reading(project_name: str, place: str, reader: str = "model") -> Mesh:
    """Return a source at a place `database.schema.identifier`, and a resource of the project that reads it."""
    database, schema, identifier = place.split(".")
    source_id = f"source.{project_name}.{schema}.{identifier}"
    reader_id = f"{reader}.{project_name}.reads_{schema}_{identifier}"
    return {
        "resources": [
            resource(project_name, source_id, database_name=database, schema_name=schema, identifier=identifier),
            resource(project_name, reader_id, **({} if reader == "model" else {"schema_name": None})),
        ],
        "edges": [edge(project_name, source_id, reader_id)],
    }


def copied(project_name: str, mesh: Mesh) -> Mesh:
    """Return the mesh of one project as another one has it, which installed that as a package."""
    place = {"project_name": project_name}
    return {
        table: [{**row, **place, **({"schema_name": project_name} if row.get("access") else {})} for row in rows]
        for table, rows in mesh.items()
    }


def merged(*parts: Mesh) -> Mesh:
    """Return one mesh of several parts; a project for each that has a resource."""
    mesh: Mesh = {}
    for part in parts:
        for table, rows in part.items():
            mesh.setdefault(table, []).extend(rows)
    names = sorted({row["project_name"] for row in mesh["resources"]})
    mesh["projects"] = [
        {
            **project(name, adapter_type="snowflake", target_name=TARGETS.get(name)),
            **({"generated_at": LONG_AGO} if name.endswith("_aged") else {}),
        }
        for name in names
    ]
    return mesh


def macro(project_name: str, name: str) -> dict[str, Any]:
    """Return a macro of a project, whose body is the same in all."""
    return {
        "project_name": project_name,
        "unique_id": f"macro.{project_name}.{name}",
        "name": name,
        "package_name": project_name,
        "body_hash": name,
    }


def adopting(project_name: str) -> Mesh:
    """Return the macro edge of a project whose schemas are named by the rule of the mesh."""
    caller = f"macro.{project_name}.generate_schema_name"
    return {
        "macro_edges": [
            {
                "project_name": project_name,
                "macro_unique_id": "macro.mesh_commons.mesh_schema_name",
                "caller_unique_id": caller,
            }
        ]
    }


def wrong_targets() -> Mesh:
    """Return case 1: projects that were parsed for production and for elsewhere, and who reads what may be theirs."""
    return merged(
        {"resources": [model("fin", "orders", database_name="dev", schema_name="dbt_alice_finance")]},
        # its schema is the same for every target
        {"resources": [resource("fin", "snapshot.fin.rates_kept", database_name="prod", schema_name="finance")]},
        # a sandbox whose name begins with the domain's, in the declared database
        {"resources": [model("fin_ahead", "bills", database_name="prod", schema_name="billing_alice")]},
        reading("bills_reader", "prod.billing.bills"),
        # one of its models has a schema that is the same for every target
        {"resources": [model("mixed", "orders", database_name="prod", schema_name="dbt_alice")]},
        {"resources": [model("mixed", "codes", database_name="prod")]},
        reading("mixed_reader", "prod.mixed.orders"),
        # the reader's source has no database of its own, so that it takes the one of the target it was parsed for
        {"resources": [model("harbour", "ships", database_name="prod")]},
        reading("harbour_reader", "dev.harbour.ships"),
        # a project without a model
        {"resources": [resource("seedy", "seed.seedy.rates", database_name="prod", schema_name="dbt_bob")]},
        reading("seed_reader", "prod.seedy.rates"),
        # the reader is a domain by its group, in a project of the domain that may build it
        {"resources": [model("lab", "bunks", database_name="prod", schema_name="dbt_kim_lab")]},
        {
            "resources": [
                resource("clinic_a", "source.clinic_a.x.bunks", database_name="prod", schema_name="hosp_lab"),
                model("clinic_a", "w", group_name="cardio", database_name="prod", schema_name="hosp"),
            ],
            "edges": [edge("clinic_a", "source.clinic_a.x.bunks", "model.clinic_a.w")],
        },
        # two developers' builds in one sandbox
        {"resources": [model(name, "shared", schema_name="dbt_alice") for name in ("bench_a", "bench_b")]},
        reading("mkt", "prod.finance.orders"),
        reading("claimer", "prod.finance.orders"),
        reading("unlike_table", "prod.finance.rates"),
        reading("unlike_schema", "prod.crm.orders"),
        {"resources": [model("shop", "baskets"), model("shop", "visits", schema_name="shop_staging")]},
        reading("shop_reader", "prod.old_shop.baskets"),
        # the declared schema, in a database of which the registry says nothing
        reading("shop_clone_reader", "prod.shop.baskets"),
        {"resources": [model("stock", "parts", database_name="prod")]},
        {"resources": [model("aimed_at_ci", "numbers"), model("aimed_at_prod", "figures")]},
        reading("ci_reader", "prod.analytics_aimed_at_ci.numbers"),
        # by dbt's own rule the custom schema stands behind that of the target, in production as in a sandbox
        {"resources": [model("wing", "beds", schema_name="dbt_eve_wing")]},
        reading("wing_reader", "prod.analytics_wing.beds"),
        # without a custom schema, no part of the name is the same
        {"resources": [model("drifter", "drafts", schema_name="dbt_eve")]},
        reading("drifter_reader", "prod.analytics.drafts"),
        reading("prod_reader", "db.analytics_aimed_at_prod.figures"),
        adopting("ruler"),
        {"resources": [model("ruler", "plans", schema_name="sandbox_bob", identifier="ruled__plans")]},
        reading("ruler_reader", "prod.ruled.plans"),
        adopting("settler"),
        {"resources": [model("settler", "farms", schema_name="settled_marts")]},
        reading("absent_reader", "prod.absent.lists"),
        # nothing is known of where this one lives
        {"resources": [model("stats", "hits", database_name="dev", schema_name="dbt_bob_stats")]},
        reading("stats_reader", "prod.stats.hits"),
        reading("stats_own", "prod.stats.hits"),
        {"resources": [model("stats_own", "other", schema_name="stats")]},
        {"resources": [resource("stats_idle", "source.stats_idle.stats.hits", database_name="prod")]},
        {"resources": [model("stats_real", "hits", database_name="prod", schema_name="real_hits")]},
        # a sandbox has no part of the name; the source's schema bears the domain's
        {"resources": [model("loner", "hats", database_name="dev", schema_name="dbt_zoe")]},
        reading("loner_reader", "prod.loner_marts.hats"),
        reading("loner_stranger", "prod.lonely.hats"),
    )


def packages() -> Mesh:
    """Return cases 3 and 11: a project of the mesh, and one that is none, installed as packages."""
    installed = {"original_file_path": "models/x.sql", "schema_name": "host"}
    private = {"access": "private", "is_contract_enforced": False}
    lent: Mesh = {
        "resources": [model("lent")],
        "edges": [edge("lent", parent, "model.lent.m") for parent in ("model.whole_reader.m", "model.nobodys.m")],
    }
    for part in (reading("lent", "db.lent_raw.scores"), reading("lent", "db.whole.m")):
        lent = {table: [*rows, *part[table]] for table, rows in lent.items()}
    return merged(
        {
            "resources": [
                model("lib", "secret", **private),
                model("lib", "further"),
                public("lib", "open"),
                *(
                    resource("host", f"model.lib.{name}", **{**installed, "access": access})
                    for name, access in (("secret", "private"), ("further", "protected"), ("open", "public"))
                ),
                model("host", "peeps"),
                model("host", "behaves"),
                # in production the copy builds what its owner builds
                resource("twin_host", "model.lib.secret", **{**installed, "schema_name": "lib"}),
                model("twin_host"),
            ],
            "edges": [
                edge("lib", "model.lib.secret", "model.lib.further"),
                edge("host", "model.lib.secret", "model.lib.further"),
                edge("host", "model.lib.secret", "model.host.peeps"),
                edge("host", "model.lib.open", "model.host.behaves"),
            ],
        },
        # whatever lent reads, its copy in borrower reads too
        lent,
        copied("borrower", lent),
        {"resources": [model("borrower")]},
        reading("scorer", "db.lent_raw.scores"),
        # a project that the registry has, and nobody gathered
        {
            "resources": [
                *(
                    resource(name, f"model.pending.{key}", **{**installed, "schema_name": name, "access": "private"})
                    for name in ("pending_host", "pending_twin")
                    for key in ("first", "second")
                ),
                model("pending_host"),
                model("pending_twin"),
                # a source of the package, which is a relation of another project
                resource("pending_host", "source.pending.raw.m", **{**installed, "schema_name": "whole"}),
                model("pending_host", "reads_raw"),
                # as dbt-loom injects it, without a file
                resource("pending_reader", "model.pending.first", original_file_path="", schema_name="pending_host"),
                model("pending_reader"),
            ],
            "edges": [
                edge("pending_host", "model.pending.first", "model.pending.second"),
                edge("pending_host", "model.whole_reader.m", "model.pending.second"),
                edge("pending_host", "model.pending.second", "model.pending_host.m"),
                edge("pending_twin", "model.pending.second", "model.pending_twin.m"),
                edge("pending_host", "source.pending.raw.m", "model.pending_host.reads_raw"),
                edge("pending_reader", "model.pending.first", "model.pending_reader.m"),
            ],
        },
        {
            "resources": [
                resource("toolbox", "model.tool.days", access="public", original_file_path="models/days.sql"),
                resource("toolbox", "model.tool.weeks", access="public", original_file_path="models/weeks.sql"),
                model("toolbox"),
                # as dbt-loom injects it, without a file
                resource("tool_reader", "model.tool.days", access="public", original_file_path=""),
                model("tool_reader", "reads_days"),
            ],
            "edges": [edge("tool_reader", "model.tool.days", "model.tool_reader.reads_days")],
        },
    )


def namesakes() -> Mesh:
    """Return case 15: a project that the registry does not know, by the name of a domain that it does."""
    return {
        "resources": [model("retail", "secret"), model("shop_core")],
        "edges": [edge("shop_core", "model.retail.secret", "model.shop_core.m")],
    }


def lost_producers() -> Mesh:
    """Return case 5: parents that nobody gathered, and parents that were lost."""
    return merged(
        {
            "resources": [
                resource("orphan", "model.carrier.tariffs", access="public", original_file_path=""),
                model("orphan", "m"),
                model("orphan", "content"),
                model("half_read", "m"),
                model("half_reader", "m"),
                model("self_lost", "m"),
                public("whole", "m"),
                model("whole_reader", "m"),
            ],
            "edges": [
                edge("orphan", "model.carrier.tariffs", "model.orphan.m"),
                edge("orphan", "model.carrier.zones", "model.orphan.m"),
                edge("orphan", "model.orphan.m", "model.orphan.content"),
                edge("half_reader", "model.half_read.unreadable", "model.half_reader.m"),
                edge("self_lost", "model.package.unreadable", "model.self_lost.m"),
                edge("whole_reader", "model.whole.m", "model.whole_reader.m"),
            ],
            "gather_warnings": [
                {"project_name": "half_read", "section": "resources", "unique_id": "model.half_read.unreadable"},
                {"project_name": "self_lost", "section": "resources", "unique_id": "model.package.unreadable"},
                {"project_name": "gappy", "section": "resources", "unique_id": "model.gappy.sums"},
            ],
        },
        # what was lost of gappy may stand where its other models do, or have its name elsewhere
        {"resources": [model("gappy", "m", schema_name="gappy_marts"), model("unlike_gappy")]},
        *(reading(name, "db.gappy_marts.totals") for name in ("gappy_reader", "gappy_claimer")),
        *(reading(name, "db.gappy_staging.sums") for name in ("gappy_namesake", "gappy_rival")),
        *(reading(name, "db.crm.calls_of_gappy") for name in ("unlike_gappy", "gappy_reader")),
        # what takes two to be wrong, where one of them lost its part
        {
            "resources": [
                *(model(name, "own", schema_name="yard") for name in ("yard_lost", "yard_builder")),
                model("yard_builder", "ramps", schema_name="yard"),
                model("mac_lost"),
                model("mac_whole"),
                model("call_lost"),
            ],
            "macros": [
                {
                    "project_name": "mac_whole",
                    "unique_id": "macro.mac_whole.pounds",
                    "name": "pounds",
                    "package_name": "mac_whole",
                    "body_hash": "1",
                },
            ],
            "gather_warnings": [
                {"project_name": "yard_lost", "section": "resources", "unique_id": "model.yard_lost.ramps"},
                {"project_name": "mac_lost", "section": "macros", "unique_id": "macro.mac_lost.pounds"},
                {"project_name": "call_lost", "section": "sources", "unique_id": "source.call_lost.tel.dials"},
            ],
        },
        reading("call_reader", "db.phone.dials"),
        # two domains in a schema of the domain of a project that nobody gathered
        reading("absent_claimer", "prod.absent.lists"),
    )


def versions() -> Mesh:
    """Return cases 7 and 13: a versioned model, the view over its latest version, and who reads each as a source."""
    first = {"name": "orders", "version": "1", "latest_version": "2", "identifier": "orders_v1"}
    latest = {"name": "orders", "version": "2", "latest_version": "2", "identifier": "orders_v2"}
    return merged(
        {
            "resources": [
                public("ver", "orders.v1", **first, original_file_path="models/orders_as_they_were.sql"),
                public("ver", "orders.v2", **latest),
                public("ver", "rates.vbeta", name="rates", version="beta", identifier="rates_vbeta"),
                # installed beside, in the schema of its owner
                resource(
                    "ver_host", "model.ver.orders.v2", **latest, schema_name="ver", original_file_path="models/o.sql"
                ),
                model("ver_host"),
                public("aliased", "sales.v1", **{**first, "name": "sales", "identifier": "sales"}),
                public("aliased", "sales.v2", **{**latest, "name": "sales", "identifier": "sales_v2"}),
            ]
        },
        reading("view_reader", "db.ver.orders"),
        reading("first_reader", "db.ver.orders_v1"),
        reading("text_reader", "db.ver.rates_vbeta"),
        reading("alias_reader", "db.aliased.sales"),
        reading("other_reader", "db.elsewhere.orders"),
    )


def groups() -> Mesh:
    """Return case 9: a project with a group that is a domain, and what no group can be given to."""
    kinds = ("exposure", "semantic_model", "metric")
    return merged(
        {
            "resources": [
                model("hospital", "beds", group_name="wards"),
                *(resource("hospital", f"{kind}.hospital.x", schema_name=None) for kind in kinds),
                model("hospital", "ungrouped"),
                model("visitor"),
                resource("visitor", "exposure.visitor.x", schema_name=None),
            ],
            "edges": [
                *(edge("hospital", "model.hospital.beds", f"{kind}.hospital.x") for kind in kinds),
                edge("hospital", "model.hospital.beds", "model.hospital.ungrouped"),
                edge("visitor", "model.hospital.beds", "exposure.visitor.x"),
            ],
        }
    )


def incubator() -> Mesh:
    """Return case 18: a project whose groups are domains; ducks reads what hens has, and each reads its own."""
    kinds = ("private", "protected", "public")
    nests = {
        **{f"hens_{kind}": {"group_name": "hens", "access": kind} for kind in kinds},
        "hens_old": {"group_name": "hens", "access": "public", "deprecation_date": LONG_AGO},
        "hens_own": {"group_name": "hens"},
        "ducks": {"group_name": "ducks"},
        "ducks_hidden": {"group_name": "ducks", "access": "private"},
        "loose": {},
    }
    return merged(
        {
            "resources": [model("incubator", name, **values) for name, values in nests.items()],
            "edges": [
                *(edge("incubator", f"model.incubator.hens_{kind}", "model.incubator.ducks") for kind in kinds),
                edge("incubator", "model.incubator.hens_old", "model.incubator.ducks"),
                edge("incubator", "model.incubator.ducks_hidden", "model.incubator.ducks"),
                edge("incubator", "model.incubator.hens_private", "model.incubator.hens_own"),
                edge("incubator", "model.incubator.hens_protected", "model.incubator.loose"),
                edge("incubator", "model.incubator.loose", "model.incubator.ducks"),
            ],
        }
    )


def unstated() -> Mesh:
    """Return case 16: contracts and access that the evidence does not state."""
    return merged(
        {
            "resources": [
                public("unstated_contract", is_contract_enforced=None),
                public("stated_contract", is_contract_enforced=False),
                model("unstated_access", access=None, owner_name=None),
                model("access_reader"),
                public("no_products_contract", is_contract_enforced=True),
                model("no_products_contract", "own", is_contract_enforced=None),
                public("some_listed", is_contract_enforced=False, description="One row per day."),
                public("all_listed", description="One row per day."),
                public("seen", is_contract_enforced=False, description="One row per day."),
            ],
            "edges": [edge("access_reader", "model.unstated_access.m", "model.access_reader.m")],
            "node_columns": [
                *(column(name, "day") for name in ("unstated_contract", "stated_contract", "no_products_contract")),
                *(column(name, "day", description="Day of the visit.") for name in ("some_listed", "all_listed")),
                column("seen", "day", description="Day of the visit.", catalog_data_type="date"),
            ],
        },
        reading("leak_reader", "db.unstated_access.m"),
    )


def certain(prefix: str) -> Mesh:
    """Return a mesh with a finding of every policy, in projects whose names begin with a prefix."""
    p = {name: f"{prefix}_{name}" for name in {*CERTAIN.values(), *ABSENT.values(), "other", "builder", "rival"}}
    other = p["other"]
    return merged(
        {
            "resources": [
                *(model(p["circle"], name) for name in ("a", "b")),
                public(p["careless"], is_contract_enforced=False, owner_name=None, materialized="view"),
                public(p["silent"]),
                public(p["typed"]),
                public(p["described"]),
                public(p["uncoded"]),
                public(p["rival"]),
                public(p["named"], f"{prefix}_name"),
                public(other, f"{prefix}_name"),
                model(p["granting"]),
                public(p["unwatched"], "reads_shop_orders"),
                model(other, "hidden", deprecation_date=LONG_AGO),
                model(p["nosy"]),
                model(other, "clash", schema_name=f"{prefix}_clash"),
                model(p["clashing"], "clash", schema_name=f"{prefix}_clash"),
                model(p["builder"], "leads", database_name="dev", schema_name=f"alice_{prefix}_leads"),
                model(p["copyist"]),
                model(p["wordy"]),
                model(p["dangling"]),
                model(p["aged"]),
                model(p["stating"]),
                public(p["showing"]),
                model(p["forgetful"], is_contract_enforced=True),
                model(p["misplaced"]),
                model(p["misplaced"], "a", schema_name=f"{prefix}_nowhere", custom_schema="nowhere"),
                resource(p["misplaced"], f"seed.{p['misplaced']}.s", schema_name="shop", custom_schema="shop"),
            ],
            "edges": [
                edge(p["circle"], f"model.{p['circle']}.a", f"model.{p['circle']}.b"),
                edge(p["circle"], f"model.{p['circle']}.b", f"model.{p['circle']}.a"),
                edge(p["nosy"], f"model.{other}.hidden", f"model.{p['nosy']}.m"),
                edge(p["dangling"], "model.nowhere.m", f"model.{p['dangling']}.m"),
                edge(p["forgetful"], f"model.{p['showing']}.m", f"model.{p['forgetful']}.m"),
            ],
            "node_columns": [
                column(p["silent"], "id", description="Number of the thing."),
                column(p["uncoded"], "country_code"),
                column(p["described"], f"{prefix}_amount", description="Ordered, in euro."),
                column(p["rival"], f"{prefix}_amount", description="Stored in pieces."),
                column(p["typed"], f"{prefix}_thing_id", data_type="int"),
                column(p["rival"], f"{prefix}_thing_id", data_type="text"),
                column(p["showing"], f"{prefix}_mail"),
                column(p["forgetful"], f"{prefix}_mail"),
            ],
            "tags": [column(p["showing"], f"{prefix}_mail", tag="pii")],
            "grants": [
                {"project_name": p["granting"], "unique_id": f"model.{p['granting']}.m"}
                | {"privilege": "select", "grantee": "zoe"}
            ],
            "meta": [{"project_name": p["wordy"], "unique_id": f"model.{p['wordy']}.m", "meta_key": "tiers"}],
            "sources": [
                {"project_name": p["unwatched"], "unique_id": f"source.{p['unwatched']}.shop.orders"}
                | {"source_name": "shop", "has_freshness": False}
            ],
            "macros": [macro(p["copyist"], f"{prefix}_copied"), macro(other, f"{prefix}_copied")],
            "exceptions": [
                {"project_name": p["stating"], "unique_id": f"model.{p['stating']}.m", "exception_index": 1}
            ],
            "policy_settings": [
                {"project_name": p["stating"], "unique_id": f"model.{p['stating']}.m", "scope": "resource"}
                | {"policy": "no_policy", "setting": "severity", "value": "error"}
            ],
        },
        reading(p["nosy"], f"db.{other}.hidden"),
        reading(p["claiming"], f"db.{prefix}_raw.calls"),
        reading(other, f"db.{prefix}_raw.calls"),
        {
            "resources": [
                resource(
                    p["unwatched"], f"source.{p['unwatched']}.shop.orders", schema_name=f"{prefix}_shop", identifier="o"
                )
            ],
            "edges": [
                edge(
                    p["unwatched"],
                    f"source.{p['unwatched']}.shop.orders",
                    f"model.{p['unwatched']}.reads_shop_orders",
                )
            ],
        },
        reading(p["guessing"], f"prod.{prefix}_leads.leads"),
    )


def the_mesh() -> Mesh:
    """Return the mesh of all cases."""
    broken = certain("broken")
    lost = [
        {"project_name": name, "section": "resources", "unique_id": f"model.{name}.unreadable"}
        for name in sorted({row["project_name"] for row in broken["resources"]})
    ]
    cases = (wrong_targets(), packages(), lost_producers(), namesakes(), versions(), groups(), incubator(), unstated())
    return merged(*cases, certain("sound"), broken, {"gather_warnings": lost})


@pytest.fixture(scope="module")
def built(hub: Hub) -> Hub:
    """Give the hub with the mesh of all cases in it."""
    hub.settings(mesh_domains=REGISTRY, mesh_meta_keys=["tier"])
    hub.write(**the_mesh())
    tables = ("findings", "policy_coverage", "summary", "product_consumers")
    hub.dbt(
        "build", "--exclude-resource-type", "unit_test", "test", "--select", *(f"+fct_mesh__{name}" for name in tables)
    )
    return hub


def found(hub: Hub, policy: str, *projects: str) -> list[tuple[Any, ...]]:
    """Return the findings of a policy in projects: project, id and the related ones."""
    names = ", ".join(f"'{name}'" for name in projects)
    return hub.execute(
        "select project_name, unique_id, related_project_name, related_unique_id "
        f"from {HUB_SCHEMA}.fct_mesh__findings where policy_id = '{policy}' and project_name in ({names}) "
        "order by 1, 2, 3, 4"
    )


def not_judged(hub: Hub, project_name: str) -> dict[str | None, set[str]]:
    """Return the policies that were not judged for a project, by counterpart; none is the project as a whole.

    Where a project builds is left out: few domains of this mesh declare a schema, and case 17 tells of those.
    """
    rows: dict[str | None, set[str]] = {}
    for counterpart, policy in hub.execute(
        f"select counterpart_project_name, policy_id from {HUB_SCHEMA}.fct_mesh__policy_coverage "
        f"where not is_judged and project_name = '{project_name}' and policy_id <> '{PLACE_POLICY}'"
    ):
        rows.setdefault(counterpart, set()).add(policy)
    return rows


def is_judged(hub: Hub, policy: str, project_name: str) -> bool:
    """Return whether a policy was judged for a project as a whole."""
    ((is_judged,),) = hub.execute(
        f"select is_judged from {HUB_SCHEMA}.fct_mesh__policy_coverage where policy_id = '{policy}' "
        f"and project_name = '{project_name}' and counterpart_project_name is null"
    )
    return bool(is_judged)


def reasons(hub: Hub, project_name: str) -> set[tuple[str, str]]:
    """Return why policies were not judged for a project, and what to do."""
    return set(
        hub.execute(
            f"select reason, remedy from {HUB_SCHEMA}.fct_mesh__policy_coverage "
            f"where not is_judged and project_name = '{project_name}' and policy_id <> '{PLACE_POLICY}'"
        )
    )


def test_dbt_holds_that_a_pair_is_a_row_only_where_it_is_not_judged(built: Hub) -> None:
    built.dbt("test", "--select", "fct_mesh__policy_coverage", "--exclude-resource-type", "unit_test")
    rows = built.execute(
        "select count(*) from "
        f"{HUB_SCHEMA}.fct_mesh__policy_coverage where counterpart_project_name is not null and is_judged"
    )
    assert rows == [(0,)]


def test_every_expected_project_has_a_row_of_its_own_for_each_policy(built: Hub) -> None:
    policies = built.execute(
        f"select count(distinct policy_id) from {HUB_SCHEMA}.mesh_policies where found_by = 'policy'"
    )
    for name in ("fin", "mkt", "absent", "shop"):
        rows = built.execute(
            f"select count(*) from {HUB_SCHEMA}.fct_mesh__policy_coverage "
            f"where project_name = '{name}' and counterpart_project_name is null"
        )
        assert rows == policies, name


def test_case_1_what_was_parsed_for_another_target_is_not_judged(built: Hub) -> None:
    assert not_judged(built, "fin") == {None: RELATION_POLICIES}
    assert not_judged(built, "ruler") == {None: RELATION_POLICIES}
    assert not_judged(built, "aimed_at_ci") == {None: RELATION_POLICIES}
    assert all("production target" in remedy for _, remedy in reasons(built, "fin"))


def test_case_1_who_reads_what_may_be_a_relation_of_it_is_not_judged_with_it(built: Hub) -> None:
    builders = {
        "mkt": "fin",
        "ruler_reader": "ruler",
        "ci_reader": "aimed_at_ci",
        "wing_reader": "wing",
        "drifter_reader": "drifter",
    }
    for reader, builder in builders.items():
        # whose schema the registry gives to a domain, has an owner whoever builds it
        in_vain = set() if reader == "mkt" else {"source_without_owner"}
        assert not_judged(built, reader) == {builder: RELATION_POLICIES | in_vain}, reader
        assert found(built, "source_is_another_domains_model", reader) == []
        assert found(built, "possible_back_door", reader) == []
        assert all("production target" in remedy for _, remedy in reasons(built, reader))


def test_case_1_a_sandbox_that_begins_with_the_domains_name_is_not_production(built: Hub) -> None:
    assert not_judged(built, "fin_ahead") == {None: RELATION_POLICIES}
    assert not_judged(built, "bills_reader") == {"fin_ahead": RELATION_POLICIES}


def test_case_1_one_model_where_its_domain_lives_is_no_production(built: Hub) -> None:
    assert not_judged(built, "mixed") == {None: RELATION_POLICIES}
    assert not_judged(built, "mixed_reader") == {"mixed": RELATION_POLICIES}


def test_case_1_a_source_in_another_database_may_be_what_production_builds_while_its_reader_is_unknown(
    built: Hub,
) -> None:
    ((message, fix),) = built.execute(
        f"select message, fix from {HUB_SCHEMA}.fct_mesh__findings where policy_id = 'possible_back_door' "
        "and project_name = 'harbour_reader'"
    )
    assert "dev.harbour.ships may be" in message
    assert message.endswith("gathered as prod.harbour.ships.")
    assert fix.startswith("Parse harbour_reader and harbour with their production targets")


def test_case_1_a_seed_tells_a_sandbox_where_there_is_no_model(built: Hub) -> None:
    assert not_judged(built, "seedy") == {None: RELATION_POLICIES}
    assert not_judged(built, "seed_reader") == {"seedy": RELATION_POLICIES}


def test_case_1_a_group_that_is_a_domain_reads_what_may_be_its_projects_own_domains(built: Hub) -> None:
    assert not_judged(built, "clinic_a") == {"lab": {*RELATION_POLICIES, "source_without_owner"}}


def test_case_15_a_project_is_no_domain_that_the_registry_gives_to_others(built: Hub) -> None:
    assert found(built, "ref_to_non_public_model", "shop_core") == [
        ("shop_core", "model.shop_core.m", "retail", "model.retail.secret")
    ]


def test_case_1_what_two_projects_build_in_one_sandbox_is_no_clash(built: Hub) -> None:
    assert found(built, "relation_built_by_several_projects", "bench_a", "bench_b") == []
    assert "relation_built_by_several_projects" in not_judged(built, "bench_a")[None]


def test_case_1_a_source_that_may_be_built_by_it_is_no_claim(built: Hub) -> None:
    assert found(built, "source_claimed_by_several_domains", "mkt", "claimer") == []


def test_case_1_who_reads_something_else_is_judged(built: Hub) -> None:
    for reader in ("unlike_table", "unlike_schema", "shop_reader", "prod_reader"):
        assert not_judged(built, reader) == {}, reader
        assert found(built, "possible_back_door", reader) == [], reader


def test_case_1_what_lives_where_its_domain_does_is_judged(built: Hub) -> None:
    for name in ("shop", "stock", "settler", "aimed_at_prod", "stats"):
        assert not_judged(built, name) == {}, name


def test_case_1_without_a_registry_it_is_a_possible_back_door_for_information(built: Hub) -> None:
    rows = found(built, "possible_back_door", "stats_reader", "stats_own", "stats_idle", "stats_real")
    assert rows == [("stats_reader", "source.stats_reader.stats.hits", "stats", "model.stats.hits")]
    assert not_judged(built, "stats_reader") == {}
    rows = found(built, "possible_back_door", "loner_reader", "loner_stranger")
    assert rows == [("loner_reader", "source.loner_reader.loner_marts.hats", "loner", "model.loner.hats")]
    severities = built.execute(
        f"select distinct severity from {HUB_SCHEMA}.fct_mesh__findings where policy_id = 'possible_back_door'"
    )
    assert severities == [("info",)]


def test_case_1_a_registered_schema_without_its_database_leaves_another_database_possible(built: Hub) -> None:
    rows = found(built, "possible_back_door", "shop_clone_reader")
    assert rows == [("shop_clone_reader", "source.shop_clone_reader.shop.baskets", "shop", "model.shop.baskets")]


def test_case_1_possible_back_doors_are_not_counted_as_back_doors(built: Hub) -> None:
    (figure,) = built.execute(f"select value from {HUB_SCHEMA}.fct_mesh__summary where metric = 'back_door_edges'")
    (findings,) = built.execute(
        f"select count(*) from {HUB_SCHEMA}.fct_mesh__findings where policy_id = 'source_is_another_domains_model'"
    )
    assert figure == findings


def test_case_3_reads_of_a_mesh_project_that_is_installed_as_a_package_cross_projects(built: Hub) -> None:
    assert found(built, "ref_to_non_public_model", "host", "lib") == [
        ("host", "model.host.peeps", "lib", "model.lib.secret")
    ]
    consumers = built.execute(
        f"select consumer_unique_id from {HUB_SCHEMA}.fct_mesh__product_consumers "
        "where product_unique_id = 'model.lib.open'"
    )
    assert consumers == [("model.host.behaves",)]


def test_case_3_who_owns_a_relation_is_not_accused_of_its_copy(built: Hub) -> None:
    clashes = found(built, "relation_built_by_several_projects", "lib", "host", "twin_host")
    assert clashes == [("twin_host", "model.lib.secret", "lib", "model.lib.secret")]


def test_case_3_what_a_project_reads_is_not_held_against_who_installed_it(built: Hub) -> None:
    """Each of these policies has a finding in the owner, and none in its copy."""
    copies = {
        "ref_to_non_public_model": "model.lent.m",
        "unknown_dependency": "model.lent.m",
        "source_claimed_by_several_domains": "source.lent.lent_raw.scores",
        "source_is_another_domains_model": "source.lent.whole.m",
    }
    for policy, unique_id in copies.items():
        assert [row[:2] for row in found(built, policy, "lent", "borrower")] == [("lent", unique_id)], policy
    ((domains,),) = built.execute(
        f"select domains from {HUB_SCHEMA}.policy__source_claimed_by_several_domains where project_name = 'lent'"
    )
    assert domains == "lent, scorer"


def test_case_3_what_a_registered_project_owns_is_its_own_though_only_who_installed_it_was_gathered(built: Hub) -> None:
    edges = built.execute(
        "select child_unique_id, parent_unique_id, parent_project_name, parent_domain, is_parent_known "
        f"from {HUB_SCHEMA}.fct_mesh__relationships where parent_unique_id like 'model.pending.%' order by 1"
    )
    assert edges == [
        ("model.pending_host.m", "model.pending.second", "pending", "waiting", False),
        ("model.pending_reader.m", "model.pending.first", "pending", "waiting", False),
        ("model.pending_twin.m", "model.pending.second", "pending", "waiting", False),
    ]
    for name in ("pending_host", "pending_twin", "pending_reader"):
        assert not_judged(built, name) == {"pending": PARENT_POLICIES}, name
        assert [row[1] for row in found(built, "unknown_dependency", name)] == [f"model.{name}.m"]
        assert found(built, "ref_to_non_public_model", name) == []
    assert found(built, "source_is_another_domains_model", "pending_host") == [
        ("pending_host", "source.pending.raw.m", "whole", "model.whole.m")
    ]


def test_case_5_a_parent_that_nobody_gathered_is_an_unknown_dependency(built: Hub) -> None:
    rows = found(built, "unknown_dependency", "orphan", "half_reader", "self_lost", "whole_reader")
    assert rows == [("orphan", "model.orphan.m", None, None)]
    ((message, severity),) = built.execute(
        f"select message, severity from {HUB_SCHEMA}.fct_mesh__findings where project_name = 'orphan'"
    )
    assert "model.carrier.tariffs, model.carrier.zones" in message
    assert severity == "warn"


def test_case_5_a_lost_producer_leaves_its_consumers_not_judged_with_it(built: Hub) -> None:
    assert not_judged(built, "orphan") == {"carrier": PARENT_POLICIES}
    assert not_judged(built, "half_reader")["half_read"] == PARENT_POLICIES
    assert not_judged(built, "whole_reader") == {}


def test_case_5_who_reads_what_may_be_a_relation_of_a_project_that_lost_a_model_is_not_judged(built: Hub) -> None:
    readers = ("gappy_reader", "gappy_claimer", "gappy_namesake", "gappy_rival")
    for reader in readers:
        assert not_judged(built, reader) == {"gappy": {*RELATION_POLICIES, "source_without_owner"}}, reader
    assert reasons(built, "gappy_reader") == {
        (
            "A source may be a relation of gappy, of which a model could not be read.",
            "See gather_warnings, mend gappy and gather it again.",
        ),
        (
            "A source in a schema that nobody owns may be a relation of gappy, of which not all is known.",
            "Gather gappy whole, parsed with its production target, and give the domains their `warehouse` in "
            "mesh_domains.",
        ),
    }
    assert not_judged(built, "unlike_gappy") == {}


@pytest.mark.parametrize(
    ("whole", "lost", "policy"),
    [
        ("yard_builder", "yard_lost", "relation_built_by_several_projects"),
        ("mac_whole", "mac_lost", "macro_defined_in_several_domains"),
        ("call_reader", "call_lost", "source_claimed_by_several_domains"),
    ],
)
def test_case_5_what_takes_two_is_not_judged_for_either_where_one_lost_its_part(
    built: Hub, whole: str, lost: str, policy: str
) -> None:
    assert not_judged(built, whole) == {lost: {policy}}
    assert policy in not_judged(built, lost)[None]


def test_case_5_what_a_lost_model_may_build_is_no_claim(built: Hub) -> None:
    """Another table that one of the readers shares is one."""
    projects = ("gappy_reader", "gappy_claimer", "gappy_namesake", "gappy_rival", "unlike_gappy")
    assert [row[:2] for row in found(built, "source_claimed_by_several_domains", *projects)] == [
        ("gappy_reader", "source.gappy_reader.crm.calls_of_gappy"),
        ("unlike_gappy", "source.unlike_gappy.crm.calls_of_gappy"),
    ]


def test_case_5_what_a_project_that_nobody_gathered_may_build_is_no_claim(built: Hub) -> None:
    assert found(built, "source_claimed_by_several_domains", "absent_reader", "absent_claimer") == []
    assert not_judged(built, "absent_claimer") == {"absent": RELATION_POLICIES}


def test_case_5_who_reads_the_schema_of_a_registered_project_that_nobody_gathered_is_not_judged(built: Hub) -> None:
    assert not_judged(built, "absent_reader") == {"absent": RELATION_POLICIES}


@pytest.mark.parametrize("policy", CERTAIN)
def test_case_5_what_is_certain_stays_a_finding_where_a_resource_was_lost(built: Hub, policy: str) -> None:
    name = CERTAIN[policy]
    sound, broken = found(built, policy, f"sound_{name}"), found(built, policy, f"broken_{name}")
    assert len(sound) >= 1
    assert [row[1].replace("sound", "broken") for row in sound] == [row[1] for row in broken]
    assert is_judged(built, policy, f"sound_{name}")
    assert is_judged(built, policy, f"broken_{name}") == (policy in NO_RESOURCES_NEEDED)


@pytest.mark.parametrize("policy", ABSENT)
def test_case_5_what_is_missing_is_no_finding_where_a_resource_was_lost(built: Hub, policy: str) -> None:
    name = ABSENT[policy]
    assert len(found(built, policy, f"sound_{name}")) == 1
    assert found(built, policy, f"broken_{name}") == []
    assert policy not in not_judged(built, f"sound_{name}").get(None, set())
    assert policy in not_judged(built, f"broken_{name}")[None]


@pytest.mark.parametrize("policy", ABSENT_ANYWHERE)
def test_case_5_what_any_project_may_do_is_judged_of_none_while_one_lost_a_resource(built: Hub, policy: str) -> None:
    assert built.execute(f"select * from {HUB_SCHEMA}.fct_mesh__findings where policy_id = '{policy}'") == []
    assert policy in not_judged(built, "sound_careless")[None]
    assert policy not in not_judged(built, "sound_nosy").get(None, set())


def test_case_5_every_policy_is_held(built: Hub) -> None:
    policies = built.execute(f"select distinct policy_id from {HUB_SCHEMA}.mesh_policies where found_by = 'policy'")
    assert {policy for (policy,) in policies} == {*CERTAIN, *ABSENT, *ABSENT_ANYWHERE}


def test_case_7_the_unversioned_view_over_a_versioned_model_is_built_by_its_latest_version(built: Hub) -> None:
    assert found(built, "source_is_another_domains_model", "view_reader", "other_reader") == [
        ("view_reader", "source.view_reader.ver.orders", "ver", "model.ver.orders.v2")
    ]


def test_case_7_where_a_version_has_the_unversioned_name_no_other_builds_it(built: Hub) -> None:
    assert found(built, "source_is_another_domains_model", "alias_reader") == [
        ("alias_reader", "source.alias_reader.aliased.sales", "aliased", "model.aliased.sales.v1")
    ]


def test_case_9_what_can_have_no_group_is_not_accused_of_reading_its_own_project(built: Hub) -> None:
    assert found(built, "ref_to_non_public_model", "hospital", "visitor") == [
        ("hospital", "model.hospital.ungrouped", "hospital", "model.hospital.beds"),
        ("visitor", "exposure.visitor.x", "hospital", "model.hospital.beds"),
    ]


def test_case_11_a_public_model_of_an_installed_package_is_a_product_where_another_domain_reads_it(built: Hub) -> None:
    products = built.execute(
        "select project_name, unique_id, domain, consumer_domain_count "
        f"from {HUB_SCHEMA}.dim_mesh__data_products where project_name in ('tool', 'toolbox', 'tool_reader')"
    )
    assert products == [("toolbox", "model.tool.days", "toolbox", 1)]
    edges = built.execute(
        "select parent_project_name, parent_domain, is_parent_known from "
        f"{HUB_SCHEMA}.fct_mesh__relationships where child_unique_id = 'model.tool_reader.reads_days'"
    )
    assert edges == [("toolbox", "toolbox", True)]
    assert found(built, "unknown_dependency", "tool_reader") == []


def test_case_13_the_remedy_of_a_back_door_names_the_version_that_is_read(built: Hub) -> None:
    fixes = dict(
        built.execute(
            f"select project_name, fix from {HUB_SCHEMA}.fct_mesh__findings "
            "where policy_id = 'source_is_another_domains_model'"
        )
    )
    assert "ref('ver', 'orders', v=1)" in fixes["first_reader"]
    assert "ref('ver', 'orders', v=2)" in fixes["view_reader"]
    assert "ref('ver', 'rates', v='beta')" in fixes["text_reader"]
    assert "ref('aliased', 'sales', v=1)" in fixes["alias_reader"]


def test_case_16_a_contract_that_is_not_stated_is_unknown(built: Hub) -> None:
    assert found(built, "public_model_without_contract", "unstated_contract", "stated_contract") == [
        ("stated_contract", "model.stated_contract.m", None, None)
    ]
    assert not_judged(built, "unstated_contract") == {
        None: {"pii_exposed", "public_model_undocumented", "public_model_without_contract", *ABSENT_ANYWHERE}
    }
    assert not_judged(built, "stated_contract") == {
        None: {"pii_exposed", "public_model_undocumented", *ABSENT_ANYWHERE}
    }
    assert not_judged(built, "no_products_contract") == {None: ABSENT_ANYWHERE}


def test_case_16_columns_that_nobody_wrote_down_may_be_undocumented(built: Hub) -> None:
    assert found(built, "public_model_undocumented", "some_listed", "all_listed", "seen") == []
    assert not is_judged(built, "public_model_undocumented", "some_listed")
    assert is_judged(built, "public_model_undocumented", "all_listed")
    assert is_judged(built, "public_model_undocumented", "seen")


def test_case_16_of_a_column_that_is_listed_it_is_certain_that_nobody_says_what_it_is(built: Hub) -> None:
    lists = built.execute(
        f"select column_list from {HUB_SCHEMA}.policy__public_model_undocumented "
        "where project_name = 'stated_contract' and condition = 'columns'"
    )
    assert lists == [("day",)]


def test_case_16_access_that_is_not_stated_is_unknown(built: Hub) -> None:
    policies = {policy for policy in {*CERTAIN, *ABSENT, *ABSENT_ANYWHERE} if policy.startswith("public_model_")}
    policies |= {"code_column_not_conformed", "column_meaning_conflict", "column_type_conflict", "grant_to_outsider"}
    policies |= {"pii_exposed"}
    assert not_judged(built, "unstated_access") == {None: policies}
    assert found(built, "ref_to_non_public_model", "access_reader") == []
    assert not_judged(built, "access_reader") == {"unstated_access": {"ref_to_non_public_model"}}
    conditions = built.execute(
        f"select condition from {HUB_SCHEMA}.fct_mesh__findings where project_name = 'leak_reader'"
    )
    assert conditions == [("target_public",)]


def test_case_17_where_production_builds_is_held_against_the_registry(built: Hub) -> None:
    assert found(built, PLACE_POLICY, "sound_misplaced") == [
        ("sound_misplaced", "model.sound_misplaced.a", None, None),
        ("sound_misplaced", "seed.sound_misplaced.s", None, None),
    ]
    assert found(built, PLACE_POLICY, "shop") == []
    assert is_judged(built, PLACE_POLICY, "shop")


@pytest.mark.parametrize("project_name", ["fin", "mixed", "mkt", "aimed_at_prod"])
def test_case_17_nobody_is_accused_for_a_developers_schema_or_without_one_of_the_registry(
    built: Hub, project_name: str
) -> None:
    """The first two were parsed for elsewhere, the domains of the others declare no schema."""
    assert found(built, PLACE_POLICY, project_name) == []
    assert not is_judged(built, PLACE_POLICY, project_name)


def test_case_18_group_private_ref_groups_of_one_project_are_held_to_what_projects_are(built: Hub) -> None:
    """Dbt refuses a private model of another group; what is protected in a project any of its groups may read."""
    policy = "ref_to_non_public_model"
    rows = built.execute(
        f"select domain, unique_id, related_unique_id from {HUB_SCHEMA}.fct_mesh__findings "
        f"where policy_id = '{policy}' and project_name = 'incubator' order by 2, 3"
    )
    assert rows == [
        ("hatch_ducks", "model.incubator.ducks", "model.incubator.hens_private"),
        ("hatch_ducks", "model.incubator.ducks", "model.incubator.hens_protected"),
        ("hatch_ducks", "model.incubator.ducks", "model.incubator.loose"),
        ("incubator", "model.incubator.loose", "model.incubator.hens_protected"),
    ]
    assert found(built, "ref_to_deprecated_version", "incubator") == [
        ("incubator", "model.incubator.ducks", "incubator", "model.incubator.hens_old")
    ]
    assert is_judged(built, policy, "incubator")
