"""Rows of the shared schema as `mesh gather` writes them, for tests of the hub."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def project(name: str, **values: Any) -> dict[str, Any]:
    """Return a row of `projects`, as fresh as what dbt has written now."""
    return {"project_name": name, "adapter_type": "duckdb", "generated_at": datetime.now(), **values}


def resource(project_name: str, unique_id: str, **values: Any) -> dict[str, Any]:
    """Return a row of `resources`; what the id does not say is that of a plain, owned table of the project."""
    kind, package, *rest = unique_id.split(".")
    return {
        "project_name": project_name,
        "unique_id": unique_id,
        "resource_type": kind,
        "name": rest[-1],
        "package_name": package,
        "original_file_path": "models/x.sql" if project_name == package else "",
        "database_name": "db",
        "schema_name": package,
        "identifier": rest[-1],
        "materialized": "table" if kind == "model" else None,
        "access": "protected" if kind == "model" else None,
        "is_contract_enforced": False,
        "owner_name": "Owner",
        **values,
    }


def key_test(project_name: str, unique_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a test that no two rows of a model have one `id`, by table."""
    test = {"project_name": project_name, "test_unique_id": f"test.{unique_id}.grain"}
    return {
        "data_tests": [
            {
                "project_name": project_name,
                "unique_id": test["test_unique_id"],
                "name": "grain",
                "test_name": "has_unique_grain",
                "test_namespace": "mesh_commons",
                "attached_unique_id": unique_id,
                "severity": "error",
            }
        ],
        "tested_nodes": [{**test, "unique_id": unique_id, "column_name": "id", "is_attached": True}],
    }


def edge(project_name: str, parent: str, child: str) -> dict[str, Any]:
    """Return a row of `edges`."""
    return {"project_name": project_name, "parent_unique_id": parent, "child_unique_id": child}
