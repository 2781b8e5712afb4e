"""Decode JSON in one go; where that fails, again without what makes it fail.

A file that another tool has written over may hold bytes that are no UTF-8, halves of surrogate pairs, or values
nested so deeply that no reader takes them. They cost the value that holds them, not the file. All this runs only
after a failure.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, TypeVar

import msgspec

from mesh_commons.decode.values import NO_UNIQUE_ID, is_unique_id
from mesh_commons.shared_schema.rows import Rows

T = TypeVar("T")

REPLACED = "\ufffd"
MAX_DEPTH = 200
TEXT = "text"

_TOO_DEEP = b'"nested too deep"'
# An escape at a time, so that an escaped backslash hides what follows it: a pair, a lone half or NUL, any other.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<lost>u[dD][89a-fA-F][0-9a-fA-F]{2}|u0000)|.)",
    re.DOTALL,
)
_MARK = re.compile(rb'["{}\[\]]')
_REST_OF_STRING = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


def decode(data: bytes | msgspec.Raw, kind: type[T]) -> tuple[T, bool]:
    """Decode JSON.

    Args:
        data: The JSON.
        kind: The type it shall have.

    Returns:
        The value, and whether something in it was replaced to get it.

    Raises:
        msgspec.MsgspecError: It is no JSON, or of another type.
    """
    try:
        return msgspec.json.decode(data, type=kind), False
    except msgspec.ValidationError:
        raise
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        mended = mend(bytes(data))
        if mended == bytes(data):
            if isinstance(error, msgspec.MsgspecError):
                raise
            raise msgspec.DecodeError(f"It cannot be read: {type(error).__name__}") from error
    try:
        return msgspec.json.decode(mended, type=kind), True
    except (UnicodeError, RecursionError) as error:
        raise msgspec.DecodeError(f"It cannot be read: {type(error).__name__}") from error


def decode_items(
    rows: Rows, raw: msgspec.Raw, kind: type[T], section: str, table: str, is_mended: bool = False
) -> dict[str, T]:
    """Decode a section in one go; where that fails, item by item, so that one loses no other.

    Args:
        rows: Where it is recorded what could not be read.
        raw: The section.
        kind: Type of an item.
        section: Name of the section, for what is recorded.
        table: Table that loses rows.
        is_mended: Whether something in the file was replaced already.

    Returns:
        The items that could be read, by key.
    """
    if not is_mended:
        try:
            items = msgspec.json.decode(raw, type=dict[str, kind] | None) or {}  # type: ignore[valid-type]
            # Each item names its id once: where more are named than were read, a key may stand twice.
            if bytes(raw).count(b'"unique_id"') > len(items):
                for key in _doubled(raw):
                    rows.warn(table, key, "Another one has this id too; the last one was taken.")
            return items
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            pass
    try:
        raws, is_replaced = decode(raw, dict[str, msgspec.Raw] | None)  # type: ignore[arg-type]
    except msgspec.MsgspecError as error:
        rows.warn(table, None, f"The whole section '{section}' was left out: {error}.")
        return {}
    if is_mended or is_replaced:
        for key in _doubled(raw):
            rows.warn(table, key, "Another one has this id too, since what cannot be stored was replaced in it.")
    found: dict[str, T] = {}
    for key, value in (raws or {}).items():
        if bytes(value) == _TOO_DEEP:
            rows.warn(table, key, f"It holds values that are nested more than {MAX_DEPTH} deep.")
            continue
        try:
            found[key], is_changed = decode(value, kind)
        except msgspec.MsgspecError as error:
            rows.warn(table, key, f"{error}.")
            continue
        if is_changed or ((is_mended or is_replaced) and _is_marked(key, bytes(value))):
            rows.warn(TEXT, key, f"What in its texts cannot be stored is taken as '{REPLACED}'.")
    return found


def sound_ids(rows: Rows, items: dict[str, T], table: str) -> dict[str, T]:
    """Return the items whose keys are ids of dbt that nothing before had, and record the others."""
    if rows.ids.isdisjoint(items) and all(map(is_unique_id, items)):
        rows.ids.update(items)
        return items
    sound: dict[str, T] = {}
    for unique_id, item in items.items():
        if not is_unique_id(unique_id):
            rows.warn(table, unique_id, NO_UNIQUE_ID)
        elif unique_id in rows.ids:
            rows.warn(table, unique_id, "Another section has this id too; that one was taken.")
        else:
            rows.ids.add(unique_id)
            sound[unique_id] = item
    return sound


def mend(data: bytes) -> bytes:
    """Replace what no store takes or no reader reads; what can be read stays byte for byte."""
    try:
        data.decode()
    except UnicodeDecodeError:
        data = data.decode("utf-8", "replace").encode()
    data = _ESCAPE.sub(lambda match: b"\\ufffd" if match["lost"] else match[0], data)
    return _without_depth(data)


def _doubled(raw: msgspec.Raw) -> list[str]:
    """Return the keys of a section that it has already: a reader of JSON takes the last of them, without a word."""
    keys: list[str] = []

    def keep(pairs: list[tuple[str, Any]]) -> None:
        # The outermost object comes last.
        keys[:] = [key for key, _ in pairs]

    # What its numbers are does not matter here.
    json.loads(mend(bytes(raw)), object_pairs_hook=keep, parse_int=len, parse_float=len)
    counts = Counter(keys)
    return [key for key, count in counts.items() for _ in range(count - 1)]


def _is_marked(key: str, value: bytes) -> bool:
    return REPLACED in key or REPLACED.encode() in value or b"\\ufffd" in value


def _without_depth(data: bytes) -> bytes:
    """Replace each item of a section that is nested too deeply; a section is a value in the outermost object."""
    pieces: list[bytes] = []
    depth = deepest = start = written = at = 0
    while mark := _MARK.search(data, at):
        at = mark.end()
        if mark[0] == b'"':
            rest = _REST_OF_STRING.match(data, at)
            if rest is None:
                break
            at = rest.end()
        elif mark[0] in b"{[":
            if depth == 2:
                start, deepest = mark.start(), 0
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
            if depth == 2 and deepest > MAX_DEPTH:
                pieces += [data[written:start], _TOO_DEEP]
                written = at
                deepest = 0
    return b"".join([*pieces, data[written:]]) if pieces else data
