"""What went wrong while gathering, on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mesh_commons.gather.projects import Gathered


def report_problems(gathered: Gathered, quiet: bool) -> None:
    """Print refused inputs, and what could not be read of the others, to standard error."""
    for prepared in [] if quiet else gathered.stored:
        for section, unique_id, message in prepared.warnings:
            what = f"{unique_id} in {section}" if unique_id else section
            print(f"mesh: warning: {prepared.path}: {what}: {message}", file=sys.stderr)
    for error in gathered.errors:
        print(f"mesh: {error}", file=sys.stderr)
