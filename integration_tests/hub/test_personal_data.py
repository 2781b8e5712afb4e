"""Personal data on its way through the mesh: what the hub finds is what a walk by hand finds."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import pytest
from hub import HUB_SCHEMA, Hub
from mesh_rows import edge, project, resource

PROJECTS = ("north", "south", "west")
NAMES = ("mail", "nick")
BUILD = ("build", "--exclude-resource-type", "unit_test", "test", "--select")
# What a column says of itself, and how often; most say nothing.
WORDS: tuple[dict[str, str] | None, ...] = (None,) * 7 + (
    {"pii": "true"},
    {"pii": "true", "masked": "sha"},
    {"pii": "no"},
    {"masked": "off"},
    {"pii": "true", "masked": "off"},
)
# The same of a model as a whole.
MODEL_WORDS: tuple[dict[str, str] | None, ...] = (None,) * 9 + (
    {"masked": "yes"},
    {"pii": "true", "masked": "yes"},
    {"masked": "no"},
    {"pii": "false"},
    {"pii": "true"},
)
NOT_MASKED = (None, "off", "no")
Loss = tuple[str, str, str, int]


@dataclass
class Table:
    """A model of the made mesh.

    Attributes:
        project: Its project, which is its domain.
        columns: What each column that is written down says of itself.
        word: What it says of itself as a whole.
        has_contract: Whether what is written down is all.
    """

    project: str
    columns: dict[str, dict[str, str] | None]
    word: dict[str, str] | None
    has_contract: bool
    children: list[str] = field(default_factory=list)

    def said(self, name: str, key: str) -> str | None:
        """Return what a column says of itself, or else its model of it."""
        return (self.columns.get(name) or {}).get(key, (self.word or {}).get(key))

    def is_exposed(self, name: str) -> bool:
        """Return whether a column is personal, and what is said nearest to it is no mask.

        It says so itself; or it is taken out of the mask of a model that is personal and names no column that is.
        """
        if self.said(name, "masked") not in NOT_MASKED:
            return False
        word = self.columns.get(name) or {}
        if "pii" in word:
            return word["pii"] == "true"
        is_told = any((said or {}).get("pii") == "true" for said in self.columns.values())
        is_hidden = (self.word or {}).get("masked") not in NOT_MASKED
        return "masked" in word and is_hidden and (self.word or {}).get("pii") == "true" and not is_told

    def stops(self, name: str) -> bool:
        """Return whether personal data ends here: it is masked, said to be none, or known not to be there."""
        if self.is_exposed(name):
            return False
        if self.said(name, "masked") not in NOT_MASKED or self.said(name, "pii") not in (None, "true"):
            return True
        return bool(self.columns) and name not in self.columns

    def is_lost(self, name: str) -> bool:
        """Return whether a column is there, and neither it nor the model says what it is, or that it is masked."""
        return name in self.columns and self.said(name, "pii") is None and not self.stops(name)


def made(seed: int) -> dict[str, Table]:
    """Return a mesh of models by unique id, with cycles and with a model that reads itself."""
    dice = random.Random(seed)
    tables: dict[str, Table] = {}
    for number in range(90):
        name = dice.choice(PROJECTS)
        columns = {column: dice.choice(WORDS) for column in NAMES if dice.random() < 0.8}
        tables[f"model.{name}.m{number}"] = Table(name, columns, dice.choice(MODEL_WORDS), dice.random() < 0.5)
    ids = list(tables)
    for child in ids:
        for parent in {ids[int(len(ids) * dice.random() ** 2)] for _ in range(2)}:
            tables[parent].children.append(child)
    return tables


def walked(tables: dict[str, Table]) -> set[Loss]:
    """Return the lost columns, each with the nearest origin of another domain and the steps to it."""
    nearest: dict[tuple[str, str], tuple[int, str, str]] = {}
    for origin, table in tables.items():
        for name in filter(table.is_exposed, NAMES):
            for end, steps in _reached(tables, origin, name).items():
                lost = tables[end]
                if lost.project != table.project and lost.is_lost(name):
                    way = (steps, table.project, origin)
                    nearest[end, name] = min(nearest.get((end, name), way), way)
    return {(end, name, origin, steps) for (end, name), (steps, _, origin) in nearest.items()}


def _reached(tables: dict[str, Table], origin: str, name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    queue = deque([(origin, 0)])
    while queue:
        node, steps = queue.popleft()
        for child in tables[node].children:
            if child not in found and not tables[child].stops(name):
                found[child] = steps + 1
                queue.append((child, steps + 1))
    return found


def rows(tables: dict[str, Table]) -> dict[str, list[dict[str, Any]]]:
    """Return the mesh as `mesh gather` writes it."""
    written: dict[str, list[dict[str, Any]]] = {"projects": [project(name) for name in PROJECTS]}
    written |= {"resources": [], "edges": [], "node_columns": [], "meta": []}
    for unique_id, table in tables.items():
        place = {"project_name": table.project, "unique_id": unique_id}
        written["resources"].append(resource(table.project, unique_id, is_contract_enforced=table.has_contract))
        written["edges"] += [edge(tables[child].project, unique_id, child) for child in table.children]
        written["meta"] += [_key(place, None, *said) for said in (table.word or {}).items()]
        for name, word in table.columns.items():
            # engines and people write names in other letters
            written["node_columns"].append({**place, "column_name": name.upper() if table.has_contract else name})
            written["meta"] += [_key(place, name, *said) for said in (word or {}).items()]
    return written


def _key(place: dict[str, str], column: str | None, key: str, value: str) -> dict[str, Any]:
    return {**place, "column_name": column, "meta_key": key, "meta_value": value}


@pytest.mark.parametrize("seed", [1, 2])
def test_lost_columns_are_those_of_a_walk_from_every_personal_one(hub: Hub, seed: int) -> None:
    tables = made(seed)
    expected = walked(tables)
    hub.write(**rows(tables))
    hub.dbt(*BUILD, "+policy__pii_lost_downstream")
    found = hub.execute(
        f"select unique_id, column_key, related_unique_id, steps from {HUB_SCHEMA}.policy__pii_lost_downstream"
    )
    assert len(expected) > 20
    assert sorted(found) == sorted(expected)


def test_a_model_that_may_hide_a_column_leaves_its_project_unjudged_in_one_line(hub: Hub) -> None:
    hub.write(
        projects=[project("sales"), project("market"), project("strict")],
        resources=[
            resource("sales", "model.sales.people", access="public", is_contract_enforced=True),
            *(resource("market", f"model.market.m{number}", access="public") for number in range(3)),
            resource("strict", "model.strict.m", access="public", is_contract_enforced=True),
        ],
        edges=[
            *(edge("market", "model.sales.people", f"model.market.m{number}") for number in range(2)),
            edge("strict", "model.sales.people", "model.strict.m"),
        ],
        node_columns=[
            {"project_name": name, "unique_id": f"model.{name}.{model}", "column_name": column}
            for name, model, column in (("sales", "people", "mail"), ("strict", "m", "id"), ("market", "m0", "id"))
        ],
        tags=[{"project_name": "sales", "unique_id": "model.sales.people", "column_name": "mail", "tag": "pii"}],
    )
    hub.dbt(*BUILD, "+fct_mesh__policy_coverage", "+fct_mesh__findings")
    assert hub.execute(
        f"select policy_id, project_name, reason from {HUB_SCHEMA}.fct_mesh__policy_coverage "
        "where not is_judged and policy_id in ('pii_exposed', 'pii_lost_downstream') and reason like '%nobody wrote%'"
        " order by policy_id, project_name"
    ) == [
        (
            "pii_exposed",
            "market",
            "Public models without a contract, and in no catalog, may have columns that nobody wrote down: 3, such as "
            "model.market.m0.",
        ),
        (
            "pii_lost_downstream",
            "market",
            "Models without a contract, and in no catalog, may have columns that nobody wrote down, with personal data "
            "of another domain: 2, such as model.market.m0.",
        ),
    ]
    assert hub.execute(f"select unique_id from {HUB_SCHEMA}.fct_mesh__findings where policy_id like 'pii%'") == [
        ("model.sales.people",)
    ]
