"""What a domain says about the mesh's policies in `meta.mesh`: what it tightens, brings itself, and its exceptions."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from mesh_commons.decode.values import as_written, plain_text
from mesh_commons.shared_schema.rows import Rows

KEY = "mesh"
_SCOPES = {"policies": "resource", "domain_policies": "domain"}


def add_statements(rows: Rows, unique_id: str, statements: Any) -> None:
    """Add one row per setting of a policy and one per exception.

    Whether they are sound is judged by the policies `policy_weakened` and `exception_invalid`; so what has another
    shape than it should gives a row too, in which what cannot be read is empty.

    Args:
        rows: Rows of the project.
        unique_id: The resource or group that has them.
        statements: Value of `meta.mesh`.
    """
    if not isinstance(statements, dict):
        rows.tables["policy_settings"].append((unique_id, "resource", None, None, plain_text(statements), None))
        return
    for key, value in statements.items():
        if key in _SCOPES:
            _add_settings(rows, unique_id, _SCOPES[key], value)
        elif key == "exceptions":
            for index, exception in enumerate(value if isinstance(value, list) else [value], 1):
                _add_exception(rows, unique_id, index, exception)
        # a model that holds findings of the domain's own rule
        elif key == "findings" and value is not False and value is not None:
            rows.tables["policy_settings"].append((unique_id, "findings", None, None, plain_text(value), None))


def stated_deprecation(meta: dict[str, Any] | None) -> str | None:
    """Return the date of deprecation in `meta.mesh`: dbt drops one that stands above `versions`, and merges meta."""
    statements = meta.get(KEY) if meta else None
    return _text(statements.get("deprecation_date")) if isinstance(statements, dict) else None


def _add_settings(rows: Rows, unique_id: str, scope: str, policies: Any) -> None:
    """Add the settings of `{policy: severity}` or `{policy: {severity: ..., threshold: ...}}`."""
    append = rows.tables["policy_settings"].append
    if not isinstance(policies, dict):
        append((unique_id, scope, None, None, plain_text(policies), None))
        return
    for policy, said in policies.items():
        settings = said if isinstance(said, dict) and said else {"severity": said}
        for setting, value in settings.items():
            append((unique_id, scope, str(policy), str(setting), plain_text(value), _number(value)))


def _add_exception(rows: Rows, unique_id: str, index: int, exception: Any) -> None:
    given = exception if isinstance(exception, dict) else {}
    policy, expires = _text(given.get("policy")), _text(given.get("expires_on"))
    reason, approver = _said(given.get("reason")), _said(given.get("approved_by"))
    rows.tables["exceptions"].append((unique_id, index, policy, reason, approver, expires, _day(expires)))


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
