"""What is said of an error that nobody foresaw: it costs one project, and can be reported."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from mesh_commons import __version__
from mesh_commons.errors import MeshError

DEBUG = "MESH_DEBUG"


def unexpected(file: str, error: Exception) -> MeshError:
    """Return an unforeseen error as one sentence; where `MESH_DEBUG` is set, print its traceback too.

    Args:
        file: What was being read.
        error: The error. What it says is left out, as it may hold anything of the file.

    Returns:
        An error that names the file, where in mesh it happened and how to report it.
    """
    if os.environ.get(DEBUG):
        traceback.print_exception(type(error), error, error.__traceback__, file=sys.stderr)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"
    return MeshError(
        file,
        f"cannot be read: mesh {__version__} did not expect {type(error).__name__} at {place}",
        f"This is a fault of mesh: report this line, with what {DEBUG}=1 in the environment prints besides.",
    )
