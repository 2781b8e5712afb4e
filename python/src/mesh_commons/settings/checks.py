"""Run the package's own check of the registry, a dbt macro, without dbt: the rule is written once, in Jinja."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mesh_commons.errors import MeshError
from mesh_commons.settings.package import PACKAGE, SETTINGS_FILE, package_root

_MAX_BITS = 1_000


class _Returned(Exception):
    """What a macro returns, on its way out."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


class _Macros:
    """The macros of the package's settings, callable as dbt lets them be called: `mesh_commons.<macro>(...)`."""

    def __init__(self, origin: str) -> None:
        import jinja2

        self._origin = origin
        self._environment = jinja2.Environment(extensions=["jinja2.ext.do"])
        self._environment.globals.update({PACKAGE: self, "return": _give_back})
        files = (package_root() / SETTINGS_FILE).parent.glob("_*.sql")
        self._found = {file.stem: file for file in files if file.stem not in ("_setting", "_room", "_registry_error")}

    def __getattr__(self, name: str) -> Any:
        if name == "_registry_error":
            return self._refuse
        if name.startswith("__") or name not in self._found:
            raise AttributeError(name)
        # Jinja exports nothing that begins with an underscore; dbt gives its macros another name, too.
        text = self._found[name].read_text(encoding="utf-8").replace(f"macro {name}(", f"macro exported{name}(")
        macro = getattr(self._environment.from_string(text).module, f"exported{name}")

        def call(*arguments: Any) -> Any:
            try:
                return macro(*arguments)
            except _Returned as returned:
                return returned.value

        setattr(self, name, call)
        return call

    def _refuse(self, where: str, problem: str, remedy: str) -> None:
        raise MeshError(self._origin, f"is wrong: {where} {problem}", f"{remedy}.")


def _is_storable(value: Any) -> bool:
    """Return whether every text in a setting is one, and every number one that can be shown."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, dict):
        return all(_is_storable(key) and _is_storable(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_is_storable, value))
    return not isinstance(value, int) or value.bit_length() <= _MAX_BITS


def _give_back(value: Any) -> None:
    raise _Returned(value)


def checked_settings(settings: dict[str, Any], origin: Path) -> dict[str, Any]:
    """Check settings and registry as dbt does.

    Args:
        settings: The settings by name.
        origin: The file they stand in, for the error.

    Returns:
        The settings, each domain of the registry with every key.

    Raises:
        MeshError: A setting is of the wrong kind, or an entry of the registry is wrong; it and its key are named.
    """
    macros = _Macros(origin.as_posix())
    for name, value in settings.items():
        if not _is_storable(value):
            problem = f"is wrong: {name} holds a text that no database stores, or a number without end"
            raise MeshError(origin.as_posix(), problem, "Write half a surrogate pair, NUL and the like out of it.")
        macros._check_setting(name, value)
    return {**settings, "mesh_domains": macros._checked_domains(settings.get("mesh_domains"))}
