"""Small files that are kept for the next call, in the user's own cache directory, or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mesh_commons.errors import MeshError

# Names the directory, or says `off`.
VARIABLE = "MESH_CACHE_DIR"
# Entries beyond these, the longest unused, are removed: a version or registry of long ago.
KEPT = 10
# A plan has about 200 kB.
MAX_BYTES = 50_000_000
# Python's own os has no such flags on every system.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH

T = TypeVar("T")


class Cache:
    """Entries by key. It never fails: what cannot be kept is made again.

    Args:
        directory: Where the entries lie, made when the first is kept; None keeps nothing.
    """

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory

    @classmethod
    def of_user(cls) -> Cache:
        """Return the cache that the environment names, else the user's own."""
        given = os.environ.get(VARIABLE, "")
        if given == "off":
            return cls(None)
        with contextlib.suppress(RuntimeError):  # The user has no home directory.
            return cls(Path(given).absolute() if given else _users_directory() / "mesh-commons")
        return cls(None)

    def get(self, key: str, read: Callable[[bytes], T]) -> T | None:
        """Return what is kept under a key.

        Args:
            key: Letters and digits.
            read: Makes it of its bytes, or raises a MeshError where they are damaged.

        Returns:
            None where nothing sound is kept, or somebody else could have written it.
        """
        if self._directory is None or not _is_ours(self._directory):
            return None
        path = self._directory / f"{key}.plan"
        try:
            entry = os.open(path, os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_BINARY", 0))
            with os.fdopen(entry, "rb") as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode) or not _is_private(found) or found.st_size > MAX_BYTES:
                    return None
                value = read(file.read())
            os.utime(path)
        except (OSError, MeshError):
            return None
        return value

    def put(self, key: str, data: bytes) -> None:
        """Keep something under a key, whole or not at all, and remove what has not been used for long."""
        if self._directory is None:
            return
        with contextlib.suppress(OSError, ValueError):
            for directory in reversed((self._directory, *self._directory.parents)):
                if not directory.exists():
                    directory.mkdir(mode=0o700, exist_ok=True)
            if not _is_ours(self._directory):
                return
            # It bears its own name only when it is whole; of two processes at once, the later one's stays.
            number, name = tempfile.mkstemp(prefix="new-", suffix=".tmp", dir=self._directory)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(name, self._directory / f"{key}.plan")
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(name)
                raise
            _prune(self._directory)


def _prune(directory: Path) -> None:
    """Remove the entries longest unused, and what killed processes left; another process may do so too."""
    for pattern in ("*.plan", "new-*.tmp"):
        aged = []
        for path in directory.glob(pattern):
            with contextlib.suppress(OSError):
                aged.append((path.lstat().st_mtime, path))
        for _, path in sorted(aged, reverse=True)[KEPT:]:
            with contextlib.suppress(OSError):
                path.unlink()


def _users_directory() -> Path:
    """Return where this system keeps a user's caches.

    Raises:
        RuntimeError: The user has no home directory.
    """
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = os.environ.get("XDG_CACHE_HOME", "")
    # The specification has a relative one ignored.
    return Path(named) if os.path.isabs(named) else Path.home() / ".cache"


def _is_ours(directory: Path) -> bool:
    """Return whether only this user, or the system's, can have put something into a directory, or in its place.

    What lies there is executed. A directory on the way that anybody may write has to be a sticky one, as /tmp is.
    """
    if not hasattr(os, "geteuid"):
        return True
    try:
        if not stat.S_ISDIR(os.lstat(directory).st_mode) or not _is_private(os.lstat(directory)):
            return False
        above = [os.stat(parent) for parent in directory.resolve().parents]
    except (OSError, ValueError, RuntimeError):
        return False
    return not any(found.st_mode & stat.S_IWOTH and not found.st_mode & stat.S_ISVTX for found in above)


def _is_private(found: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & _WRITABLE_BY_OTHERS
