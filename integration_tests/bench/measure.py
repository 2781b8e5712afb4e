"""Run a command and take its time and the memory of all its processes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class Measured:
    """What a run cost: wall seconds, and the highest sum of resident memory over its processes, in bytes."""

    seconds: float
    memory: int


def measure(
    command: list[str], environment: dict[str, str] | None = None, accepted: tuple[int, ...] = (0,)
) -> Measured:
    """Run a command to its end and return what it cost.

    Memory is the sum of the resident sets of the command and its descendants, looked at every 50 ms. Pages
    that processes share count in each, so it states too much rather than too little.

    Args:
        command: The command.
        environment: Variables beside those of this process.
        accepted: Exit codes that are no failure.

    Raises:
        RuntimeError: The command failed; the text holds its last words.
    """
    peak = 0
    with tempfile.TemporaryFile() as words:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=words, stderr=words, env={**os.environ, **(environment or {})})
        ended = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not ended.is_set():
                peak = max(peak, resident_memory(process.pid))
                ended.wait(SAMPLE_SECONDS)

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            code = process.wait()
        finally:
            seconds = time.perf_counter() - start
            ended.set()
            watcher.join()
        if code not in accepted:
            words.seek(0)
            raise RuntimeError(f"{' '.join(command)[:200]} ended with {code}: {words.read()[-1500:].decode()}")
    return Measured(seconds, peak)


def resident_memory(root: int) -> int:
    """Return the resident memory of a process and its descendants in bytes, by Linux's /proc."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                # After the command's name, which may hold anything and ends with the last bracket.
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    family = {root}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    total = 0
    for member in family:
        with contextlib.suppress(OSError):
            total += int(Path(f"/proc/{member}/statm").read_text().split()[1])
    return total * os.sysconf("SC_PAGE_SIZE")
