"""Prepare projects in worker processes. A worker that is killed costs its project a second try, others nothing.

A worker is an isolated interpreter. Those of `multiprocessing` import from the working directory first, which is
anyone's: a folder `multiprocessing` in a checkout would be run.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread

import mesh_commons
from mesh_commons.artifacts.files import plain
from mesh_commons.errors import MeshError
from mesh_commons.gather.prepare import Prepared, Task

TRIES = 2
_SCRIPT = Path(__file__).with_name("serve.py")


def prepare_all(tasks: list[Task], count: int) -> Iterator[Prepared]:
    """Prepare projects in several processes.

    Args:
        tasks: The projects, the largest first so that the workers end together.
        count: Number of processes.

    Yields:
        What came of each project, in any order.
    """
    waiting = deque(tasks)
    done: SimpleQueue[Prepared] = SimpleQueue()
    workers = [_Worker() for _ in range(count)]
    threads = [Thread(target=_feed, args=(worker, waiting, done), daemon=True) for worker in workers]
    try:
        for thread in threads:
            thread.start()
        for _ in tasks:
            yield done.get()
    finally:
        waiting.clear()
        for worker in workers:
            worker.end()
        for thread in threads:
            thread.join()


def _feed(worker: _Worker, waiting: deque[Task], done: SimpleQueue[Prepared]) -> None:
    """Give a worker one project after another."""
    with suppress(IndexError):
        while True:
            done.put(worker.prepare(waiting.popleft()))


class _Worker:
    """A process that prepares projects, started when it is first needed and again after it was killed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ended = False
        self._lock = Lock()

    def prepare(self, task: Task) -> Prepared:
        """Have a project prepared; where the process is killed meanwhile, once more by another."""
        for number in range(1, TRIES + 1):
            directory = task.directory.with_name(f"{task.directory.name}-{number}")
            # Whatever a dying process leaves in the pipe, it is no answer.
            with suppress(Exception):
                return self._ask(replace(task, directory=directory))
            self._stop()
        return _killed(task)

    def _ask(self, task: Task) -> Prepared:
        with self._lock:
            if self._is_ended:
                raise EOFError
            is_new = self._process is None
            process = self._process = self._process or _start()
        assert process.stdin is not None
        assert process.stdout is not None
        if is_new:
            pickle.dump(_import_path(), process.stdin)
        pickle.dump(task, process.stdin)
        process.stdin.flush()
        answer: Prepared = pickle.load(process.stdout)
        return answer

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    if pipe is not None:
                        pipe.close()

    def end(self) -> None:
        """End the process, be it idle, at work or dead; whoever waits for it is told by the end of its answers."""
        with self._lock:
            self._is_ended = True
            process = self._process
        if process is not None:
            process.kill()
            process.wait()


def _start() -> subprocess.Popen[bytes]:
    """Start a worker; `-I` keeps the working directory and what the environment says off its path."""
    command = [sys.executable, "-I", "-X", f"utf8={sys.flags.utf8_mode}", str(_SCRIPT)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _import_path() -> list[str]:
    """Return where a worker imports from: as this process, save the working directory."""
    package = str(Path(mesh_commons.__file__).resolve().parents[1])
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:
        here = ""
    entries = [entry for entry in sys.path if entry and os.path.realpath(entry) != here]
    return entries if package in map(os.path.realpath, entries) else [*entries, package]


def _killed(task: Task) -> Prepared:
    path = plain(task.location.manifest)
    problem = "was not read: the process that read it was killed twice, perhaps for want of memory"
    return Prepared(path, error=MeshError(path, problem, "Gather with --workers 1, or with more memory."))
