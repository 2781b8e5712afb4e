"""Find and read the artifact files of a project: a manifest, or in its place dbt v2's Information Schema."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from mesh_commons.errors import MeshError
from mesh_commons.registry import project_settings

BESIDE = ("catalog.json", "run_results.json", "sources.json")
INFO_SCHEMA = "info_schema"
INFO_SCHEMA_VERSION = "v1"
INFO_SCHEMA_FILES = "dbt*.parquet"


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


@dataclass(frozen=True)
class Artifacts:
    """Bytes of a project's artifacts.

    Attributes:
        path: Path of the manifest or of the Information Schema's directory, with forward slashes.
        declared_name: Name in the `dbt_project.yml` beside it, None where there is none.
        checksum: Hash of all bytes.
        manifest: Bytes of `manifest.json`, empty where the Information Schema was read.
        catalog: Bytes of `catalog.json`, None where there is none.
        run_results: Bytes of `run_results.json`, None where there is none.
        freshness: Bytes of `sources.json`, None where there is none.
        tables: Bytes of the Information Schema's Parquet files by table; empty where a manifest was read.
    """

    path: str
    declared_name: str | None
    checksum: str
    manifest: bytes
    catalog: bytes | None
    run_results: bytes | None
    freshness: bytes | None
    tables: dict[str, bytes] = field(default_factory=dict)


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
    settings = project_settings(path / "dbt_project.yml")
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


def read(location: Location) -> Artifacts:
    """Read the manifest or the Information Schema, and what lies beside it.

    Raises:
        MeshError: A file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    data: dict[str, bytes | None] = {}
    for name, path in _files(location).items():
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            if name in BESIDE:
                data[name] = None
                continue
            raise MeshError(path.as_posix(), "not found", "Run 'dbt parse' in its project.") from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise MeshError(path.as_posix(), f"cannot be read: {reason}", "Mend its permissions.") from error
        digest.update(f"{name}:{len(content)}:".encode())
        digest.update(content)
        data[name] = content
    return Artifacts(
        path=location.manifest.as_posix(),
        declared_name=location.declared_name,
        checksum=digest.hexdigest(),
        manifest=data.get(location.manifest.name) or b"",
        catalog=data.get("catalog.json"),
        run_results=data.get("run_results.json"),
        freshness=data.get("sources.json"),
        tables={name.removesuffix(".parquet"): content or b"" for name, content in data.items() if name not in BESIDE}
        if location.is_info_schema
        else {},
    )


def _files(location: Location) -> dict[str, Path]:
    """Return the files to read by name: of an Information Schema, its tables and what lies in the target directory."""
    if not location.is_info_schema:
        return {name: location.manifest.with_name(name) for name in (location.manifest.name, *BESIDE)}
    files = {path.name: path for path in sorted(location.manifest.glob(INFO_SCHEMA_FILES))}
    # `--info-schema-dir` puts it elsewhere, where other files are not the project's.
    if location.manifest.parent.name == INFO_SCHEMA:
        files |= {name: location.manifest.parent.with_name(name) for name in BESIDE if name != "catalog.json"}
    return files


def _name_near(directory: Path) -> str | None:
    """Return the name in the `dbt_project.yml` of a directory or of the one above, as of a target directory."""
    for candidate in (directory, directory.absolute().parent):
        if (candidate / "dbt_project.yml").is_file():
            try:
                return _text(project_settings(candidate / "dbt_project.yml").get("name"))
            except MeshError:
                return None
    return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
