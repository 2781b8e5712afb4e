"""Small manifests for tests, shaped like those that dbt writes."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SCHEMA = "https://schemas.getdbt.com/dbt/{artifact}/v{number}.json"


def metadata(artifact: str = "manifest", number: int = 12, **changes: Any) -> Json:
    return {
        "dbt_schema_version": SCHEMA.format(artifact=artifact, number=number),
        "dbt_version": "1.11.0",
        # as dbt writes it now: what is old is stale
        "generated_at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "invocation_id": "1c834b9b-65a3-42ae-b862-1434aba2f661",
        "project_name": "shop",
        "adapter_type": "duckdb",
        **changes,
    }


def model(name: str = "orders", package: str = "shop", **changes: Any) -> Json:
    return {
        "resource_type": "model",
        "unique_id": f"model.{package}.{name}",
        "name": name,
        "alias": name,
        "package_name": package,
        "path": f"{name}.sql",
        "original_file_path": f"models/{name}.sql",
        "database": "db",
        "schema": "main",
        "relation_name": f'"db"."main"."{name}"',
        "description": "",
        "language": "sql",
        "raw_code": "select 1",
        "checksum": {"name": "sha256", "checksum": "abc"},
        "access": "protected",
        "group": None,
        "version": None,
        "latest_version": None,
        "deprecation_date": None,
        "contract": {"enforced": False, "checksum": None},
        "constraints": [],
        "columns": {},
        "tags": [],
        "meta": {},
        "config": {"enabled": True, "materialized": "table", "tags": [], "meta": {}, "access": "protected"},
        "depends_on": {"macros": [], "nodes": []},
        **changes,
    }


def column(name: str, **changes: Any) -> Json:
    return {
        "name": name,
        "description": "",
        "meta": {},
        "data_type": None,
        "constraints": [],
        "tags": [],
        "config": {"meta": {}, "tags": []},
        **changes,
    }


def generic_test(name: str, attached: str | None, parents: list[str], **changes: Any) -> Json:
    return {
        "resource_type": "test",
        "unique_id": f"test.shop.{name}",
        "name": name,
        "alias": name,
        "package_name": "shop",
        "original_file_path": "models/schema.yml",
        "config": {"severity": "ERROR", "where": None, "materialized": "test"},
        "depends_on": {"macros": ["macro.dbt.test_unique"], "nodes": parents},
        "attached_node": attached,
        "column_name": None,
        "test_metadata": {"name": "unique", "namespace": None, "kwargs": {}},
        **changes,
    }


def data_product(name: str, package: str, **changes: Any) -> list[Json]:
    """Return a public model that owes its readers nothing but what `changes` take away, and the tests of its key."""
    product = model(
        name,
        package,
        **{
            "access": "public",
            "contract": {"enforced": True, "checksum": None},
            "meta": {"owner": "Ann"},
            "description": "One row per thing that is counted.",
            "columns": {"id": column("id", description="Number of the thing.")},
            **changes,
        },
    )
    unique_id = product["unique_id"]
    return [product] + [
        generic_test(
            f"{test}_{name}_id",
            unique_id,
            [unique_id],
            unique_id=f"test.{package}.{test}_{name}_id",
            package_name=package,
            column_name="id",
            test_metadata={"name": test, "namespace": None, "kwargs": {}},
        )
        for test in ("unique", "not_null")
    ]


def source(name: str = "raw_orders", **changes: Any) -> Json:
    return {
        "resource_type": "source",
        "unique_id": f"source.shop.raw.{name}",
        "name": name,
        "identifier": name,
        "source_name": "raw",
        "package_name": "shop",
        "original_file_path": "models/sources.yml",
        "database": "db",
        "schema": "raw",
        "relation_name": f'"db"."raw"."{name}"',
        "loader": "",
        "freshness": {"warn_after": {"count": None, "period": None}, "error_after": {"count": None, "period": None}},
        "columns": {},
        "config": {"enabled": True},
        **changes,
    }


def macro(name: str, text: str, package: str = "shop", **changes: Any) -> Json:
    return {
        "unique_id": f"macro.{package}.{name}",
        "name": name,
        "package_name": package,
        "original_file_path": f"macros/{name}.sql",
        "macro_sql": text,
        "description": "",
        "arguments": [],
        "depends_on": {"macros": []},
        **changes,
    }


def keyed(*items: Json) -> dict[str, Json]:
    return {item["unique_id"]: item for item in items}


def manifest(*nodes: Json, **changes: Any) -> Json:
    return {
        "metadata": metadata(),
        "nodes": keyed(*(nodes or (model(),))),
        "sources": {},
        "macros": {},
        "exposures": {},
        "metrics": {},
        "groups": {},
        "disabled": {},
        "semantic_models": {},
        "saved_queries": {},
        "unit_tests": {},
        "functions": {},
        **changes,
    }


def project(name: str, *nodes: Json, **changes: Any) -> Json:
    return manifest(*(nodes or (model(package=name),)), metadata=metadata(project_name=name), **changes)


def write(directory: Path, manifest: Any, **beside: Any) -> Path:
    """Write a target directory and return it; `catalog=...` and the like are written beside the manifest."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in {"manifest": manifest, **beside}.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (directory / f"{name}.json").write_text(text, encoding="utf-8")
    return directory
