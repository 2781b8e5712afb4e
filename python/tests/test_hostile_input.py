"""Hostile and broken input beside a good project: exit 2 or a warning that names it, and the good one is stored."""

from __future__ import annotations

import codecs
import gzip
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command import Mesh
from factory import Json, column, generic_test, macro, manifest, metadata, model, project, source, write
from mesh_commons.artifacts import files
from mesh_commons.cli import main

Judge = Callable[..., "Judged"]


class Judged:
    """What came of one bad project beside a good one."""

    def __init__(self, mesh: Mesh, code: int, said: str) -> None:
        self.mesh = mesh
        self.code = code
        self.said = said

    @property
    def projects(self) -> list[str]:
        return [name for (name,) in self.mesh.rows("select project_name from projects order by 1")]

    @property
    def resources(self) -> list[str]:
        return [
            unique_id
            for (unique_id,) in self.mesh.rows(
                "select unique_id from resources where project_name = 'shop' order by unique_id"
            )
        ]

    @property
    def warnings(self) -> list[tuple[Any, ...]]:
        return self.mesh.rows("select section, unique_id from gather_warnings order by all")


@pytest.fixture
def beside_good(mesh: Mesh, capsys: pytest.CaptureFixture[str]) -> Judge:
    """Gather something bad, the path `bad` or a manifest that is written there, beside the project `good`."""

    def run(content: Any = None, **beside: Any) -> Judged:
        bad = mesh.directory / "bad"
        if isinstance(content, bytes):
            bad.mkdir()
            (bad / "manifest.json").write_bytes(content)
        elif content is not None:
            write(bad, content, **beside)
        good = write(mesh.directory / "good", project("good"))
        code = main(["gather", str(bad), str(good), "--database", str(mesh.database)])
        said = capsys.readouterr().err
        assert "Traceback" not in said
        assert mesh.rows("select unique_id from resources where project_name = 'good'") == [("model.good.orders",)]
        return Judged(mesh, code, said)

    return run


def refused(judged: Judged, *words: str) -> None:
    """Hold that the bad project was refused with one line that has these words."""
    assert judged.code == 2
    assert judged.projects == ["good"]
    (line,) = judged.said.splitlines()
    assert line.startswith("mesh: ")
    assert len(line) < 1000
    for word in words:
        assert word in line


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


GOOD = json.dumps(project("good"))
TWO = manifest(model(), model("items"))


# --- Bytes ---


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (codecs.BOM_UTF8 + GOOD.encode(), "begins with a byte order mark. Save it as UTF-8"),
        (GOOD.encode("utf-16"), "is written in UTF-16"),
        (GOOD.encode("utf-16-le"), "is written in UTF-16"),
        (GOOD.encode("utf-16-be"), "is written in UTF-16"),
        (GOOD.encode("utf-32"), "is written in UTF-32"),
        (GOOD.encode("utf-32-le"), "is written in UTF-32"),
        (GOOD.encode("utf-32-be"), "is written in UTF-32"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        (gzip.compress(GOOD.encode()), "is compressed. Unpack it"),
        (b"PK\x03\x04" + bytes(100), "is compressed. Unpack it"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Run 'git lfs pull'"),
        (b"<!DOCTYPE html><title>Sign in</title>", "is a web page"),
        (bytes(4096), "holds zero bytes"),
        (GOOD.encode()[:300], "is truncated"),
        (b"\x80\x04\x95", "is not JSON"),
        (b'{"nodes":' * 100_000, "is not JSON"),
        (b'"' + b'\\"' * 100_000, "is truncated"),
        (nested(100_000).encode(), "is not a manifest"),
        (b'{"a":' * 300_000 + b'"' + b'\\"' * 300_000, "is not JSON"),
    ],
)
def test_what_is_no_json_gets_a_hint(beside_good: Judge, content: bytes, problem: str) -> None:
    refused(beside_good(content), problem)


def test_one_latin_1_byte_costs_one_character(beside_good: Judge) -> None:
    text = json.dumps(manifest(model(description="caf@"), model("items"), source()))
    judged = beside_good(text.encode().replace(b"@", b"\xe9"))
    assert judged.code == 0
    assert judged.warnings == [("text", "model.shop.orders")]
    assert "model.shop.orders in text" in judged.said
    rows = judged.mesh.rows("select description from resources where unique_id = 'model.shop.orders'")
    assert rows == [("caf\ufffd",)]
    assert len(judged.resources) == 3


