"""Compile a plan: let dbt build the hub on an empty mesh, and keep the SQL that it ran."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from mesh_commons.errors import MeshError
from mesh_commons.hub.dbt import run_dbt, write_profile
from mesh_commons.hub.plan import DATABASE, Node, Plan
from mesh_commons.hub.stage import ARTIFACTS_SCHEMA, write_files
from mesh_commons.stopping import interrupt_when_stopped
from mesh_commons.store.base import quoted
from mesh_commons.store.duckdb import DuckDBStore

# Models, seeds and their tests, and the tests of what came in: of artifacts and registry, and across the mesh. The
# other tests are the package's tests of itself, and those of the policies say what stands among the findings.
_SELECTED = (
    "resource_type:model",
    "resource_type:seed",
    "resource_type:test,test_type:singular",
    "resource_type:test,path:models/hub/staging",
    "resource_type:test,path:seeds/hub",
)
# A seed is in the plan as it is: its tests are run here, once, and by no check again.
_SEEDS = "seeds/"
# What dbt says of itself at the head of each query.
_COMMENT = re.compile(r"\A\s*/\* \{.*?\} \*/\s*", re.DOTALL)
_BUILDS = re.compile(r"\s*(create|insert)\s", re.IGNORECASE)
_REMEDY = "Mend what it names; if it is the package itself, report it."


class _Event(msgspec.Struct):
    """A line of dbt's log."""

    info: dict[str, Any]
    data: dict[str, Any]


def compile_plan(files: dict[str, bytes], key: str) -> Plan:
    """Compile a plan.

    Args:
        files: Contents by path, as `staged_files` returns them.
        key: The key of the plan.

    Returns:
        The plan.

    Raises:
        MeshError: dbt cannot build the hub, or builds it by SQL that cannot be run again, or a seed fails its tests.
    """
    with tempfile.TemporaryDirectory(prefix="mesh-plan-", ignore_cleanup_errors=True) as scratch:
        directory = Path(scratch) / "hub"
        database = Path(scratch) / f"{DATABASE}.duckdb"
        write_files(files, directory)
        write_profile(directory, database)
        DuckDBStore(str(database), ARTIFACTS_SCHEMA).close()
        said = run_dbt(directory, "build", "--indirect-selection", "empty", "--select", *_SELECTED)
        nodes = _built(directory, said)
        queries = _queries(directory / "logs" / "dbt.log")
        with duckdb.connect(str(database), read_only=True) as connection:
            interrupt_when_stopped(connection)
            compiled = (_compiled(node, queries.get(node["unique_id"], []), connection) for node in nodes)
            plan = Plan(key, tuple(compiled))
    for node in plan.nodes:
        _refuse_what_is_tied(node, scratch)
    return plan


def _built(directory: Path, said: str) -> list[dict[str, Any]]:
    """Return what the manifest says of the nodes that dbt built, in the order in which it did, tests of seeds left out.

    Raises:
        MeshError: dbt did not build them all, or a seed fails its tests.
    """
    results = directory / "target" / "run_results.json"
    if not results.is_file():
        raise MeshError("dbt", f"could not build the hub: {' '.join(said.split())[-1500:]}", _REMEDY)
    ended = msgspec.json.decode(results.read_bytes())["results"]
    nodes = msgspec.json.decode((directory / "target" / "manifest.json").read_bytes())["nodes"]
    # First, as dbt skips what stands on a seed that fails its tests.
    for result in ended:
        if result["status"] in ("warn", "fail") and _is_test_of_a_seed(nodes[result["unique_id"]]):
            raise _refused_seed(nodes, result)
    for result in ended:
        if result["status"] not in ("success", "pass", "warn", "fail"):
            raise MeshError("dbt", f"could not build {result['unique_id']}: {_message(result)}", _REMEDY)
    built = (nodes[result["unique_id"]] for result in ended)
    return [node for node in built if not _is_test_of_a_seed(node)]


