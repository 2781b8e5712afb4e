"""Fill in resources as dbt 1.11 writes them; the fields come from a manifest that dbt wrote."""

from __future__ import annotations

import functools
import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from plan import Model

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "python" / "tests" / "fixtures" / "manifests" / "dbt_1_11" / "manifest.json"
WRITTEN_AT = 1_780_000_000.0
# Sizes of real projects: dbt and its adapter bring about 510 macros, dbt_utils and the like another 200.
PACKAGE_MACROS = {"dbt": 430, "dbt_duckdb": 80, "dbt_utils": 120, "shared_tools": 80}
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
def _template() -> Fields:
    document: Fields = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    return document


def _first(section: str, resource_type: str) -> Fields:
    return next(item for item in _template()[section].values() if item["resource_type"] == resource_type)


@functools.cache
def _public_model() -> Fields:
    found = _template()["nodes"].values()
    return next(node for node in found if node.get("access") == "public" and node["version"] is None)


@functools.cache
def _column_pool() -> list[tuple[str, orjson.Fragment, orjson.Fragment]]:
    """Return columns as bytes, plain and with a declared type; most real columns have none."""
    shape = next(iter(_public_model()["columns"].values()))
    pool = []
    for number in range(COLUMN_POOL):
        name = f"{WORDS[number % 10]}_{WORDS[number // 10 % 10]}_{number:03}"
        text = f"The {name.replace('_', ' ')} of the row, as agreed with its owner; empty where not yet known."
        plain = {**shape, "name": name, "description": text if number % 3 else "", "constraints": []}
        plain["data_type"] = None
        typed = {**plain, "data_type": TYPES[number % len(TYPES)], "description": text}
        pool.append((name, orjson.Fragment(orjson.dumps(plain)), orjson.Fragment(orjson.dumps(typed))))
    return pool


@functools.cache
def _shared_macros() -> list[tuple[str, bytes]]:
    """Return the macros of dbt, its adapter and installed packages, the same in every project."""
    shapes = Shapes("shared", random.Random(0))
    macros = [
        shapes.macro(package, f"{package}_macro_{number:03}", number)
        for package, count in PACKAGE_MACROS.items()
        for number in range(count)
    ]
    return [(macro["unique_id"], orjson.dumps(macro)) for macro in macros]


