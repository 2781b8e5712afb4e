"""The package as a domain of the demo mesh has it, and the hub that builds the reference tables for all of them.

`dbt deps` links a `local:` package into `dbt_packages/`, and then asks dbt's package hub for the packages that this one
names itself. Here the same link is made by hand, so that nothing but this machine is needed. It leads to a copy of
the package without packages.yml; a domain opens of it what it asks for.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from mesh_commons.settings.literals import read_settings_macro, settings_macro
from mesh_commons.settings.package import SETTINGS_FILE

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "tests")


def copy_package(place: Path, parts: tuple[str, ...] = PARTS) -> None:
    """Copy parts of the package, without packages.yml: with that, dbt would want the packages named there.

    Args:
        place: The directory to make; what was there goes.
        parts: Files and directories of the repository.

    Raises:
        OSError: The directory cannot be written.
    """
    shutil.rmtree(place, ignore_errors=True)
    for part in parts:
        source = ROOT / part
        (place / part).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place / part)
        else:
            shutil.copyfile(source, place / part)


def write_settings(place: Path, **settings: Any) -> None:
    """Edit the settings in a copy of the package, as a company does in its own.

    Args:
        place: The copy.
        settings: What differs from the package's settings.

    Raises:
        OSError: The file cannot be written.
    """
    file = place / SETTINGS_FILE
    file.write_text(settings_macro({**read_settings_macro(ROOT / SETTINGS_FILE), **settings}), encoding="utf-8")


def install(package: Path, project: Path) -> None:
    """Link a copy of the package into a project, where `dbt deps` puts packages.

    Args:
        package: The copy.
        project: Directory of the dbt project; its packages.yml names the package.

    Raises:
        OSError: The link cannot be made.
    """
    packages = project / "dbt_packages"
    shutil.rmtree(packages, ignore_errors=True)
    packages.mkdir()
    (packages / "mesh_commons").symlink_to(os.path.relpath(package, packages), target_is_directory=True)
