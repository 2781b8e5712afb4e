"""Fill in resources as dbt 1.11 writes them; the fields come from a manifest that dbt wrote."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator

import orjson
from parts import COLUMN_COUNTS, COLUMN_POOL, Fields, code, column_pool, digest, first, public_model, template
from plan import Model

WRITTEN_AT = 1_780_000_000.0
# Sizes of real projects: dbt and its adapter bring about 510 macros, dbt_utils and the like another 200.
PACKAGE_MACROS = {"dbt": 430, "dbt_duckdb": 80, "dbt_utils": 120, "shared_tools": 80}


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
        head = {**template()["metadata"], "project_name": self.project, "adapter_type": "duckdb"}
        return {**head, "generated_at": "2026-06-01T00:00:00.000000Z", "invocation_id": digest(self.project)[:32]}

    def columns(self, number: int, is_typed: bool) -> dict[str, orjson.Fragment]:
        """Return about 20 columns of a model, the first of them its key."""
        count = self._chance.randint(*COLUMN_COUNTS)
        start = number * 7 % COLUMN_POOL
        picked = (column_pool()[(start + step) % COLUMN_POOL] for step in range(count))
        return {name: typed if is_typed else plain for name, plain, typed in picked}

    def model(self, model: Model, group: int, columns: dict[str, orjson.Fragment]) -> Fields:
        """Return a model; a public one is under contract and has a group, whose owner answers for it."""
        shape = public_model()
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
            "contract": {**config["contract"], "checksum": digest(model.name) if model.is_public else None},
            "unrendered_config": {"materialized": materialized, "tags": [model.layer]},
            "schema": f"{self.project}_{model.layer}",
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
            "raw_code": code(list(columns), refs or ["source"], "{{{{ ref('{}') }}}}", 1),
            "compiled_code": code(list(columns), refs or ["source"], '"warehouse"."main"."{}"', 2),
            "extra_ctes": [],
        }

    def external(self, model: Model) -> Fields:
        """Return another project's public model as dbt-loom injects it: empty path, contract not enforced."""
        package = model.unique_id.split(".")[1]
        shape = public_model()
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
        unique_id = f"test.{self.project}.{name}.{digest(name)[:10]}"
        kwargs = {"column_name": column, "model": f"{{{{ get_where_subquery(ref('{model.name}')) }}}}", **arguments}
        relation = f'"warehouse"."main"."{model.name}"'
        return {
            **first("nodes", "test"),
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
        shape = template()["sources"]["source.sample_shop.shop.orders"]
        path = f"models/staging/_{system}__sources.yml"
        freshness = {"warn_after": {"count": 12, "period": "hour"}, "error_after": {"count": 2, "period": "day"}}
        return {
            **shape,
            **self._place(unique_id, name, path, path),
            "source_name": system,
            "source_description": f"What {system} delivers.",
            "unrendered_config": {},
            "identifier": name,
            "schema": f"{self.project}_{system}",
            "relation_name": f'"warehouse"."{self.project}_{system}"."{name}"',
            "freshness": {**freshness, "filter": None} if number % 2 else None,
            "columns": self.columns(number, False),
        }

    def exposure(self, number: int, parents: list[str]) -> Fields:
        """Return a dashboard on some models."""
        name = f"dashboard_{number:03}"
        shape = first("exposures", "exposure")
        place = self._place(f"exposure.{self.project}.{name}", name, "marts/_marts.yml", "models/marts/_marts.yml")
        return {**shape, **place, "depends_on": {"macros": [], "nodes": parents}, "refs": [], "sources": []}

    def group(self, number: int) -> Fields:
        """Return a group with its owner."""
        name = f"group_{number}"
        shape: Fields = next(iter(template()["groups"].values()))
        owner = {"name": f"{self.project} team {number}", "email": f"{name}@{self.project}.example.com"}
        place = self._place(f"group.{self.project}.{name}", name, "marts/_marts.yml", "models/marts/_marts.yml")
        return {**{key: {**shape, **place}[key] for key in shape}, "owner": owner}

    def macro(self, package: str, name: str, number: int) -> Fields:
        """Return a macro of some package, of a kilobyte or so with its fields."""
        path = f"macros/{name}.sql"
        body = "".join(f"    {{%- set part_{step} = column ~ '_{step}' -%}}\n" for step in range(4 + number % 12))
        shape: Fields = next(iter(template()["macros"].values()))
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
            "checksum": {"name": "sha256", "checksum": digest(unique_id)},
            "created_at": WRITTEN_AT,
        }
