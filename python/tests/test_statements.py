"""What a domain states of the mesh's policies in `meta.mesh`, in whatever shape it is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from command import Mesh
from factory import column, manifest, metadata, model
from info_schema_files import node, write_tables

Gathered = Callable[..., Mesh]
SETTINGS = "select scope, policy, setting, value, number from policy_settings order by all"
OTHERS = "select column_name, scope, setting, value from policy_settings order by all"
EXCEPTIONS = "select policy, reason, approved_by, expires_on_text, expires_on from exceptions order by exception_index"
WHOLE = {"policy": "unused", "reason": "It goes.", "approved_by": "Council", "expires_on": "2027-01-31"}


def stating(statements: Any, **changes: Any) -> dict[str, Any]:
    """Return a manifest of one model that states something."""
    return manifest(model(config={"enabled": True, "meta": {"mesh": statements}}, **changes))


def test_a_severity_is_written_alone_or_among_settings(gathered: Gathered) -> None:
    said = {"unused": "error", "short.model": {"severity": "warn", "threshold": "40"}}
    mesh = gathered(stating({"policies": said}))
    assert mesh.rows("select distinct project_name, unique_id from policy_settings") == [("shop", "model.shop.orders")]
    assert mesh.rows(SETTINGS) == [
        ("resource", "short.model", "severity", "warn", None),
        ("resource", "short.model", "threshold", "40", 40.0),
        ("resource", "unused", "severity", "error", None),
    ]
    assert mesh.rows("from exceptions") == []


def test_what_is_stated_of_a_domain_is_told_from_what_is_of_a_resource(gathered: Gathered) -> None:
    mesh = gathered(stating({"policies": {"unused": "warn"}, "domain_policies": {"unused": "error"}}))
    assert mesh.rows(SETTINGS) == [
        ("domain", "unused", "severity", "error", None),
        ("resource", "unused", "severity", "warn", None),
    ]


def test_what_is_stated_of_a_tag_has_the_tag(gathered: Gathered) -> None:
    mesh = gathered(stating({"tag_policies": {"nightly": {"unused": {"threshold": 3}}, 7: "unused", "daily": {}}}))
    assert mesh.rows("select scope, tag, policy, setting, value, number from policy_settings order by all") == [
        ("tag", "7", None, None, "unused", None),
        ("tag", "nightly", "unused", "threshold", "3", 3.0),
    ]
    mesh = gathered(stating({"tag_policies": ["nightly"]}))
    assert mesh.rows("select scope, tag, policy, value from policy_settings") == [("tag", None, None, '["nightly"]')]


@pytest.mark.parametrize("place", ["meta", "config"])
def test_a_group_states_as_a_resource_does(gathered: Gathered, place: str) -> None:
    meta: dict[str, Any] = {"mesh": {"policies": {"unused": "error"}, "exceptions": [WHOLE]}}
    group: dict[str, Any] = {"name": "sales", "package_name": "shop", "owner": {"name": "Ann"}}
    group |= {"meta": meta} if place == "meta" else {"config": {"meta": meta}}
    mesh = gathered(manifest(model(), groups={"group.shop.sales": group}))
    assert mesh.rows("select unique_id, scope, policy from policy_settings") == [
        ("group.shop.sales", "resource", "unused")
    ]
    assert mesh.rows("select unique_id, policy from exceptions") == [("group.shop.sales", "unused")]


def test_a_deprecation_reaches_every_version_that_has_none_of_its_own(gathered: Gathered) -> None:
    """As dbt has merged it: what stands above `versions:` in `config: meta:` is in the config of each."""
    config = {"enabled": True, "meta": {"mesh": {"deprecation_date": "2027-01-31"}}}
    first = model("m", unique_id="model.shop.m.v1", version=1, deprecation_date="2026-06-30", config=config)
    second = model("m", unique_id="model.shop.m.v2", version=2, config=config)
    mesh = gathered(manifest(first, second, model("n", config={"enabled": True, "meta": {"mesh": ["2027-01-31"]}})))
    assert mesh.rows("select unique_id, deprecation_date from resources order by 1") == [
        ("model.shop.m.v1", datetime(2026, 6, 30)),
        ("model.shop.m.v2", datetime(2027, 1, 31)),
        ("model.shop.n", None),
    ]


@pytest.mark.parametrize("said", ["soon", True, 20270131, {"v1": "2027-01-31"}])
def test_a_deprecation_that_is_no_date_loses_its_model(gathered: Gathered, said: Any) -> None:
    mesh = gathered(manifest(model("n"), stating({"deprecation_date": said})["nodes"]["model.shop.orders"]))
    assert mesh.rows("select name from resources") == [("n",)]
    assert mesh.rows("select section, unique_id from gather_warnings") == [("resources", "model.shop.orders")]


@pytest.mark.parametrize("place", ["meta", "config"])
def test_what_a_column_states_is_kept_and_is_no_setting_of_a_policy(gathered: Gathered, place: str) -> None:
    said: Any = {"policies": {"unused": "error"}, "exceptions": [WHOLE], "findings": True, "reference": "units"}
    meta = {"mesh": said}
    stated = column("id", **({"meta": meta} if place == "meta" else {"config": {"meta": meta, "tags": []}}))
    shapeless = column("name", meta={"mesh": ["unused"]})
    mesh = gathered(manifest(model(columns={"id": stated, "name": shapeless})))
    assert [row[:3] for row in mesh.rows(OTHERS)] == [
        *(("id", "other", key) for key in sorted(said)),
        ("name", "mesh", None),
    ]
    assert mesh.rows("select distinct policy, number from policy_settings") == [(None, None)]
    assert mesh.rows("from exceptions") == []


def test_what_dbt_2_writes_into_every_column_is_stated_once(gathered: Gathered) -> None:
    stated: dict[str, Any] = {"policies": {"unused": "error"}, "exceptions": [WHOLE], "tier": None}
    columns = {
        "id": column("id", meta={"mesh": stated}),
        "kg": column("kg", meta={"mesh": {**stated, "policies": {"unused": "warn"}, "reference": "units"}}),
        "no": column("no", meta={"mesh": "tier"}),
    }
    node = model(columns=columns, config={"enabled": True, "meta": {"mesh": stated}})
    other = model("other", columns={"id": column("id", meta={"mesh": "tier"})}, meta={"mesh": "tier"})
    broken = model("broken", columns={"id": column("id", meta={"mesh": {"a": 1}})}, meta={"mesh": "{no json"})
    mesh = gathered(manifest(node, other, broken, metadata=metadata(dbt_version="2.0.0")))
    assert mesh.rows("select unique_id, column_name, setting, value from policy_settings order by all") == [
        ("model.shop.broken", "id", "a", "1"),
        ("model.shop.broken", None, None, "{no json"),
        ("model.shop.orders", "kg", "policies", '{"unused":"warn"}'),
        ("model.shop.orders", "kg", "reference", "units"),
        ("model.shop.orders", "no", None, "tier"),
        ("model.shop.orders", None, "severity", "error"),
        ("model.shop.orders", None, "tier", "null"),
        ("model.shop.other", None, None, "tier"),
    ]


@pytest.mark.parametrize(
    ("key", "value"), [("polices", {"unused": "error"}), ("Exceptions", []), ("tier", None), ("", ""), ("a.b", False)]
)
def test_another_key_is_a_row_whatever_it_says(gathered: Gathered, key: str, value: Any) -> None:
    mesh = gathered(stating({key: value, "policies": {"unused": "error"}}))
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    assert mesh.rows(OTHERS) == [(None, "other", key, text), (None, "resource", "severity", "error")]


@pytest.mark.parametrize(
    ("exception", "keys", "shape"),
    [
        (WHOLE, None, None),
        ({**WHOLE, "condition": "short", "": 1}, "condition, ", None),
        ({"polcy": "unused"}, "polcy", None),
        ({}, None, "{}"),
        (None, None, "null"),
        ("unused", None, "unused"),
        (["unused"], None, "unused"),
        ([["unused"]], None, '["unused"]'),
        (False, None, "false"),
    ],
)
def test_what_an_exception_says_beside_is_kept(gathered: Gathered, exception: Any, keys: Any, shape: Any) -> None:
    mesh = gathered(stating({"exceptions": exception}))
    assert mesh.rows("select other_keys, other_shape from exceptions") == [(keys, shape)]


@pytest.mark.parametrize("statements", [{}, {"policies": {}}, {"exceptions": []}, {"findings": None}])
def test_what_states_nothing_gives_no_row(gathered: Gathered, statements: Any) -> None:
    mesh = gathered(stating(statements))
    assert mesh.rows("from policy_settings") == mesh.rows("from exceptions") == mesh.rows("from gather_warnings") == []


@pytest.mark.parametrize(
    ("statements", "row"),
    [
        # of another shape than it should have: a row in which what cannot be read is empty
        ("unused: error", ("mesh", None, None, "unused: error", None)),
        ("", ("mesh", None, None, "", None)),
        (None, ("mesh", None, None, "null", None)),
        ([{"unused": "error"}], ("mesh", None, None, '[{"unused":"error"}]', None)),
        ({"policies": ["unused"]}, ("resource", None, None, '["unused"]', None)),
        ({"policies": None}, ("resource", None, None, "null", None)),
        ({"domain_policies": 1}, ("domain", None, None, "1", None)),
        ({"policies": {"unused": None}}, ("resource", "unused", "severity", "null", None)),
        ({"policies": {"unused": {}}}, ("resource", "unused", "severity", "{}", None)),
        ({"policies": {"unused": ["error"]}}, ("resource", "unused", "severity", '["error"]', None)),
        ({"policies": {"": "error"}}, ("resource", "", "severity", "error", None)),
        ({"policies": {"unused": {"where": {"a": [1]}}}}, ("resource", "unused", "where", '{"a":[1]}', None)),
        # YAML 1.1 reads an unquoted off as false
        ({"policies": {"unused": False}}, ("resource", "unused", "severity", "false", None)),
        ({"policies": {"gebührenfrei ☃": "Fehler"}}, ("resource", "gebührenfrei ☃", "severity", "Fehler", None)),
    ],
)
def test_what_cannot_be_understood_is_kept_as_written(gathered: Gathered, statements: Any, row: Any) -> None:
    mesh = gathered(stating(statements))
    assert mesh.rows(SETTINGS) == [row]
    assert mesh.rows("from gather_warnings") == []


def test_a_policy_of_a_name_that_is_no_text_is_taken_as_json_has_it(gathered: Gathered) -> None:
    # the YAML keys 1 and null reach the manifest as texts
    mesh = gathered(json.dumps(stating({"policies": {1: "error", None: "warn"}})))
    assert [row[1] for row in mesh.rows(SETTINGS)] == ["1", "null"]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (40, 40.0),
        (0.5, 0.5),
        (-1, -1.0),
        ("40", 40.0),
        (" 4e1 ", 40.0),
        ("forty", None),
        ("", None),
        (True, None),
        (None, None),
        ([40], None),
        ({"days": 40}, None),
        ("nan", None),
        ("inf", None),
        ("-Infinity", None),
        ("9" * 400, None),
        (10**400, None),
    ],
)
def test_a_threshold_is_a_finite_number_or_none(gathered: Gathered, value: Any, number: float | None) -> None:
    mesh = gathered(stating({"policies": {"short": {"threshold": value}}}))
    assert mesh.rows("select setting, number from policy_settings") == [("threshold", number)]


def test_an_exception_is_read_in_the_order_it_is_written_in(gathered: Gathered) -> None:
    mesh = gathered(stating({"exceptions": [WHOLE, {**WHOLE, "policy": "short", "ticket": "DATA-1"}]}))
    assert mesh.rows("select exception_index from exceptions order by 1") == [(1,), (2,)]
    said = ("It goes.", "Council", "2027-01-31", datetime(2027, 1, 31))
    assert mesh.rows(EXCEPTIONS) == [("unused", *said), ("short", *said)]


@pytest.mark.parametrize(
    ("exceptions", "row"),
    [
        # one that stands alone, without a list
        (WHOLE, ("unused", "It goes.", "Council", "2027-01-31", datetime(2027, 1, 31))),
        ({}, (None, None, None, None, None)),
        (None, (None, None, None, None, None)),
        ("unused", (None, None, None, None, None)),
        ([["unused"]], (None, None, None, None, None)),
        ([{"policy": "unused", "reason": "  "}], ("unused", None, None, None, None)),
        # nobody has approved, and there is no reason
        *(
            (
                [{**WHOLE, "reason": said, "approved_by": said}],
                ("unused", None, None, "2027-01-31", datetime(2027, 1, 31)),
            )
            for said in (False, True, 7, [], {}, [None], ["Council"], {"name": "Council"}, " ")
        ),
        ([{"policy": ["unused"]}], ('["unused"]', None, None, None, None)),
        ([{"approved_by": " Data  Council "}], (None, None, "Data Council", None, None)),
        ([{"approved_by": "Jürgen Ж 東"}], (None, None, "Jürgen Ж 東", None, None)),
    ],
)
def test_an_exception_of_any_shape_is_a_row(gathered: Gathered, exceptions: Any, row: Any) -> None:
    mesh = gathered(stating({"exceptions": exceptions}))
    assert mesh.rows(EXCEPTIONS) == [row]
    assert mesh.rows("from gather_warnings") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-31", datetime(2027, 1, 31)),
        (" 2027-01-31 ", datetime(2027, 1, 31)),
        ("2027-01-31T10:00:00", datetime(2027, 1, 31, 10)),
        ("2027-02-30", None),
        ("31.01.2027", None),
        ("next summer", None),
        ("", None),
        (20270131, None),
        (["2027-01-31"], None),
        # the day that is written, in every zone
        ("2027-01-31T01:00:00+05:00", datetime(2027, 1, 31, 1)),
        ("2027-01-31T23:00:00-05:00", datetime(2027, 1, 31, 23)),
    ],
)
def test_a_last_day_is_a_date_or_unreadable(gathered: Gathered, text: Any, day: datetime | None) -> None:
    mesh = gathered(stating({"exceptions": [{**WHOLE, "expires_on": text}]}))
    assert mesh.rows("select expires_on from exceptions") == [(day,)]


def test_what_no_database_stores_is_replaced_and_said(gathered: Gathered) -> None:
    mesh = gathered(stating({"policies": {"a\0": "error", "a\ufffd": "warn"}, "exceptions": [{"reason": "\ud800"}]}))
    # what has one name then is one setting
    assert mesh.rows("select policy, value from policy_settings") == [("a\ufffd", "warn")]
    assert mesh.rows("select reason from exceptions") == [("\ufffd",)]
    assert mesh.rows("select unique_id from gather_warnings") == [("model.shop.orders",)]


def test_the_information_schema_of_dbt_2_states_the_same(mesh: Mesh) -> None:
    meta = json.dumps({"mesh": {"policies": {"unused": "error"}, "exceptions": [WHOLE]}})
    group = {"unique_id": "group.shop.sales", "name": "sales", "package_name": "shop"}
    group["config"] = json.dumps(json.dumps({"meta": {"mesh": {"domain_policies": {"unused": "error"}}}}))
    target = mesh.directory / "target"
    write_tables(target / "info_schema/v1", models=[node("model.shop.orders", meta=meta)], groups=[group])
    ran = mesh.gather(target)
    assert ran.code == 0, ran.err
    assert mesh.rows("select unique_id, scope, policy, setting, value from policy_settings order by all") == [
        ("group.shop.sales", "domain", "unused", "severity", "error"),
        ("model.shop.orders", "resource", "unused", "severity", "error"),
    ]
    assert mesh.rows("select unique_id, policy, expires_on from exceptions") == [
        ("model.shop.orders", "unused", datetime(2027, 1, 31))
    ]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        *((True, ["true"]), ("yes", ["yes"]), ("false", ["false"]), (0, ["0"]), ([], ["[]"]), ("", [""])),
        *((False, []), (None, [])),
    ],
)
def test_a_model_says_that_it_holds_findings(gathered: Gathered, said: Any, kept: list[str]) -> None:
    mesh = gathered(stating({"findings": said}))
    assert mesh.rows(SETTINGS) == [("findings", None, None, value, None) for value in kept]
