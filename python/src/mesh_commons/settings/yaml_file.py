"""Read YAML that people write: bounded in size and depth, with plain values only, without a word of its contents."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from mesh_commons.errors import MeshError

# A registry of 10,000 domains has 3 MB. Aliases count as often as they are used, so a bomb of them is too large.
MAX_BYTES = 20_000_000
MAX_VALUES = 2_000_000
MAX_DEPTH = 50
MAX_DIGITS = 400
_REMEDY = "Mend the file."
_SCALARS = ("str", "int", "float", "bool", "null", "timestamp")


def read_yaml(path: Path, refuse_doubled: bool = False) -> Any:
    """Read a YAML file.

    Args:
        path: The file.
        refuse_doubled: Whether a key that stands twice in a mapping is an error; else the last one counts.

    Returns:
        Its value: mappings, lists, texts, numbers, booleans and none. A date stays the text that it is written as.

    Raises:
        MeshError: It cannot be read, is no YAML, is too large or too deep, or holds a value of another kind. What
            stands in the file is never told: it may be a password.
    """
    import yaml

    try:
        refuse_what_is_no_file(path)
        data = path.read_bytes()
    except FileNotFoundError:
        raise MeshError(path.as_posix(), "not found", "Give a file that is there.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise MeshError(path.as_posix(), f"cannot be read: {reason}", _REMEDY) from None
    loader: Any = None
    try:
        text, kind = data.decode("utf-8-sig"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        _refuse_depth(path, yaml.parse(text, kind))
        loader = kind(text)
        node = loader.get_single_node()
        return None if node is None else _Reader(path, loader, refuse_doubled).value(node)
    except UnicodeDecodeError:
        raise MeshError(path.as_posix(), "is not written in UTF-8", "Save it as UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _at(path, mark, "is no valid YAML") from None
    except yaml.YAMLError:
        raise MeshError(
            path.as_posix(), "is no valid YAML: it has a character that may not stand there", _REMEDY
        ) from None
    except RecursionError:
        raise MeshError(path.as_posix(), "is nested too deeply", _REMEDY) from None
    finally:
        if loader is not None:
            loader.dispose()


def refuse_what_is_no_file(path: Path) -> None:
    """Refuse a pipe or device, which may never end, and a file that is too large.

    Raises:
        MeshError: It is one.
        OSError: It cannot be looked at.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise MeshError(path.as_posix(), "is no regular file", "Give a file.")
    if status.st_size > MAX_BYTES:
        raise MeshError(path.as_posix(), f"has more than {MAX_BYTES // 1_000_000} MB", "Give another file.")


def _refuse_depth(path: Path, events: Any) -> None:
    """Look at the events first: the C loader ends the process on a document nested very deeply."""
    depth = 0
    for event in events:
        name = type(event).__name__
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        if depth > MAX_DEPTH:
            raise _at(path, event.start_mark, "is nested too deeply")


def read_mapping(path: Path, refuse_doubled: bool = False) -> dict[str, Any]:
    """Read a YAML file whose value is a mapping.

    Args:
        path: The file.
        refuse_doubled: As for `read_yaml`.

    Returns:
        The mapping; empty where the file is.

    Raises:
        MeshError: As `read_yaml`, or it is no mapping.
    """
    value = read_yaml(path, refuse_doubled)
    if value is not None and not isinstance(value, dict):
        raise MeshError(path.as_posix(), "is not a YAML mapping", _REMEDY)
    return {str(key): item for key, item in (value or {}).items()}


def _at(path: Path, mark: Any, problem: str) -> MeshError:
    place = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return MeshError(path.as_posix(), problem + place, _REMEDY)


class _Reader:
    """Turns YAML's nodes into values and counts them: an alias is another visit of the same node."""

    def __init__(self, path: Path, loader: Any, refuse_doubled: bool) -> None:
        self._path = path
        self._loader = loader
        self._refuse_doubled = refuse_doubled
        self._count = 0

    def value(self, node: Any, depth: int = 0) -> Any:
        self._count += 1
        if depth > MAX_DEPTH or self._count > MAX_VALUES:
            raise _at(self._path, node.start_mark, "is nested too deeply, or repeats itself too often,")
        kind = node.tag.rpartition(":")[2] if node.tag.startswith("tag:yaml.org,2002:") else node.tag
        if node.id == "sequence" and kind == "seq":
            return [self.value(item, depth + 1) for item in node.value]
        if node.id == "mapping" and kind == "map":
            return self._mapping(node, depth)
        if node.id != "scalar" or kind not in _SCALARS:
            raise _at(self._path, node.start_mark, "has a value of a kind that is not allowed")
        if kind in ("str", "timestamp"):
            return node.value
        try:
            # A number as long as that is none; converted to it and back it takes time, and Python refuses to show it.
            if len(node.value) > MAX_DIGITS:
                raise ValueError
            return self._loader.construct_object(node)
        except (ValueError, OverflowError):
            raise _at(self._path, node.start_mark, "has a number that cannot be read") from None

    def _mapping(self, node: Any, depth: int) -> dict[Any, Any]:
        merged: dict[Any, Any] = {}
        own: dict[Any, Any] = {}
        for key, item in node.value:
            if key.tag == "tag:yaml.org,2002:merge":
                value = self.value(item, depth + 1)
                for part in value if isinstance(value, list) else [value]:
                    if not isinstance(part, dict):
                        raise _at(self._path, item.start_mark, "merges something that is no mapping")
                    merged = {**part, **merged}
            else:
                name = self._key(key)
                if self._refuse_doubled and name in own:
                    raise _at(self._path, key.start_mark, "has one key twice")
                own[name] = self.value(item, depth + 1)
        return {**merged, **own}

    def _key(self, node: Any) -> Any:
        if node.id != "scalar":
            raise _at(self._path, node.start_mark, "has a key that is no text")
        return self.value(node, MAX_DEPTH)