@pytest.mark.parametrize("place", ["name", "unread", "key", "macro"])
def test_latin_1_anywhere_loses_no_other_resource(beside_good: Judge, place: str) -> None:
    content = manifest({**model("@" if place == "key" else "x"), "name": "@"} if place in ("name", "key") else model())
    if place == "unread":
        content["docs"] = {"doc.x": "@"}
    if place == "macro":
        content["macros"] = {"macro.shop.twice": macro("twice", "{% macro twice() %}@{% endmacro %}")}
    judged = beside_good(json.dumps(content).encode().replace(b"@", b"\xe9"))
    assert judged.code == 0
    assert len(judged.resources) == 1


@pytest.mark.parametrize("escape", ["\\udce9", "\\ud800", "\\udc00\\ud800"])
def test_half_a_surrogate_pair_costs_one_character(beside_good: Judge, escape: str) -> None:
    # Python writes a file name that is no UTF-8 so, and dbt copies it
    text = json.dumps(manifest(model(original_file_path="models/@.sql"), model("items")))
    judged = beside_good(text.replace("@", escape))
    assert judged.code == 0
    assert judged.warnings == [("text", "model.shop.orders")]
    assert len(judged.resources) == 2


def test_an_escaped_backslash_is_no_escape(beside_good: Judge) -> None:
    name = "\\u0000 and \\ud800 \U0001f600"
    judged = beside_good(manifest(model(description=name), model("items", description="\0")))
    assert judged.mesh.rows("select description from resources where name = 'orders' and project_name = 'shop'") == [
        (name,)
    ]
    assert judged.warnings == [("text", "model.shop.items")]


# --- Depth and numbers ---


@pytest.mark.parametrize("field", ["unread", "meta", "columns", "depends_on", "description"])
def test_nesting_2000_deep_loses_one_resource(beside_good: Judge, field: str) -> None:
    text = json.dumps(manifest(model(**{field: "@"}), model("items")))
    judged = beside_good(text.replace('"@"', nested(2000)))
    assert judged.code == 0
    assert judged.warnings == [("resources", "model.shop.orders")]
    assert "nested more than 200 deep" in judged.said
    assert judged.resources == ["model.shop.items"]


def test_nesting_in_a_section_nobody_reads_loses_nothing(beside_good: Judge) -> None:
    text = json.dumps({**TWO, "docs": {"doc.a": "@"}, "unknown": "@"})
    judged = beside_good(text.replace('"@"', nested(2000)))
    assert judged.code == 0
    assert judged.warnings == []
    assert len(judged.resources) == 2


@pytest.mark.parametrize("count", ['"abc"', "1" + "0" * 400, "1e400", "NaN", '"nan"', '"1e400"', "[]"])
def test_a_freshness_that_is_no_number_loses_the_source(beside_good: Judge, count: str) -> None:
    rule = {"warn_after": {"count": "@", "period": "hour"}}
    text = json.dumps(manifest(model(), sources={"source.shop.raw.raw_orders": source(freshness=rule)}))
    judged = beside_good(text.replace('"@"', count))
    if count == "NaN":
        return refused(judged, "is not JSON")
    assert judged.code == 0
    assert judged.warnings == [("resources", "source.shop.raw.raw_orders")]
    assert judged.resources == ["model.shop.orders"]
    return None


