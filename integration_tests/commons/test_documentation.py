"""Nothing public in macros/ is undocumented or untested."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ENGINES = ("default", "duckdb", "postgres", "redshift", "snowflake", "bigquery", "spark", "databricks")
FILES = sorted((ROOT / "macros").rglob("*.sql"))
COMMONS = {path for path in FILES if "hub" not in path.relative_to(ROOT / "macros").parts}
DEFINED = [
    (path, match["kind"], match["name"])
    for path in FILES
    for match in re.finditer(r"\{%-?\s*(?P<kind>macro|test)\s+(?P<name>\w+)", path.read_text())
]


DOCUMENTED = {
    macro["name"]: macro
    for path in (ROOT / "macros").rglob("*.yml")
    for macro in yaml.safe_load(path.read_text(encoding="utf-8"))["macros"]
}


def is_public(name: str) -> bool:
    """Whether a name is for domains: no leading underscore, no engine's variant."""
    return not name.startswith("_") and name.split("__")[0] not in ENGINES


PUBLIC = [(path, kind, name) for path, kind, name in DEFINED if is_public(name)]


def test_macros_are_found() -> None:
    assert {name for _, _, name in PUBLIC} >= {"mesh_schema_name", "conform_code", "has_unique_grain"}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for _, kind, name in PUBLIC])
def test_public_macro_is_documented(kind: str, name: str) -> None:
    full_name = f"test_{name}" if kind == "test" else name
    macro = DOCUMENTED.get(full_name, {})
    description = macro.get("description", "")
    assert len(description) > 40, "has no description"
    assert re.search(rf"`[^`]*\b{name}\b[^`]*`", description), "has no example that uses it"
    assert "Errors:" in description, "does not say which errors it raises"
    arguments = macro.get("arguments", [])
    assert {a["name"] for a in arguments if not a.get("description") or not a.get("type")} == set()


@pytest.mark.parametrize("name", sorted({name for path, kind, name in DEFINED if path in COMMONS and kind == "macro"}))
def test_docs_show_what_is_public_and_nothing_else(duckdb_commons: Any, name: str) -> None:
    macro = duckdb_commons.manifest.macros[f"macro.mesh_commons.{name}"]
    assert macro.docs.show == is_public(name), "say `docs: {show: false}` in _helpers.yml or _settings.yml"


def test_documented_arguments_are_the_macros_own(duckdb_commons: Any) -> None:
    complaints = [m for m in duckdb_commons.built.messages if "in the yaml for macro" in m or "in yaml for macro" in m]
    assert complaints == []


@pytest.mark.parametrize("name", sorted({name for _, _, name in PUBLIC}))
def test_public_macro_is_tested(name: str) -> None:
    """The name is called somewhere in the tests, or stands on a model of the hub."""
    places = [
        path
        for folder in ("integration_tests", "models", "tests", "seeds")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".sql", ".yml", ".py") and path.name != Path(__file__).name and "target" not in path.parts
    ]
    assert any(re.search(rf"\b{name}\b", path.read_text()) for path in places)


@pytest.mark.parametrize("path", sorted({path for path, _, _ in DEFINED}), ids=lambda path: path.stem)
def test_one_public_macro_per_file_named_like_it(path: Path) -> None:
    names = {f"test_{name}" if kind == "test" else name for where, kind, name in DEFINED if where == path}
    own = {name for name in names if name == path.stem}
    variants = {name for name in names if name.removeprefix(name.split("__")[0] + "__") == path.stem}
    assert own, "holds no macro of its own name"
    assert names == own | variants
    assert len(path.read_text().splitlines()) <= 70
