"""Values as dbt writes them, in the form that rows have."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timezone
from typing import Any

import msgspec

from mesh_commons.shared_schema.rows import MAX_ID, shortened

_FRACTION = re.compile(r"(\.\d{6})\d+")
# A timestamp of YAML, which dbt 2 writes as it stands there: dbt 1 writes it in ISO's way.
_YAML_TIME = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d)(?::(\d\d))?(\.\d*)?[ \t]*(?:([-+]\d\d?)(?::?(\d\d))?|[Zz])?)?"
)
# Control characters stand in no id: two ids that differ in them only would be one to who reads them.
_WORD = r"[^.\x00-\x1f\x7f-\x9f\ud800-\udfff]"
_UNIQUE_ID = re.compile(rf"{_WORD}+\.{_WORD}+\.{_WORD.replace('.', '')}+")


def is_unique_id(text: str) -> bool:
    """Return whether a text may be an id of dbt: three parts or more, the first three not empty, of sound length."""
    return len(text) <= MAX_ID and _UNIQUE_ID.fullmatch(text) is not None


NO_UNIQUE_ID = "This is no unique id of dbt: it has fewer than three parts, control characters, or is far too long."


def utc(text: str | None) -> datetime | None:
    """Read a date or time as a naive time in UTC; a time without zone is taken as UTC.

    Args:
        text: A date or time of ISO 8601 or YAML, or None.

    Returns:
        The time, or None where there is no text.

    Raises:
        ValueError: The text is neither a date nor a time, or lies before year 1 or after 9999 in UTC.
    """
    moment = _read(text)
    if moment is None or moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(timezone.utc).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError(f"{shortened(str(text), 40)!r} lies outside of the years 1 to 9999 in UTC") from error


def as_written(text: str | None) -> datetime | None:
    """Read a date or time as it is written, whatever its zone: a day that somebody names is that day in each zone.

    Args:
        text: A date or time of ISO 8601 or YAML, or None.

    Returns:
        The time without its zone, or None where there is no text.

    Raises:
        ValueError: The text is neither a date nor a time.
    """
    moment = _read(text)
    return None if moment is None else moment.replace(tzinfo=None)


def _read(text: str | None) -> datetime | None:
    """Read a date or time, with its zone."""
    if not text:
        return None
    try:
        try:
            return _moment(text)
        except (ValueError, msgspec.ValidationError):
            return _moment(_iso(text))
    except (ValueError, msgspec.ValidationError) as error:
        raise ValueError(f"{shortened(text, 40)!r} is neither a date nor a time") from error


def _moment(text: str) -> datetime:
    """Read a date or time of ISO 8601, with its zone."""
    if len(text) == 10:
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day)
    moment: datetime = msgspec.convert(_FRACTION.sub(r"\1", text), datetime)
    return moment


def _iso(text: str) -> str:
    """Return a timestamp of YAML in ISO's way; what is none has nothing to return."""
    match = _YAML_TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError("no timestamp of YAML")
    year, month, day, hour, minute, second, fraction, zone_hour, zone_minute = match.groups()
    date_text = f"{year}-{month:0>2}-{day:0>2}"
    if hour is None:
        return date_text
    zone = f"{zone_hour[0]}{zone_hour[1:]:0>2}:{zone_minute or '00'}" if zone_hour else "Z"
    return f"{date_text}T{hour:0>2}:{minute}:{second or '00'}{(fraction or '.')[:7].rstrip('.')}{zone}"


def json_text(value: Any) -> str:
    """Return a value as compact JSON text with sorted keys."""
    try:
        return msgspec.json.encode(value, order="deterministic").decode()
    except OverflowError:
        # Old releases of msgspec write no whole numbers beyond 64 bits.
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def json_value(text: Any) -> Any:
    """Read JSON text, twice where it holds JSON as text, as dbt v2 writes configs; None where it is empty or null.

    Raises:
        ValueError: The text is no JSON.
    """
    if not isinstance(text, str):
        return text
    try:
        value = msgspec.json.decode(text) if text else None
        return msgspec.json.decode(value) if isinstance(value, str) and value.startswith(("{", "[")) else value
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"This is no JSON: {error}") from error


def plain_text(value: Any) -> str:
    """Return text as it is and anything else as JSON text."""
    return value if isinstance(value, str) else json_text(value)


def forward_slashes(path: str | None) -> str:
    """Return a path as Unix writes it, so that rows do not depend on where dbt ran."""
    return path.replace("\\", "/") if path else ""


def joined(value: Any) -> str | None:
    """Return one e-mail address, or several joined by comma and blank; None where there is none."""
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value if item) or None
    return str(value) if value else None


def labels(*values: Any) -> list[str]:
    """Return the distinct tags of several tag attributes, each a list, one value or None, in order."""
    found: dict[str, None] = {}
    for value in values:
        if value:
            for item in value if isinstance(value, (list, tuple)) else [value]:
                found[str(item)] = None
    return list(found)
