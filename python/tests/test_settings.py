"""The registry and the settings: dbt and mesh read one file, and a mistake in it is named by entry and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mesh_commons.errors import MeshError
from mesh_commons.settings.literals import read_settings_macro, settings_macro
from mesh_commons.settings.package import SETTINGS_FILE, package_root
from mesh_commons.settings.registry import read_settings


def registry(tmp_path: Path, text: str) -> list[dict[str, Any]]:
    """Return the domains of a YAML registry."""
    (tmp_path / "domains.yml").write_text(text, encoding="utf-8")
    domains: list[dict[str, Any]] = read_settings(tmp_path / "domains.yml")["mesh_domains"]
    return domains


def test_an_entry_has_every_key_and_sound_defaults(tmp_path: Path) -> None:
    (domain,) = registry(tmp_path, "mesh_domains: [{name: hr}]")
    assert domain["projects"] == ["hr"]
    assert domain["owner"] == {}
    assert domain["evaluator"] == [
        {
            "project": "hr",
            "database": None,
            "schema": None,
            "version": None,
            "is_used": True,
            "is_declared": False,
        }
    ]
    assert {domain[key] == [] for key in ("groups", "schemas", "artifacts", "member_groups", "reader_groups")} == {True}


def test_a_domain_of_groups_has_no_project(tmp_path: Path) -> None:
    (domain,) = registry(tmp_path, "mesh_domains: [{name: safety, groups: [{project: clinical, group: safety}]}]")
    assert domain["projects"] == []
    assert [entry["project"] for entry in domain["evaluator"]] == ["clinical"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("mesh_domains: {name: a}", "mesh_domains is '{'name': 'a'}', not a list"),
        ("mesh_domains: a", "mesh_domains is 'a', not a list"),
        ("mesh_domains: [a]", "entry 1 is 'a', not a mapping"),
        ("mesh_domains: [{name: a}, {owner: {name: x}}]", "entry 2 has no `name`"),
        ("mesh_domains: [{name: 5}]", "entry 1 has no `name` that is a text"),
        ("mesh_domains: [{name: ' '}]", "entry 1 has no `name`"),
        ("mesh_domains: [{name: a, projects: hr}]", "domain 'a' has `projects` 'hr', not a list. Write it as ['hr']"),
        ("mesh_domains: [{name: a, schemas: erp}]", "domain 'a' has `schemas` 'erp', not a list"),
        ("mesh_domains: [{name: a, artifacts: 5}]", "domain 'a' has `artifacts` '5', not a list"),
        ("mesh_domains: [{name: a, projects: [5]}]", "domain 'a' has '5' among its `projects`, not a text"),
        ("mesh_domains: [{name: a, schema: [b]}]", "domain 'a' has the unknown key 'schema'"),
        ("mesh_domains: [{name: a, owner: Ana}]", "domain 'a' has the `owner` 'Ana'"),
        ("mesh_domains: [{name: a, owner: {mail: x}}]", "domain 'a', owner, has the unknown key 'mail'"),
        ("mesh_domains: [{name: a, owner: {email: [x]}}]", "domain 'a' has the owner's `email`"),
        ("mesh_domains: [{name: a, groups: g}]", "domain 'a' has the groups 'g'"),
        ("mesh_domains: [{name: a, groups: [g]}]", "domain 'a' has the group 'g'"),
        ("mesh_domains: [{name: a, groups: [{project: p, group: g, x: 1}]}]", "groups, has the unknown key 'x'"),
        ("mesh_domains: [{name: a, evaluator: x}]", "domain 'a' has the `evaluator` 'x'"),
        ("mesh_domains: [{name: a, evaluator: [x]}]", "domain 'a' has the `evaluator` entry 'x'"),
        ("mesh_domains: [{name: a, evaluator: {scheme: x}}]", "evaluator, has the unknown key 'scheme'"),
        ("mesh_domains: [{name: a, projects: [b, c], evaluator: {schema: x}}]", "does not say which one it is of"),
        ("mesh_domains: [{name: a, warehouse: 1}]", "domain 'a' has the `warehouse` '1'"),
        ("mesh_domains: [{name: a}, {name: a}]", "the domain 'a' is listed twice"),
        ("mesh_domains: [{name: a, projects: [p]}, {name: b, projects: [p]}]", "'p' stands under 'a' and under 'b'"),
        (
            "mesh_domains: [{name: a, schemas: [s]}, {name: b, schemas: [S]}]",
            "the schema 's' stands under 'a' and under 'b'",
        ),
        (
            "mesh_domains: [{name: a, evaluator: {schema: e}}, {name: b, evaluator: {schema: E}}]",
            "the evaluator schema '.e' stands under 'a' and under 'b'",
        ),
        ("mesh_domains: [{name: a}, {name: A}]", "the domain 'a' stands under 'a' and under 'A'"),
        ("mesh_domains: [{name: erp}, {name: b, schemas: [erp]}]", "the schema 'erp' stands under 'erp' and under 'b'"),
        (
            "mesh_domains: [{name: a, projects: [p], evaluator: {project: q}}]",
            "an `evaluator` entry of the project 'q', which is not its own",
        ),
        ("mesh_domains: []\nmesh_domains: []", "has one key twice at line 2"),
        ('mesh_domains: [{name: "a\\0b"}]', "mesh_domains holds a text that no database stores"),
        ("mesh_max_distance: 0x" + "f" * 9_000, "has a number that cannot be read at line 1"),
        ("mesh_max_distance: 0x" + "f" * 300, "mesh_max_distance holds a text that no database stores, or a number"),
        ("mesh_production_targets: production", "mesh_production_targets is 'production', not a list of texts"),
        ("mesh_production_targets: [1]", "not a list of texts"),
        ("mesh_fail_on_expired_macros: 'false'", "is 'false', not true or false"),
        ("mesh_forbids_own_approvers: 'no'", "is 'no', not true or false"),
        ("mesh_max_distance: true", "not a whole number"),
        ("mesh_meta_keys: tier", "mesh_meta_keys is 'tier', not a list"),
        ("mesh_meta_keys: {key: tier}", "mesh_meta_keys is '{'key': 'tier'}', not a list"),
        ("mesh_meta_keys: [pii, 5]", "mesh_meta_keys: entry 2 is '5', not a text or a mapping"),
        ("mesh_meta_keys: [' ']", "mesh_meta_keys: entry 1 has no `key` that is a text"),
        ("mesh_meta_keys: [{places: [model]}]", "mesh_meta_keys: entry 1 has no `key`"),
        ("mesh_meta_keys: [{key: tier, value: gold}]", "key 'tier' has the unknown key 'value'"),
        ("mesh_meta_keys: [{key: tier, places: model}]", "key 'tier' has `places` 'model', not a list"),
        ("mesh_meta_keys: [{key: tier, values: [1]}]", "key 'tier' has '1' among its `values`, not a text"),
        ("mesh_domain: []", "has 'mesh_domain', which is no setting"),
        ("- a", "is not a YAML mapping"),
        ("mesh_domains: [", "is no valid YAML at line"),
        ("mesh_domains: [{name: !!set {a}}]", "a value of a kind that is not allowed at line 1"),
        ("mesh_domains: &a [*a]", "nested too deeply, or repeats itself too often"),
        ("mesh_domains: [{? [a] : b}]", "has a key that is no text"),
        ("<<: 5", "merges something that is no mapping"),
        ("mesh_domains: " + "[" * 100 + "]" * 100, "nested too deeply"),
        ("mesh_domains: " + "[" * 100_000, "is n"),
    ],
)
def test_a_mistake_is_named_by_entry_and_key(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(MeshError) as caught:
        registry(tmp_path, text)
    assert problem in str(caught.value)
    assert str(caught.value).startswith((tmp_path / "domains.yml").as_posix())


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(MeshError, match="repeats itself too often"):
        registry(tmp_path, "\n".join(lines))


def test_a_bomb_of_merges_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}, *a{n - 1}]}}" for n in range(1, 30)]
    with pytest.raises(MeshError, match="repeats itself too often"):
        registry(tmp_path, "\n".join(lines))


def test_a_date_is_a_text(tmp_path: Path) -> None:
    (domain,) = registry(tmp_path, "mesh_domains: [{name: 2024-01-31}]")
    assert domain["name"] == "2024-01-31"


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "domains.yml").write_bytes("mesh_domains: [{name: é}]".encode(encoding))
    with pytest.raises(MeshError, match="is not written in UTF-8"):
        read_settings(tmp_path / "domains.yml")


def test_the_more_specific_schema_may_belong_to_another(tmp_path: Path) -> None:
    first, second = registry(tmp_path, "mesh_domains: [{name: a, schemas: [raw]}, {name: b, schemas: [erp.raw]}]")
    assert (first["schemas"], second["schemas"]) == (["raw"], ["erp.raw"])


def test_two_warehouses_may_have_one_schema_name(tmp_path: Path) -> None:
    text = "mesh_domains: [{name: a, warehouse: eu, schemas: [raw]}, {name: b, warehouse: us, schemas: [raw]}]"
    assert [domain["schemas"] for domain in registry(tmp_path, text)] == [["raw"], ["raw"]]


def test_settings_of_an_older_release_are_told(tmp_path: Path) -> None:
    settings = {name: value for name, value in read_settings().items() if name != "mesh_max_distance"}
    (tmp_path / "mesh_settings.sql").write_text(settings_macro(settings), encoding="utf-8")
    with pytest.raises(MeshError, match="lacks the setting 'mesh_max_distance'"):
        read_settings(tmp_path / "mesh_settings.sql")


def test_settings_survive_writing_and_reading(tmp_path: Path) -> None:
    settings: dict[str, Any] = {
        "text": "it's {{ 1 }} {% endmacro %} {# \" \\ \n é 😀 %}",
        "none": None,
        "flags": [True, False],
        "numbers": [0, -1, 1.5, 2**70],
        "nested": {"a": {"b": []}},
    }
    (tmp_path / "settings.sql").write_text(settings_macro(settings), encoding="utf-8")
    assert read_settings_macro(tmp_path / "settings.sql") == settings


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{% macro mesh_settings() %}{{ return({'a': }) }}{% endmacro %}", "cannot be read at line 1"),
        ("{% macro mesh_settings() %}\n{{ return({'a': env_var('HOME')}) }}{% endmacro %}", "than a value at line 2"),
        ("{% macro mesh_settings() %}{{ return({'a': 9 ** 9 ** 9}) }}{% endmacro %}", "something else than a value"),
        ("{% macro other() %}{{ return({}) }}{% endmacro %}", "has no macro mesh_settings"),
        ("{% macro mesh_settings() %}{{ return(1) }}{% endmacro %}", "has no macro mesh_settings that only returns"),
        ("{% macro mesh_settings() %}{% if x %}{{ return({}) }}{% endif %}{% endmacro %}", "that only returns"),
        ("{% macro mesh_settings() %}{{ return({}) }}{{ return({}) }}{% endmacro %}", "that only returns"),
        ("{% macro mesh_settings() %}{{ return({'a': 1, 'a': 2}) }}{% endmacro %}", "has the key 'a' twice at line 1"),
        ("{% macro mesh_settings() %}{{ return({['a']: 1}) }}{% endmacro %}", "has a key that is no text"),
        ("{% macro mesh_settings() %}{{ return({'a': -'1'}) }}{% endmacro %}", "something else than a value"),
    ],
)
def test_settings_that_cannot_be_read_are_named(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "settings.sql").write_text(text, encoding="utf-8")
    with pytest.raises(MeshError, match=problem):
        read_settings_macro(tmp_path / "settings.sql")


@pytest.mark.parametrize("value", ["'\\ud800'", "['\\ud800']", "{'\\ud800': 1}", "0x" + "f" * 9_000])
def test_a_setting_that_cannot_be_stored_is_named(tmp_path: Path, value: str) -> None:
    own = read_settings()
    text = settings_macro({**own, "mesh_salt_secret": "HERE"}).replace('"HERE"', value)
    (tmp_path / "settings.sql").write_text(text, encoding="utf-8")
    with pytest.raises(MeshError, match="mesh_salt_secret holds a text that no database stores, or a number without"):
        read_settings(tmp_path / "settings.sql")


def test_every_setting_is_explained_beside_the_file() -> None:
    explained = (package_root() / SETTINGS_FILE).with_name("_settings.yml").read_text(encoding="utf-8")
    missing = [name for name in read_settings() if f"`{name}`" not in explained]
    assert missing == []


def test_a_directory_that_is_no_hub_is_told(tmp_path: Path) -> None:
    with pytest.raises(MeshError, match="is no checkout of mesh_commons and has not installed it"):
        read_settings(tmp_path)
