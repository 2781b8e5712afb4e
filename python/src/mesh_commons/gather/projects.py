"""Gather projects: inputs to prepared projects, in worker processes, then one bulk load into the store."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path

from mesh_commons import __version__
from mesh_commons.artifacts.files import shown
from mesh_commons.artifacts.locate import Location, locate
from mesh_commons.errors import MeshError, unexpected
from mesh_commons.gather.prepare import Prepared, Task, prepare
from mesh_commons.gather.workers import prepare_all
from mesh_commons.progress import Progress
from mesh_commons.store.base import Files, Store

# Below this many bytes of manifests, starting worker processes costs more than it saves.
WORTH_WORKERS = 20_000_000


@dataclass(frozen=True)
class Gathered:
    """What came of a call.

    Attributes:
        stored: Projects that were written.
        unchanged: Projects that the store held already.
        errors: Why each refused input was refused.
    """

    stored: list[Prepared] = field(default_factory=list)
    unchanged: list[Prepared] = field(default_factory=list)
    errors: list[MeshError] = field(default_factory=list)


def gather(inputs: list[str], store: Store, workers: int, progress: Progress) -> Gathered:
    """Gather projects into a store.

    Args:
        inputs: Project directories, target directories or manifest files.
        store: Where the rows go.
        workers: Number of worker processes.
        progress: Shows how far it is.

    Returns:
        What was written, what was unchanged and what was refused. A refused input loses no other.

    Raises:
        MeshError: The store cannot be written; it is as it was before.
    """
    locations, errors = _locate(inputs)
    with tempfile.TemporaryDirectory(prefix="mesh-gather-", ignore_cleanup_errors=True) as scratch:
        known = store.known(__version__)
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        tasks = [Task(location, Path(scratch) / str(number), known, now) for number, location in enumerate(locations)]
        done: list[Prepared] = []
        for prepared in _run(tasks, workers):
            done.append(prepared)
            progress.step(len(done), len(tasks), prepared.project or prepared.path)
        errors += [prepared.error for prepared in done if prepared.error]
        sound, doubled = _one_input_each([prepared for prepared in done if not prepared.error])
        errors += doubled
        fresh = [prepared for prepared in sound if not prepared.is_unchanged]
        if fresh:
            progress.say(f"Storing {len(fresh)} projects in {store.name}")
            files: Files = {}
            for prepared in fresh:
                for table, path in prepared.files.items():
                    files.setdefault(table, []).append(path)
            store.replace([prepared.project for prepared in fresh], files)
    progress.clear()
    unchanged = _with_warnings(store, [prepared for prepared in sound if prepared.is_unchanged])
    return Gathered(fresh, unchanged, errors)


def _with_warnings(store: Store, unchanged: list[Prepared]) -> list[Prepared]:
    """Return projects that were not read anew with what could not be read of them when they were."""
    warned: dict[str, list[tuple[str, str | None, str]]] = {}
    if unchanged:
        for project, *warning in store.warnings([prepared.project for prepared in unchanged]):
            warned.setdefault(project, []).append((warning[0] or "", warning[1], warning[2] or ""))
    return [replace(prepared, warnings=warned.get(prepared.project, [])) for prepared in unchanged]


def _locate(inputs: list[str]) -> tuple[list[Location], list[MeshError]]:
    """Find the manifests, each once, the largest first so that workers end together."""
    found: dict[str, Location] = {}
    errors: list[MeshError] = []
    for given in inputs:
        try:
            location = locate(given)
            found.setdefault(os.path.realpath(location.manifest), location)
        except MeshError as error:
            errors.append(error)
        except Exception as error:
            errors.append(unexpected(shown(given), error))
    return sorted(found.values(), key=lambda location: -_size(location)), errors


def _size(location: Location) -> int:
    """Return the size of a manifest, 0 where it has gone meanwhile."""
    try:
        return location.manifest.stat().st_size
    except OSError:
        return 0


def _run(tasks: list[Task], workers: int) -> Iterator[Prepared]:
    """Prepare the projects, in worker processes where that is worth it, in any order."""
    size = sum(_size(task.location) for task in tasks)
    # Without an interpreter to start, as in a program that embeds Python, there are no workers.
    if min(workers, len(tasks)) < 2 or size < WORTH_WORKERS or not sys.executable:
        yield from map(prepare, tasks)
        return
    yield from prepare_all(tasks, min(workers, len(tasks)))


def _one_input_each(prepared: list[Prepared]) -> tuple[list[Prepared], list[MeshError]]:
    """Part projects that came from one input from those that several inputs claim to be."""
    inputs: dict[str, list[Prepared]] = {}
    for item in prepared:
        inputs.setdefault(item.project, []).append(item)
    sound = [items[0] for items in inputs.values() if len(items) == 1]
    errors = [
        MeshError(
            " and ".join(sorted(item.path for item in items)),
            f"are both project '{project}'",
            "Give each project once, or rename one of them.",
        )
        for project, items in inputs.items()
        if len(items) > 1
    ]
    return sorted(sound, key=lambda item: item.project), errors
