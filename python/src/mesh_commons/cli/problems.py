"""What went wrong, on standard error."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mesh_commons.errors import MeshError, UnexpectedError
from mesh_commons.output.render import TEXT, renders
from mesh_commons.output.streams import complain

if TYPE_CHECKING:
    from mesh_commons.gather.projects import Gathered


def is_debugging(asked: bool) -> bool:
    """Return whether `--debug` was given, or `MESH_DEBUG` says so."""
    return asked or os.environ.get("MESH_DEBUG", "0") not in ("", "0")


def report_problems(gathered: Gathered, quiet: bool, debug: bool) -> None:
    """Print refused inputs, and what could not be read of the others, to standard error."""
    if not quiet:
        complain(warnings_as_text(gathered))
    for error in gathered.errors:
        if debug and isinstance(error, UnexpectedError):
            complain(traceback_as_text(error.traceback))
    complain(errors_as_text(gathered))


@renders(TEXT)
def warnings_as_text(gathered: Gathered) -> list[str]:
    """Render what could not be read of projects that are stored."""
    return [
        f"mesh: warning: {prepared.path}: {f'{unique_id} in {section}' if unique_id else section}: {message}"
        for prepared in [*gathered.stored, *gathered.unchanged]
        for section, unique_id, message in prepared.warnings
    ]


@renders(TEXT)
def errors_as_text(gathered: Gathered) -> list[str]:
    """Render why inputs were refused."""
    return [f"mesh: {error}" for error in gathered.errors]


@renders(TEXT)
def error_as_text(error: MeshError) -> list[str]:
    """Render why a command ended."""
    return [f"mesh: {error}"]


@renders(TEXT)
def notes_as_text(notes: list[str]) -> list[str]:
    """Render sentences that go with a result."""
    return [f"mesh: {note}" for note in notes]


@renders(TEXT)
def traceback_as_text(traceback: str) -> list[str]:
    """Render where an exception came from, for who mends mesh."""
    return traceback.split("\n")
