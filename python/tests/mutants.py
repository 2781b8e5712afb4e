"""Mutants of the artifacts that dbt 1.5 to 2 wrote: broken as a careless tool or an attacker would break them."""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent / "fixtures" / "manifests"
NAMES = ("manifest.json", "catalog.json", "run_results.json", "sources.json")
SECTIONS = (
    *("nodes", "nodes", "nodes", "sources", "exposures", "metrics", "semantic_models", "saved_queries"),
    *("unit_tests", "functions", "groups", "macros", "metadata", "docs", "parent_map", "disabled"),
)
# What JSON can hold and Python cannot write, by the text that stands for it.
RAW = {
    "@deep@": "[" * 2000 + "]" * 2000,
    "@deeper@": '{"a":' * 5000 + "1" + "}" * 5000,
    "@digits@": "9" * 5000,
    "@infinite@": "1e400",
    "@400@": "1" + "0" * 400,
}
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 5, 1.5, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**30),
    *("", " ", "abc", "a.b", "model.sample_shop.orders", "..", "x" * 30_000, "\0", "a\0b", "\ud800", "\udce9.sql"),
    *("\x1b[31m", "a\nb\r", "\u202e", "\ufffd", "'\"; --", "{{ 1/0 }}", "::error::x", "caf\xe9", "\U0001f600"),
    *("9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-13-45", "now", "model", "test", "source"),
    *([], {}, [None], [1, "a"], ["a", "a"], [[]], {"a": 1}, {"": ""}, {"a": {"b": [1]}}, [{}], *RAW),
)
# Fields that end in rows, with values of their own kind that make no sense.
FIELDS: tuple[tuple[tuple[str, ...], tuple[Any, ...]], ...] = (
    (("config", "grants"), ({"select": 5}, {"select": ["a", "a", 5, None]}, {"": ""}, {"a\0": ["b\0"]})),
    (("config", "tags"), ("a", ["a", "a", 5, None, {}], "@deep@")),
    (("tags",), ("a", ["a", "a\0", "a\ufffd"], [10**30])),
    (("meta",), ({"owner": 5}, {"owner": {"name": [1]}}, {"a": 10**30, "a\0": 1, "a\ufffd": 2}, {"a": "@digits@"})),
    (
        ("meta",),
        (
            {
                "mesh": {
                    "policies": {"a\0": 1, "a\ufffd": {"threshold": 10**30}},
                    "exceptions": [{"expires_on": "@digits@"}],
                }
            },
            {"mesh": {"domain_policies": [1], "exceptions": "@deeper@"}},
            {"mesh": "\ud800"},
        ),
    ),
    (("depends_on",), ({"nodes": [""]}, {"nodes": ["a", "a.b.c", "a.b.c", "\0", "a.b.c\0"]}, {"macros": ["a", "a"]})),
    (("columns",), ({"a": {"name": "b"}, "b": {"name": "b"}, "B": {}}, {"": {}}, {"a\0": {}, "a\ufffd": {}})),
    (("constraints",), ([{"type": "check", "columns": ["a", "a"]}], [{}], [None], [{"columns": []}])),
    (("column_name",), ("a", "a\0", ["a"], 5)),
    (
        ("test_metadata",),
        ({"kwargs": {"column_name": ["a", "a", 5]}}, {"kwargs": {"column_name": 10**30}, "name": "x"}),
    ),
    (("freshness",), ({"warn_after": {"count": "abc", "period": "day"}}, {"warn_after": {"count": "@400@"}})),
    (("freshness", "error_after"), ({"count": "@400@", "period": "day"}, {"count": "1e308", "period": "day"})),
    (("deprecation_date",), ("9999-12-31T23:59:59-14:00", "soon", "@deep@")),
    (("version",), (10**30, "@digits@", "a\0", 1.5)),
    (("package_name",), ("", "other", "a\0", None, 5)),
    (("resource_type",), ("operation", "model", "test", "source", "metric", "exposure", "", 5, None)),
    (("config", "enabled"), (False, True, None, "false", 0)),
    (("macro_sql",), ("/*" * 5000, "{#" * 5000, 5, None, "a\0", "\ud800")),
    (("owner",), ({"email": [1, None, "a\0"]}, {"name": 5}, "me")),
    (("name",), ("", "a\0", 5, None, "sales")),
)