def _is_test_of_a_seed(node: dict[str, Any]) -> bool:
    return node["resource_type"] == "test" and str(node["original_file_path"]).replace("\\", "/").startswith(_SEEDS)


def _refused_seed(nodes: dict[str, Any], result: dict[str, Any]) -> MeshError:
    test = nodes[result["unique_id"]]
    seed = next(nodes[parent]["original_file_path"] for parent in test["depends_on"]["nodes"] if parent in nodes)
    return MeshError(
        seed, f"fails its test {test['name']}: {_message(result)}", "Mend its rows; no project was judged."
    )


def _message(result: dict[str, Any]) -> str:
    return " ".join(str(result["message"]).split())


def _queries(log: Path) -> dict[str, list[str]]:
    """Return the queries that dbt ran by the node that it ran them for, its own comments taken away."""
    decoder = msgspec.json.Decoder(_Event)
    found: dict[str, list[str]] = {}
    with log.open("rb") as lines:
        for line in lines:
            if b'"SQLQuery"' not in line:
                continue
            event = decoder.decode(line)
            node = event.data.get("node_info") or {}
            if event.info.get("name") == "SQLQuery" and node.get("unique_id"):
                found.setdefault(node["unique_id"], []).append(_COMMENT.sub("", event.data["sql"]).strip())
    return found


def _compiled(node: dict[str, Any], queries: list[str], connection: duckdb.DuckDBPyConnection) -> Node:
    unique_id, kind = node["unique_id"], node["config"]["materialized"]
    if kind == "seed":
        return Node(unique_id, "table", _seed(node["schema"], node["alias"], connection))
    if kind == "test":
        strict = str(node["config"]["severity"]).lower() == "error"
        return Node(
            unique_id, "test", _one(unique_id, [query for query in queries if "should_error" in query]), "", 0, strict
        )
    # dbt builds beside the relation that stands there and renames it; a plan has none standing there.
    own = [
        query.replace(f'{node["alias"]}__dbt_tmp"', f'{node["alias"]}"') for query in queries if _BUILDS.match(query)
    ]
    if kind in ("table", "view"):
        return Node(unique_id, kind, _one(unique_id, own))
    if kind == "shortest_distances":
        *first, repeated = own
        return Node(unique_id, "table", tuple(first), repeated, int(node["config"]["meta"]["max_distance"]))
    raise MeshError(unique_id, f"is materialised as '{kind}', which mesh cannot repeat", "Make it a table or a view.")


def _one(unique_id: str, queries: list[str]) -> tuple[str]:
    if len(queries) != 1:
        raise MeshError(unique_id, f"was built by {len(queries)} queries of dbt, not by one", "Report it.")
    return (queries[0],)


def _seed(schema: str, name: str, connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return what makes a seed, typed as dbt typed it."""
    place = f"{quoted(DATABASE)}.{quoted(schema)}.{quoted(name)}"
    columns = [(column, kind) for column, kind, *_ in connection.execute(f"describe {place}").fetchall()]
    listed = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns)
    texts = ", ".join(f"cast({quoted(column)} as varchar)" for column, _ in columns)
    rows = connection.execute(f"select {texts} from {place}").fetchall()
    values = ",\n".join("(" + ", ".join(map(_literal, row)) + ")" for row in rows)
    return (f"create table {place} ({listed})", *([f"insert into {place} values\n{values}"] if rows else []))


def _literal(text: str | None) -> str:
    return "null" if text is None else "'" + text.replace("'", "''") + "'"


def _refuse_what_is_tied(node: Node, scratch: str) -> None:
    """Refuse SQL that holds only where it was compiled."""
    for statement in (*node.statements, node.repeated):
        named = statement.count(DATABASE) != statement.count(f"{quoted(DATABASE)}.")
        if named or scratch in statement or "__dbt_tmp" in statement:
            raise MeshError(node.unique_id, "has SQL that holds only in the database it was compiled in", "Report it.")