@pytest.mark.parametrize("number", ["9223372036854775808", "-9223372036854775809", "9" * 30, "9" * 5000, "1e400"])
@pytest.mark.parametrize("place", ["meta", "version", "tags", "kwargs", "index", "failures", "grants"])
def test_numbers_beyond_64_bits_lose_no_other_resource(beside_good: Judge, number: str, place: str) -> None:
    places: dict[str, Json] = {
        "meta": {"meta": {"big": "@"}},
        "version": {"version": "@"},
        "tags": {"tags": ["@"]},
        "grants": {"config": {"grants": {"select": ["@"]}}},
    }
    changes = places.get(place, {})
    test = generic_test("t", "model.shop.items", ["model.shop.items"])
    if place == "kwargs":
        test["test_metadata"]["kwargs"] = {"big": "@"}
    bad = json.dumps(manifest(model(**changes), model("items"), test)).replace('"@"', number)
    catalog = {"model.shop.items": {"columns": {"a": {"name": "a", "type": "int", "index": "@"}}}}
    results = [{"unique_id": "model.shop.orders", "status": "pass", "failures": "@"}]
    judged = beside_good(
        bad,
        catalog=json.dumps({"metadata": metadata("catalog", 1), "nodes": catalog}).replace('"@"', number)
        if place == "index"
        else "null",
        run_results=json.dumps({"metadata": metadata("run-results", 6), "results": results}).replace('"@"', number)
        if place == "failures"
        else "null",
    )
    assert judged.code == 0
    assert "model.shop.items" in judged.resources
    lost = {"model.shop.orders", "test.shop.t"} - set(judged.resources)
    assert lost == {unique_id for section, unique_id in judged.warnings if section == "resources"}


@pytest.mark.parametrize(
    "moment",
    ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "10000-01-01", "soon", "\u0662\u0660\u0662\u0666-01-01"],
)
def test_times_out_of_range_lose_only_what_they_date(beside_good: Judge, moment: str) -> None:
    results = [{"unique_id": "model.shop.items", "status": "pass", "timing": [{"completed_at": moment}]}]
    judged = beside_good(
        manifest(
            model(deprecation_date=moment), model("items"), metadata=metadata(generated_at=moment, project_name="shop")
        ),
        run_results={"metadata": metadata("run-results", 6), "results": results},
    )
    # a day counts as it is written, whatever its zone makes of it
    is_day = "T" in moment
    assert judged.code == 0
    assert judged.warnings == [
        ("projects", None),
        *([] if is_day else [("resources", "model.shop.orders")]),
        ("run_results", "model.shop.items"),
    ]
    assert judged.resources == ["model.shop.items", *(["model.shop.orders"] if is_day else [])]


@pytest.mark.parametrize("digits", ["9" * 5000, "9" * 5])
def test_a_schema_version_of_many_digits_is_refused(beside_good: Judge, digits: str) -> None:
    schema = f"https://schemas.getdbt.com/dbt/manifest/v{digits}.json"
    refused(beside_good(manifest(metadata=metadata(dbt_schema_version=schema))), "is not a manifest of dbt")


# --- Values of an unforeseen kind ---


@pytest.mark.parametrize(
    "changes",
    [
        {"config": {"grants": {"select": 5}}},
        {"config": {"grants": {"select": {"a": 1}}}},
        {"config": {"grants": 5}},
        {"config": {"tags": 5}},
        {"config": "table"},
        {"tags": [["a"], {"b": 1}, None]},
        {"meta": {"owner": 5}},
        {"meta": {"owner": {"name": ["a"], "email": {"b": 1}}}},
        {"columns": [1, 2]},
        {"columns": {"a": None}},
        {"columns": {"a": {"name": 5}}},
        {"constraints": [{"type": "unique", "columns": ["a", "a"]}]},
        {"depends_on": "model.shop.items"},
        {"depends_on": {"nodes": [5]}},
        {"resource_type": 5},
        {"name": None, "package_name": None},
        {"checksum": [1]},
        {"version": {"a": 1}},
        {"contract": "yes"},
        None,
        5,
        [],
        "text",
    ],
)
def test_a_value_of_another_kind_loses_no_other_resource(beside_good: Judge, changes: Any) -> None:
    broken = {**model(), **changes} if isinstance(changes, dict) else changes
    judged = beside_good(manifest(nodes={"model.shop.items": model("items"), "model.shop.orders": broken}))
    assert judged.code == 0
    assert "model.shop.items" in judged.resources
    lost = {"model.shop.orders"} - set(judged.resources)
    assert lost == {unique_id for section, unique_id in judged.warnings if section == "resources"}