@dataclass
class Mutant:
    """Files of a broken project.

    Attributes:
        version: The fixture that it was made of.
        files: Bytes by name.
        history: What was done to them.
        document: The manifest as another reader sees it, None where that cannot read it.
        doubled: Keys that some object in it has twice, of which every reader takes the last.
    """

    version: str
    files: dict[str, bytes]
    history: list[str] = field(default_factory=list)
    document: Any = None
    doubled: set[str] = field(default_factory=set)

    @property
    def original(self) -> Any:
        """The manifest that dbt wrote."""
        return manifest(self.version)


@cache
def originals(version: str) -> dict[str, bytes]:
    """Return the files of a fixture by name."""
    folder = FIXTURES / version
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).is_file()}


@cache
def manifest(version: str) -> Any:
    """Return the manifest of a fixture, which nobody may change."""
    return json.loads(originals(version)["manifest.json"])


@cache
def versions() -> list[str]:
    """Return the fixtures by name."""
    return sorted(path.name for path in FIXTURES.glob("dbt_*"))


def make(seed: int, number: int) -> Mutant:
    """Make one mutant, the same for the same seed and number."""
    dice = random.Random(f"{seed}:{number}")
    version = dice.choice([*versions(), "dbt_1_11", "dbt_1_11"])
    mutant = Mutant(version, dict(originals(version)))
    name = "manifest.json" if dice.random() < 0.8 else dice.choice(list(mutant.files))
    document = json.loads(mutant.files[name])
    for _ in range(dice.randint(1, 4)):
        mutate = dice.choice(_MUTATIONS) if name == "manifest.json" else _retype
        mutant.history.append(f"{name} {mutate(document, dice)}")
    mutant.files[name] = _written(document)
    mutant.document = document if name == "manifest.json" else mutant.original
    if dice.random() < 0.15:
        damage = dice.choice(_DAMAGES)
        mutant.history.append(f"{name} {damage.__name__}")
        mutant.files[name] = damage(mutant.files[name], dice)
        if name == "manifest.json":
            _read(mutant)
    return mutant


def write_mutants(directory: Path, seed: int, count: int) -> list[Path]:
    """Write mutants, each as a project of its own, and return where."""
    targets = []
    for number in range(count):
        target = directory / f"shop_{number}"
        target.mkdir()
        for name, data in make(seed, number).files.items():
            (target / name).write_bytes(data.replace(b"sample_shop", target.name.encode()))
        targets.append(target)
    return targets


def _written(document: Any) -> bytes:
    text = json.dumps(document)
    for word, raw in RAW.items():
        text = text.replace(f'"{word}"', raw)
    return text.encode()


