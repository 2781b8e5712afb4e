"""Decode a manifest, and what lies beside it, into rows of the shared schema.

A part that cannot be decoded is left out and named in `gather_warnings`; the project is refused only where
nothing sensible is left.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import TypeVar

import msgspec

from mesh_commons import __version__
from mesh_commons.artifacts.read import Artifacts
from mesh_commons.decode.kinds import ADD_KIND, add_group
from mesh_commons.decode.macros import add_macros, own_macros
from mesh_commons.decode.resources import CatalogColumns, add_resource, drop_inherited
from mesh_commons.decode.results import add_freshness_results, add_run_results, read_catalog
from mesh_commons.decode.structs.manifest import Document, Group, Macro, Metadata, Resource
from mesh_commons.decode.values import utc
from mesh_commons.errors import MeshError
from mesh_commons.shared_schema.rows import Rows

OLDEST, NEWEST = 9, 12

T = TypeVar("T")

_VERSION = re.compile(r"/dbt/(?P<artifact>[a-z-]+)/v(?P<number>\d+)(\.json)?$")
_RERUN = "Run 'dbt parse' in its project again."
# Resources of a run, such as hooks, that stay in no one's graph.
_PASSING = frozenset({"operation", "sql operation", "sql_operation", "rpc"})
_SECTIONS = {
    "nodes": "resources",
    "sources": "sources",
    "exposures": "exposures",
    "metrics": "metrics",
    "semantic_models": "semantic_models",
    "saved_queries": "resources",
    "unit_tests": "resources",
    "functions": "resources",
}


def read_project(artifacts: Artifacts, gathered_at: datetime) -> tuple[str, Rows]:
    """Decode the artifacts of one project.

    Args:
        artifacts: The bytes of the manifest and of what lies beside it.
        gathered_at: Time of gathering, naive and in UTC.

    Returns:
        The project's name and its rows.

    Raises:
        MeshError: The manifest cannot be read, is no manifest of dbt, is too old or holds no resource.
    """
    document = _document(artifacts)
    metadata = document.metadata or Metadata()
    rows = Rows()
    number = _schema_version(artifacts, metadata)
    if number > NEWEST:
        rows.warn("projects", None, f"Manifest schema v{number} is newer than v{NEWEST}, the newest known.")
    catalog = read_catalog(rows, artifacts.catalog)
    own = _add_resources(rows, document, catalog or {})
    if (metadata.dbt_version or "").startswith("2."):
        drop_inherited(rows)
    name = metadata.project_name or artifacts.declared_name or _root_package(artifacts, metadata, own)
    for unique_id, group in _section(rows, document.groups, Group, "groups").items():
        add_group(rows, unique_id, group)
    macros = _section(rows, document.macros, Macro, "macros")
    add_macros(rows, own_macros(macros, metadata.adapter_type))
    has_run, target = add_run_results(rows, artifacts.run_results)
    has_freshness = add_freshness_results(rows, artifacts.freshness)
    if not own.get(name):
        problem = f"holds no resource of project '{name}'"
        if rows.warnings:
            problem += f"; {len(rows.warnings)} could not be read, the first: {rows.warnings[0][2]}"
        raise MeshError(artifacts.path, problem, f"Add a model to the project, then: {_RERUN}")
    rows.tables["projects"].append(
        (
            f"v{number}",
            metadata.dbt_version,
            metadata.adapter_type,
            _generated_at(artifacts, metadata),
            metadata.invocation_id,
            target,
            artifacts.path,
            artifacts.checksum,
            catalog is not None,
            has_run,
            has_freshness,
            gathered_at,
            __version__,
        )
    )
    return name, rows


def _document(artifacts: Artifacts) -> Document:
    try:
        return msgspec.json.decode(artifacts.manifest, type=Document)
    except msgspec.ValidationError as error:
        raise MeshError(artifacts.path, f"is not a manifest of dbt ({error})", _RERUN) from error
    except msgspec.DecodeError as error:
        problem = "is truncated" if "truncated" in str(error) else f"is not JSON ({error})"
        raise MeshError(artifacts.path, problem, _RERUN) from error


def _schema_version(artifacts: Artifacts, metadata: Metadata) -> int:
    """Return the number of the manifest's schema, or refuse the file by what it is."""
    schema = metadata.dbt_schema_version or ""
    match = _VERSION.search(schema)
    if match is None:
        said = f"'{schema}'" if schema else "no dbt_schema_version"
        raise MeshError(artifacts.path, f"is not a manifest of dbt: its metadata says {said}", _RERUN)
    if match["artifact"] != "manifest":
        raise MeshError(
            artifacts.path,
            f"is a {match['artifact']} of dbt, not a manifest",
            "Give the manifest.json instead.",
        )
    number = int(match["number"])
    if number < OLDEST:
        by = f" (dbt {metadata.dbt_version})" if metadata.dbt_version else ""
        raise MeshError(
            artifacts.path,
            f"is of manifest schema v{number}{by}; the oldest that can be read is v{OLDEST} (dbt 1.5)",
            "Upgrade dbt in its project, then run 'dbt parse' there.",
        )
    return number


