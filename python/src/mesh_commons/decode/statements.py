"""What a domain says about the mesh's policies in `meta.mesh`: what it tightens, brings itself, and its exceptions."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from mesh_commons.decode.values import as_written, json_value, plain_text
from mesh_commons.shared_schema.rows import Rows

KEY = "mesh"
_SCOPES = {"policies": "resource", "domain_policies": "domain"}
_EXCEPTION_KEYS = ("policy", "reason", "approved_by", "expires_on")


def add_statements(rows: Rows, unique_id: str, column: str | None, statements: Any) -> None:
    """Add one row per setting of a policy, one per exception, and one per key that is neither; of a column per key.

    Whether they are sound is judged by the policies `policy_weakened` and `exception_invalid`; so what has another
    shape than it should gives a row too, in which what cannot be read is empty.

    Args:
        rows: Rows of the project.
        unique_id: The resource or group that has them.
        column: The column of it that has them, which can state nothing of a policy; None for itself.
        statements: Value of `meta.mesh`.
    """
    if not isinstance(statements, dict):
        _add(rows, unique_id, column, "mesh", statements)
        return
    rows.repeat(column, len(statements))
    for key, value in statements.items():
        if column is not None:
            _add(rows, unique_id, column, "other", value, key)
        elif key in _SCOPES:
            _add_settings(rows, unique_id, _SCOPES[key], value)
        elif key == "tag_policies":
            _add_settings_by_tag(rows, unique_id, value)
        elif key == "exceptions":
            for index, exception in enumerate(value if isinstance(value, list) else [value], 1):
                _add_exception(rows, unique_id, index, exception)
        elif key != "findings":
            _add(rows, unique_id, None, "other", value, key)
        # a model that holds findings of the domain's own rule
        elif value is not False and value is not None:
            _add(rows, unique_id, None, "findings", value)


def drop_inherited_statements(rows: Rows) -> None:
    """Drop what columns state exactly as their resource does; call it before the rows of `meta` are dropped."""
    speakers = {row[0] for row in rows.tables["policy_settings"] if row[1] is not None}
    stated: set[tuple[str, str | None, str]] = set()
    for unique_id, column, key, text in rows.tables["meta"]:
        if column is None and key == KEY and unique_id in speakers:
            stated.add((unique_id, None, text))
            stated |= {(unique_id, name, plain_text(value)) for name, value in _mapping(text).items()}
    rows.tables["policy_settings"] = [
        row for row in rows.tables["policy_settings"] if row[1] is None or (row[0], row[5], row[6]) not in stated
    ]


def _mapping(text: str) -> dict[str, Any]:
    """Read the JSON text of a mapping; what is none, as a text that somebody wrote, has nothing in it."""
    try:
        value = json_value(text) if text.startswith("{") else None
    except ValueError:
        return {}
    return value or {}


def stated_deprecation(meta: dict[str, Any] | None) -> str | None:
    """Return the date of deprecation in `meta.mesh`: dbt drops one that stands above `versions`, and merges meta."""
    statements = meta.get(KEY) if meta else None
    return _text(statements.get("deprecation_date")) if isinstance(statements, dict) else None


def _add_settings_by_tag(rows: Rows, unique_id: str, tags: Any) -> None:
    """Add the settings of `{tag: {policy: ...}}`."""
    if not isinstance(tags, dict):
        _add(rows, unique_id, None, "tag", tags)
        return
    for tag, policies in tags.items():
        _add_settings(rows, unique_id, "tag", policies, str(tag))


def _add_settings(rows: Rows, unique_id: str, scope: str, policies: Any, tag: str | None = None) -> None:
    """Add the settings of `{policy: severity}` or `{policy: {severity: ..., threshold: ...}}`."""
    if not isinstance(policies, dict):
        _add(rows, unique_id, None, scope, policies, tag=tag)
        return
    for policy, said in policies.items():
        settings = said if isinstance(said, dict) and said else {"severity": said}
        for setting, value in settings.items():
            rows.tables["policy_settings"].append(
                (unique_id, None, scope, tag, str(policy), str(setting), plain_text(value), _number(value))
            )


def _add(
    rows: Rows,
    unique_id: str,
    column: str | None,
    scope: str,
    value: Any,
    key: str | None = None,
    tag: str | None = None,
) -> None:
    """Add what is no setting of a policy, as it is written."""
    rows.tables["policy_settings"].append((unique_id, column, scope, tag, None, key, plain_text(value), None))


def _add_exception(rows: Rows, unique_id: str, index: int, exception: Any) -> None:
    """Add an exception; where it is no mapping, or an empty one, with nothing but what stands there."""
    given = exception if isinstance(exception, dict) else {}
    other_keys = ", ".join(str(key) for key in given if key not in _EXCEPTION_KEYS) or None
    other_shape = None if given else plain_text(exception)
    policy, expires = _text(given.get("policy")), _text(given.get("expires_on"))
    reason, approver = _said(given.get("reason")), _said(given.get("approved_by"))
    rows.tables["exceptions"].append(
        (unique_id, index, policy, reason, approver, expires, _day(expires), other_keys, other_shape)
    )


def _text(value: Any) -> str | None:
    return (plain_text(value).strip() or None) if value is not None else None


def _said(value: Any) -> str | None:
    """Return what somebody wrote, its blanks one each: `false`, a number or a list is nobody and no reason."""
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _day(text: str | None) -> datetime | None:
    try:
        return as_written(text)
    except ValueError:
        return None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