def _read(mutant: Mutant) -> None:
    """Read the manifest with Python's own reader, which may find that it cannot."""

    def refuse(word: str) -> None:
        raise ValueError(word)

    def united(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counts = Counter(key for key, _ in pairs)
        mutant.doubled |= {key for key, count in counts.items() if count > 1}
        return dict(pairs)

    text = mutant.files["manifest.json"].decode("utf-8", "replace")
    try:
        mutant.document = json.loads(text, parse_constant=refuse, object_pairs_hook=united)
    except (ValueError, RecursionError):
        mutant.document = None


# Each changes a document in place and says what it did.


def _retype(document: Any, dice: random.Random) -> str:
    """Put an odd value somewhere, at any depth."""
    place, steps = document, []
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return "nothing"
        key = dice.choice(keys)
        steps.append(key)
        inner = place[key]
        if isinstance(inner, (dict, list)) and inner and dice.random() < 0.85:
            place = inner
            continue
        if dice.random() < 0.2:
            del place[key]
            return f"drops {steps}"
        place[key] = copy.deepcopy(dice.choice(ODD))
        return f"sets {steps} to {str(place[key])[:40]!r}"


def _item(document: Any, dice: random.Random) -> tuple[str, dict[str, Any], str] | None:
    """Choose an item of a section: the section's name, the section, the item's key."""
    section = dice.choice(SECTIONS)
    items = document.get(section)
    return (section, items, dice.choice(list(items))) if isinstance(items, dict) and items else None


def _field(document: Any, dice: random.Random) -> str:
    chosen = _item(document, dice)
    if chosen is None or not isinstance(chosen[1][chosen[2]], dict):
        return "nothing"
    section, items, key = chosen
    path, values = dice.choice(FIELDS)
    place = items[key]
    for step in path[:-1]:
        if not isinstance(place.get(step), dict):
            place[step] = {}
        place = place[step]
    place[path[-1]] = copy.deepcopy(dice.choice(values))
    return f"sets {[section, key, *path]} to {str(place[path[-1]])[:60]!r}"


def _rename(document: Any, dice: random.Random) -> str:
    chosen = _item(document, dice)
    if chosen is None:
        return "nothing"
    section, items, key = chosen
    odd = [
        key + "\0",
        key + "\ufffd",
        key + "\ud800",
        key + "\x07",
        key.upper(),
        key.replace(".", ""),
        "",
        "a.b",
        "a..b",
    ]
    other = dice.choice([*odd, f"operation.{key}", f"macro.{key}", key + "x" * 30_000, dice.choice(list(items))])
    items[other] = items[key] if dice.random() < 0.5 else items.pop(key)
    return f"copies {section} {key} to {other[:80]!r}"


def _move(document: Any, dice: random.Random) -> str:
    chosen, section = _item(document, dice), dice.choice(SECTIONS)
    if chosen is None or not isinstance(document.get(section), dict):
        return "nothing"
    document[section][chosen[2]] = copy.deepcopy(chosen[1][chosen[2]])
    return f"copies {chosen[0]} {chosen[2]} to {section}"


def _swap(document: Any, dice: random.Random) -> str:
    one, two = dice.choice(SECTIONS), dice.choice(SECTIONS)
    document[one], document[two] = document.get(two), document.get(one)
    return f"swaps {one} and {two}"


def _section(document: Any, dice: random.Random) -> str:
    section = dice.choice(SECTIONS)
    items = document.get(section)
    listed = list(items.values()) if isinstance(items, dict) else []
    document[section] = copy.deepcopy(dice.choice([listed, None, *ODD]))
    return f"sets {section} to {str(document[section])[:40]!r}"


def _item_whole(document: Any, dice: random.Random) -> str:
    chosen = _item(document, dice)
    if chosen is None:
        return "nothing"
    section, items, key = chosen
    items[key] = copy.deepcopy(dice.choice(ODD))
    return f"sets {section} {key} to {str(items[key])[:40]!r}"


def _graft(document: Any, dice: random.Random) -> str:
    """Put the fields of one item into another."""
    one, two = _item(document, dice), _item(document, dice)
    if one is None or two is None:
        return "nothing"
    giver, taker = one[1][one[2]], two[1][two[2]]
    if not isinstance(giver, dict) or not isinstance(taker, dict) or not giver:
        return "nothing"
    name = dice.choice(list(giver))
    taker[name] = copy.deepcopy(giver[name])
    return f"puts {name} of {one[2]} into {two[2]}"


def _truncate(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _flip(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 8))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _insert(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    odd = (b"\xe9", b"\0", b'"', b"\\", b"{", b"\\ud800", b"\\u0000", b"\xed\xa0\x80")
    return data[:at] + dice.choice(odd) + data[at:]


def _cut(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.choice((1, 10, 1000)) :]


def _repeat(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at : at + dice.choice((1, 10, 1000))] + data[at:]


def _recode(data: bytes, dice: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(dice.choice(("utf-16", "utf-8-sig", "utf-16-le")), "replace")


_MUTATIONS: tuple[Callable[[Any, random.Random], str], ...] = (
    *(_retype, _retype, _retype, _field, _field, _field, _rename, _rename, _move),
    *(_swap, _section, _item_whole, _graft, _graft),
)
_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_truncate, _flip, _flip, _insert, _insert, _cut, _repeat, _recode),
)
