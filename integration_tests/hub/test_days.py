"""Issue 8, case 18: the history over days on which part of the evidence is missing, and of which it is not.

One mesh holds all that may go wrong, each in projects of its own; one table of days says what is done to it. Beside
each case that must not be closed stands one that has to be.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hub import HUB_SCHEMA, TYPES, Hub
from mesh_rows import edge, project, resource

Rows = dict[str, list[dict[str, Any]]]

SEED = "seeds/hub/governance/mesh_policies.csv"
REGISTRY: list[dict[str, Any]] = [
    # where its evaluator's tables are, only the registry knows
    {"name": "library", "projects": ["lone"], "evaluator": {"schema": "lone_tables"}},
    {"name": "depot", "projects": ["kept"]},
    # of the projects that are missing for a day, one is expected
    {"name": "ring", "projects": ["circle_c"]},
    {"name": "ward", "groups": [{"project": "house", "group": "ward"}]},
]
READ_OF_BEAM = ("source.beam_reader.x.wide", "source.beam_reader.x.unread")
SHIPPED = ("source.shipper.x.quay", "source.shipper.x.pier")
READ_OF_MAKER = ("model.maker.secret", "source.reader.x.hidden")
TENANTS = ("rent_a", "rent_b")
LOST = {
    "project_name": "land_office",
    "section": "resources",
    "unique_id": "model.land_office.leases",
    "message": "Unreadable.",
}
MISSING = ("maker", "circle_c", "claim_b", "claim_c", "macro_b", "beam_reader")
# models of the projects with tables of Project Evaluator, and who reads what there
EVALUATED: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "lone": ("lone_tables", []),
    "kept": ("kept_evaluator", []),
    "twin": ("twin_evaluator", []),
    "beam": (
        "beam_evaluator",
        [(f"model.beam.end_{number}", "model.beam.wide") for number in range(2)],
    ),
}


def macro(project_name: str, name: str, body: str) -> dict[str, Any]:
    """Return a row of `macros`."""
    return {
        "project_name": project_name,
        "unique_id": f"macro.{project_name}.{name}",
        "name": name,
        "package_name": project_name,
        "original_file_path": "macros/x.sql",
        "body_hash": body,
    }


def model(project_name: str, name: str = "m", **values: Any) -> dict[str, Any]:
    """Return a model of a project in a schema of its own."""
    return resource(project_name, f"model.{project_name}.{name}", **values)


def public(project_name: str, name: str = "m", **values: Any) -> dict[str, Any]:
    """Return a public model without a contract."""
    return model(project_name, name, access="public", **values)


def source(project_name: str, name: str, **values: Any) -> dict[str, Any]:
    """Return a source of a project."""
    return resource(project_name, f"source.{project_name}.x.{name}", **values)


def the_mesh() -> Rows:
    """Return the mesh as it is on the first day."""
    circle = [
        (model(name), source(name, "back", schema_name=behind, identifier="m"))
        for name, behind in (("circle_a", "circle_c"), ("circle_b", "circle_a"), ("circle_c", "circle_b"))
    ]
    claimers = ("claim_a", "claim_b", "claim_c")
    rows: Rows = {
        "resources": [
            # reader reads two models of maker that are not public, by ref and by source; keeper is read likewise
            model("maker", "secret"),
            model("maker", "hidden"),
            model("keeper", "secret"),
            model("reader"),
            source("reader", "hidden", schema_name="maker", identifier="hidden"),
            # and each of these has a public model without a contract
            public("maker", "offer"),
            public("lone"),
            public("mended"),
            public("kept", "offer", owner_name=None),
            # two domains of one project, one of them a group, read one table
            source("house", "secret", schema_name="keeper", identifier="secret"),
            model("house"),
            model("house", "grouped", group_name="ward"),
            # beam declares a source that only another project reads, and has a model that feeds one end model there
            *(model("beam", name) for name in ("wide", "end_0", "end_1")),
            source("beam", "unread", schema_name="raw"),
            model("beam_reader"),
            model("beam_reader", "n"),
            source("beam_reader", "wide", schema_name="beam"),
            source("beam_reader", "unread", schema_name="raw"),
            # shipper reads two tables of port, whose manifest may be a developer's
            model("port", "quay"),
            model("port", "pier"),
            model("shipper"),
            source("shipper", "quay", schema_name="port"),
            source("shipper", "pier", schema_name="port"),
            # two domains read a table that land_office may have built, on the day on which it lost a model
            model("land_office", "deeds"),
            *(source(name, "leases", schema_name="land_office", identifier="leases") for name in TENANTS),
            *(model(name) for name in TENANTS),
            # policy and evaluator rule both object to it
            public("twin"),
            *(row for pair in circle for row in pair),
            *(source(name, "calls", schema_name="phone", identifier="calls") for name in claimers),
            *(model(name) for name in claimers),
            *(model(f"macro_{letter}") for letter in "abc"),
        ],
        "edges": [
            edge("reader", "model.maker.secret", "model.reader.m"),
            edge("reader", "model.keeper.secret", "model.reader.m"),
            edge("reader", "source.reader.x.hidden", "model.reader.m"),
            edge("house", "source.house.x.secret", "model.house.m"),
            edge("house", "source.house.x.secret", "model.house.grouped"),
            *(edge("beam", parent, child) for child, parent in EVALUATED["beam"][1]),
            edge("beam_reader", "source.beam_reader.x.wide", "model.beam_reader.m"),
            edge("beam_reader", "source.beam_reader.x.unread", "model.beam_reader.n"),
            edge("shipper", "source.shipper.x.quay", "model.shipper.m"),
            edge("shipper", "source.shipper.x.pier", "model.shipper.m"),
            *(edge(name, f"source.{name}.x.leases", f"model.{name}.m") for name in TENANTS),
            *(edge(f"circle_{name}", f"source.circle_{name}.x.back", f"model.circle_{name}.m") for name in "abc"),
            *(edge(name, f"source.{name}.x.calls", f"model.{name}.m") for name in claimers),
        ],
        "macros": [
            # every two of these differ but for b and c, so that the one that a names changes with what is there
            macro("macro_a", "cents", "1"),
            macro("macro_b", "cents", "2"),
            macro("macro_c", "cents", "2"),
            macro("kept", "cents_of", "2"),
        ],
    }
    names = sorted({row["project_name"] for row in rows["resources"]})
    rows["projects"] = [project(name, adapter_type="snowflake") for name in names]
    return rows


def without(mesh: Rows, *names: str) -> Rows:
    """Return a mesh without all that is known of some projects."""
    return {table: [row for row in rows if row["project_name"] not in names] for table, rows in mesh.items()}


def mended(mesh: Rows) -> Rows:
    """Return a mesh in which `mended` has its contract."""
    change = {"is_contract_enforced": True}
    rows = [{**row, **change} if row["project_name"] == "mended" else row for row in mesh["resources"]]
    return {**mesh, "resources": rows}


def of_a_developer(mesh: Rows, name: str) -> Rows:
    """Return a mesh in which a project was parsed for the schema of a developer."""
    change = {"schema_name": f"dbt_alice_{name}"}
    rows = [{**row, **change} if row["project_name"] == name else row for row in mesh["resources"]]
    return {**mesh, "resources": rows}


def without_reads(mesh: Rows, *parents: str) -> Rows:
    """Return a mesh in which nothing reads these resources."""
    return {**mesh, "edges": [row for row in mesh["edges"] if row["parent_unique_id"] not in parents]}


def make_evaluator(hub: Hub, mesh: Rows) -> None:
    """Make the tables of Project Evaluator in some projects: the graph, and what its rules find there."""
    graph = (
        "resource_name, resource_id, resource_type, package_name, file_path, database, schema, alias, identifier, "
        "source_name, materialized, access, is_public, is_contract_enforced"
    )
    found = {
        "lone": {"fct_root_models": ("child", ["m"])},
        "kept": {"fct_root_models": ("child", ["offer"])},
        "twin": {"fct_public_models_without_contract": ("resource_name", ["m"])},
        "beam": {"fct_unused_sources": ("parent", ["x.unread"]), "fct_model_fanout": ("parent", [])},
    }
    for name, (schema, reads) in EVALUATED.items():
        rows = []
        for row in mesh["resources"]:
            if row["project_name"] == name:
                is_source = row["resource_type"] == "source"
                is_public = row["access"] == "public"
                values = [
                    f"x.{row['name']}" if is_source else row["name"],
                    *(row[column] for column in ("unique_id", "resource_type", "package_name", "original_file_path")),
                    *(row[column] for column in ("database_name", "schema_name", "identifier", "identifier")),
                    "x" if is_source else "",
                    *(row[column] or "" for column in ("materialized", "access")),
                ]
                rows.append(", ".join(f"'{value}'" for value in values) + f", {is_public}, false")
        edges = [f"('{child}', '{parent}')" for child, parent in reads] or ["('', null)"]
        hub.execute(f"drop schema if exists {schema} cascade")
        hub.execute(f"create schema {schema}")
        hub.execute(
            f"create table {schema}.int_all_graph_resources as select * from (values "
            f"{', '.join(f'({row})' for row in rows)}) as graph ({graph})"
        )
        hub.execute(
            f"create table {schema}.int_direct_relationships as select * from (values {', '.join(edges)}) "
            "as edges (resource_id, direct_parent_id)"
        )
        for rule, (column, resources) in found[name].items():
            hub.execute(f"create table {schema}.{rule} ({column} {TYPES[hub.engine]['string']})")
            for resource_name in resources:
                hub.execute(f"insert into {schema}.{rule} values ('{resource_name}')")


def run(hub: Hub, day: int, *selected: str, **variables: Any) -> None:
    """Build the history of a day, with all that it stands on where no models are named."""
    given = {"mesh_today": f"2026-01-{day:02}", **variables}
    models = selected or ("+fct_mesh__finding_trend",)
    hub.dbt("build", "--exclude-resource-type", "unit_test", "test", "--vars", json.dumps(given), "--select", *models)


def switch(hub: Hub, severity: str, other: str) -> None:
    """Give the policy public_model_without_contract another severity."""
    path = hub.directory / SEED
    text = path.read_text(encoding="utf-8")
    words = "public_model_without_contract,always,policy,access,"
    assert f"{words}{severity}," in text
    path.write_text(text.replace(f"{words}{severity},", f"{words}{other},"), encoding="utf-8")


@pytest.fixture(scope="module")
def days(hub: Hub) -> Iterator[Hub]:
    """Give the hub after eight days."""
    kept_seed = hub.directory / "seed.csv"
    shutil.copyfile(hub.directory / SEED, kept_seed)
    mesh = the_mesh()
    make_evaluator(hub, mesh)
    # 1: everything is there
    hub.settings(mesh_domains=REGISTRY)
    hub.write(**mesh)
    run(hub, 1)
    # 2: projects are missing, and the domain library; depot has lost its artifacts; one model was mended; port was
    # parsed for a developer, and land_office lost a model
    hub.settings(mesh_domains=REGISTRY[1:])
    left = without_reads(of_a_developer(mended(without(mesh, *MISSING, "kept")), "port"), SHIPPED[1])
    hub.write(**left, gather_warnings=[LOST])
    run(hub, 2)
    # 3: all is back
    hub.settings(mesh_domains=REGISTRY)
    hub.write(**mended(mesh))
    run(hub, 3)
    # 4: the evaluator is not read, and a policy is switched off
    switch(hub, "error", "off")
    run(hub, 4, mesh_reads_evaluator=False)
    # 5: read and on again; maker is no more, reader reads it no more, and the mesh was made to forget it; nobody reads
    # what beam and port have any more
    switch(hub, "off", "error")
    gone = {"project_name": "maker", "forgotten_at": "2026-01-05 00:00:00"}
    left = without(mended(mesh), "maker")
    left = without_reads(left, *READ_OF_MAKER, *READ_OF_BEAM, SHIPPED[0])
    hub.write(**left, forgotten_projects=[gone])
    run(hub, 5)
    # 6: two pairs of projects lose their findings, one of them was not judged
    hub.execute(f"delete from {HUB_SCHEMA}.int_mesh__findings where policy_id = 'ref_to_non_public_model'")
    hub.execute(f"delete from {HUB_SCHEMA}.int_mesh__findings where policy_id = 'source_claimed_by_several_domains'")
    for project_name, counterpart in (("claim_b", "claim_a"), ("keeper", "lone")):
        hub.execute(
            f"insert into {HUB_SCHEMA}.fct_mesh__policy_coverage (policy_id, domain, project_name, "
            "counterpart_project_name, is_judged) select distinct policy_id, 'd', "
            f"'{project_name}', '{counterpart}', false from {HUB_SCHEMA}.fct_mesh__policy_coverage"
        )
    run(hub, 6, "fct_mesh__finding_history")
    # 7: a policy is switched off, while the evaluator is read; 8: it is on again
    switch(hub, "error", "off")
    run(hub, 7)
    switch(hub, "off", "error")
    run(hub, 8)
    yield hub
    shutil.copyfile(kept_seed, hub.directory / SEED)
    for schema, _ in EVALUATED.values():
        hub.execute(f"drop schema if exists {schema} cascade")


def story(hub: Hub, policy: str, project_name: str, unique_id: str = "%") -> list[tuple[str, int, int]]:
    """Return of each finding of a policy and project, by day: status, day and the day on which it was opened."""
    days = "cast(extract(day from observed_on) as integer), cast(extract(day from opened_on) as integer)"
    return [
        (status, day, opened)
        for status, day, opened in hub.execute(
            f"select status, {days} from {HUB_SCHEMA}.fct_mesh__finding_history where policy_id = '{policy}' "
            f"and project_name = '{project_name}' and coalesce(related_unique_id, unique_id) like '{unique_id}' "
            "order by finding_id, observed_on"
        )
    ]


def statuses(hub: Hub, policy: str, project_name: str, unique_id: str = "%", until: int = 3) -> list[str]:
    """Return the statuses of the one finding of a policy and project, which keeps the day on which it was opened."""
    told = [line for line in story(hub, policy, project_name, unique_id) if line[1] <= until]
    assert [line[1] for line in told] == list(range(1, len(told) + 1)), told
    assert {line[2] for line in told} == {1}, told
    return [line[0] for line in told]


KEPT = ["opened", "not_judged", "still_open"]
STANDING = ["opened", "still_open", "still_open"]


def test_18_what_was_judged_and_is_mended_is_closed_once(days: Hub) -> None:
    assert story(days, "public_model_without_contract", "mended") == [("opened", 1, 1), ("closed", 2, 1)]


def test_18_the_findings_of_a_project_that_was_missing_for_a_day_stay_open(days: Hub) -> None:
    assert statuses(days, "public_model_without_contract", "maker") == KEPT


@pytest.mark.parametrize("policy", ["ref_to_non_public_model", "source_is_another_domains_model"])
def test_18_what_others_do_to_a_project_that_was_missing_for_a_day_stays_open(days: Hub, policy: str) -> None:
    assert statuses(days, policy, "reader", "%maker%") == KEPT


def test_18_what_does_not_involve_the_missing_project_is_still_open(days: Hub) -> None:
    assert statuses(days, "ref_to_non_public_model", "reader", "%keeper%") == STANDING


def test_18_a_circle_stays_open_though_the_project_that_is_missing_is_not_the_next_one(days: Hub) -> None:
    pairs = days.execute(
        f"select distinct project_name, related_project_name from {HUB_SCHEMA}.fct_mesh__finding_history "
        "where policy_id = 'cycle_between_models' and project_name in ('circle_a', 'circle_b')"
    )
    assert len(pairs) == 2
    # one of the two has another neighbour than the one that was missing
    assert any(related != "circle_c" for _, related in pairs)
    for name in ("circle_a", "circle_b", "circle_c"):
        assert statuses(days, "cycle_between_models", name) == KEPT


def test_18_a_claim_stays_open_while_the_other_claimers_are_missing(days: Hub) -> None:
    assert statuses(days, "source_claimed_by_several_domains", "claim_a") == KEPT


def test_18_a_finding_is_the_same_when_another_counterpart_is_named(days: Hub) -> None:
    named = days.execute(
        "select distinct related_project_name from "
        f"{HUB_SCHEMA}.fct_mesh__finding_history where policy_id = 'macro_defined_in_several_domains' "
        "and project_name = 'macro_a' order by 1"
    )
    assert named == [("macro_b",), ("macro_c",)]
    (ids,) = days.execute(
        f"select count(distinct finding_id) from {HUB_SCHEMA}.fct_mesh__finding_history "
        "where policy_id = 'macro_defined_in_several_domains' and project_name = 'macro_a'"
    )
    assert ids == (1,)
    assert statuses(days, "macro_defined_in_several_domains", "macro_a") == STANDING


def test_18_two_refs_of_one_model_are_two_findings(days: Hub) -> None:
    (ids,) = days.execute(
        f"select count(distinct finding_id) from {HUB_SCHEMA}.fct_mesh__finding_history "
        "where policy_id = 'ref_to_non_public_model' and project_name = 'reader'"
    )
    assert ids == (2,)


def test_18_one_source_that_two_domains_of_a_project_read_is_two_findings(days: Hub) -> None:
    told = story(days, "source_is_another_domains_model", "house")
    assert [line for line in told if line[1] <= 3] == [("opened", 1, 1), ("still_open", 2, 1), ("still_open", 3, 1)] * 2
    domains = days.execute(
        f"select finding_id, domain from {HUB_SCHEMA}.int_mesh__findings "
        "where policy_id = 'source_is_another_domains_model' and project_name = 'house' order by 2"
    )
    assert [domain for _, domain in domains] == ["house", "ward"]
    assert len({finding_id for finding_id, _ in domains}) == 2


def test_18_the_verdicts_of_a_domain_that_is_taken_out_of_the_registry_stay_open(days: Hub) -> None:
    assert statuses(days, "fct_root_models", "lone") == KEPT


def test_18_a_domain_that_is_taken_out_of_the_registry_renames_no_finding(days: Hub) -> None:
    assert statuses(days, "public_model_without_contract", "lone") == STANDING
    domains = days.execute(
        f"select domain from {HUB_SCHEMA}.fct_mesh__finding_history where project_name = 'lone' "
        "and policy_id = 'public_model_without_contract' order by observed_on"
    )
    assert domains[:3] == [("library",), ("lone",), ("library",)]


def test_18_what_the_evaluators_tables_do_not_hold_stays_open_while_the_artifacts_are_gone(days: Hub) -> None:
    routes = days.execute(f"select evidence_route from {HUB_SCHEMA}.dim_mesh__projects where project_name = 'kept'")
    assert routes == [("artifacts",)]
    for policy in ("public_model_without_owner", "macro_defined_in_several_domains"):
        assert statuses(days, policy, "kept") == KEPT, policy


def test_18_what_the_evaluators_tables_hold_is_still_open_while_the_artifacts_are_gone(days: Hub) -> None:
    assert statuses(days, "public_model_without_contract", "kept") == STANDING


def test_18_the_evaluators_verdicts_stay_open_on_a_day_that_does_not_read_them(days: Hub) -> None:
    told = statuses(days, "fct_root_models", "kept", until=5)
    assert told == ["opened", "still_open", "still_open", "not_judged", "still_open"]


def test_18_what_is_switched_off_for_a_day_is_not_closed_and_not_counted_as_open(days: Hub) -> None:
    told = statuses(days, "public_model_without_contract", "kept", until=5)
    assert told == ["opened", "still_open", "still_open", "switched_off", "still_open"]
    counts = days.execute(
        f"select switched_off_count, open_count from {HUB_SCHEMA}.fct_mesh__finding_trend "
        "where policy_id = 'public_model_without_contract' and domain = 'depot' "
        "and extract(day from observed_on) = 4"
    )
    assert [tuple(map(int, row)) for row in counts] == [(1, 0)]


def test_19_the_findings_of_a_project_that_was_forgotten_are_closed(days: Hub) -> None:
    maker = statuses(days, "public_model_without_contract", "maker", until=6)
    assert maker == ["opened", "not_judged", "still_open", "switched_off", "closed"]
    assert statuses(days, "ref_to_non_public_model", "reader", "%maker%", until=6)[-1] == "closed"


def test_18_a_pair_that_is_not_judged_keeps_its_findings_and_another_pair_does_not(days: Hub) -> None:
    assert story(days, "source_claimed_by_several_domains", "claim_a")[5] == ("not_judged", 6, 1)
    # its pair is judged; keeper is not judged beside another project
    assert statuses(days, "ref_to_non_public_model", "reader", "%keeper%", until=6)[-1] == "closed"


def test_18_what_the_mesh_alone_finds_stays_open_while_a_reader_is_missing(days: Hub) -> None:
    told = statuses(days, "fct_model_fanout", "beam", until=6)
    assert told == [*KEPT, "not_judged", "closed"]


def test_18_what_the_mesh_cleared_is_no_warning_while_a_reader_is_missing(days: Hub) -> None:
    told = statuses(days, "fct_unused_sources", "beam", until=5)
    assert told == [*KEPT, "not_judged", "still_open"]
    conditions = days.execute(
        f"select condition, severity from {HUB_SCHEMA}.fct_mesh__finding_history where project_name = 'beam' "
        "and policy_id = 'fct_unused_sources' and extract(day from observed_on) < 6 order by observed_on"
    )
    # the reader is there on the fifth day, and reads it no more
    assert conditions == [("cleared_by_mesh", "info")] * 4 + [("always", "warn")]


def test_18_a_back_door_stays_open_while_a_developers_manifest_makes_it_a_possible_one(days: Hub) -> None:
    assert statuses(days, "source_is_another_domains_model", "shipper", "%quay%", until=6) == [
        *KEPT,
        "still_open",
        "closed",
    ]
    possible = days.execute(
        f"select extract(day from observed_on), status from {HUB_SCHEMA}.fct_mesh__finding_history "
        "where policy_id = 'possible_back_door' and project_name = 'shipper' order by 1"
    )
    assert [(int(day), status) for day, status in possible] == [(2, "opened"), (3, "closed")]


def test_18_a_back_door_that_is_no_more_is_closed_whatever_the_target(days: Hub) -> None:
    told = story(days, "source_is_another_domains_model", "shipper", "%pier%")
    assert told[:2] == [("opened", 1, 1), ("closed", 2, 1)]


def test_18_a_claim_stays_open_while_somebody_who_lost_a_model_may_build_the_table(days: Hub) -> None:
    for name in TENANTS:
        assert statuses(days, "source_claimed_by_several_domains", name) == KEPT


def test_17_a_policy_that_is_off_for_a_day_leaves_its_finding_to_the_evaluators_rule(days: Hub) -> None:
    told = days.execute(
        "select extract(day from observed_on), policy_id, status, extract(day from opened_on) "
        f"from {HUB_SCHEMA}.fct_mesh__finding_history where unique_id = 'model.twin.m' "
        "and policy_id in ('public_model_without_contract', 'fct_public_models_without_contract') "
        "and extract(day from observed_on) >= 6 and extract(day from observed_on) < 9 order by 1"
    )
    assert [(int(day), policy, status, int(opened)) for day, policy, status, opened in told] == [
        (6, "public_model_without_contract", "still_open", 1),
        (7, "fct_public_models_without_contract", "still_open", 1),
        (8, "public_model_without_contract", "still_open", 1),
    ]


def test_18_a_history_of_a_former_version_goes_on_under_the_new_ids(days: Hub) -> None:
    table = f"{HUB_SCHEMA}.fct_mesh__finding_history"
    run(days, 9)
    (open_count,) = days.execute(f"select count(*) from {HUB_SCHEMA}.int_mesh__findings")
    days.execute(
        f"update {table} set finding_id = (select former_finding_id from {HUB_SCHEMA}.int_mesh__findings as found "
        f"where found.finding_id = {table}.finding_id) where observed_on = date '2026-01-09'"
    )
    days.execute(f"delete from {table} where finding_id is null")
    days.execute(f"drop view {HUB_SCHEMA}.fct_mesh__finding_trend")
    days.execute(f"alter table {table} drop column involved_projects")
    run(days, 10, "fct_mesh__finding_history", "fct_mesh__finding_trend")
    after = days.execute(f"select status, count(*) from {table} where observed_on = date '2026-01-10' group by status")
    assert after == [("still_open", *open_count)]


def test_18_a_day_that_lies_before_the_last_one_is_refused(days: Hub) -> None:
    count = f"select count(*) from {HUB_SCHEMA}.fct_mesh__finding_history"
    before = days.execute(count)
    ended = days.dbt(
        "run", "--select", "fct_mesh__finding_history", "--vars", '{"mesh_today": "2026-01-02"}', check=False
    )
    assert ended.returncode == 1
    assert "2026-01-02 lies before that. Give a mesh_today from then on" in " ".join(ended.stdout.split())
    assert days.execute(count) == before
