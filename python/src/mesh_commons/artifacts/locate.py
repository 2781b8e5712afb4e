"""Find a project's manifest, or in its place dbt v2's Information Schema."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
        MeshError: There is no such path, neither of the two in it, or an Information Schema of another version.
    """
    path = Path(given)
    if path.is_file() and path.suffix == ".parquet":
        return _info_schema(path.parent)
    if path.is_file():
        return Location(path, _name_near(path.parent))
    if not path.is_dir():
        raise MeshError(given, "does not exist", "Give a dbt project directory, a target directory or a manifest.")
    is_named = INFO_SCHEMA in (path.name, path.parent.name) and not (path / "manifest.json").is_file()
    if is_named or (path / "dbt.project.parquet").is_file():
        return _info_schema(path)
    for manifest in (path / "manifest.json", path / "target" / "manifest.json"):
        if manifest.is_file() and not (path / "dbt_project.yml").is_file():
            return Location(manifest, _name_near(path))
    if not (path / "dbt_project.yml").is_file():
        for target_path in (path, path / "target"):
            if (target_path / INFO_SCHEMA).is_dir():
                return _info_schema(target_path / INFO_SCHEMA)
        raise MeshError(
            given,
            "holds neither manifest.json nor dbt_project.yml",
            "Give a dbt project directory that has been parsed, a target directory or a manifest.",
        )
    settings = read_mapping(path / "dbt_project.yml")
    target = str(settings.get("target-path") or "target")
    manifest = path / ("target" if "{{" in target else target) / "manifest.json"
    if not manifest.is_file() and manifest.with_name(INFO_SCHEMA).is_dir():
        return _info_schema(manifest.with_name(INFO_SCHEMA))
    if not manifest.is_file():
        raise MeshError(manifest.as_posix(), "not found", f"Run 'dbt parse' in {given}.")
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
        if (candidate / "dbt_project.yml").is_file():
            try:
                return _text(read_mapping(candidate / "dbt_project.yml").get("name"))
            except MeshError:
                return None
    return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
