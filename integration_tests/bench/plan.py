"""Plan the graph of a made-up mesh: which project has which models, and who reads whom."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

Popular = TypeVar("Popular")

# Source-aligned projects come first, then aggregates, then consumer-aligned ones.
TIER_SHARES = (0.5, 0.3, 0.2)
# Shares of a project's models: staging, four layers of intermediate models, three of marts.
LAYERS = (
    ("staging", 0.25),
    ("intermediate", 0.12),
    ("intermediate", 0.11),
    ("intermediate", 0.10),
    ("intermediate", 0.09),
    ("marts", 0.15),
    ("marts", 0.12),
    ("marts", 0.06),
)
SOURCES_PER_MODEL = 0.2
PUBLIC_RATIO = 0.05
CROSS_PROJECT_RATIO = 0.05
PREVIOUS_LAYER_RATIO = 0.55
UPSTREAM_PROJECTS = 6
# How many parents a model has; with one source or two per staging model this makes about 1.8 on average.
PARENT_COUNTS, PARENT_WEIGHTS = (1, 2, 3, 4), (35, 35, 20, 10)
SUBJECTS = ("orders", "payments", "customers", "stock", "shipping", "pricing", "claims", "staff", "ads", "web")


@dataclass(frozen=True)
class Model:
    """A model: its place in the project and the unique ids it reads."""

    unique_id: str
    name: str
    layer: str
    is_public: bool
    parents: tuple[str, ...]


@dataclass
class Project:
    """A project: its sources, its models in layers, and the public models it may read elsewhere."""

    name: str
    tier: int
    sources: list[str] = field(default_factory=list)
    models: list[Model] = field(default_factory=list)
    external: list[Model] = field(default_factory=list)

    @property
    def products(self) -> list[Model]:
        """The models that other projects may read."""
        return [model for model in self.models if model.is_public]


def plan_mesh(projects: int, models: int, seed: int) -> list[Project]:
    """Return the projects of a mesh; equal arguments give equal meshes.

    Args:
        projects: Number of projects.
        models: Number of models in each.
        seed: Start of the random numbers.
    """
    mesh: list[Project] = []
    tiers = [_tier((number + 0.5) / projects) for number in range(projects)]
    readers = sum(tier > 0 for tier in tiers)
    cross_ratio = CROSS_PROJECT_RATIO * projects / readers if readers else 0.0
    for number, tier in enumerate(tiers):
        name = f"{SUBJECTS[number % len(SUBJECTS)]}_{number:03}"
        chance = random.Random(f"{seed}/{name}")
        upstream = _sample([project for project in mesh if project.tier < tier], UPSTREAM_PROJECTS, chance)
        products = [product for project in upstream for product in project.products]
        chance.shuffle(products)
        mesh.append(_plan_project(Project(name, tier), models, products, cross_ratio, chance))
    return mesh


def _tier(place: float) -> int:
    if place < TIER_SHARES[0]:
        return 0
    return 1 if place < TIER_SHARES[0] + TIER_SHARES[1] else 2


def _sample(items: list[Project], count: int, chance: random.Random) -> list[Project]:
    return chance.sample(items, min(count, len(items)))


def _plan_project(
    project: Project, count: int, products: list[Model], cross_ratio: float, chance: random.Random
) -> Project:
    names = [f"{project.name}_raw_{number:04}" for number in range(max(1, int(count * SOURCES_PER_MODEL)))]
    project.sources = [f"source.{project.name}.system_{number % 5}.{name}" for number, name in enumerate(names)]
    layers = _layer_of_each(count)
    marts = [number for number, layer in enumerate(layers) if LAYERS[layer][0] == "marts"]
    public = set(chance.sample(marts, min(len(marts), max(1, round(count * PUBLIC_RATIO)))))
    by_layer: list[list[str]] = [[] for _ in LAYERS]
    for number, layer in enumerate(layers):
        kind = LAYERS[layer][0]
        name = f"{kind[:3]}_{project.name}__{number:04}"
        parents: dict[str, None] = {}
        wanted = chance.choices(PARENT_COUNTS, PARENT_WEIGHTS)[0] if layer else 1 + (chance.random() < 0.1)
        for _ in range(wanted):
            if products and chance.random() < cross_ratio:
                parents[_popular(products, chance).unique_id] = None
            else:
                parents[_local_parent(project.sources, by_layer[:layer], chance)] = None
        unique_id = f"model.{project.name}.{name}"
        by_layer[layer].append(unique_id)
        project.models.append(Model(unique_id, name, kind, number in public, tuple(parents)))
    project.external = products
    return project


def _layer_of_each(count: int) -> list[int]:
    """Return the layer of each model, in order."""
    limits, reached = [], 0.0
    for _, share in LAYERS:
        reached += share
        limits.append(reached)
    return [next(i for i, limit in enumerate(limits) if (n + 0.5) / count < limit + 1e-9) for n in range(count)]


def _local_parent(sources: list[str], layers: list[list[str]], chance: random.Random) -> str:
    """Pick from the layer before, less often from any earlier one; a few parents are popular."""
    filled = [layer for layer in layers if layer]
    if not filled:
        return _popular(sources, chance)
    layer = filled[-1] if chance.random() < PREVIOUS_LAYER_RATIO else chance.choice(filled)
    return _popular(layer, chance)


def _popular(items: Sequence[Popular], chance: random.Random) -> Popular:
    """Pick by a law like Zipf's: the chance of a place falls with the rank to the power of two thirds."""
    return items[int(len(items) * chance.random() ** 3)]


def count_ancestors(mesh: list[Project]) -> list[int]:
    """Return how many resources each model descends from, across projects, sources included."""
    ancestors: dict[str, frozenset[str]] = {}
    for project in mesh:
        for model in project.models:
            found = set(model.parents)
            for parent in model.parents:
                found |= ancestors.get(parent, frozenset())
            ancestors[model.unique_id] = frozenset(found)
    return [len(found) for found in ancestors.values()]
