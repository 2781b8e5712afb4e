"""The connection that a dbt profile describes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mesh_commons.errors import MeshError
from mesh_commons.output.secrets import names_secret, remember
from mesh_commons.settings.package import PACKAGE
from mesh_commons.settings.yaml_file import read_mapping

_MEND = "Mend the file."


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
        names = ", ".join(str(key) for key in profiles if key != "config") or "none"
        raise MeshError(file.as_posix(), f"has no profile '{name}' with outputs", f"Choose one of: {names}.")
    outputs = {str(key): fields for key, fields in described["outputs"].items()}
    chosen = target or _render(file, "target", described.get("target") or "default")
    if not isinstance(chosen, (str, int)):
        raise MeshError(file.as_posix(), f"has a `target` in profile '{name}' that is no name", _MEND)
    fields = outputs.get(str(chosen))
    if not isinstance(fields, dict):
        raise MeshError(
            file.as_posix(), f"has no target '{chosen}' in profile '{name}'", f"Choose one of: {', '.join(outputs)}."
        )
    for key, value in fields.items():
        if names_secret(key):
            remember(value)
    rendered = {str(key): _render(file, str(key), value) for key, value in fields.items()}
    for key, value in rendered.items():
        if names_secret(key):
            remember(value)
    return rendered


def _render(file: Path, field: str, value: Any) -> Any:
    """Render Jinja in a field, `env_var` among it, by dbt's own renderer; without Jinja dbt is not loaded.

    What the field holds is never told, nor what dbt says of it, which repeats it: it may be a password.
    """
    if not any(mark in repr(value) for mark in ("{{", "{%")):
        return value
    from dbt.config.renderer import ProfileRenderer
    from dbt.exceptions import EnvVarMissingError
    from dbt_common.clients.system import get_env
    from dbt_common.context import set_invocation_context

    try:
        set_invocation_context(get_env())
        rendered = ProfileRenderer({}).render_data({field: value})[field]
    except EnvVarMissingError as error:
        problem = f"has a `{field}` that cannot be rendered: the environment variable '{error.var}' is not set"
        raise MeshError(file.as_posix(), problem, "Set it, or mend the file.") from None
    except Exception as error:
        problem = f"has a `{field}` that cannot be rendered ({type(error).__name__})"
        raise MeshError(file.as_posix(), problem, "Mend the Jinja in it.") from None
    # dbt takes a password that it cannot render as it stands, be it for want of a variable.
    if rendered == value and "env_var(" in str(value):
        problem = f"has a `{field}` that cannot be rendered: an environment variable in it is not set"
        raise MeshError(file.as_posix(), problem, "Set it, or mend the file.")
    return rendered
