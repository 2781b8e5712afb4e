"""Manifests are not what you expect: every trap has a test."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from command import Mesh
from factory import column, generic_test, keyed, macro, manifest, metadata, model, source
from mesh_commons.decode.values import utc

Gathered = Callable[..., Mesh]


def one(mesh: Mesh, query: str) -> Any:
    rows = mesh.rows(query)
    assert len(rows) == 1, rows
    return rows[0][0] if len(rows[0]) == 1 else rows[0]


@pytest.mark.parametrize("number", [9, 10, 11, 12])
def test_every_supported_schema_version_is_read(gathered: Gathered, number: int) -> None:
    mesh = gathered(manifest(metadata=metadata(number=number)))
    assert one(mesh, "select dbt_schema_version from projects") == f"v{number}"
    assert mesh.rows("from gather_warnings") == []


def test_a_newer_schema_version_is_read_with_a_warning(gathered: Gathered, capsys: pytest.CaptureFixture[str]) -> None:
    mesh = gathered(manifest(metadata=metadata(number=13)))
    assert one(mesh, "select name from resources") == "orders"
    message = "Manifest schema v13 is newer than v12, the newest known."
    assert one(mesh, "select section, message from gather_warnings") == ("projects", message)
    assert message in capsys.readouterr().err


def test_a_newer_manifest_of_another_shape_is_refused(gathered: Gathered) -> None:
    gathered(manifest(metadata=metadata(number=13), nodes=[1, 2]), code=2)


def test_a_manifest_without_project_name_is_named_by_dbt_project_yml(gathered: Gathered, mesh: Mesh) -> None:
    (mesh.directory / "dbt_project.yml").write_text("name: shop\n")
    gathered(manifest(model(), model("x", "dbt_utils"), metadata=metadata(number=9, project_name=None)))
    assert one(mesh, "select project_name from projects") == "shop"


def test_a_manifest_without_project_name_is_named_by_its_only_package(gathered: Gathered) -> None:
    mesh = gathered(manifest(metadata=metadata(number=9, project_name=None)))
    assert one(mesh, "select project_name from projects") == "shop"


def test_a_manifest_without_project_name_is_named_by_its_project_id(gathered: Gathered) -> None:
    project_id = hashlib.md5(b"shop").hexdigest()
    head = metadata(number=9, project_name=None, project_id=project_id)
    mesh = gathered(manifest(model("x", "other"), model(), metadata=head))
    assert one(mesh, "select project_name from projects") == "shop"


def test_a_manifest_without_any_name_is_refused(gathered: Gathered, capsys: pytest.CaptureFixture[str]) -> None:
    gathered(manifest(model(), model("x", "other"), metadata=metadata(project_name=None)), code=2)
    assert "does not name its project and holds resources of 2 packages" in capsys.readouterr().err


def test_the_nodes_access_counts_before_its_config(gathered: Gathered) -> None:
    mesh = gathered(
        manifest(
            model("a", access="public", config={"access": "protected"}),
            model("b", access=None, config={"access": "private"}),
            {**model("c"), "resource_type": "seed", "unique_id": "seed.shop.c", "access": "public"},
        )
    )
    assert mesh.rows("select name, access from resources order by 1") == [
        ("a", "public"),
        ("b", "private"),
        ("c", None),
    ]


def test_external_nodes_are_kept_as_they_are(gathered: Gathered) -> None:
    external = model("customers", "platform", original_file_path="", path="", access="private")
    mesh = gathered(manifest(model(depends_on={"nodes": ["model.platform.customers"]}), external))
    query = (
        "select package_name, original_file_path, access, is_contract_enforced from resources where name = 'customers'"
    )
    assert one(mesh, query) == ("platform", "", "private", False)
    assert one(mesh, "select parent_unique_id from edges") == "model.platform.customers"


def test_missing_and_null_fields_lose_nothing(gathered: Gathered) -> None:
    bare = {"model.shop.a": {}, "model.shop.b": {"config": None, "columns": None, "depends_on": None, "tags": None}}
    mesh = gathered({"metadata": metadata(), "nodes": bare})
    assert mesh.rows("select name, package_name, resource_type from resources order by 1") == [
        ("a", "shop", "model"),
        ("b", "shop", "model"),
    ]


def test_unknown_fields_are_passed_over(gathered: Gathered) -> None:
    mesh = gathered(manifest(model(news={"from": ["a", "later", "dbt"]}), brand_new={"x": [1]}))
    assert mesh.rows("from gather_warnings") == []


def test_seeds_have_no_parents(gathered: Gathered) -> None:
    seed = {**model("codes"), "resource_type": "seed", "unique_id": "seed.shop.codes", "depends_on": {"macros": []}}
    mesh = gathered(manifest(seed))
    assert one(mesh, "select resource_type, language from resources") == ("seed", "sql")
    assert mesh.rows("from edges") == []


def test_a_test_has_parents_severity_and_arguments(gathered: Gathered) -> None:
    test = generic_test(
        "relationships_orders",
        "model.shop.orders",
        ["model.shop.customers", "model.shop.orders", "model.shop.orders"],
        column_name="customer_id",
        config={
            **{"severity": "WARN", "where": "true", "fail_calc": "count(*)"},
            **{"error_if": "!= 0", "warn_if": "> 9", "limit": 0},
        },
        test_metadata={
            "name": "relationships",
            "namespace": None,
            "kwargs": {"to": "ref('customers')", "field": "id", "column_name": "customer_id", "model": "{{ x }}"},
        },
    )
    mesh = gathered(manifest(model(), model("customers"), test))
    assert one(mesh, "select * exclude (project_name, unique_id) from data_tests") == (
        "relationships_orders",
        "relationships",
        None,
        "shop",
        "model.shop.orders",
        "customer_id",
        "warn",
        "true",
        "count(*)",
        "!= 0",
        "> 9",
        "0",
        '{"field":"id","to":"ref(\'customers\')"}',
    )
    assert mesh.rows("select unique_id, column_name, is_attached from tested_nodes order by 1") == [
        ("model.shop.customers", None, False),
        ("model.shop.orders", "customer_id", True),
    ]


def test_a_test_without_attached_node_is_attached_by_its_model_argument(gathered: Gathered) -> None:
    kwargs = {"model": "{{ get_where_subquery(ref('orders')) }}", "column_name": "id"}
    test = generic_test(
        "r",
        None,
        ["model.shop.customers", "model.shop.orders"],
        test_metadata={"name": "relationships", "namespace": None, "kwargs": kwargs},
    )
    del test["attached_node"]
    mesh = gathered(manifest(model(), model("customers"), test, metadata=metadata(number=9)))
    assert one(mesh, "select attached_unique_id, column_name from data_tests") == ("model.shop.orders", "id")
    assert mesh.rows("select unique_id, column_name, is_attached from tested_nodes order by 1") == [
        ("model.shop.customers", None, False),
        ("model.shop.orders", "id", True),
    ]


def test_a_test_over_several_columns_has_a_row_for_each(gathered: Gathered) -> None:
    meta = {"name": "u", "namespace": "dbt_utils", "kwargs": {"combination_of_columns": ["a", "b"]}}
    mesh = gathered(
        manifest(model(), generic_test("u", "model.shop.orders", ["model.shop.orders"], test_metadata=meta))
    )
    assert mesh.rows("select column_name, is_attached from tested_nodes order by 1") == [("a", True), ("b", True)]
    assert one(mesh, "select test_namespace from data_tests") == "dbt_utils"


def test_a_singular_test_has_neither_name_nor_arguments(gathered: Gathered) -> None:
    test = generic_test("assert_x", None, ["model.shop.orders"], test_metadata=None)
    mesh = gathered(manifest(model(), test))
    assert one(mesh, "select test_name, arguments, attached_unique_id, severity from data_tests") == (
        None,
        None,
        None,
        "error",
    )
    assert one(mesh, "select unique_id, column_name, is_attached from tested_nodes") == (
        "model.shop.orders",
        None,
        False,
    )


def test_a_groups_mail_may_be_a_list(gathered: Gathered) -> None:
    groups = {
        "group.shop.a": {"name": "a", "package_name": "shop", "owner": {"email": ["x@y", "z@y"], "name": None}},
        "group.shop.b": {
            "name": "b",
            "package_name": "shop",
            "owner": {"email": "x@y", "slack": "#b"},
            "config": {"meta": {"mesh": {"a": 1}}},
        },
    }
    mesh = gathered(manifest(groups=groups))
    assert mesh.rows("select group_name, owner_email from groups order by 1") == [("a", "x@y, z@y"), ("b", "x@y")]
    assert one(mesh, "select unique_id, meta_key, meta_value from meta") == ("group.shop.b", "mesh", '{"a":1}')


def test_versions_are_text_whatever_they_were(gathered: Gathered) -> None:
    mesh = gathered(
        manifest(
            model("a", version=2, latest_version=3),
            model("b", version="2", latest_version="3"),
            model("c", version=1.5, latest_version="gold"),
        )
    )
    assert mesh.rows("select version, latest_version from resources order by name") == [
        ("2", "3"),
        ("2", "3"),
        ("1.5", "gold"),
    ]


def test_a_unit_tests_checksum_is_text(gathered: Gathered) -> None:
    unit = {
        "resource_type": "unit_test",
        "name": "t",
        "package_name": "shop",
        "original_file_path": "models/u.yml",
        "checksum": "123",
        "config": {"tags": "slow", "meta": {}},
        "depends_on": {"nodes": ["model.shop.orders"], "macros": []},
    }
    mesh = gathered(manifest(unit_tests={"unit_test.shop.orders.t": unit}))
    assert one(mesh, "select checksum from resources where resource_type = 'unit_test'") == "123"
    assert one(mesh, "select parent_unique_id, child_unique_id from edges") == (
        "model.shop.orders",
        "unit_test.shop.orders.t",
    )


def test_disabled_resources_and_hooks_are_not_gathered(gathered: Gathered) -> None:
    hook = {**model("hook"), "resource_type": "operation", "unique_id": "operation.shop.shop-on-run-start-0"}
    # dbt leaves a test that is switched off among the nodes
    test = generic_test("not_null_orders_id", "model.shop.orders", ["model.shop.orders"])
    test["config"] = {**test["config"], "enabled": False}
    mesh = gathered(manifest(model(), hook, test, disabled={"model.shop.off": [model("off")]}))
    assert mesh.rows("select name from resources") == [("orders",)]
    assert mesh.rows("select * from data_tests") == []


def test_columns_keep_their_order_and_join_the_catalog(gathered: Gathered) -> None:
    columns = {name: column(name, data_type="text") for name in ("zeta", "Alpha", "beta")}
    found = {
        "ALPHA": {"type": "VARCHAR", "index": 1, "name": "ALPHA"},
        "ZETA": {"type": "INTEGER", "index": 2, "name": "ZETA"},
        "EXTRA": {"type": "DATE", "index": 3, "name": "EXTRA"},
    }
    catalog = {"metadata": metadata("catalog", 1), "nodes": {"model.shop.orders": {"columns": found}}, "sources": {}}
    query = "select column_name, column_index, data_type, catalog_data_type, is_declared from node_columns order by 1"
    mesh = gathered(manifest(model(columns=columns)))
    assert mesh.rows(query) == [
        ("Alpha", 2, "text", None, True),
        ("beta", 3, "text", None, True),
        ("zeta", 1, "text", None, True),
    ]
    gathered(manifest(model(columns=columns)), catalog=catalog)
    assert mesh.rows(query) == [
        ("Alpha", 1, "text", "VARCHAR", True),
        ("EXTRA", 3, None, "DATE", False),
        ("beta", 3, "text", None, True),
        ("zeta", 2, "text", "INTEGER", True),
    ]
    assert one(mesh, "select has_catalog from projects") is True


def test_odd_names_arrive_unharmed(gathered: Gathered) -> None:
    names = ["MixedCase", 'say "hi"', "it's", "ümlaut_表", "a,b;c", "tab\there", "line\nbreak", ""]
    mesh = gathered(manifest(model(columns={name: column(name, description=f"d {name}") for name in names})))
    rows = mesh.rows("select column_name, description from node_columns order by column_index")
    assert rows == [(name, f"d {name}") for name in names]


def test_nul_and_windows_paths_are_made_plain(gathered: Gathered) -> None:
    mesh = gathered(manifest(model(original_file_path="models\\marts\\orders.sql", description="a\0b")))
    assert one(mesh, "select original_file_path, description from resources") == ("models/marts/orders.sql", "a\ufffdb")


def test_tags_of_node_and_config_are_united(gathered: Gathered) -> None:
    columns = {"id": column("id", tags=["pii"], config={"tags": ["pii", "key"], "meta": {}})}
    mesh = gathered(manifest(model(tags=["a", "b"], config={"tags": ["b", "c"]}, columns=columns)))
    assert mesh.rows("select column_name, tag from tags order by 1, 2") == [
        ("id", "key"),
        ("id", "pii"),
        (None, "a"),
        (None, "b"),
        (None, "c"),
    ]


def test_config_meta_wins_over_meta(gathered: Gathered) -> None:
    columns = {"id": column("id", meta={"pii": False}, config={"meta": {"pii": True}, "tags": []})}
    node = model(meta={"a": "node", "b": [1, {"x": None}]}, config={"meta": {"a": "config"}}, columns=columns)
    mesh = gathered(manifest(node))
    assert mesh.rows("select column_name, meta_key, meta_value from meta order by 1, 2") == [
        ("id", "pii", "true"),
        (None, "a", "config"),
        (None, "b", '[1,{"x":null}]'),
    ]


def test_what_is_nested_in_meta_has_a_path(gathered: Gathered) -> None:
    nested = {"mesh": {"mask": "mask_email", "a": {"b": True}, "c": [{"d": 1}], "e": {}, "f": None}, "tier": 1}
    mesh = gathered(manifest(model(meta={"x": {"y": 2}}, columns={"a": column("a", config={"meta": nested})})))
    assert mesh.rows("select column_name, meta_path, meta_value from nested_meta order by 1, 2") == [
        ("a", "mesh.a.b", "true"),
        ("a", "mesh.c.d", "1"),
        ("a", "mesh.e", "{}"),
        ("a", "mesh.f", "null"),
        ("a", "mesh.mask", "mask_email"),
        (None, "x.y", "2"),
    ]


def test_each_value_of_a_list_in_meta_has_a_row(gathered: Gathered) -> None:
    meta = {"classification": ["pii", ["deep"], []], "none": [], "x": {"y": [1, {"z": None}]}}
    mesh = gathered(manifest(model(meta=meta)))
    assert mesh.rows("select meta_path, meta_value from nested_meta order by all") == [
        ("classification", "[]"),
        ("classification", "deep"),
        ("classification", "pii"),
        ("x.y", "1"),
        ("x.y.z", "null"),
    ]


def test_the_policy_tags_of_a_column_are_read(gathered: Gathered) -> None:
    mesh = gathered(manifest(model(columns={"a": column("a", policy_tags=["t/1"]), "b": column("b", policy_tags=[])})))
    assert mesh.rows("select column_name, meta_path, meta_value from nested_meta") == [("a", "policy_tags", '["t/1"]')]
    assert mesh.rows("from meta") == []


def test_an_owner_comes_from_the_exposure_or_from_meta(gathered: Gathered) -> None:
    exposure = {
        "resource_type": "exposure",
        "name": "board",
        "package_name": "shop",
        "type": "dashboard",
        "maturity": "high",
        "owner": {"name": "Ann", "email": ["a@x", "b@x"]},
        "depends_on": {"nodes": ["model.shop.a"], "macros": []},
    }
    mesh = gathered(
        manifest(
            model("a", meta={"owner": "team a"}),
            model("b", meta={"owner": {"name": "team b", "email": "b@x"}}),
            model("c", meta={"owner": 7}),
            exposures={"exposure.shop.board": exposure},
        )
    )
    assert mesh.rows("select name, owner_name, owner_email from resources order by 1") == [
        ("a", "team a", None),
        ("b", "team b", "b@x"),
        ("board", "Ann", "a@x, b@x"),
        ("c", None, None),
    ]
    assert one(mesh, "select exposure_type, maturity from exposures") == ("dashboard", "high")


def test_constraints_of_model_and_column_are_numbered(gathered: Gathered) -> None:
    node = model(
        constraints=[
            {"type": "primary_key", "columns": ["a", "b"]},
            {"type": "check", "expression": "a > 0", "name": "c"},
        ],
        columns={
            "a": column("a", constraints=[{"type": "not_null"}]),
            "b": column("b", constraints=[{"type": "unique"}]),
        },
        contract={"enforced": True},
    )
    mesh = gathered(manifest(node))
    assert mesh.rows("select * exclude (project_name, unique_id) from constraints order by 1, 4") == [
        (1, "primary_key", None, "a", None),
        (1, "primary_key", None, "b", None),
        (2, "check", "c", None, "a > 0"),
        (3, "not_null", None, "a", None),
        (4, "unique", None, "b", None),
    ]
    assert one(mesh, "select is_contract_enforced from resources") is True


def test_grants_may_be_text_or_lists(gathered: Gathered) -> None:
    mesh = gathered(manifest(model(config={"grants": {"select": ["ann", "bob"], "insert": "etl"}})))
    assert mesh.rows("select privilege, grantee from grants order by 1, 2") == [
        ("insert", "etl"),
        ("select", "ann"),
        ("select", "bob"),
    ]


def test_the_schema_of_the_config_is_told_from_that_of_the_relation(gathered: Gathered) -> None:
    mesh = gathered(
        manifest(model("a", schema="dev_marts", config={"schema": "marts"}), model("b", config={"schema": ""}))
    )
    assert mesh.rows("select schema_name, custom_schema from resources order by name") == [
        ("dev_marts", "marts"),
        ("main", None),
    ]


def test_the_column_that_dates_the_rows_is_read(gathered: Gathered) -> None:
    mesh = gathered(manifest(model(config={"event_time": "ordered_at"})))
    assert one(mesh, "select event_time from resources") == "ordered_at"


def test_freshness_is_read_in_hours_and_may_be_empty(gathered: Gathered) -> None:
    rule = {"warn_after": {"count": 90, "period": "minute"}, "error_after": {"count": 2, "period": "day"}}
    sources = keyed(
        source("a", freshness=rule, loaded_at_field="at"),
        source("b", freshness=None),
        source("c", freshness={}),
        source("d", freshness={"warn_after": {}, "error_after": None}),
        source("e"),
        source("f", freshness=None, config={"freshness": rule, "loaded_at_query": "select 1"}),
    )
    mesh = gathered(manifest(sources=sources))
    query = "select has_freshness, warn_after_hours, error_after_hours, loaded_at_field, loaded_at_query from sources"
    assert mesh.rows(f"{query} order by unique_id") == [
        (True, 1.5, 48.0, "at", None),
        (False, None, None, None, None),
        (False, None, None, None, None),
        (False, None, None, None, None),
        (False, None, None, None, None),
        (True, 1.5, 48.0, None, "select 1"),
    ]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01", datetime(2026, 3, 1)),
        ("2026-03-01T01:30:00+02:00", datetime(2026, 2, 28, 23, 30)),
        ("2026-03-01T01:30:00Z", datetime(2026, 3, 1, 1, 30)),
        ("2026-03-01T01:30:00.123456789Z", datetime(2026, 3, 1, 1, 30, 0, 123456)),
        ("2026-03-01T01:30:00", datetime(2026, 3, 1, 1, 30)),
        ("2026-03-01 01:30:00+00:00", datetime(2026, 3, 1, 1, 30)),
        # as dbt 2 copies it from YAML
        ("2026-3-1", datetime(2026, 3, 1)),
        ("2026-03-01 1:30", datetime(2026, 3, 1, 1, 30)),
        ("2026-03-01 23:30:00 -0500", datetime(2026, 3, 2, 4, 30)),
        ("2026-03-01 01:30:00.5 +2", datetime(2026, 2, 28, 23, 30, 0, 500000)),
        ("2026-03-01t01:30:00. Z", datetime(2026, 3, 1, 1, 30)),
        ("", None),
    ],
)
def test_times_are_naive_and_in_utc(text: str, moment: datetime | None) -> None:
    assert utc(text) == moment


@pytest.mark.parametrize(
    "text",
    ["2026-03-01", "2026-03-01T00:00:00+02:00", "2026-03-01T00:00:00-11:00", "2026-3-1", "2026-03-01 00:00:00 +13"],
)
def test_a_model_is_deprecated_on_the_day_that_is_written(gathered: Gathered, text: str) -> None:
    """dbt writes the day of YAML with the zone of the machine that parses."""
    mesh = gathered(manifest(model(deprecation_date=text)))
    assert one(mesh, "select deprecation_date from resources") == datetime(2026, 3, 1)


def test_metrics_semantic_models_and_saved_queries_are_linked(gathered: Gathered) -> None:
    semantic = {
        "resource_type": "semantic_model",
        "name": "orders",
        "package_name": "shop",
        "model": "ref('orders')",
        "entities": [{"name": "order", "type": "primary"}],
        "depends_on": {"nodes": ["model.shop.orders"], "macros": []},
    }
    metric = {
        "resource_type": "metric",
        "name": "revenue",
        "package_name": "shop",
        "type": "simple",
        "label": "Revenue",
        "type_params": {"measure": {"name": "amount"}},
        "depends_on": {"nodes": ["semantic_model.shop.orders"], "macros": []},
    }
    query = {
        "resource_type": "saved_query",
        "name": "weekly",
        "package_name": "shop",
        "tags": "one",
        "depends_on": {"nodes": ["metric.shop.revenue"], "macros": []},
    }
    mesh = gathered(
        manifest(
            semantic_models={"semantic_model.shop.orders": semantic},
            metrics={"metric.shop.revenue": metric},
            saved_queries={"saved_query.shop.weekly": query},
        )
    )
    assert one(mesh, "select model_unique_id, primary_entity from semantic_models") == ("model.shop.orders", "order")
    assert one(mesh, "select metric_type, label, type_params from metrics") == (
        "simple",
        "Revenue",
        '{"measure":{"name":"amount"}}',
    )
    assert mesh.rows("select parent_unique_id, child_unique_id from edges order by 1") == [
        ("metric.shop.revenue", "saved_query.shop.weekly"),
        ("model.shop.orders", "semantic_model.shop.orders"),
        ("semantic_model.shop.orders", "metric.shop.revenue"),
    ]


def test_a_metric_of_dbt_1_5_has_a_calculation_method(gathered: Gathered) -> None:
    metric = {
        "resource_type": "metric",
        "name": "revenue",
        "package_name": "shop",
        "calculation_method": "sum",
        "expression": "amount",
        "timestamp": "ordered_at",
        "dimensions": ["country"],
        "depends_on": {"nodes": ["model.shop.orders"], "macros": []},
    }
    mesh = gathered(manifest(metrics={"metric.shop.revenue": metric}, metadata=metadata(number=9)))
    kind, parameters = one(mesh, "select metric_type, type_params from metrics")
    assert kind == "sum"
    assert json.loads(parameters)["expression"] == "amount"


def test_one_broken_resource_loses_no_other(gathered: Gathered, capsys: pytest.CaptureFixture[str]) -> None:
    mesh = gathered(manifest(model("a"), model("b", columns=[1, 2]), model("c", deprecation_date="soon")))
    assert mesh.rows("select name from resources") == [("a",)]
    warnings = mesh.rows("select section, unique_id, message from gather_warnings order by 2")
    assert [row[:2] for row in warnings] == [("resources", "model.shop.b"), ("resources", "model.shop.c")]
    assert "$.columns" in warnings[0][2]
    assert "'soon' is neither a date nor a time" in warnings[1][2]
    assert "model.shop.b in resources" in capsys.readouterr().err


def test_one_broken_section_loses_no_other(gathered: Gathered) -> None:
    mesh = gathered(manifest(exposures=["not", "a", "mapping"], groups=3))
    assert mesh.rows("select name from resources") == [("orders",)]
    assert sorted(mesh.rows("select section, unique_id from gather_warnings")) == [
        ("groups", None),
        ("resources", None),
    ]


def test_only_macros_that_are_not_dbts_own_are_kept(gathered: Gathered) -> None:
    macros = keyed(
        macro(
            "cents",
            "{% macro cents() %}{% endmacro %}",
            depends_on={"macros": ["macro.dbt_utils.star", "macro.dbt.ref"]},
        ),
        macro("star", "{% macro star() %}{% endmacro %}", "dbt_utils"),
        macro("ref", "{% macro ref() %}{% endmacro %}", "dbt"),
        macro("helper", "{% macro helper() %}{% endmacro %}", "dbt_duckdb"),
        macro("spark__create_table_as", "{% macro spark__create_table_as() %}{% endmacro %}", "dbt_spark"),
        macro("helper", "{% macro helper() %}{% endmacro %}", "dbt_spark"),
    )
    node = model(depends_on={"nodes": [], "macros": ["macro.shop.cents", "macro.dbt.ref", "macro.dbt_spark.helper"]})
    mesh = gathered(manifest(node, macros=macros))
    assert mesh.rows("select unique_id from macros order by 1") == [("macro.dbt_utils.star",), ("macro.shop.cents",)]
    assert mesh.rows("select macro_unique_id, caller_unique_id from macro_edges order by 1") == [
        ("macro.dbt_utils.star", "macro.shop.cents"),
        ("macro.shop.cents", "model.shop.orders"),
    ]


def test_equal_macros_meet_whatever_they_are_called(gathered: Gathered) -> None:
    macros = keyed(
        macro("cents", "{% macro cents(c) %}\n  ({{ c }} / 100) -- to dollars\n{% endmacro %}"),
        macro("to_dollars", "{#- ours -#}\n{%- macro to_dollars(c) -%} ({{ c }} / 100) /* x */ {%- endmacro -%}"),
        macro("tenths", "{% macro tenths(c) %}({{ c }} / 10){% endmacro %}"),
        macro("said", "{% macro said(c) %}'-- {{ c }}'{% endmacro %}"),
        macro("unsaid", "{% macro unsaid(c) %}'-- {{ d }}'{% endmacro %}"),
    )
    mesh = gathered(manifest(macros=macros))
    hashes = dict(mesh.rows("select name, body_hash from macros"))
    assert hashes["cents"] == hashes["to_dollars"]
    assert len(set(hashes.values())) == 4


def test_macros_that_dispatch_under_their_own_names_have_nothing_in_common(gathered: Gathered) -> None:
    text = "{{% macro {0}(c) %}}{{{{ return(adapter.dispatch('{0}', 'shop')(c)) }}}}{{% endmacro %}}"
    macros = keyed(*(macro(name, text.format(name)) for name in ("cents", "pence")))
    mesh = gathered(manifest(macros=macros))
    assert mesh.rows("select count(distinct body_hash) from macros") == [(2,)]


@pytest.mark.parametrize("text", ["", "{# gone #}", "{% macro a(b='c') -%}\n{# later #} {% endmacro %}", None])
def test_what_has_no_body_to_compare_has_no_hash(gathered: Gathered, text: object) -> None:
    mesh = gathered(manifest(macros=keyed({**macro("a", ""), "macro_sql": text})))
    assert mesh.rows("select name, body_hash from macros") == [("a", None)]
