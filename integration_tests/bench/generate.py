"""Make the manifests of a mesh of N projects with M models each, the same for the same seed.

    python integration_tests/bench/generate.py FOLDER --projects 10 --models 1000

Writes FOLDER/<project>/target/manifest.json, shaped like dbt 1.11's, and prints what was made.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import BinaryIO

import orjson
from plan import Project, count_ancestors, plan_mesh
from shapes import Shapes

WORKERS = 2
GROUPS = 4
OWN_MACROS = 40


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the projects are written")
    parser.add_argument("--projects", type=int, default=10, help="number of projects (default: %(default)s)")
    parser.add_argument("--models", type=int, default=1000, help="models of each (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers (default: %(default)s)")
    options = parser.parse_args()
    mesh = plan_mesh(options.projects, options.models, options.seed)
    write_mesh(mesh, options.folder)
    print(json.dumps(describe(mesh, options.folder), indent=2))


def write_mesh(mesh: list[Project], folder: Path) -> list[Path]:
    """Write every project's manifest with two processes; return the projects' folders."""
    homes = [folder / project.name for project in mesh]
    with ProcessPoolExecutor(WORKERS) as pool:
        list(pool.map(write_project, mesh, homes, chunksize=1))
    return homes


def describe(mesh: list[Project], folder: Path) -> dict[str, float]:
    """Return the figures of a mesh that was written: counts, sizes and ratios."""
    models = sum(len(project.models) for project in mesh)
    edges = [
        (project.name, parent.split(".")[1]) for project in mesh for model in project.models for parent in model.parents
    ]
    ancestors = sorted(count_ancestors(mesh))
    size = sum((folder / project.name / "target" / "manifest.json").stat().st_size for project in mesh)
    return {
        "projects": len(mesh),
        "models": models,
        "edges": len(edges),
        "parents_per_model": round(len(edges) / models, 2),
        "cross_project_ratio": round(sum(child != parent for child, parent in edges) / len(edges), 3),
        "public_models": sum(len(project.products) for project in mesh),
        "reachable_pairs": sum(ancestors),
        "ancestors_mean": round(sum(ancestors) / models, 1),
        "ancestors_median": ancestors[models // 2],
        "ancestors_max": ancestors[-1],
        "megabytes": round(size / 1e6, 1),
        "megabytes_per_1000_models": round(size / 1e3 / models, 1),
    }


def write_project(project: Project, home: Path) -> None:
    """Write one project's manifest, resource by resource."""
    shapes = Shapes(project.name, random.Random(project.name))
    target = home / "target"
    target.mkdir(parents=True, exist_ok=True)
    part = target / f"manifest.json.{os.getpid()}"
    with part.open("wb") as stream:
        stream.write(b'{"metadata":' + orjson.dumps(shapes.metadata()))
        edges: dict[str, tuple[str, ...]] = {}
        _section(stream, "nodes", _nodes(project, shapes, edges))
        sources = ((name, orjson.dumps(shapes.source(name, i))) for i, name in enumerate(project.sources))
        _section(stream, "sources", sources)
        _section(stream, "macros", _macros(shapes))
        _section(stream, "exposures", _exposures(project, shapes, edges))
        groups = (shapes.group(number) for number in range(GROUPS))
        _section(stream, "groups", ((str(group["unique_id"]), orjson.dumps(group)) for group in groups))
        _maps(stream, project, edges)
        for name in ("docs", "metrics", "selectors", "disabled", "saved_queries", "semantic_models"):
            _section(stream, name, iter(()))
        for name in ("unit_tests", "functions"):
            _section(stream, name, iter(()))
        stream.write(b"}\n")
    part.replace(target / "manifest.json")


def _section(stream: BinaryIO, name: str, items: Iterator[tuple[str, bytes]]) -> None:
    stream.write(b"," + orjson.dumps(name) + b":{")
    for number, (key, value) in enumerate(items):
        stream.write((b"," if number else b"") + orjson.dumps(key) + b":" + value)
    stream.write(b"}")


def _nodes(project: Project, shapes: Shapes, edges: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, bytes]]:
    """Yield the models, two tests of each, and the external models; note down who reads whom."""
    for number, model in enumerate(project.models):
        edges[model.unique_id] = model.parents
        columns = shapes.columns(number, model.is_public)
        yield model.unique_id, orjson.dumps(shapes.model(model, number % GROUPS, columns))
        for test in shapes.tests(model, list(columns)):
            unique_id = str(test["unique_id"])
            edges[unique_id] = tuple(test["depends_on"]["nodes"])
            yield unique_id, orjson.dumps(test)
    for model in project.external:
        edges[model.unique_id] = ()
        yield model.unique_id, orjson.dumps(shapes.external(model))


def _macros(shapes: Shapes) -> Iterator[tuple[str, bytes]]:
    yield from shapes.shared_macros()
    for number in range(OWN_MACROS):
        macro = shapes.macro(shapes.project, f"own_macro_{number:02}", number)
        yield str(macro["unique_id"]), orjson.dumps(macro)


def _exposures(project: Project, shapes: Shapes, edges: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, bytes]]:
    """Yield one exposure for two models in a hundred, each on a few marts."""
    marts = [model.unique_id for model in project.models if model.layer == "marts"]
    for number in range(max(1, len(project.models) // 50)):
        exposure = shapes.exposure(number, marts[number % len(marts) :][:3])
        edges[exposure["unique_id"]] = tuple(exposure["depends_on"]["nodes"])
        yield exposure["unique_id"], orjson.dumps(exposure)


def _maps(stream: BinaryIO, project: Project, edges: dict[str, tuple[str, ...]]) -> None:
    """Write parent_map and child_map, as dbt does from the same edges."""
    children: dict[str, list[str]] = {key: [] for key in (*project.sources, *edges)}
    for child, parents in edges.items():
        for parent in parents:
            children[parent].append(child)
    parents_of = {**dict.fromkeys(project.sources, ()), **edges}
    stream.write(b',"parent_map":' + orjson.dumps(parents_of))
    stream.write(b',"child_map":' + orjson.dumps(children))
    stream.write(b',"group_map":{}')


if __name__ == "__main__":
    main()
