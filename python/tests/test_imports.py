"""Imports go one way: every room knows only the rooms below it, and no module leads back to itself."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import mesh_commons

ROOT = Path(mesh_commons.__file__).parent
# The lowest first. Rooms of one layer do not know each other. A new room needs a place here.
LAYERS = (
    {"", "output", "stopping"},
    {"errors", "progress"},
    {"settings", "shared_schema"},
    {"artifacts", "store"},
    {"decode"},
    {"gather", "hub"},
    {"cli"},
    {"__main__"},
)
HEIGHT = {room: height for height, layer in enumerate(LAYERS) for room in layer}


def modules(root: Path) -> dict[str, Path]:
    """Return the modules of the package by name."""
    found = {}
    for path in root.rglob("*.py"):
        if "dbt_package" not in path.parts:
            parts = (root.name, *path.relative_to(root).with_suffix("").parts)
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(known: dict[str, Path]) -> dict[str, set[str]]:
    """Return what each module imports of the package, be it late or for types only."""
    return {module: {name for name in _imported(path, known) if name != module} for module, path in known.items()}


def _imported(path: Path, known: dict[str, Path]) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {item.name for item in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively: write the whole name."
            inside = {f"{node.module}.{item.name}" for item in node.names}
            names |= {name if name in known else str(node.module) for name in inside}
    return names & known.keys()


def room(module: str) -> str:
    return [*module.split("."), ""][1]


def upward(edges: dict[str, set[str]]) -> list[str]:
    """Return the imports that leave a room for one that does not lie below it."""
    return sorted(
        f"{module} imports {name}"
        for module, names in edges.items()
        for name in names
        if room(name) != room(module) and HEIGHT[room(name)] >= HEIGHT[room(module)]
    )


def circle(edges: dict[str, set[str]]) -> list[str]:
    """Return the modules of an import circle, none where there is none."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


EDGES = imports(modules(ROOT))


def test_every_room_has_a_layer_and_every_layer_its_rooms() -> None:
    assert {room(module) for module in EDGES} == HEIGHT.keys()


def test_no_import_goes_up_or_to_a_neighbour() -> None:
    assert upward(EDGES) == []


def test_no_import_goes_round_in_a_circle() -> None:
    assert circle(EDGES) == []


def test_no_module_outgrows_250_lines() -> None:
    lines = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in modules(ROOT).items()}
    assert {module: count for module, count in lines.items() if count >= 250} == {}


@pytest.mark.parametrize(
    "line",
    [
        "from mesh_commons.gather.projects import gather",
        "def late():\n    import mesh_commons.decode.values",
        "from mesh_commons.artifacts import locate",
    ],
)
def test_a_wrong_import_is_seen(tmp_path: Path, line: str) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(line)
    edges = imports({**modules(ROOT), "mesh_commons.store.wrong": wrong})
    assert len(upward(edges)) == 1


def test_a_circle_is_seen() -> None:
    edges = {**EDGES, "mesh_commons.store.base": {"mesh_commons.store.open"}}
    assert {"mesh_commons.store.base", "mesh_commons.store.open"} <= set(circle(edges))
