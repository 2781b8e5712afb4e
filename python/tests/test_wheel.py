"""The wheel carries the dbt package, so that `mesh check` needs no clone of the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from command import Mesh
from factory import model, project, write
from mesh_commons.settings.package import package_root

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    built = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = place.glob("mesh_commons-*.whl")
    return wheel


@pytest.fixture(scope="module")
def carried(wheel: Path) -> set[str]:
    prefix = "mesh_commons/dbt_package/"
    with zipfile.ZipFile(wheel) as archive:
        return {name.removeprefix(prefix) for name in archive.namelist() if name.startswith(prefix)}


def test_every_file_of_the_package_is_carried(carried: set[str]) -> None:
    root = package_root()
    ours = {"dbt_project.yml", "profiles.yml"}
    for part in ("macros", "models", "seeds", "tests"):
        files = (path for path in (root / part).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        ours |= {path.relative_to(root).as_posix() for path in files}
    assert carried == ours


def test_the_hub_of_packages_is_not_needed(carried: set[str]) -> None:
    assert "packages.yml" not in carried


def test_an_installed_wheel_finds_what_it_carries(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "from mesh_commons.settings.package import package_root\nprint(package_root())"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(ran.stdout.strip()) == (tmp_path / "mesh_commons/dbt_package").resolve()


def test_the_first_check_of_an_installed_wheel_starts_no_dbt(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    mesh = Mesh(tmp_path)
    write(tmp_path / "a/target", project("a", model("x", "a", access="public")))
    no_dbt = "import subprocess, sys\nsubprocess.Popen = None\nsys.modules['dbt'] = None"
    environment = {"PYTHONPATH": str(tmp_path / "installed"), "MESH_CACHE_DIR": "off"}
    ran = mesh("check", "a", "--json", preamble=no_dbt, **environment)
    assert ran.code == 1, ran.err
    assert ran.out == mesh("check", "a", "--json").out


def test_a_carried_plan_of_other_files_is_not_used(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    changed = tmp_path / "mesh_commons/dbt_package/models/hub/governance/fct_mesh__summary.sql"
    changed.write_text(changed.read_text(encoding="utf-8").replace("'domains' as metric", "'fields' as metric"))
    code = (
        "from mesh_commons.hub.build import find_plan\nfrom mesh_commons.hub.plan import encode\n"
        "from mesh_commons.settings.registry import read_settings\n"
        "print(b\"'fields' as metric\" in encode(find_plan(read_settings(), lambda: None)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "MESH_CACHE_DIR": "off"}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout == "True\n"
