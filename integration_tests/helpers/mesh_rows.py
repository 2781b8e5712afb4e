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


def edge(project_name: str, parent: str, child: str) -> dict[str, Any]:
    """Return a row of `edges`."""
    return {"project_name": project_name, "parent_unique_id": parent, "child_unique_id": child}
