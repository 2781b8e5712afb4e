"""A plan: the SQL that dbt ran to build the hub on an empty mesh, kept to be run again without dbt."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from mesh_commons.errors import MeshError

# Raise it whenever a plan means something else than before.
FORMAT = 1
# The name of the database that a plan is compiled in, and stands in it wherever a database is named.
DATABASE = "mesh_plan_database"

Kind = Literal["table", "view", "test"]


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model, seed or test.

    Attributes:
        unique_id: dbt's id of it.
        kind: What it makes; a test makes nothing.
        statements: SQL, in order. A test's is one query of its failures, whether to warn and whether to fail.
        repeated: A last statement that is run again until it inserts nothing; empty where there is none.
        limit: How often that may be.
        is_strict: Whether a test may fail; it can only warn otherwise.
    """

    unique_id: str
    kind: Kind
    statements: tuple[str, ...]
    repeated: str = ""
    limit: int = 0
    is_strict: bool = False

    @property
    def name(self) -> str:
        """The third part of the id: for a model or seed, the relation's name."""
        return self.unique_id.split(".")[2]


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The nodes of a hub, in an order in which each follows those it reads.

    Attributes:
        key: What it was compiled from, `plan_key` of it.
        nodes: The nodes.
    """

    key: str
    nodes: tuple[Node, ...]


class DamagedPlanError(MeshError):
    """A plan that is not as it was written."""

    def __init__(self, problem: str) -> None:
        super().__init__("The plan", problem, "It is compiled anew.")


def encode(plan: Plan) -> bytes:
    """Return a plan as bytes that tell when they are damaged."""
    content = msgspec.json.encode(plan)
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def decode(data: bytes, key: str) -> Plan:
    """Return the plan that bytes hold.

    Args:
        data: What `encode` returned.
        key: The key that the plan has to have.

    Raises:
        DamagedPlanError: The bytes are not whole, or hold another plan.
    """
    checksum, _, content = data.partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != checksum:
        raise DamagedPlanError("is damaged: its checksum differs")
    try:
        plan = msgspec.json.decode(content, type=Plan)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise DamagedPlanError(f"is damaged: {error}") from None
    if plan.key != key:
        raise DamagedPlanError("was compiled from something else")
    return plan


def plan_key(files: dict[str, bytes], *also: str) -> str:
    """Return the key of the plan that is compiled from files.

    Args:
        files: Contents by path, as `staged_files` returns them.
        also: What else it depends on, such as versions.
    """
    digest = hashlib.sha256()
    for part in (str(FORMAT), *also):
        _add(digest, part.encode())
    for name, content in files.items():
        _add(digest, name.encode())
        _add(digest, content)
    return digest.hexdigest()


def _add(digest: hashlib._Hash, part: bytes) -> None:
    # With its length in front, so that no two lists of parts read alike.
    digest.update(f"{len(part)}:".encode())
    digest.update(part)
