"""Find a project's manifest, or in its place dbt v2's Information Schema."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from mesh_commons.artifacts.files import is_file, shown, unreadable
from mesh_commons.errors import MeshError
from mesh_commons.settings.yaml_file import read_mapping

INFO_SCHEMA = "info_schema"
INFO_SCHEMA_VERSION = "v1"


@dataclass(frozen=True)
class Location:
    """Where a project's manifest or Information Schema is.

    Attributes:
        manifest: Path of the manifest, or of the directory that holds the Information Schema.
        declared_name: Name in the `dbt_project.yml` beside it, None where there is none.
        is_info_schema: Whether it is an Information Schema.
    """

    manifest: Path
    declared_name: str | None
    is_info_schema: bool = False


def locate(given: str) -> Location:
    """Find the manifest of what a person gave, or its Information Schema where it has no manifest, which holds more.

    Args:
        given: A dbt project directory, a target directory, a manifest file or a directory of the Information Schema.

    Returns:
        Where the manifest or the Information Schema is.

    Raises:
        MeshError: There is no such path, it cannot be looked into, it has neither of the two, or an Information Schema
            of another version.
    """
    path = Path(given)
    try:
        if not os.path.isdir(path):
            return _of_file(path, given)
        if not os.access(path, os.R_OK | os.X_OK):
            raise MeshError(shown(given), "cannot be read: permission denied", "Mend its permissions.")
        return _of_directory(path, given)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def _of_file(path: Path, given: str) -> Location:
    """Return the manifest or table of an Information Schema that a path is itself."""
    if not is_file(path):
        raise MeshError(
            shown(given), "does not exist", "Give a dbt project directory, a target directory or a manifest."
        )
    return _info_schema(path.parent) if path.suffix == ".parquet" else Location(path, _name_near(path.parent))


def _of_directory(path: Path, given: str) -> Location:
    """Find the manifest or Information Schema of a directory."""
    is_project = os.path.isfile(path / "dbt_project.yml")
    is_named = INFO_SCHEMA in (path.name, path.parent.name) and not is_file(path / "manifest.json")
    if is_named or os.path.isfile(path / "dbt.project.parquet"):
        return _info_schema(path)
    if not is_project:
        for manifest in (path / "manifest.json", path / "target" / "manifest.json"):
            if is_file(manifest):
                return Location(manifest, _name_near(path))
        for target_path in (path, path / "target"):
            if os.path.isdir(target_path / INFO_SCHEMA):
                return _info_schema(target_path / INFO_SCHEMA)
        raise MeshError(
            shown(given),
            "holds neither manifest.json nor dbt_project.yml",
            "Give a dbt project directory that has been parsed, a target directory or a manifest.",
        )
    settings = read_mapping(path / "dbt_project.yml")
    target = str(settings.get("target-path") or "target")
    manifest = path / ("target" if "{{" in target else target) / "manifest.json"
    if not is_file(manifest):
        if os.path.isdir(manifest.with_name(INFO_SCHEMA)):
            return _info_schema(manifest.with_name(INFO_SCHEMA))
        raise MeshError(shown(manifest), "not found", f"Run 'dbt parse' in {shown(given)}.")
    return Location(manifest, _text(settings.get("name")))


def _info_schema(directory: Path) -> Location:
    """Return where the tables of the one known version are, of `info_schema` or of a version's directory in it.

    Raises:
        MeshError: The directory is of another version only.
    """
    path = directory / INFO_SCHEMA_VERSION if directory.name == INFO_SCHEMA else directory
    is_version = path.name[:1] == "v" and path.name[1:].isdigit()
    if path.is_dir() and (path.name == INFO_SCHEMA_VERSION or not is_version):
        return Location(path, _name_near(path.parent.parent), is_info_schema=True)
    found = [path.name] if path.is_dir() else sorted(item.name for item in directory.iterdir() if item.is_dir())
    if not found:
        raise MeshError(directory.as_posix(), "is empty", "Run 'dbt parse --generate-info-schema' in its project.")
    raise MeshError(
        directory.as_posix(),
        f"is of Information Schema version {' and '.join(found)}; only {INFO_SCHEMA_VERSION} can be read",
        "Give the project's manifest.json instead, or upgrade mesh-commons.",
    )


def _name_near(directory: Path) -> str | None:
    """Return the name in the `dbt_project.yml` of a directory or of the one above, as of a target directory."""
    for candidate in (directory, directory.absolute().parent):
        if os.path.isfile(candidate / "dbt_project.yml"):
            try:
                return _text(read_mapping(candidate / "dbt_project.yml").get("name"))
            except MeshError:
                return None
    return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
