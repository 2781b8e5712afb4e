"""Read the settings of the mesh and its registry of domains, from the file that dbt reads too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mesh_commons.errors import MeshError
from mesh_commons.settings.checks import checked_settings
from mesh_commons.settings.literals import read_settings_macro
from mesh_commons.settings.package import PACKAGE, SETTINGS_FILE, package_root, settings_places
from mesh_commons.settings.yaml_file import read_mapping


def settings_file(directory: Path) -> Path:
    """Return the settings of the package that a directory is, or has installed.

    Args:
        directory: A checkout of the package, or a dbt project that lists it.

    Raises:
        MeshError: It is neither.
    """
    for place in settings_places(directory):
        if place.is_file():
            return place
    raise MeshError(
        directory.as_posix(),
        f"is no checkout of {PACKAGE} and has not installed it: {SETTINGS_FILE} is not there",
        "Give the hub's directory, run 'dbt deps' in it, or give --registry with a file.",
    )


def read_settings(path: Path | None = None) -> dict[str, Any]:
    """Read the settings of the mesh.

    Args:
        path: `mesh_settings.sql`; or a YAML file with settings at its top, which take the place of the package's own;
            or a directory, as `settings_file` takes it. By default the package's own settings.

    Returns:
        Every setting by name; `mesh_domains` is checked and has every key.

    Raises:
        MeshError: The file cannot be read, or its registry is wrong.
    """
    own = package_root() / SETTINGS_FILE
    file = own if path is None else settings_file(path) if path.is_dir() else path
    settings = read_settings_macro(own)
    if file.suffix in (".yml", ".yaml"):
        given = {**settings, **read_mapping(file, refuse_doubled=True)}
    else:
        given = settings if file == own else read_settings_macro(file)
    for name in [*given, *settings]:
        if name not in settings:
            problem = f"has '{name}', which is no setting of the mesh"
            raise MeshError(file.as_posix(), problem, f"Write `mesh_domains`, or another of: {', '.join(settings)}.")
        if name not in given:
            remedy = "Add it as the package's _settings.yml explains, or use the mesh of the same release."
            raise MeshError(file.as_posix(), f"lacks the setting '{name}'", remedy)
    return checked_settings(given, file)


def governing_package(path: Path | None = None) -> Path:
    """Return the directory of the package whose settings are read: what its council decided stands in its seeds.

    Args:
        path: As for `read_settings`. Beside a YAML file there is no package; its settings go with the seeds of the
            package that this companion belongs to.

    Raises:
        MeshError: The directory has no settings, or there is no package.
    """
    if path is None:
        return package_root()
    file = settings_file(path) if path.is_dir() else path
    return file.absolute().parents[2] if _is_of_package(file) else package_root()


def registered_inputs(path: Path | None = None) -> list[str]:
    """Return the paths of all registered artifacts.

    Args:
        path: As for `read_settings`. Relative paths are taken from the directory of a YAML file, and from the
            package's directory otherwise.

    Raises:
        MeshError: The registry cannot be read, or names no artifacts.
    """
    file = package_root() / SETTINGS_FILE if path is None else settings_file(path) if path.is_dir() else path
    base = file.absolute().parents[2] if _is_of_package(file) else file.parent
    domains = read_settings(file)["mesh_domains"]
    paths = [(base / item).as_posix() for domain in domains for item in domain["artifacts"]]
    if not paths:
        raise MeshError(
            file.as_posix(),
            "registers no artifacts to gather",
            "Give project directories, or add `artifacts` to the domains in its `mesh_domains`.",
        )
    return paths


def _is_of_package(file: Path) -> bool:
    return file.absolute().as_posix().endswith("/" + SETTINGS_FILE)
