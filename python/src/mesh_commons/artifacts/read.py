"""Read the bytes of a project's artifacts: what was located, and what lies beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from mesh_commons.artifacts.files import MAX_BYTES, plain, read_file, shown
from mesh_commons.artifacts.locate import INFO_SCHEMA, Location
from mesh_commons.errors import MeshError

BESIDE = ("catalog.json", "run_results.json", "sources.json")
INFO_SCHEMA_FILES = "dbt*.parquet"


@dataclass(frozen=True)
class Artifacts:
    """Bytes of a project's artifacts.

    Attributes:
        path: Path of the manifest or of the Information Schema's directory, with forward slashes; bytes of it that
            are no text are taken as "?".
        declared_name: Name in the `dbt_project.yml` beside it, None where there is none.
        checksum: Hash of all bytes.
        manifest: Bytes of `manifest.json`, empty where the Information Schema was read.
        catalog: Bytes of `catalog.json`, None where there is none.
        run_results: Bytes of `run_results.json`, None where there is none.
        freshness: Bytes of `sources.json`, None where there is none.
        tables: Bytes of the Information Schema's Parquet files by table; empty where a manifest was read.
        unreadable: Why a file beside the manifest could not be read, by its name.
        is_mended: Whether what cannot be stored is taken as "\ufffd", because a first reading met such text.
    """

    path: str
    declared_name: str | None
    checksum: str
    manifest: bytes
    catalog: bytes | None
    run_results: bytes | None
    freshness: bytes | None
    tables: dict[str, bytes] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    is_mended: bool = False


def read(location: Location, is_mended: bool = False) -> Artifacts:
    """Read the manifest or the Information Schema, and what lies beside it.

    Args:
        location: Where it is.
        is_mended: Passed on to the artifacts.

    Raises:
        MeshError: The manifest or a table of the Information Schema cannot be read. Of the files beside it, the
            reason is kept.
    """
    digest = hashlib.blake2b(digest_size=16)
    data: dict[str, bytes | None] = {}
    unreadable: dict[str, str] = {}
    left = MAX_BYTES
    for name, path in _files(location).items():
        try:
            content = read_file(path, left)
        except FileNotFoundError:
            if name in BESIDE:
                data[name] = None
                continue
            raise MeshError(shown(path), "not found", "Run 'dbt parse' in its project.") from None
        except MeshError as error:
            if name not in BESIDE:
                raise
            data[name], unreadable[name] = None, error.problem
            digest.update(f"{name}:unreadable:".encode())
            continue
        left -= len(content)
        digest.update(f"{name}:{len(content)}:".encode())
        digest.update(content)
        data[name] = content
    return Artifacts(
        path=plain(location.manifest),
        declared_name=location.declared_name,
        checksum=digest.hexdigest(),
        manifest=data.get(location.manifest.name) or b"",
        catalog=data.get("catalog.json"),
        run_results=data.get("run_results.json"),
        freshness=data.get("sources.json"),
        tables={name.removesuffix(".parquet"): content or b"" for name, content in data.items() if name not in BESIDE}
        if location.is_info_schema
        else {},
        unreadable=unreadable,
        is_mended=is_mended,
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
