"""Bytes of files that may be anything: a pipe, a device, a loop of links, without end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from mesh_commons.errors import MeshError

# The largest manifests known are some hundred megabytes.
MAX_BYTES = 2_000_000_000
MAX_SHOWN = 200
_KINDS = {
    stat.S_IFDIR: "a directory",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def is_file(path: Path) -> bool:
    """Return whether there is a regular file.

    Raises:
        MeshError: There is something else of that name, or nobody can tell.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            raise MeshError(shown(path), "is a symbolic link that leads nowhere", "Mend or remove it.") from None
        return False
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "something else")
        raise MeshError(shown(path), f"is {kind}, not a file", "Give a regular file.")
    return True


def read_file(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file, no more of it than it had at first.

    Args:
        path: The file.
        limit: How many bytes it may have.

    Raises:
        FileNotFoundError: There is none.
        MeshError: It is something else than a file, too large, or cannot be read.
    """
    if not is_file(path):
        raise FileNotFoundError(path)
    try:
        # It may have become a pipe since; to open one without a writer would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if status.st_size > limit:
                size = f"has {status.st_size / 1e9:.1f} GB; at most {MAX_BYTES / 1e9:.0f} GB are read of a project"
                raise MeshError(shown(path), size, "Run 'dbt parse' in its project again.")
            data = file.read(status.st_size + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise unreadable(path, error) from None
    if not stat.S_ISREG(status.st_mode) or len(data) > status.st_size:
        raise MeshError(shown(path), "changed while it was read", "Wait until dbt has written it, then try again.")
    return data


def unreadable(path: Path, error: OSError | ValueError) -> MeshError:
    """Return why a path cannot be read."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return MeshError(shown(path), f"cannot be read: {reason}", "Mend its name or its permissions.")


def shown(path: Path | str) -> str:
    """Return a path for people: as `plain`, of a very long one its beginning."""
    text = plain(path)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}..."


def plain(path: Path | str) -> str:
    """Return a path with forward slashes; bytes of it that are no text are taken as `?`."""
    text = path if isinstance(path, str) else path.as_posix()
    return text.encode("utf-8", "replace").decode()
