"""What the made-up resources are filled with: a manifest that dbt wrote, columns, and SQL."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import Any

import orjson

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "python" / "tests" / "fixtures" / "manifests" / "dbt_1_11" / "manifest.json"
COLUMN_POOL = 600
COLUMN_COUNTS = (12, 28)
TYPES = ("varchar", "integer", "double", "timestamp", "boolean", "date")
WORDS = ("amount", "customer", "order", "status", "region", "channel", "price", "quantity", "date", "source")
LOGIC = (
    "    -- amounts arrive in several currencies and are conformed before anything is summed\n"
    "    case\n        when {column} is null then 0\n        when {column} < 0 then -1 * {column}\n"
    "        else {column}\n    end as {column}_conformed,\n"
)
LOGIC_REPEATS = 14

Fields = dict[str, Any]


@functools.cache
def template() -> Fields:
    """Return the manifest whose resources give the fields."""
    document: Fields = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    return document


def first(section: str, resource_type: str) -> Fields:
    """Return the first resource of a type."""
    return next(item for item in template()[section].values() if item["resource_type"] == resource_type)


@functools.cache
def public_model() -> Fields:
    """Return the public model that has no versions."""
    found = template()["nodes"].values()
    return next(node for node in found if node.get("access") == "public" and node["version"] is None)


@functools.cache
def column_pool() -> list[tuple[str, orjson.Fragment, orjson.Fragment]]:
    """Return columns as bytes, plain and with a declared type; most real columns have none."""
    shape = next(iter(public_model()["columns"].values()))
    pool = []
    for number in range(COLUMN_POOL):
        name = f"{WORDS[number % 10]}_{WORDS[number // 10 % 10]}_{number:03}"
        text = f"The {name.replace('_', ' ')} of the row, as agreed with its owner; empty where not yet known."
        plain = {**shape, "name": name, "description": text if number % 3 else "", "constraints": []}
        plain["data_type"] = None
        typed = {**plain, "data_type": TYPES[number % len(TYPES)], "description": text}
        pool.append((name, orjson.Fragment(orjson.dumps(plain)), orjson.Fragment(orjson.dumps(typed))))
    return pool


def code(columns: list[str], parents: list[str], reference: str, repeats: int) -> str:
    """Return a query of a few kilobytes on the parents, with `reference` as the form of each."""
    imports = ",\n".join(f"{parent} as (\n    select * from {reference.format(parent)}\n)" for parent in parents)
    listed = "".join(f"    {column},\n" for column in columns)
    logic = "".join(LOGIC.format(column=column) for column in columns[:LOGIC_REPEATS] * repeats)
    return f"with {imports},\n\nfinal as (\n    select\n{listed}{logic}        1 as one\n)\n\nselect * from final"


def digest(text: str) -> str:
    """Return a checksum as dbt writes them."""
    return hashlib.sha256(text.encode()).hexdigest()