@pytest.mark.parametrize("name", [["a", "b"], 5, {"a": 1}, [], 1e300, True])
@pytest.mark.parametrize("is_argument", [True, False])
def test_a_tests_column_name_may_be_anything(beside_good: Judge, name: Any, is_argument: bool) -> None:
    test = generic_test("t", "model.shop.orders", ["model.shop.orders"])
    if is_argument:
        test["test_metadata"]["kwargs"] = {"column_name": name}
    else:
        test["column_name"] = name
    judged = beside_good(manifest(model(), test))
    assert judged.code == 0
    assert ("test.shop.t" in judged.resources) is is_argument
    if is_argument and name == ["a", "b"]:
        found = judged.mesh.rows("select column_name from tested_nodes order by 1")
        assert found == [("a",), ("b",)]


@pytest.mark.parametrize("key", ["sales", "", "group.sales", "group..sales", "group.shop.a\nb"])
@pytest.mark.parametrize("section", ["groups", "macros", "nodes", "sources", "exposures"])
def test_a_key_that_is_no_id_is_left_out(beside_good: Judge, section: str, key: str) -> None:
    if section == "macros":
        key = key.replace("group", "macro") if key.startswith("group") else f"macro.{key}"
    content = manifest(model())
    content[section] = {**content[section], key: {"name": "sales", "package_name": "shop"}}
    judged = beside_good(content)
    assert judged.code == 0
    assert judged.resources == ["model.shop.orders"]
    assert judged.warnings == [(section if section in ("groups", "macros") else "resources", key)]


@pytest.mark.parametrize("value", [[], ["a"], 5, "text", True, [{"unique_id": "model.shop.a"}]])
@pytest.mark.parametrize("section", ["sources", "exposures", "metrics", "groups", "macros", "unit_tests"])
def test_a_section_of_another_kind_is_left_out(beside_good: Judge, section: str, value: Any) -> None:
    judged = beside_good(manifest(model(), **{section: value}))
    assert judged.code == 0
    assert judged.warnings == [(section if section in ("groups", "macros") else "resources", None)]
    assert f"'{section}'" in judged.said
    assert judged.resources == ["model.shop.orders"]


def test_sections_that_are_null_or_missing_are_empty(beside_good: Judge) -> None:
    judged = beside_good({"metadata": metadata(), "nodes": TWO["nodes"], "sources": None, "macros": None})
    assert (judged.code, judged.warnings, len(judged.resources)) == (0, [], 2)


@pytest.mark.parametrize("value", [[], 5, "text", {"metadata": 5}, {"metadata": {"dbt_schema_version": 5}}])
def test_companions_of_another_kind_lose_only_themselves(beside_good: Judge, value: Any) -> None:
    judged = beside_good(TWO, catalog=value, run_results=value, sources=value)
    assert judged.code == 0
    assert judged.warnings == [("freshness_results", None), ("node_columns", None), ("run_results", None)]
    assert len(judged.resources) == 2


# --- Names ---


@pytest.mark.parametrize("name", ["shop\0", "\0", " ", "shop\x1b[31m", "a\nb", "\u202eshop", "x" * 5000, "\u2028"])
def test_a_project_whose_name_cannot_be_shown_is_refused(beside_good: Judge, name: str) -> None:
    content = manifest(model(package=name), model(package="shop"), metadata=metadata(project_name=name))
    refused(beside_good(content), "no name that dbt allows")


def test_ids_that_differ_in_a_control_character_are_not_made_one(beside_good: Judge) -> None:
    nodes = {"model.shop.a": model("a"), "model.shop.a\0": model("a"), "model.shop.a\x07": model("a")}
    judged = beside_good(manifest(nodes=nodes))
    assert judged.code == 0
    assert "model.shop.a" in judged.resources
    assert len(judged.warnings) == 2


def test_ids_that_are_equal_once_they_are_mended_are_named(beside_good: Judge) -> None:
    names = ("a\0", "a\ud800", "a\udc00")
    judged = beside_good(manifest(nodes={f"model.shop.{name}": model("a") for name in ("b", *names)}))
    assert judged.code == 0
    assert judged.resources == ["model.shop.a\ufffd", "model.shop.b"]
    assert judged.warnings == [("resources", "model.shop.a\ufffd")] * 2 + [("text", "model.shop.a\ufffd")]


