"""A mesh that a test writes itself, as `mesh gather` and as Project Evaluator would: artifacts and evaluator tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import capture
from hub import Hub
from mesh_rows import edge, project, resource

Row = dict[str, Any]
# What the evaluator's graph holds: it knows no semantic models, saved queries and unit tests.
KNOWN_TO_EVALUATOR = ("model", "seed", "snapshot", "source", "exposure", "metric", "test", "analysis")
READERS = ("model", "snapshot", "exposure", "metric", "test")

# Types of the captured tables, which are DuckDB's, where an engine calls them otherwise.
TYPES = {
    "duckdb": {},
    "postgres": {
        "VARCHAR": "text",
        "VARCHAR[]": "text",
        "HUGEINT": "numeric",
        "FLOAT": "double precision",
        "DOUBLE": "double precision",
    },
}


@dataclass
class Project:
    """One project of the mesh.

    Attributes:
        name: The project's name.
        reads: Who reads what: pairs of unique ids, the reader first.
        attributes: What a resource has besides its name, by unique id; also resources that nothing reads.
        facts: Rows of the evaluator's tables, by relation.
        is_gathered: Whether its artifacts are known.
        only_built: Resources of the evaluator's tables that were not gathered, as in a pull request.
    """

    name: str
    reads: list[tuple[str, str]] = field(default_factory=list)
    attributes: dict[str, Row] = field(default_factory=dict)
    facts: dict[str, list[Row]] = field(default_factory=dict)
    is_gathered: bool = True
    only_built: tuple[str, ...] = ()

    def ids(self) -> list[str]:
        """The unique ids of all resources, in the order of their first appearance."""
        return list(dict.fromkeys([*self.attributes, *(unique_id for pair in self.reads for unique_id in pair)]))

    def gathered(self, unique_id: str) -> Row:
        """A resource as `mesh gather` writes it."""
        row = resource(self.name, unique_id)
        if unique_id.startswith("source."):
            row |= {"schema_name": unique_id.split(".")[2], "materialized": None}
        known = {name: value for name, value in self.attributes.get(unique_id, {}).items() if name in SHARED}
        return {**row, **known}

    def evaluated(self, unique_id: str) -> Row:
        """The same as the evaluator's graph shows it."""
        row = self.gathered(unique_id)
        kind, *_, name = unique_id.split(".")
        source_name = unique_id.split(".")[2] if kind == "source" else None
        unexcluded = None if kind in ("exposure", "metric") else False
        return {
            "resource_id": unique_id,
            "resource_name": f"{source_name}.{name}" if source_name else name,
            "resource_type": kind,
            "file_path": row["original_file_path"],
            "package_name": row["package_name"],
            "database": row["database_name"],
            "schema": row["schema_name"],
            "alias": None if source_name else row["identifier"],
            "identifier": row["identifier"] if source_name else None,
            "source_name": source_name,
            "materialized": row["materialized"],
            "access": row["access"],
            "is_public": row["access"] == "public",
            "is_contract_enforced": row["is_contract_enforced"],
            "is_described": False,
            "is_excluded": unexcluded,
            "model_type": "marts" if kind == "model" else None,
            **{name: value for name, value in self.attributes.get(unique_id, {}).items() if name not in SHARED},
        }

    def relationships(self) -> list[Row]:
        """The evaluator's direct relationships: a row for each parent, and one for what has none."""
        rows = []
        for unique_id in self.ids():
            kind = unique_id.split(".")[0]
            if kind in KNOWN_TO_EVALUATOR:
                parents = [parent for child, parent in self.reads if child == unique_id and kind in READERS]
                rows += [
                    {
                        "resource_id": unique_id,
                        "resource_type": kind,
                        "direct_parent_id": parent,
                        "is_primary_test_relationship": kind == "test",
                    }
                    for parent in parents or [None]
                ]
        return rows


SHARED = (
    "materialized",
    "access",
    "is_contract_enforced",
    "database_name",
    "schema_name",
    "identifier",
    "original_file_path",
)


def write(hub: Hub, *projects: Project) -> None:
    """Write the artifacts of the projects that are gathered into the shared schema."""
    tables: dict[str, list[Row]] = {"projects": [], "resources": [], "edges": []}
    for one in projects:
        if one.is_gathered:
            tables["projects"].append(project(one.name))
            gathered = [unique_id for unique_id in one.ids() if unique_id not in one.only_built]
            tables["resources"] += [one.gathered(unique_id) for unique_id in gathered]
            tables["edges"] += [
                edge(one.name, parent, child) for child, parent in one.reads if child in gathered and parent in gathered
            ]
    hub.write(**tables)


def evaluate(hub: Hub, one: Project, schema: str | None = None, types: dict[str, str] | None = None) -> None:
    """Create the evaluator's tables of a project, with the real evaluator's columns; `types` are those that differ."""
    place = schema or f"{one.name}_evaluator"
    graph = [one.evaluated(unique_id) for unique_id in one.ids() if unique_id.split(".")[0] in KNOWN_TO_EVALUATOR]
    tables = {"int_all_graph_resources": graph, "int_direct_relationships": one.relationships(), **one.facts}
    statements = [f"drop schema if exists {place} cascade", f"create schema {place}"]
    for relation, table in capture.read("warehouse").items():
        kinds = {
            name: (types or {}).get(name, TYPES[hub.engine].get(kind, kind)) for name, kind in table.columns.items()
        }
        definition = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
        statements.append(f"create table {place}.{relation} ({definition})")
        for row in tables.get(relation, []):
            names = ", ".join(f'"{name}"' for name in row)
            values = ", ".join("null" if value is None else f"'{value}'" for value in row.values())
            statements.append(f"insert into {place}.{relation} ({names}) values ({values})")
    hub.execute("; ".join(statements))
