"""A generated mesh is the same every time, hangs together, and is shaped as it says."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("orjson")

from generate import describe, write_mesh
from measure import measure
from plan import Model, Project, count_ancestors, plan_mesh


@pytest.fixture(scope="module")
def mesh() -> list[Project]:
    return plan_mesh(3, 20, seed=7)


@pytest.fixture(scope="module")
def manifests(mesh: list[Project], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    homes = write_mesh(mesh, tmp_path_factory.mktemp("mesh"))
    return [json.loads((home / "target" / "manifest.json").read_bytes()) for home in homes]


def test_equal_seeds_give_equal_bytes(mesh: list[Project], tmp_path: Path) -> None:
    first = write_mesh(mesh, tmp_path / "first")
    second = write_mesh(plan_mesh(3, 20, seed=7), tmp_path / "second")
    for one, other in zip(first, second, strict=True):
        path = Path("target", "manifest.json")
        assert (one / path).read_bytes() == (other / path).read_bytes()


def test_another_seed_gives_another_mesh(mesh: list[Project]) -> None:
    assert plan_mesh(3, 20, seed=8) != mesh


def test_every_edge_leads_to_a_resource_of_the_manifest(manifests: list[dict[str, Any]]) -> None:
    for manifest in manifests:
        known = {*manifest["nodes"], *manifest["sources"], *manifest["exposures"]}
        for child, parents in manifest["parent_map"].items():
            assert {child, *parents} <= known
            for parent in parents:
                assert child in manifest["child_map"][parent]
        for unique_id, node in manifest["nodes"].items():
            assert node["unique_id"] == unique_id
            assert node["depends_on"]["nodes"] == manifest["parent_map"][unique_id]


def test_models_have_what_was_asked_for(manifests: list[dict[str, Any]]) -> None:
    for manifest in manifests:
        project = manifest["metadata"]["project_name"]
        own = [node for node in manifest["nodes"].values() if node["package_name"] == project]
        models = [node for node in own if node["resource_type"] == "model"]
        assert len(models) == 20
        assert len(own) == 60
        assert sum(node["access"] == "public" for node in models) == 1
        assert all(12 <= len(node["columns"]) <= 28 for node in models)
        assert all(node["contract"]["enforced"] == (node["access"] == "public") for node in models)


def test_foreign_models_look_as_dbt_loom_leaves_them(manifests: list[dict[str, Any]]) -> None:
    foreign = [
        node
        for manifest in manifests
        for node in manifest["nodes"].values()
        if node["package_name"] != manifest["metadata"]["project_name"]
    ]
    assert foreign
    for node in foreign:
        assert node["original_file_path"] == node["path"] == ""
        assert node["access"] == "public"
        assert not node["contract"]["enforced"]
        assert not node["columns"]


def test_projects_read_only_products_of_lower_tiers() -> None:
    mesh = plan_mesh(10, 60, seed=7)
    tiers = {project.name: project.tier for project in mesh}
    public = {product.unique_id for project in mesh for product in project.products}
    crossing = [
        (project, parent)
        for project in mesh
        for model in project.models
        for parent in model.parents
        if parent.split(".")[1] != project.name
    ]
    assert crossing
    for project, parent in crossing:
        assert parent in public
        assert tiers[parent.split(".")[1]] < project.tier


def test_ratios_are_those_of_real_meshes(tmp_path: Path) -> None:
    mesh = plan_mesh(10, 400, seed=7)
    write_mesh(mesh, tmp_path)
    about = describe(mesh, tmp_path)
    assert 1.7 <= about["parents_per_model"] <= 1.9
    assert 0.04 <= about["cross_project_ratio"] <= 0.06
    assert 20 <= about["ancestors_mean"] <= 60
    assert 26 <= about["megabytes_per_1000_models"] <= 33


def test_ancestors_are_counted_across_projects() -> None:
    top = Model("model.one.top", "top", "marts", True, ("source.one.system.raw",))
    left = Model("model.two.left", "left", "staging", False, (top.unique_id,))
    right = Model("model.two.right", "right", "staging", False, (top.unique_id,))
    end = Model("model.two.end", "end", "marts", False, (left.unique_id, right.unique_id))
    mesh = [Project("one", 0, models=[top]), Project("two", 1, models=[left, right, end])]
    assert count_ancestors(mesh) == [1, 2, 2, 4]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from Linux's /proc")
def test_memory_of_child_processes_is_counted() -> None:
    child = "import time; block = bytearray(80_000_000); time.sleep(1)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    assert measure([sys.executable, "-c", parent]).memory > 80_000_000


def test_failed_command_is_told_with_its_last_words() -> None:
    with pytest.raises(RuntimeError, match=r"ended with 3: .*gone"):
        measure([sys.executable, "-c", "import sys; print('gone'); sys.exit(3)"])
