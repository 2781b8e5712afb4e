"""Decode a manifest, and what lies beside it, into rows of the shared schema.

A part that cannot be decoded is left out and named in `gather_warnings`; the project is refused only where
nothing sensible is left.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import datetime

import msgspec

from mesh_commons import __version__
from mesh_commons.artifacts.formats import not_json
from mesh_commons.artifacts.read import Artifacts
from mesh_commons.decode.kinds import add_groups, add_whole
from mesh_commons.decode.macros import add_macros, own_macros
from mesh_commons.decode.package_tests import add_disabled
from mesh_commons.decode.resources import CatalogColumns, drop_inherited
from mesh_commons.decode.results import add_freshness_results, add_run_results, read_catalog
from mesh_commons.decode.structs.manifest import Document, Group, Macro, Metadata, Resource
from mesh_commons.decode.tolerant import decode, decode_items, mend, sound_ids
from mesh_commons.decode.values import utc
from mesh_commons.errors import MeshError
from mesh_commons.shared_schema.rows import Rows, shortened

OLDEST, NEWEST = 9, 12

_VERSION = re.compile(r"/dbt/(?P<artifact>[a-z-]+)/v(?P<number>\d{1,4})(\.json)?$")
_RERUN = "Run 'dbt parse' in its project again."
# Resources of a run, such as hooks, that stay in no one's graph.
_PASSING = frozenset({"operation", "sql operation", "sql_operation", "rpc"})
_SECTIONS = (
    "nodes",
    "sources",
    "exposures",
    "metrics",
    "semantic_models",
    "saved_queries",
    "unit_tests",
    "functions",
)
# Longer ones would be repeated in each row; dbt's are words of letters, digits and underscores.
_MAX_NAME = 200


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
    if artifacts.is_mended:
        artifacts = mended(artifacts)
    document, is_mended = _document(artifacts)
    is_mended = is_mended or artifacts.is_mended
    metadata = document.metadata or Metadata()
    rows = Rows()
    number = _schema_version(artifacts, metadata)
    if number > NEWEST:
        rows.warn("projects", None, f"Manifest schema v{number} is newer than v{NEWEST}, the newest known.")
    catalog = read_catalog(rows, artifacts)
    own = _add_resources(rows, document, catalog or {}, is_mended)
    if (metadata.dbt_version or "").startswith("2."):
        drop_inherited(rows)
    name = metadata.project_name or artifacts.declared_name or _root_package(artifacts, metadata, own)
    check_name(artifacts.path, name)
    groups = decode_items(rows, document.groups, Group, "groups", "groups", is_mended)
    add_groups(rows, sound_ids(rows, groups, "groups"))
    macros = decode_items(rows, document.macros, Macro, "macros", "macros", is_mended)
    add_macros(rows, sound_ids(rows, own_macros(macros, metadata.adapter_type), "macros"))
    add_disabled(rows, document.disabled)
    has_run, target = add_run_results(rows, artifacts, metadata.invocation_id)
    has_freshness = add_freshness_results(rows, artifacts)
    if not own.get(name):
        problem = f"holds no resource of project '{name}'"
        if rows.warnings:
            problem += f"; {len(rows.warnings)} could not be read, the first: {rows.warnings[0][2].rstrip('.')}"
        raise MeshError(artifacts.path, problem, f"Add a model to the project, then: {_RERUN}")
    rows.tables["projects"].append(
        (
            f"v{number}",
            metadata.dbt_version,
            metadata.adapter_type,
            _generated_at(rows, metadata),
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


def check_name(path: str, name: str) -> None:
    """Refuse a project by its name, which stands in every row and on every screen.

    Raises:
        MeshError: It has blanks or characters that cannot be printed, is empty, or far too long.
    """
    if not name or any(map(str.isspace, name)) or not name.isprintable() or len(name) > _MAX_NAME:
        problem = f"names its project {shortened(name, 60)!a}, which is no name that dbt allows"
        raise MeshError(path, problem, f"Mend the name in its dbt_project.yml, then: {_RERUN}")


def mended(artifacts: Artifacts) -> Artifacts:
    """Return artifacts whose JSON holds nothing that cannot be stored."""
    return replace(
        artifacts,
        manifest=mend(artifacts.manifest),
        catalog=artifacts.catalog and mend(artifacts.catalog),
        run_results=artifacts.run_results and mend(artifacts.run_results),
        freshness=artifacts.freshness and mend(artifacts.freshness),
    )


def _document(artifacts: Artifacts) -> tuple[Document, bool]:
    try:
        return decode(artifacts.manifest, Document)
    except msgspec.ValidationError as error:
        raise MeshError(artifacts.path, f"is not a manifest of dbt ({error})", _RERUN) from error
    except msgspec.DecodeError as error:
        known = not_json(artifacts.manifest)
        if known is not None:
            raise MeshError(artifacts.path, *known) from error
        if not artifacts.manifest.strip():
            raise MeshError(artifacts.path, "is empty", _RERUN) from error
        problem = "is truncated" if "truncated" in str(error) else f"is not JSON ({error})"
        raise MeshError(artifacts.path, problem, _RERUN) from error


def _schema_version(artifacts: Artifacts, metadata: Metadata) -> int:
    """Return the number of the manifest's schema, or refuse the file by what it is."""
    schema = metadata.dbt_schema_version or ""
    match = _VERSION.search(schema)
    if match is None:
        said = ascii(shortened(schema, 80)) if schema else "no dbt_schema_version"
        raise MeshError(artifacts.path, f"is not a manifest of dbt: its metadata says {said}", _RERUN)
    if match["artifact"] != "manifest":
        raise MeshError(
            artifacts.path,
            f"is a {match['artifact']} of dbt, not a manifest",
            "Give the manifest.json instead.",
        )
    number = int(match["number"])
    if number < OLDEST:
        by = f" (dbt {shortened(metadata.dbt_version, 40)})" if metadata.dbt_version else ""
        raise MeshError(
            artifacts.path,
            f"is of manifest schema v{number}{by}; the oldest that can be read is v{OLDEST} (dbt 1.5)",
            "Upgrade dbt in its project, then run 'dbt parse' there.",
        )
    return number


def _add_resources(rows: Rows, document: Document, catalog: CatalogColumns, is_mended: bool) -> dict[str, int]:
    """Add the resources of all sections and return how many each package has."""
    packages: dict[str, int] = {}
    for section in _SECTIONS:
        items = decode_items(rows, getattr(document, section), Resource, section, "resources", is_mended)
        used = {
            unique_id: node
            for unique_id, node in items.items()
            if node.resource_type not in _PASSING
            and (node.config is None or node.config.enabled is not False)
            and not unique_id.startswith("operation.")
        }
        for unique_id, node in sound_ids(rows, used, "resources").items():
            if add_whole(rows, unique_id, node, catalog):
                package = node.package_name or unique_id.split(".")[1]
                packages[package] = packages.get(package, 0) + 1
    return packages


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


def _generated_at(rows: Rows, metadata: Metadata) -> datetime | None:
    try:
        return utc(metadata.generated_at)
    except ValueError as error:
        rows.warn("projects", None, f"Its metadata.generated_at is taken as unknown: {error}.")
        return None