def test_one_id_in_two_sections_is_taken_once_and_named(beside_good: Judge) -> None:
    twice = {"model.shop.orders": model()}
    content = manifest(model(), sources=twice, groups=twice, exposures=twice)
    content["nodes"]["macro.shop.m"] = model("m")
    content["macros"] = {"macro.shop.m": macro("m", "x")}
    judged = beside_good(content)
    assert judged.code == 0
    assert judged.resources == ["macro.shop.m", "model.shop.orders"]
    assert judged.warnings == [
        ("groups", "model.shop.orders"),
        ("macros", "macro.shop.m"),
        ("resources", "model.shop.orders"),
        ("resources", "model.shop.orders"),
    ]


def test_columns_of_one_name_are_taken_once_and_named(beside_good: Judge) -> None:
    columns = {"a": column("a"), "b": column("a"), "c": column("A")}
    found = {"x": {"name": "z", "type": "int", "index": 1}, "y": {"name": "z", "type": "int", "index": 2}}
    catalog = {"metadata": metadata("catalog", 1), "nodes": {"model.shop.orders": {"columns": found}}}
    judged = beside_good(manifest(model(columns=columns)), catalog=catalog)
    assert judged.code == 0
    assert judged.mesh.rows("select column_name from node_columns order by 1") == [("A",), ("a",), ("z",)]
    assert judged.warnings == [("node_columns", "model.shop.orders")] * 2


@pytest.mark.parametrize("parent", ["", "orders", "..", "model.shop.a\0", "a..b", "model.shop.\x1b[2J"])
def test_a_parent_that_is_no_id_is_left_out_and_named(beside_good: Judge, parent: str) -> None:
    depends_on = {"nodes": [parent, "model.shop.items"], "macros": []}
    judged = beside_good(manifest(model(depends_on=depends_on), model("items")))
    assert judged.code == 0
    assert ("model.shop.items", "model.shop.orders") in judged.mesh.rows(
        "select parent_unique_id, child_unique_id from edges"
    )
    assert judged.warnings == [("edges", "model.shop.orders")]


def test_groups_of_one_name_are_taken_once_and_named(beside_good: Judge) -> None:
    group = {"name": "sales", "package_name": "shop"}
    judged = beside_good(manifest(model(), groups={"group.shop.a": group, "group.shop.b": group}))
    assert judged.code == 0
    assert judged.warnings == [("groups", "group.shop.b")]


# --- Size and time ---


@pytest.mark.parametrize("start", ["/*", "{#", "{#'", "/* '"])
def test_comments_that_do_not_end_cost_no_time(beside_good: Judge, start: str) -> None:
    text = "{% macro m() %}" + start * 200_000
    judged = beside_good(manifest(model(), macros={"macro.shop.m": macro("m", text)}))
    assert judged.code == 0
    assert judged.mesh.rows("select length(body_hash) from macros") == [(32,)]


def test_an_id_that_would_be_repeated_too_often_is_refused(beside_good: Judge) -> None:
    name = "x" * 15_000
    columns: Json = {f"c{number}": {} for number in range(70_000)}
    refused(beside_good(manifest(model(name, columns=columns))), "does not fit into memory")


@pytest.mark.parametrize(
    "changes",
    [
        {"columns": {"x" * 1_000_000: {"meta": dict.fromkeys(map(str, range(600)))}}},
        {"columns": {"x" * 1_000_000: {"tags": list(range(600))}}},
        {"constraints": [{"expression": "x" * 1_000_000, "columns": list(map(str, range(600)))}]},
        {"config": {"grants": {"x" * 1_000_000: list(range(600))}}},
    ],
    ids=["meta", "tags", "constraints", "grants"],
)
def test_a_text_that_would_be_repeated_too_often_loses_its_resource(beside_good: Judge, changes: Json) -> None:
    judged = beside_good(manifest(model(**changes), model("items")))
    assert judged.code == 0
    assert judged.warnings == [("resources", "model.shop.orders")]
    assert "too long for the number of rows" in judged.said


def test_a_very_long_id_is_left_out(beside_good: Judge) -> None:
    judged = beside_good(manifest(model(), model("x" * 1_000_000)))
    assert judged.code == 0
    assert judged.resources == ["model.shop.orders"]
    assert len(judged.said) < 100_000


