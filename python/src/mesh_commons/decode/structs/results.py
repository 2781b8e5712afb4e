"""Typed, selective structs of what lies beside the manifest: the catalog and results."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Raw, Struct

from mesh_commons.decode.structs.manifest import Metadata, Text

# Whole numbers of 64 bits are what every store holds.
Whole = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)] | None


class CatalogColumn(Struct, gc=False):
    """A column found in the warehouse."""

    name: Text = None
    type: Text = None
    index: Whole = None


class CatalogNode(Struct, gc=False):
    """A relation found in the warehouse."""

    columns: dict[str, CatalogColumn] | None = None


class Catalog(Struct, gc=False):
    """`catalog.json`."""

    metadata: Metadata | None = None
    nodes: Raw = Raw(b"null")
    sources: Raw = Raw(b"null")


class Timing(Struct, gc=False):
    """One phase of a run."""

    completed_at: Text = None


class Result(Struct, gc=False):
    """One result of `run_results.json` or `sources.json`."""

    unique_id: Text = None
    status: Text = None
    execution_time: float | None = None
    failures: Whole = None
    message: Text = None
    timing: list[Timing] | None = None
    max_loaded_at: Text = None
    snapshotted_at: Text = None
    max_loaded_at_time_ago_in_s: float | None = None


class Results(Struct, gc=False):
    """`run_results.json` or `sources.json`."""

    metadata: Metadata | None = None
    results: list[Raw] | None = None
    args: Raw = Raw(b"null")