def _add_resources(rows: Rows, document: Document, catalog: CatalogColumns) -> dict[str, int]:
    """Add the resources of all sections and return how many each package has."""
    packages: dict[str, int] = {}
    for section, table in _SECTIONS.items():
        for unique_id, node in _section(rows, getattr(document, section), Resource, table).items():
            if node.resource_type in _PASSING or unique_id.startswith("operation."):
                continue
            if node.config is not None and node.config.enabled is False:
                continue
            if unique_id.count(".") < 2:
                rows.warn(table, unique_id, "This is no unique id of dbt: it has fewer than three parts.")
                continue
            try:
                kind = add_resource(rows, unique_id, node, catalog)
            except ValueError as error:
                rows.warn(table, unique_id, f"{error}.")
                continue
            add_kind = ADD_KIND.get(kind)
            if add_kind is not None:
                add_kind(rows, unique_id, node)
            package = node.package_name or unique_id.split(".")[1]
            packages[package] = packages.get(package, 0) + 1
    return packages


def _section(rows: Rows, raw: msgspec.Raw, item: type[T], table: str) -> dict[str, T]:
    """Decode a section in one go; where that fails, item by item, so that one loses no other."""
    try:
        return msgspec.json.decode(raw, type=dict[str, item] | None) or {}  # type: ignore[valid-type]
    except msgspec.MsgspecError:
        pass
    try:
        raws = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except msgspec.MsgspecError as error:
        rows.warn(table, None, f"{error}.")
        return {}
    items: dict[str, T] = {}
    for key, value in raws.items():
        try:
            items[key] = msgspec.json.decode(value, type=item)
        except msgspec.MsgspecError as error:
            rows.warn(table, key, f"{error}.")
    return items


def _root_package(artifacts: Artifacts, metadata: Metadata, packages: dict[str, int]) -> str:
    """Return the project of a manifest of dbt 1.5, which names it only by the MD5 hash that is its `project_id`."""
    for package in packages:
        if hashlib.md5(package.encode(), usedforsecurity=False).hexdigest() == metadata.project_id:
            return package
    if len(packages) == 1:
        return next(iter(packages))
    raise MeshError(
        artifacts.path,
        f"does not name its project and holds resources of {len(packages)} packages",
        "Give the project directory, whose dbt_project.yml names it, or run 'dbt parse' with dbt 1.6 or later.",
    )


def _generated_at(artifacts: Artifacts, metadata: Metadata) -> datetime | None:
    try:
        return utc(metadata.generated_at)
    except ValueError as error:
        raise MeshError(artifacts.path, f"has an unreadable metadata.generated_at: {error}", _RERUN) from error
