"""Progress on standard error, for a person who watches; silent where none does."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TextIO

from mesh_commons.output.escape import escaped, fitted
from mesh_commons.output.secrets import redacted

WIDTH = 78


class Progress:
    """One line that is written over and over.

    Args:
        quiet: Whether to show nothing in any case.
        stream: Where to write, standard error by default; nothing is shown unless it is a terminal.
    """

    def __init__(self, quiet: bool = False, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = not quiet and self._stream is not None and self._stream.isatty()

    def step(self, done: int, total: int, what: str) -> None:
        """Show that one more of several things is done."""
        self.say(f"{done} of {total}: {what}")

    def say(self, text: str) -> None:
        """Show what is being done."""
        if self._shown:
            self._write(fitted(escaped(redacted(text)), WIDTH))

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write(" " * WIDTH + "\r")

    def _write(self, text: str) -> None:
        # Who no longer watches is no reason to stop.
        with suppress(OSError, ValueError):
            self._stream.write("\r" + text)
            self._stream.flush()
