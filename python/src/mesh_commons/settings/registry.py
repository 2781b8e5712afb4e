"""Read the registry of domains from the `dbt_project.yml` of the hub, the one place that lists them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mesh_commons.errors import MeshError

PACKAGE = "mesh_commons"
PROJECT_FILE = "dbt_project.yml"


def project_settings(path: Path) -> dict[str, Any]:
    """Read a `dbt_project.yml`.

    Args:
        path: The file.

    Returns:
        Its settings; empty where the file is.

    Raises:
        MeshError: The file cannot be read or is no YAML mapping.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        settings = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except FileNotFoundError:
        raise MeshError(path.as_posix(), "not found", "Give the file or directory of the hub's project.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problem = "cannot be read: " + " ".join(str(error).split())
        raise MeshError(path.as_posix(), problem, "Mend the file.") from error
    if settings is not None and not isinstance(settings, dict):
        raise MeshError(path.as_posix(), "is not a YAML mapping", "Mend the file.")
    return settings or {}


def read_registry(path: Path) -> list[dict[str, Any]]:
    """Read the domains of a registry.

    Args:
        path: The hub's `dbt_project.yml`, the directory that holds it, or a YAML file with `mesh_domains`.

    Returns:
        The entries of `vars: mesh_commons: mesh_domains`, else of `vars: mesh_domains`, else of `mesh_domains`,
        as they stand; empty where there are none.

    Raises:
        MeshError: The file cannot be read, or an entry has no name.
    """
    file = path / PROJECT_FILE if path.is_dir() else path
    settings = project_settings(file)
    variables = settings.get("vars")
    scoped = variables.get(PACKAGE) if isinstance(variables, dict) else None
    places = (scoped, variables, settings)
    domains = next(
        (place["mesh_domains"] for place in places if isinstance(place, dict) and place.get("mesh_domains")),
        None,
    )
    remedy = "See 'Add a domain' in the README."
    if not isinstance(domains or [], list):
        raise MeshError(file.as_posix(), "has `mesh_domains` that is not a list", remedy)
    for number, domain in enumerate(domains or [], 1):
        if not isinstance(domain, dict) or not isinstance(domain.get("name"), str):
            raise MeshError(file.as_posix(), f"has no name in entry {number} of `mesh_domains`", remedy)
    return list(domains or [])


def registered_inputs(path: Path) -> list[str]:
    """Return the paths of all registered artifacts, relative ones taken from the registry's directory.

    Raises:
        MeshError: The registry cannot be read, or names no artifacts.
    """
    file = path / PROJECT_FILE if path.is_dir() else path
    paths: list[str] = []
    for domain in read_registry(file):
        declared = domain.get("artifacts") or []
        items = [declared] if isinstance(declared, str) else declared
        paths.extend((file.parent / str(item)).as_posix() for item in items)
    if not paths:
        raise MeshError(
            file.as_posix(),
            "registers no artifacts to gather",
            "Give project directories, or add `artifacts` to its `mesh_domains`.",
        )
    return paths
