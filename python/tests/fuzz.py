"""Break real artifacts in thousands of ways and hold what is stored of them against another reader.

    python python/tests/fuzz.py --mutants 100000 --seed 1
    python python/tests/fuzz.py --seed 1 --only 4711

Mutant N of a seed is the same whenever it is made. `mutants.py` makes them, this module judges what became of each.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from mesh_commons.artifacts.locate import Location, locate
from mesh_commons.artifacts.read import Artifacts, read
from mesh_commons.decode.manifest import read_project
from mesh_commons.errors import MeshError
from mesh_commons.gather.parquet import UnstorableError, arrow_tables
from mesh_commons.gather.prepare import Task, prepare
from mesh_commons.shared_schema.rows import Rows
from mesh_commons.store.duckdb import DuckDBStore
from mutants import NAMES, Mutant, make

NOW = datetime(2026, 11, 21)
BATCH = 100
STORED = 20
SECTIONS = (
    "nodes",
    "sources",
    "exposures",
    "metrics",
    "semantic_models",
    "saved_queries",
    "unit_tests",
    "functions",
)
PASSING = ("operation", "sql operation", "sql_operation", "rpc")
KEYS = {
    "projects": ["project_name"],
    "resources": ["unique_id"],
    "node_columns": ["unique_id", "column_name"],
    "edges": ["parent_unique_id", "child_unique_id"],
    "macro_edges": ["macro_unique_id", "caller_unique_id"],
    "data_tests": ["unique_id"],
    "tested_nodes": ["test_unique_id", "unique_id", "column_name"],
    "sources": ["unique_id"],
    "exposures": ["unique_id"],
    "metrics": ["unique_id"],
    "semantic_models": ["unique_id"],
    "groups": ["unique_id"],
    "macros": ["unique_id"],
    "grants": ["unique_id", "privilege", "grantee"],
    "tags": ["unique_id", "column_name", "tag"],
    "meta": ["unique_id", "column_name", "meta_key"],
    "policy_settings": ["unique_id", "scope", "policy", "setting"],
    "exceptions": ["unique_id", "exception_index"],
    "test_settings": ["unique_id", "name", "setting"],
    "constraints": ["unique_id", "constraint_index", "column_name"],
    "run_results": ["unique_id"],
    "freshness_results": ["unique_id"],
}
# The column of a table that names the resource, group or macro its rows belong to.
OWNERS = {
    **dict.fromkeys(("node_columns", "data_tests", "sources", "exposures", "metrics"), "unique_id"),
    **dict.fromkeys(("semantic_models", "grants", "tags", "meta", "policy_settings"), "unique_id"),
    **dict.fromkeys(("exceptions", "constraints"), "unique_id"),
    "edges": "child_unique_id",
    "macro_edges": "caller_unique_id",
    "tested_nodes": "test_unique_id",
}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LOST = re.compile("[\0\ud800-\udfff]")

Tables = dict[str, dict[str, list[Any]]]
Decoded = tuple[str, Tables, MeshError | None]


def judge(mutant: Mutant, project: str, tables: Tables, refusal: MeshError | None) -> None:
    """Hold what became of a mutant against what another reader counts in it.

    Raises:
        AssertionError: Something was lost without a word, mixed, doubled, or cannot be stored everywhere.
    """
    if refusal is not None:
        sentence = str(refusal)
        assert "failed unexpectedly" not in sentence, sentence
        assert len(sentence) < 2000, sentence[:200]
        assert "\n" not in sentence, sentence
        assert not _must_be_read(mutant), f"refused without need: {sentence}"
        return
    judge_rows(tables, project)
    if mutant.document is not None:
        _judge_counts(mutant, tables)


def _judge_counts(mutant: Mutant, tables: Tables) -> None:
    """Each resource is stored or named, what was not touched is stored, and what is disabled is not."""
    document, original = mutant.document, mutant.original
    assert isinstance(document, dict)
    stored = set(_column(tables, "resources", "unique_id"))
    warnings = _rows(tables, "gather_warnings", "section", "unique_id", "message")
    named = Counter(unique_id for section, unique_id, _ in warnings if section == "resources" and unique_id is not None)
    left_out = {message.split("'")[1] for section, unique_id, message in warnings if "whole section" in message}
    expected: Counter[str] = Counter()
    excused = {LOST.sub("\ufffd", key) for key in mutant.doubled}
    for section in SECTIONS:
        items = document.get(section)
        # This stands for an object with one item.
        items = {"a": None} if items == "@deeper@" else items
        if section in left_out:
            assert not isinstance(items, dict), f"section {section} was left out for no reason"
            continue
        if items is None:
            continue
        assert isinstance(items, dict), f"section {section} is lost without a word"
        for key, item in items.items():
            unique_id = LOST.sub("\ufffd", key)[:20_000]
            if _is_excused(key, item):
                excused.add(unique_id)
                continue
            expected[unique_id] += 1
            dbts = original.get(section) or {}
            if key in dbts and item == dbts[key] and expected[unique_id] == 1:
                # The other reader takes the last of two values of one key; ours looks at the first one too.
                is_named = bool(mutant.doubled) and unique_id in named
                assert unique_id in stored or is_named, f"{unique_id} was not touched, and is lost"
    named = Counter({name[:20_000]: count for name, count in named.items()})
    for unique_id, count in expected.items():
        found = (unique_id in stored) + named[unique_id]
        assert found == count or unique_id in excused, (
            f"{unique_id!r}: {count} in the manifest, {found} stored or named"
        )
    assert stored <= set(expected), f"stored, but not there: {stored - set(expected)}"
    if not excused:
        assert len(stored) + sum(named.values()) == sum(expected.values())


def _must_be_read(mutant: Mutant) -> bool:
    """Return whether enough is whole for the project to be read: the metadata and one model of its own."""
    document, original = mutant.document, mutant.original
    if not isinstance(document, dict) or document.get("metadata") != original["metadata"]:
        return False
    nodes = document.get("nodes")
    return isinstance(nodes, dict) and any(
        nodes.get(key) == item
        for key, item in original["nodes"].items()
        if item["package_name"] == "sample_shop" and not _is_excused(key, item)
    )


def _is_excused(key: str, item: Any) -> bool:
    """Return whether a resource is disabled or belongs to a run only."""
    if key.startswith("operation."):
        return True
    config = item.get("config") if isinstance(item, dict) else None
    is_disabled = isinstance(config, dict) and config.get("enabled") is False
    return isinstance(item, dict) and (is_disabled or item.get("resource_type") in PASSING)


def judge_rows(tables: Tables, project: str) -> None:
    """Keys are unique, every row belongs to something that is there, and any store takes the values."""
    for table, names in KEYS.items():
        keys = Counter(_rows(tables, table, *names))
        doubled = [key for key, count in keys.items() if count > 1]
        assert not doubled, f"{table} holds {doubled[0]} twice"
    groups = _rows(tables, "groups", "package_name", "group_name")
    assert len(groups) == len(set(groups)), "two groups of one package have one name"
    known = {name for table in ("resources", "groups", "macros") for name in _column(tables, table, "unique_id")}
    for table, owner in OWNERS.items():
        strangers = set(_column(tables, table, owner)) - known
        assert not strangers, f"{table} holds rows of what is not there: {strangers}"
    for table, columns in tables.items():
        assert set(columns["project_name"]) == {project}, "rows of another project"
        for name, values in columns.items():
            for value in values:
                if isinstance(value, str):
                    assert "\0" not in value, f"NUL in {table}.{name}"
                    is_key = name.endswith("unique_id") and table not in ("gather_warnings", "run_results")
                    is_id = is_key and table not in ("freshness_results", "macro_edges", "data_tests")
                    assert not (is_id and CONTROL.search(value)), f"control character in {table}.{name}"
                elif isinstance(value, datetime):
                    assert datetime.min <= value <= datetime.max
                elif isinstance(value, int):
                    assert -(2**63) <= value < 2**63
    for unique_id in known | set(_column(tables, "edges", "parent_unique_id")):
        assert unique_id.count(".") >= 2
        assert all(unique_id.split(".", 2))


def _column(tables: Tables, table: str, name: str) -> list[Any]:
    return tables[table][name] if table in tables else []


def _rows(tables: Tables, table: str, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(_column(tables, table, name) for name in names), strict=True))


class Fuzz:
    """Makes mutants, decodes and judges each; every twentieth is also prepared and loaded as `mesh gather` does it.

    Args:
        scratch: An empty directory.
    """

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._target = scratch / "target"
        self._target.mkdir()
        (scratch / "dbt_project.yml").write_text("name: sample_shop\n")
        self._store = DuckDBStore(":memory:", "mesh_artifacts")
        self._files: dict[str, list[str]] = {}
        self.refused = self.stored = self.warned = 0
        self.slowest = (0.0, 0)

    def run(self, seed: int, numbers: range) -> dict[int, str]:
        """Run mutants; return what is wrong by number."""
        faults: dict[int, str] = {}
        for number in numbers:
            start = time.monotonic()
            try:
                self._one(make(seed, number), number)
            except Exception as error:
                faults[number] = f"{type(error).__name__}: {str(error)[:300]}"
            self.slowest = max(self.slowest, (time.monotonic() - start, number))
            if number % BATCH == BATCH - 1 or number == numbers[-1]:
                self._load()
        return faults

    def _one(self, mutant: Mutant, number: int) -> None:
        for name in NAMES:
            if name in mutant.files:
                (self._target / name).write_bytes(mutant.files[name])
            else:
                (self._target / name).unlink(missing_ok=True)
        location = locate(str(self._target))
        project, tables, refusal = decoded(location, read_project)
        judge(mutant, project, tables, refusal)
        self.refused += refusal is not None
        self.stored += refusal is None
        self.warned += "gather_warnings" in tables
        if number % STORED == 0:
            prepared = prepare(Task(location, self._scratch / "rows" / str(number), {}, NOW))
            written = {name: pq.read_table(path).to_pydict() for name, path in prepared.files.items()}
            assert (prepared.project, str(prepared.error)) == (project, str(refusal))
            assert repr(written) == repr(tables)
            for table, path in prepared.files.items():
                self._files.setdefault(table, []).append(path)

    def _load(self) -> None:
        """Load what was written since into DuckDB, as a gather of so many projects does."""
        self._store.replace(["sample_shop"], self._files)
        self._files = {}
        shutil.rmtree(self._scratch / "rows", ignore_errors=True)


def decoded(location: Location, decode: Callable[[Artifacts, datetime], tuple[str, Rows]]) -> Decoded:
    """Decode artifacts as `prepare` does; an error that is no refusal is raised."""
    try:
        for is_mended in (False, True):
            with suppress(UnstorableError):
                project, rows = decode(read(location, is_mended), NOW)
                return project, {name: table.to_pydict() for name, table in arrow_tables(project, rows)}, None
    except MeshError as error:
        return "", {}, error
    raise AssertionError("what was mended cannot be stored either")


def main() -> int:
    """Run the command line; return 1 where a mutant showed a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=2000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers (default: %(default)s)")
    parser.add_argument("--only", type=int, help="run this one mutant of the seed")
    options = parser.parse_args()
    numbers = range(options.mutants) if options.only is None else range(options.only, options.only + 1)
    with tempfile.TemporaryDirectory(prefix="mesh-fuzz-") as scratch:
        fuzz = Fuzz(Path(scratch))
        start = time.monotonic()
        faults = fuzz.run(options.seed, numbers)
    for number, fault in faults.items():
        print(f"--seed {options.seed} --only {number}: {make(options.seed, number).history}: {fault}")
    print(
        f"{len(numbers)} mutants of seed {options.seed} in {time.monotonic() - start:.0f} s: {fuzz.stored} stored, "
        f"{fuzz.warned} of them with warnings, {fuzz.refused} refused, {len(faults)} faults; "
        f"slowest {fuzz.slowest[0]:.2f} s ({fuzz.slowest[1]})"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
