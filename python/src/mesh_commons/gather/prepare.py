"""Prepare one project for the store: read, decode and write its rows as Parquet. Runs in a worker process."""

from __future__ import annotations

import gc
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from mesh_commons.artifacts.files import plain
from mesh_commons.artifacts.locate import Location
from mesh_commons.artifacts.read import read
from mesh_commons.decode.info_schema.project import read_info_schema
from mesh_commons.decode.manifest import read_project
from mesh_commons.errors import MeshError, unexpected


@dataclass(frozen=True)
class Task:
    """One project to prepare.

    Attributes:
        location: Where its manifest or Information Schema is.
        directory: Directory, not yet made, that its Parquet files go to.
        known: Name of the stored project by checksum; such a project is not decoded again.
        gathered_at: Time of gathering, naive and in UTC.
    """

    location: Location
    directory: Path
    known: dict[str, str]
    gathered_at: datetime


@dataclass(frozen=True)
class Prepared:
    """What came of one project.

    Attributes:
        path: Path of its manifest, or of the directory of its Information Schema.
        project: Its name, empty where it failed.
        files: Path of the Parquet file by table.
        counts: Number of rows by table.
        warnings: Table, resource (or None) and message of each part that could not be read.
        is_unchanged: Whether the store holds it already.
        error: Why it was refused, None where it was not.
    """

    path: str
    project: str = ""
    files: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    warnings: list[tuple[str, str | None, str]] = field(default_factory=list)
    is_unchanged: bool = False
    error: MeshError | None = None


def prepare(task: Task) -> Prepared:
    """Prepare one project; a failure is returned, not raised, so that it loses no other project."""
    path = plain(task.location.manifest)
    try:
        return _prepare(task)
    except MeshError as error:
        return Prepared(path, error=error)
    except MemoryError:
        remedy = "Gather with --workers 1, or on a machine with more memory."
        return Prepared(path, error=MeshError(path, "does not fit into memory", remedy))
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}"
        remedy = "Free space there, or name another directory in the environment variable TMPDIR."
        return Prepared(path, error=MeshError(f"temporary directory {task.directory.parent}", problem, remedy))
    except Exception as error:
        return Prepared(path, error=unexpected(path, error))


def _prepare(task: Task) -> Prepared:
    # Decoding makes only acyclic data; the collector would walk all of it again and again.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        from mesh_commons.gather.parquet import UnstorableError

        try:
            return _read_and_write(task, is_mended=False)
        except UnstorableError:
            shutil.rmtree(task.directory, ignore_errors=True)
            return _read_and_write(task, is_mended=True)
    except BaseException:
        shutil.rmtree(task.directory, ignore_errors=True)
        raise
    finally:
        if was_enabled:
            gc.enable()


def _read_and_write(task: Task, is_mended: bool) -> Prepared:
    from mesh_commons.gather.parquet import write_rows

    artifacts = read(task.location, is_mended)
    known = task.known.get(artifacts.checksum)
    if known is not None:
        return Prepared(artifacts.path, known, is_unchanged=True)
    decode = read_info_schema if task.location.is_info_schema else read_project
    project, rows = decode(artifacts, task.gathered_at)
    del artifacts
    counts = {table: len(values) for table, values in rows.tables.items()}
    warnings = [(row[0], row[1], row[2]) for row in rows.warnings]
    task.directory.mkdir(parents=True)
    files = write_rows(project, rows, task.directory)
    return Prepared(plain(task.location.manifest), project, files, counts, warnings)
