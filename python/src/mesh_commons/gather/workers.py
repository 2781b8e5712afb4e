"""Prepare projects in worker processes. A worker that is killed costs its project a second try, others nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import cast

from mesh_commons.errors import MeshError
from mesh_commons.gather.prepare import Prepared, Task, prepare

TRIES = 2


def prepare_all(tasks: list[Task], count: int) -> Iterator[Prepared]:
    """Prepare projects in several processes.

    Args:
        tasks: The projects, the largest first so that the workers end together.
        count: Number of processes.

    Yields:
        What came of each project, in any order.
    """
    waiting = deque((task, 1) for task in tasks)
    idle: list[Connection] = []
    busy: dict[Connection, tuple[Task, int]] = {}
    processes: dict[Connection, BaseProcess] = {}
    try:
        while waiting or busy:
            while waiting and (idle or len(processes) < count):
                connection = idle.pop() if idle else _start(processes)
                busy[connection] = waiting.popleft()
                # Where the worker is gone already, reading from it will tell.
                with suppress(OSError):
                    connection.send(busy[connection][0])
            for ready in wait(list(busy)):
                connection = cast("Connection", ready)
                task, tries = busy.pop(connection)
                try:
                    yield connection.recv()
                    idle.append(connection)
                except (EOFError, OSError):
                    _end(connection, processes.pop(connection))
                    if tries < TRIES:
                        again = replace(task, directory=task.directory.with_name(f"{task.directory.name}-again"))
                        waiting.append((again, tries + 1))
                    else:
                        yield _killed(task)
    finally:
        for connection, process in processes.items():
            _end(connection, process)


def _start(processes: dict[Connection, BaseProcess]) -> Connection:
    """Start a worker by spawning: a forked child of a process with threads may hang."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    with suppress(OSError):
        process.start()
    theirs.close()
    processes[ours] = process
    return ours


def _end(connection: Connection, process: BaseProcess) -> None:
    """End a worker, be it idle, at work, dead or never started."""
    connection.close()
    if process.pid is not None:
        process.terminate()
        process.join()


def _serve(connection: Connection) -> None:
    """Prepare projects until the other end is closed, as it is when the parent process ends in any way."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            connection.send(prepare(connection.recv()))


def _killed(task: Task) -> Prepared:
    path = task.location.manifest.as_posix()
    problem = "was not read: the process that read it was killed twice, perhaps for want of memory"
    return Prepared(path, error=MeshError(path, problem, "Gather with --workers 1, or with more memory."))
