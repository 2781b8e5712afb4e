"""The connection that a dbt profile describes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mesh_commons.errors import MeshError
from mesh_commons.settings.package import PACKAGE
from mesh_commons.settings.yaml_file import read_mapping


def read_target(directory: str | None, profile: str | None, target: str | None) -> dict[str, Any]:
    """Read a target of a profile, rendered as dbt renders it.

    Args:
        directory: Directory of profiles.yml; else the working directory where it has one, else `~/.dbt`.
        profile: Name of the profile, `mesh_commons` by default.
        target: Name of the target, the profile's own default by default.

    Returns:
        The fields of the target.

    Raises:
        MeshError: There is no such file, profile or target, or it cannot be rendered.
    """
    here = Path("profiles.yml")
    file = (
        Path(directory) / "profiles.yml" if directory else here if here.is_file() else Path.home() / ".dbt/profiles.yml"
    )
    if not file.is_file():
        raise MeshError(file.as_posix(), "not found", "Give --profiles-dir, or --database with a DuckDB file.")
    profiles = read_mapping(file)
    name = profile or PACKAGE
    described = profiles.get(name)
    if not isinstance(described, dict) or not isinstance(described.get("outputs"), dict):
        names = ", ".join(key for key in profiles if key != "config") or "none"
        raise MeshError(file.as_posix(), f"has no profile '{name}' with outputs", f"Choose one of: {names}.")
    chosen = target or _render(file, described.get("target") or "default")
    fields = described["outputs"].get(chosen)
    if not isinstance(fields, dict):
        names = ", ".join(described["outputs"])
        raise MeshError(file.as_posix(), f"has no target '{chosen}' in profile '{name}'", f"Choose one of: {names}.")
    return {str(key): value for key, value in _render(file, fields).items()}


def _render(file: Path, value: Any) -> Any:
    """Render Jinja in a profile, `env_var` among it, by dbt's own renderer; without Jinja dbt is not loaded."""
    if not any(mark in repr(value) for mark in ("{{", "{%")):
        return value
    from dbt.config.renderer import ProfileRenderer
    from dbt_common.clients.system import get_env
    from dbt_common.context import set_invocation_context
    from dbt_common.exceptions import DbtBaseException

    try:
        set_invocation_context(get_env())
        return ProfileRenderer({}).render_data(value)
    except DbtBaseException as error:
        problem = "cannot be rendered: " + " ".join(str(error).split())
        raise MeshError(file.as_posix(), problem, "Set the variable or mend the file.") from error
