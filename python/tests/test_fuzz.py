"""Thousands of broken manifests: no traceback, no mixture, nothing lost without a word, nothing that breaks a store."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from command import Mesh
from factory import project, write
from fuzz import Fuzz, decoded, judge_rows
from info_schema_files import node, write_tables
from mesh_commons.artifacts.locate import locate
from mesh_commons.decode.info_schema.project import read_info_schema
from mutants import ODD, write_mutants

MUTANTS = 2000
HUB_MUTANTS = 60
TABLE_MUTANTS = 600

# Texts that columns of an Information Schema hold JSON in, or should.
TEXTS = [
    *(value.encode("utf-8", "replace").decode() for value in ODD if isinstance(value, str)),
    *("null", '"{}"', "[1]", '{"a": "\\u0000"}', '{"owner": {"name": [1]}}', "[" * 3000 + "]" * 3000, "9" * 5000),
    *('[{"type": 5}]', '[{"columns": ["a", "a"]}]', '{"warn_after": {"count": 1e308, "period": "day"}}'),
    json.dumps(json.dumps({"enabled": 0, "grants": {"select": 5}, "freshness": {"warn_after": {"count": "abc"}}})),
]


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_without_a_word(tmp_path: Path, seed: int) -> None:
    fuzz = Fuzz(tmp_path)
    faults = fuzz.run(seed, range(MUTANTS // 2))
    assert not faults, [f"python tests/fuzz.py --seed {seed} --only {n}: {fault}" for n, fault in faults.items()]
    # A fuzz that is refused all the time, or never, tries nothing.
    assert fuzz.stored > MUTANTS // 4
    assert fuzz.warned > MUTANTS // 10
    assert fuzz.refused > MUTANTS // 100


def test_the_hub_is_built_of_whatever_was_stored(mesh: Mesh) -> None:
    """Mutants as projects of one mesh: their models read each other's relations, and all of it is judged."""
    targets = [write(mesh.directory / "good", project("good")), *write_mutants(mesh.directory, 5, HUB_MUTANTS)]
    ran = mesh("check", *targets, "--json")
    assert "was not built" not in ran.err, ran.err
    assert "Traceback" not in ran.err
    assert ran.json["findings"]
    told = [
        line for line in ran.err.splitlines() if not line.startswith(("mesh: warning: ", f"mesh: {mesh.directory}"))
    ]
    assert not told, "tests of the hub's own tables failed"


def test_a_damaged_information_schema_costs_its_project_only(tmp_path: Path) -> None:
    tables = _tables(tmp_path / "info_schema/v1")
    location = locate(str(tmp_path / "info_schema/v1"))
    read = 0
    for number in range(TABLE_MUTANTS):
        dice = random.Random(f"3:{number}")
        for path, data in tables.items():
            path.write_bytes(data)
        path = dice.choice(list(tables))
        path.write_bytes(dice.choice((_flipped, _filled, _filled))(tables[path], dice))
        project, rows, refusal = decoded(location, read_info_schema)
        assert refusal is None or len(str(refusal)) < 1000
        if refusal is None:
            judge_rows(rows, project)
            read += 1
    assert TABLE_MUTANTS // 3 < read < TABLE_MUTANTS


def _tables(directory: Path) -> dict[Path, bytes]:
    """Write an Information Schema with a few rows in each table that is decoded by itself."""
    orders, raw, test = "model.shop.orders", "source.shop.raw.orders", "test.shop.t"
    config = json.dumps(json.dumps({"grants": {"select": ["reader"]}, "severity": "warn"}))
    edges = [(raw, orders), (orders, test), ("macro.shop.m", orders), (orders, "exposure.shop.e")]
    write_tables(
        directory,
        models=[node(orders, config=config, tags=["a"], constraints="[]"), node("model.shop.items")],
        sources=[node(raw, source_name="raw", freshness="{}")],
        data_tests=[{"unique_id": test, "name": "t", "test_name": "unique", "arguments": "{}", "config": config}],
        exposures=[{"unique_id": "exposure.shop.e", "name": "e", "owner_email": '["a"]', "depends_on": [orders]}],
        groups=[{"unique_id": "group.shop.g", "name": "g", "package_name": "shop", "config": "{}"}],
        macros=[{"unique_id": "macro.shop.m", "name": "m", "package_name": "shop", "macro_sql": "x"}],
        edges=[{"parent_unique_id": parent, "child_unique_id": child} for parent, child in edges],
        node_columns=[{"node_unique_id": orders, "column_name": name, "column_index": 1} for name in ("a", "A", "b")],
        rt_run_results=[{"unique_id": orders, "status": "success", "timing": "[]", "failures": 1}],
        rt_freshness=[{"unique_id": raw, "status": "pass"}],
    )
    return {path: path.read_bytes() for path in sorted(directory.iterdir())}


def _flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _filled(data: bytes, dice: random.Random) -> bytes:
    """Put odd values into a table, and double some of its rows."""
    table = pq.read_table(pa.BufferReader(data))
    rows = table.to_pylist()
    for row in [*rows] if rows else []:
        for _ in range(dice.randint(0, 2)):
            name = dice.choice(table.column_names)
            row[name] = dice.choice(_values(table.schema.field(name).type))
        rows += [dict(row)] * dice.choice((0, 0, 1))
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, table.schema), sink)
    return bytes(sink.getvalue().to_pybytes())


def _values(kind: pa.DataType) -> list[Any]:
    if kind == pa.string():
        return TEXTS
    if pa.types.is_list(kind):
        return [None, [], ["a", "a"], ["a\0", "a\ufffd"], [None], [""]]
    values: dict[Any, list[Any]] = {
        pa.int64(): [0, -1, 2**63 - 1],
        pa.float64(): [float("nan"), -1e308],
        pa.bool_(): [True, False],
    }
    return [None, *values.get(kind, [-(2**62), 2**62])]
