"""Standard output and standard error: the only place that writes to them."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

from mesh_commons.output.render import Rendered


class OutputError(Exception):
    """Standard output cannot be written; the text says why."""


def prepare() -> None:
    """Make the standard streams fit for any text, and closed ones harmless.

    A closed descriptor would be given to the next file that is opened, a database perhaps, and be written to.
    """
    with contextlib.suppress(OSError):
        while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(opened)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            # What an ASCII terminal cannot show is shown by its code. A stream that cannot be had so stays as it is.
            with contextlib.suppress(OSError, ValueError):
                reconfigure(errors="backslashreplace")


def say(text: Rendered) -> None:
    """Print to standard output.

    Raises:
        OutputError: It cannot be written.
        BrokenPipeError: Who read it has seen enough.
    """
    if not text:
        return
    if sys.stdout is None:
        raise OutputError("it is closed")
    _write(text + "\n")


def flush() -> None:
    """Write what still waits on standard output; raises as `say` does."""
    if sys.stdout is not None:
        _write("")


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
        raise
    except (OSError, ValueError) as error:
        _silence(sys.stdout)
        raise OutputError(getattr(error, "strerror", None) or str(error)) from None


def complain(text: Rendered) -> None:
    """Print to standard error. Where nobody can read it, the exit code has to do."""
    if not text or sys.stderr is None:
        return
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Lead a stream nowhere, so that Python does not complain of it at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
