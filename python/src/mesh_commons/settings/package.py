"""Where the dbt package is that this companion belongs to."""

from __future__ import annotations

from pathlib import Path

from mesh_commons.errors import MeshError

PACKAGE = "mesh_commons"
PROJECT_FILE = "dbt_project.yml"
SETTINGS_FILE = "macros/settings/mesh_settings.sql"


def settings_places(directory: Path) -> tuple[Path, Path]:
    """Return where a directory has the settings: as a checkout of the package, or as a project that installed it."""
    return directory / SETTINGS_FILE, directory / "dbt_packages" / PACKAGE / SETTINGS_FILE


def is_hub(directory: Path) -> bool:
    """Return whether a directory is a checkout of the package or a project that has installed it."""
    return any(place.is_file() for place in settings_places(directory))


def package_root() -> Path:
    """Return the directory of the dbt package: the checkout this runs from, else what the wheel carries.

    Raises:
        MeshError: There is neither.
    """
    here = Path(__file__).resolve().parents[1]
    checkout, carried = here.parents[2], here / "dbt_package"
    if here == checkout / "python/src/mesh_commons" and (checkout / PROJECT_FILE).is_file():
        return checkout
    if (carried / PROJECT_FILE).is_file():
        return carried
    raise MeshError(str(here), "carries no dbt package", "Install mesh-commons again: pip install ./python.")
