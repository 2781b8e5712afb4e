"""Find and read the artifact files of a project."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mesh_commons.errors import MeshError
from mesh_commons.registry import project_settings

BESIDE = ("catalog.json", "run_results.json", "sources.json")


@dataclass(frozen=True)
class Location:
    """Where a project's manifest is.

    Attributes:
        manifest: Path of the manifest.
        declared_name: Name in the `dbt_project.yml` beside it, None where there is none.
    """

    manifest: Path
    declared_name: str | None


@dataclass(frozen=True)
class Artifacts:
    """Bytes of a project's artifacts.

    Attributes:
        path: Path of the manifest, with forward slashes.
        declared_name: Name in the `dbt_project.yml` beside it, None where there is none.
        checksum: Hash of all bytes.
        manifest: Bytes of `manifest.json`.
        catalog: Bytes of `catalog.json`, None where there is none.
        run_results: Bytes of `run_results.json`, None where there is none.
        freshness: Bytes of `sources.json`, None where there is none.
    """

    path: str
    declared_name: str | None
    checksum: str
    manifest: bytes
    catalog: bytes | None
    run_results: bytes | None
    freshness: bytes | None


def locate(given: str) -> Location:
    """Find the manifest of what a person gave.

    Args:
        given: A dbt project directory, a target directory or a manifest file.

    Returns:
        Where the manifest is.

    Raises:
        MeshError: There is no such path, or no manifest in it.
    """
    path = Path(given)
    if path.is_file():
        return Location(path, _name_near(path.parent))
    if not path.is_dir():
        raise MeshError(given, "does not exist", "Give a dbt project directory, a target directory or a manifest.")
    for manifest in (path / "manifest.json", path / "target" / "manifest.json"):
        if manifest.is_file() and not (path / "dbt_project.yml").is_file():
            return Location(manifest, _name_near(path))
    if not (path / "dbt_project.yml").is_file():
        raise MeshError(
            given,
            "holds neither manifest.json nor dbt_project.yml",
            "Give a dbt project directory that has been parsed, a target directory or a manifest.",
        )
    settings = project_settings(path / "dbt_project.yml")
    target = str(settings.get("target-path") or "target")
    manifest = path / ("target" if "{{" in target else target) / "manifest.json"
    if not manifest.is_file():
        raise MeshError(manifest.as_posix(), "not found", f"Run 'dbt parse' in {given}.")
    return Location(manifest, _text(settings.get("name")))


def read(location: Location) -> Artifacts:
    """Read the manifest and what lies beside it.

    Raises:
        MeshError: A file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    data: dict[str, bytes | None] = {}
    for name in (location.manifest.name, *BESIDE):
        path = location.manifest.with_name(name)
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
        manifest=data[location.manifest.name] or b"",
        catalog=data["catalog.json"],
        run_results=data["run_results.json"],
        freshness=data["sources.json"],
    )


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
