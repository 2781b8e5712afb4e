"""How a project runs the tests that this package brings: their settings, those switched off, what a run leaves out."""

from __future__ import annotations

from typing import Any

import msgspec

from mesh_commons.decode.structs.manifest import Config, Resource
from mesh_commons.decode.values import json_text, plain_text
from mesh_commons.shared_schema.rows import Rows

PACKAGE = "mesh_commons"
TEST = "has_no_findings"
# What belongs to a test in dbt's config of it.
_SETTINGS = ("severity", "where", "limit", "fail_calc", "warn_if", "error_if")
# Variables of a run that may hold anything else, passwords among it, are nobody's business.
_VARIABLES = "mesh_"


def is_of_package(node: Resource) -> bool:
    """Return whether a test fails for findings of the mesh."""
    return node.package_name == PACKAGE and node.test_metadata is not None and node.test_metadata.name == TEST


def add_test_settings(rows: Rows, unique_id: str, node: Resource) -> None:
    """Add one row per setting that a test of this package has in the project; whether it weakens is judged in SQL.

    Args:
        rows: Rows of the project.
        unique_id: The test.
        node: The same, decoded.
    """
    config = node.config or Config()
    values = {setting: getattr(config, setting) for setting in _SETTINGS}
    rows.tables["test_settings"] += [
        (unique_id, node.name or unique_id, setting, plain_text(value))
        for setting, value in values.items()
        if value is not None
    ]


def add_disabled(rows: Rows, disabled: msgspec.Raw) -> None:
    """Add one row per resource of this package that the project switches off.

    Args:
        rows: Rows of the project.
        disabled: The section `disabled` of a manifest. What of it cannot be read is named in `gather_warnings`.
    """
    try:
        found = msgspec.json.decode(disabled, type=dict[str, msgspec.Raw] | None) or {}
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        rows.warn("test_settings", None, f"The section 'disabled' was left out: {error}.")
        return
    for unique_id in found:
        kind, _, rest = unique_id.partition(".")
        package, _, name = rest.partition(".")
        if package == PACKAGE:
            # the id of a generic test ends with a hash
            known = name.partition(".")[0] if kind == "test" else name
            rows.tables["test_settings"].append((unique_id, known, "enabled", "false"))


def add_run_settings(rows: Rows, arguments: dict[str, Any]) -> None:
    """Add what the command line of the manifest's run said of what it tests.

    Args:
        rows: Rows of the project.
        arguments: `args` of `run_results.json`.
    """
    append = rows.tables["test_settings"].append
    if isinstance(command := arguments.get("which"), str):
        append((None, None, "command", command))
    excluded = arguments.get("exclude")
    if excluded and isinstance(excluded, (list, str)):
        append((None, None, "exclude", excluded if isinstance(excluded, str) else " ".join(map(plain_text, excluded))))
    variables = arguments.get("vars")
    if isinstance(variables, dict):
        # dbt lets a variable stand alone, or under the name of the package that it is for
        nested = variables.get(PACKAGE)
        for name, value in {**(nested if isinstance(nested, dict) else {}), **variables}.items():
            if str(name).startswith(_VARIABLES) and name != PACKAGE:
                append((None, str(name), "variable", json_text(value)))
