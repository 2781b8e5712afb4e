"""A worker process: tasks come in on standard input, what came of each goes out on standard output.

Run as a script by an isolated interpreter, so that nothing is imported from the working directory.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from contextlib import suppress


def main() -> None:
    """Prepare projects until standard input is closed, as it is when the parent process ends in any way."""
    # Whoever interrupts the parent interrupts its workers too; the parent ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not get among the answers.
    os.dup2(2, 1)
    with suppress(EOFError, OSError):
        given: list[str] = pickle.load(tasks)
        sys.path[:] = given + [entry for entry in sys.path if entry not in given]
        from mesh_commons.gather.prepare import prepare

        while True:
            pickle.dump(prepare(pickle.load(tasks)), answers)
            answers.flush()


if __name__ == "__main__":
    main()