class Shapes:
    """The resources of one project."""

    def __init__(self, project: str, chance: random.Random) -> None:
        """Take the project's name and its random numbers."""
        self.project = project
        self._chance = chance

    def metadata(self) -> Fields:
        """Return the manifest's head."""
        head = {**_template()["metadata"], "project_name": self.project, "adapter_type": "duckdb"}
        return {**head, "generated_at": "2026-06-01T00:00:00.000000Z", "invocation_id": _digest(self.project)[:32]}

    def columns(self, number: int, is_typed: bool) -> dict[str, orjson.Fragment]:
        """Return about 20 columns of a model, the first of them its key."""
        count = self._chance.randint(*COLUMN_COUNTS)
        start = number * 7 % COLUMN_POOL
        picked = (_column_pool()[(start + step) % COLUMN_POOL] for step in range(count))
        return {name: typed if is_typed else plain for name, plain, typed in picked}

    def model(self, model: Model, group: int, columns: dict[str, orjson.Fragment]) -> Fields:
        """Return a model; a public one is under contract and has a group, whose owner answers for it."""
        shape = _public_model()
        access = "public" if model.is_public else "protected"
        group_name = f"group_{group}" if model.is_public else None
        materialized = "table" if model.layer == "marts" else "view"
        config = {**shape["config"], "access": access, "group": group_name, "materialized": materialized}
        config |= {"grants": {}, "tags": [model.layer], "meta": {"layer": model.layer}}
        config["contract"] = {"enforced": model.is_public, "alias_types": True}
        refs = [parent.rsplit(".", 1)[1] for parent in model.parents if parent.startswith("model.")]
        sources = [parent.split(".")[2:] for parent in model.parents if parent.startswith("source.")]
        path = f"{model.layer}/{model.name}.sql"
        return {
            **shape,
            **self._place(model.unique_id, model.name, path, f"models/{path}"),
            "config": config,
            "contract": {**config["contract"], "checksum": _digest(model.name) if model.is_public else None},
            "unrendered_config": {"materialized": materialized, "tags": [model.layer]},
            "schema": model.layer,
            "relation_name": f'"warehouse"."{self.project}_{model.layer}"."{model.name}"',
            "access": access,
            "group": group_name,
            "tags": [model.layer],
            "meta": {"layer": model.layer},
            "description": f"One row per {model.name}, with what the parents say of it. " * 2,
            "columns": columns,
            "constraints": [],
            "primary_key": list(columns)[:1],
            "refs": [{"name": name, "package": None, "version": None} for name in refs],
            "sources": sources,
            "depends_on": {"macros": [f"macro.{self.project}.own_macro_01"], "nodes": list(model.parents)},
            "raw_code": _code(list(columns), refs or ["source"], "{{{{ ref('{}') }}}}", 1),
            "compiled_code": _code(list(columns), refs or ["source"], '"warehouse"."main"."{}"', 2),
            "extra_ctes": [],
        } | {"schema": f"{self.project}_{model.layer}"}

    def external(self, model: Model) -> Fields:
        """Return another project's public model as dbt-loom injects it: empty path, contract not enforced."""
        package = model.unique_id.split(".")[1]
        shape = _public_model()
        config = {**shape["config"], "access": "protected", "materialized": "view", "group": None, "meta": {}}
        config |= {"contract": {"enforced": False, "alias_types": True}, "tags": [], "grants": {}}
        empty: Fields = dict.fromkeys(("patch_path", "build_path", "compiled_path", "group"))
        return {
            **{key: value for key, value in shape.items() if not key.startswith(("compiled", "extra_ctes"))},
            **self._place(model.unique_id, model.name, "", ""),
            **empty,
            "package_name": package,
            "fqn": [package, model.name],
            "schema": f"{package}_{model.layer}",
            "relation_name": f'"warehouse"."{package}_{model.layer}"."{model.name}"',
            "config": config,
            "contract": {"enforced": False, "alias_types": True, "checksum": None},
            "unrendered_config": {"alias": model.name, "database": "warehouse"},
            "access": "public",
            "columns": {},
            "constraints": [],
            "primary_key": [],
            "depends_on": {"macros": [], "nodes": []},
            **dict.fromkeys(("description", "raw_code"), ""),
            **{key: [] for key in ("tags", "refs", "sources")},
            "meta": {},
        }

    def tests(self, model: Model, columns: list[str]) -> Iterator[Fields]:
        """Yield two tests of a model: its key is unique, and one column refers to a parent or is not null."""
        first_parent = next((parent for parent in model.parents if parent.startswith("model.")), None)
        yield self._test(model, "unique", columns[0], {}, [model.unique_id])
        if first_parent and self._chance.random() < 0.3:
            name = first_parent.rsplit(".", 1)[1]
            arguments = {"to": f"ref('{name}')", "field": columns[0]}
            yield self._test(model, "relationships", columns[1], arguments, [first_parent, model.unique_id])
        else:
            yield self._test(model, "not_null", columns[0], {}, [model.unique_id])

    def _test(self, model: Model, kind: str, column: str, arguments: Fields, parents: list[str]) -> Fields:
        name = f"{kind}_{model.name}_{column}"
        unique_id = f"test.{self.project}.{name}.{_digest(name)[:10]}"
        kwargs = {"column_name": column, "model": f"{{{{ get_where_subquery(ref('{model.name}')) }}}}", **arguments}
        relation = f'"warehouse"."main"."{model.name}"'
        return {
            **_first("nodes", "test"),
            **self._place(unique_id, name, f"{name}.sql", f"models/{model.layer}/_{model.layer}.yml"),
            "raw_code": f"{{{{ test_{kind}(**_dbt_generic_test_kwargs) }}}}",
            "compiled_code": f"\nselect {column}\nfrom {relation}\nwhere {column} is null\n" * 2,
            "refs": [{"name": model.name, "package": None, "version": None}],
            "depends_on": {"macros": [f"macro.dbt.test_{kind}", "macro.dbt.get_where_subquery"], "nodes": parents},
            "column_name": column,
            "file_key_name": f"models.{model.name}",
            "attached_node": model.unique_id,
            "test_metadata": {"name": kind, "kwargs": kwargs, "namespace": None},
        }

    def source(self, unique_id: str, number: int) -> Fields:
        """Return a source table; every second one has a freshness rule."""
        system, name = unique_id.split(".")[2:]
        shape = _template()["sources"]["source.sample_shop.shop.orders"]
        path = f"models/staging/_{system}__sources.yml"
        freshness = {"warn_after": {"count": 12, "period": "hour"}, "error_after": {"count": 2, "period": "day"}}
        return {
            **shape,
            **self._place(unique_id, name, path, path),
            "source_name": system,
            "identifier": name,
            "schema": f"{self.project}_{system}",
            "relation_name": f'"warehouse"."{self.project}_{system}"."{name}"',
            "freshness": {**freshness, "filter": None} if number % 2 else None,
            "columns": self.columns(number, False),
        }

    def exposure(self, number: int, parents: list[str]) -> Fields:
        """Return a dashboard on some models."""
        name = f"dashboard_{number:03}"
        shape = _first("exposures", "exposure")
        place = self._place(f"exposure.{self.project}.{name}", name, "marts/_marts.yml", "models/marts/_marts.yml")
        return {**shape, **place, "depends_on": {"macros": [], "nodes": parents}, "refs": [], "sources": []}

    def group(self, number: int) -> Fields:
        """Return a group with its owner."""
        name = f"group_{number}"
        shape: Fields = next(iter(_template()["groups"].values()))
        owner = {"name": f"{self.project} team {number}", "email": f"{name}@{self.project}.example.com"}
        place = self._place(f"group.{self.project}.{name}", name, "marts/_marts.yml", "models/marts/_marts.yml")
        return {**{key: {**shape, **place}[key] for key in shape}, "owner": owner}

    def macro(self, package: str, name: str, number: int) -> Fields:
        """Return a macro of some package, of a kilobyte or so with its fields."""
        path = f"macros/{name}.sql"
        body = "".join(f"    {{%- set part_{step} = column ~ '_{step}' -%}}\n" for step in range(4 + number % 12))
        shape: Fields = next(iter(_template()["macros"].values()))
        return {
            **shape,
            "name": name,
            "package_name": package,
            "path": path,
            "original_file_path": path,
            "unique_id": f"macro.{package}.{name}",
            "macro_sql": f"{{% macro {name}(column) %}}\n{body}    {{{{ column }}}}\n{{% endmacro %}}",
            "created_at": WRITTEN_AT,
            "patch_path": None,
            "arguments": [],
        }

    @staticmethod
    def shared_macros() -> list[tuple[str, bytes]]:
        """Return the macros that every project has alike, by unique id, as bytes."""
        return _shared_macros()

    def _place(self, unique_id: str, name: str, path: str, original: str) -> Fields:
        """Return the fields by which dbt says what and where a resource is."""
        return {
            "database": "warehouse",
            "name": name,
            "alias": name,
            "unique_id": unique_id,
            "package_name": self.project,
            "path": path,
            "original_file_path": original,
            "fqn": [self.project, *path.split("/")[:-1], name],
            "patch_path": f"{self.project}://{original}",
            "build_path": f"target/run/{self.project}/{original}",
            "compiled_path": f"target/compiled/{self.project}/{original}",
            "checksum": {"name": "sha256", "checksum": _digest(unique_id)},
            "created_at": WRITTEN_AT,
        }


def _code(columns: list[str], parents: list[str], reference: str, repeats: int) -> str:
    """Return a query of a few kilobytes on the parents, with `reference` as the form of each."""
    imports = ",\n".join(f"{parent} as (\n    select * from {reference.format(parent)}\n)" for parent in parents)
    listed = "".join(f"    {column},\n" for column in columns)
    logic = "".join(LOGIC.format(column=column) for column in columns[:LOGIC_REPEATS] * repeats)
    return f"with {imports},\n\nfinal as (\n    select\n{listed}{logic}        1 as one\n)\n\nselect * from final"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