def test_an_enormous_file_is_refused_by_its_size(mesh: Mesh, beside_good: Judge) -> None:
    target = write(mesh.directory / "bad", TWO)
    os.truncate(target / "manifest.json", 10 * files.MAX_BYTES)
    refused(beside_good(), "has 20.0 GB; at most 2 GB are read")


def test_an_enormous_companion_loses_only_itself(mesh: Mesh, beside_good: Judge) -> None:
    target = write(mesh.directory / "bad", TWO, catalog={})
    os.truncate(target / "catalog.json", 10 * files.MAX_BYTES)
    judged = beside_good()
    assert (judged.code, judged.warnings) == (0, [("node_columns", None)])


# --- What is no file ---


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["catalog.json", "run_results.json", "sources.json"])
def test_a_pipe_beside_the_manifest_is_not_waited_for(mesh: Mesh, beside_good: Judge, name: str) -> None:
    os.mkfifo(write(mesh.directory / "bad", TWO) / name)
    judged = beside_good()
    assert judged.code == 0
    assert f"{name} is a pipe, not a file" in judged.said
    assert len(judged.resources) == 2


@pytest.mark.parametrize("kind", ["pipe", "directory", "device", "endless", "nowhere", "circle"])
@pytest.mark.parametrize("is_project", [True, False])
def test_a_manifest_that_is_no_file_is_refused(mesh: Mesh, beside_good: Judge, kind: str, is_project: bool) -> None:
    bad = mesh.directory / "bad"
    target = bad / "target" if is_project else bad
    target.mkdir(parents=True)
    if is_project:
        (bad / "dbt_project.yml").write_text("name: shop\n")
    manifest_path = target / "manifest.json"
    if kind == "pipe":
        os.mkfifo(manifest_path)
    elif kind == "directory":
        manifest_path.mkdir()
    else:
        links = {"device": "/dev/null", "endless": "/dev/zero", "nowhere": "gone", "circle": "manifest.json"}
        manifest_path.symlink_to(links[kind])
    words = {"pipe": "is a pipe", "directory": "is a directory", "nowhere": "leads nowhere", "circle": "cannot be read"}
    refused(beside_good(), "manifest.json", words.get(kind, "is a device"))


@pytest.mark.parametrize("path", ["x/" * 2500, "x" * 5000, "bad\udce9", "/dev/zero", "/dev/null", ""])
def test_a_path_that_leads_nowhere_is_refused(mesh: Mesh, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    good = write(mesh.directory / "good", project("good"))
    code = main(["gather", path or "bad", str(good), "--database", str(mesh.database)])
    refused(Judged(mesh, code, capsys.readouterr().err))


@pytest.mark.parametrize("target", ["x" * 5000, "a\\0b", "../" * 2000, "/dev/null", "[a]", "{a: b}"])
def test_a_target_path_that_makes_no_sense_is_refused(mesh: Mesh, beside_good: Judge, target: str) -> None:
    (mesh.directory / "bad").mkdir()
    quoted = f'"{target}"' if target[0] not in "[{" else target
    (mesh.directory / "bad/dbt_project.yml").write_text(f"name: shop\ntarget-path: {quoted}\n")
    refused(beside_good())


def test_a_directory_whose_name_is_no_utf_8_is_read(mesh: Mesh) -> None:
    directory = os.path.join(os.fsencode(mesh.directory), b"caf\xe9")
    write(Path(os.fsdecode(directory)), TWO)
    ran = mesh.gather(os.fsdecode(directory))
    assert ran.code == 0, ran.err
    assert len(mesh.rows("from resources")) == 2


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system knows no users")
def test_a_directory_that_may_not_be_looked_into_is_named(mesh: Mesh) -> None:
    bad = write(mesh.directory / "bad", TWO)
    good = write(mesh.directory / "good", project("good"))
    before = {bad: stat.S_IMODE(bad.stat().st_mode)}
    bad.chmod(0o000)
    # Root may read everything, so become somebody else who can still read what the test needs.
    preamble = "import os, mesh_commons.gather.projects, mesh_commons.cli, duckdb, mesh_commons.store.duckdb\n"
    preamble += "import mesh_commons.gather.parquet, mesh_commons.settings.registry\n"
    if os.geteuid() == 0:
        for parent in [mesh.directory, *mesh.directory.parents]:
            before[parent] = stat.S_IMODE(parent.stat().st_mode)
            parent.chmod(before[parent] | (0o777 if parent == mesh.directory else 0o005))
        preamble += "os.setgid(65534)\nos.setuid(65534)\n"
    try:
        ran = mesh("gather", bad, good, "--database", mesh.database, preamble=preamble)
    finally:
        for path, mode in before.items():
            path.chmod(mode)
    assert ran.code == 2, ran.err
    assert f"{bad} cannot be read: permission denied. Mend its permissions." in ran.err
    assert mesh.rows("select project_name from projects") == [("good",)]


# --- What nobody foresaw ---


@pytest.mark.parametrize("in_workers", [True, False])
def test_an_unforeseen_error_costs_one_project_and_can_be_reported(mesh: Mesh, in_workers: bool) -> None:
    bad = write(mesh.directory / "bad", TWO)
    good = write(mesh.directory / "good", project("good"))
    # What no test can foresee is planted: this interpreter's and its workers' hash function fails on one project.
    planted = mesh.directory / "planted"
    planted.mkdir()
    (planted / "planted.py").write_text(
        "import mesh_commons.gather.prepare as prepare\n"
        "read = prepare.read_project\n"
        "def fail(artifacts, now):\n"
        "    return read(artifacts, now) if 'good' in artifacts.path else {}['secret']\n"
        "prepare.read_project = fail\n"
    )
    preamble = f"import sys; sys.path.insert(0, {str(planted)!r}); import planted\n"
    if in_workers:
        preamble += "from mesh_commons.gather import projects, workers\nprojects.WORTH_WORKERS = 0\n"
        script = Path(sys.modules["mesh_commons"].__file__ or "").parent / "gather/serve.py"
        text = script.read_text().replace(
            "        from mesh_commons", "        import planted\n        from mesh_commons"
        )
        (planted / "serve.py").write_text(text)
        preamble += f"from pathlib import Path\nworkers._SCRIPT = Path({str(planted / 'serve.py')!r})\n"
    command = ("gather", bad, good, "--database", mesh.database)
    ran = mesh(*command, preamble=preamble)
    assert ran.code == 2
    assert f"mesh: {bad}/manifest.json failed unexpectedly (KeyError" in ran.err
    assert "report it, with what --debug adds" in ran.err
    assert "Traceback" not in ran.err
    assert mesh.rows("select project_name from projects") == [("good",)]
    for told in (
        mesh(*command, preamble=preamble, MESH_DEBUG="1").err,
        mesh(*command, "--debug", preamble=preamble).err,
    ):
        assert "Traceback" in told
        assert "planted.py" in told


# --- Code in the working directory ---


def plant(directory: Path, ran: Path) -> None:
    """Put modules into a directory, of the names that are imported, which leave a trace where they are run."""
    directory.mkdir(exist_ok=True)
    trace = f"import sys\nopen({str(ran)!r}, 'a').write(__name__ + '\\n')\n"
    for name in ("msgspec", "duckdb", "sitecustomize", "usercustomize", "pickle", "threading", "yaml", "typing"):
        (directory / f"{name}.py").write_text(trace)
    for name in ("multiprocessing", "pyarrow", "mesh_commons", "dbt", "encodings", "queue"):
        (directory / name).mkdir()
        (directory / name / "__init__.py").write_text(trace)


@pytest.mark.parametrize("where", ["working directory", "project"])
def test_nothing_is_imported_from_a_checkout(mesh: Mesh, where: str) -> None:
    """A hostile `multiprocessing/`, `msgspec.py`, `duckdb.py`, `pyarrow/`, `sitecustomize.py` is never run."""
    ran = mesh.directory / "ran"
    targets = [write(mesh.directory / f"{name}/target", project(name)) for name in ("a", "b", "c")]
    plant(mesh.directory if where == "working directory" else mesh.directory / "a", ran)
    # As the installed script `mesh` starts: its own directory is on the path, the working directory is not.
    scripts = mesh.directory / "scripts"
    scripts.mkdir()
    (scripts / "mesh").write_text(
        "from mesh_commons.gather import projects\nprojects.WORTH_WORKERS = 0\n"
        "from mesh_commons.cli import main\nraise SystemExit(main())\n"
    )
    command = [sys.executable, str(scripts / "mesh"), "gather", *map(str, targets), "--database", str(mesh.database)]
    ended = subprocess.run(command, cwd=mesh.directory, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert not ran.exists(), ran.read_text()
    assert len(mesh.rows("from projects")) == 3


def test_nothing_is_imported_from_where_python_m_is_run(mesh: Mesh) -> None:
    ran = mesh.directory / "ran"
    targets = [write(mesh.directory / f"{name}/target", project(name)) for name in ("a", "b")]
    for name in ("msgspec", "duckdb", "pyarrow", "multiprocessing", "pickle", "yaml", "argparse", "json"):
        (mesh.directory / f"{name}.py").write_text(f"open({str(ran)!r}, 'a').write(__name__)")
    done = mesh("gather", *targets, "--database", mesh.database)
    assert (done.code, done.err) == (0, "")
    assert not ran.exists(), ran.read_text()


def test_an_empty_entry_of_the_import_path_does_not_reach_the_workers(mesh: Mesh) -> None:
    # `PYTHONPATH=$PYTHONPATH:/somewhere` has one where it was empty before
    targets = [write(mesh.directory / f"{name}/target", project(name)) for name in ("a", "b")]
    ran = mesh.directory / "ran"
    (mesh.directory / "later.py").write_text(f"open({str(ran)!r}, 'w')")
    preamble = "import sys\nfrom mesh_commons.gather import projects, workers\nprojects.WORTH_WORKERS = 0\n"
    preamble += "sys.path[:0] = ['', '.', sys.path[0]]\nassert workers._import_path()\n"
    preamble += "import os\nhere = os.path.realpath('.')\n"
    preamble += "assert here not in map(os.path.realpath, workers._import_path())\n"
    ran_now = mesh("gather", *targets, "--database", mesh.database, preamble=preamble)
    assert (ran_now.code, ran_now.err) == (0, "")


# --- The hub ---


def test_poisoned_projects_do_not_keep_the_others_from_being_judged(mesh: Mesh) -> None:
    """Whatever is stored of them, the hub is built, and the good project's back door is found."""
    twice = {"model.poison_1.orders": model(package="poison_1")}
    group = {"name": "sales", "package_name": "poison_4"}
    huge = {"a": {"name": "a", "type": "int", "index": 2**63 - 1}, "A": {"name": "A", "type": "int", "index": -(2**63)}}
    odd = model("o'dd\"; drop table x --{{ 1/0 }}", "poison_5", deprecation_date="9999-12-31", version="1'")
    poisons = [
        project("poison_1", sources=twice, exposures=twice),
        project(
            "poison_2",
            model(package="poison_2", columns={"a": column("a"), "b": column("a"), "c": column("A")}),
        ),
        project("poison_3", model(package="poison_3", depends_on={"nodes": ["", "..", "model.poison_3.orders"]})),
        project("poison_4", groups={"group.poison_4.a": group, "group.poison_4.b": group}),
        project("poison_5", odd, model(package="poison_5", group="\0", database="\0", alias="", schema="'")),
        project("poison_6", nodes={"model.poison_6.a": {}, "model.poison_6.a\0": {}, "...": {}, "a.b.c": {}}),
    ]
    targets = [write(mesh.directory / f"poison_{number}", item) for number, item in enumerate(poisons)]
    catalog = {"metadata": metadata("catalog", 1), "nodes": {"model.poison_2.orders": {"columns": huge}}}
    write(targets[1], poisons[1], catalog=catalog)
    back_id = "source.good.raw.customers"
    back = source("customers", database="db", schema="other", package_name="good", unique_id=back_id)
    reader = model(package="good", schema="good", depends_on={"nodes": [back_id], "macros": []})
    good = project("good", reader, sources={back_id: back})
    other = project("other", model("customers", "other", schema="other"))
    targets += [write(mesh.directory / "good", good), write(mesh.directory / "other", other)]
    ran = mesh("check", *targets, "--json")
    assert ran.code in (0, 1), ran.err
    assert "not built" not in ran.err
    policies = {finding["policy"] for finding in ran.json["findings"]}
    assert "source_is_another_domains_model" in policies
