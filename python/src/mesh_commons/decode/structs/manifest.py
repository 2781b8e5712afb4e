"""Typed, selective structs of dbt's artifacts: only what is used is decoded, all else is skipped.

Every field may be missing or null, because dbt versions 1.5 to 2 differ in what they write. One struct serves
every kind of resource: their common fields are the same, and a field that a kind does not have stays empty.
"""

from __future__ import annotations

from typing import Any

from msgspec import Raw, Struct

Text = str | None
Number = int | float | str | None
Tags = list[Any] | str | None
Emails = list[Any] | str | None


class Metadata(Struct, gc=False):
    """The head of any dbt artifact."""

    dbt_schema_version: Text = None
    dbt_version: Text = None
    generated_at: Text = None
    invocation_id: Text = None
    project_name: Text = None
    project_id: Text = None
    adapter_type: Text = None


class Document(Struct, gc=False):
    """The top level of a manifest, its sections still undecoded."""

    metadata: Metadata | None = None
    nodes: Raw = Raw(b"null")
    sources: Raw = Raw(b"null")
    exposures: Raw = Raw(b"null")
    metrics: Raw = Raw(b"null")
    semantic_models: Raw = Raw(b"null")
    saved_queries: Raw = Raw(b"null")
    unit_tests: Raw = Raw(b"null")
    functions: Raw = Raw(b"null")
    groups: Raw = Raw(b"null")
    disabled: Raw = Raw(b"null")
    macros: Raw = Raw(b"null")


class DependsOn(Struct, gc=False):
    """What a resource reads and which macros it calls."""

    nodes: list[str] | None = None
    macros: list[str] | None = None


class Constraint(Struct, gc=False):
    """A constraint of a model or of a column."""

    type: Text = None
    name: Text = None
    expression: Text = None
    columns: list[str] | None = None


class Contract(Struct, gc=False):
    """Whether a contract is enforced."""

    enforced: bool | None = None


class Period(Struct, gc=False):
    """A limit of freshness, such as 12 hours."""

    count: Number = None
    period: Text = None


class Freshness(Struct, gc=False):
    """A freshness rule."""

    warn_after: Period | None = None
    error_after: Period | None = None


class ColumnConfig(Struct, gc=False):
    """Config of a column (dbt 1.10 and later)."""

    meta: dict[str, Any] | None = None
    tags: Tags = None


class Column(Struct, gc=False):
    """A column declared in YAML."""

    name: Text = None
    description: Text = None
    data_type: Text = None
    meta: dict[str, Any] | None = None
    tags: Tags = None
    constraints: list[Constraint] | None = None
    config: ColumnConfig | None = None
    policy_tags: Tags = None


class Config(Struct, gc=False):
    """Config of a resource. dbt moves what is switched off to `disabled`, but leaves such tests where they were."""

    enabled: bool | None = None
    materialized: Text = None
    schema: Text = None
    access: Text = None
    group: Text = None
    tags: Tags = None
    meta: dict[str, Any] | None = None
    grants: dict[str, Any] | None = None
    contract: Contract | bool | None = None
    severity: Text = None
    where: Text = None
    limit: Any = None
    fail_calc: Text = None
    warn_if: Text = None
    error_if: Text = None
    freshness: Freshness | None = None
    loaded_at_field: Text = None
    loaded_at_query: Text = None
    event_time: Text = None


class Owner(Struct, gc=False):
    """Owner of a group or exposure."""

    name: Text = None
    email: Emails = None


class Checksum(Struct, gc=False):
    """Checksum of a file; unit tests hold a bare string in its place."""

    checksum: Text = None


class TestMetadata(Struct, gc=False):
    """Which generic test a test is, with its arguments."""

    name: Text = None
    namespace: Text = None
    kwargs: dict[str, Any] | None = None


class Entity(Struct, gc=False):
    """Entity of a semantic model."""

    name: Text = None
    type: Text = None


class Resource(Struct, gc=False):
    """Any resource of a manifest."""

    resource_type: Text = None
    name: Text = None
    package_name: Text = None
    original_file_path: Text = None
    database: Text = None
    schema: Text = None
    alias: Text = None
    identifier: Text = None
    relation_name: Text = None
    access: Text = None
    group: Text = None
    version: Number = None
    latest_version: Number = None
    deprecation_date: Text = None
    contract: Contract | bool | None = None
    description: Text = None
    owner: Owner | None = None
    language: Text = None
    checksum: Checksum | str | None = None
    config: Config | None = None
    columns: dict[str, Column] | None = None
    constraints: list[Constraint] | None = None
    tags: Tags = None
    meta: dict[str, Any] | None = None
    depends_on: DependsOn | None = None
    column_name: Text = None
    attached_node: Text = None
    test_metadata: TestMetadata | None = None
    source_name: Text = None
    loader: Text = None
    loaded_at_field: Text = None
    loaded_at_query: Text = None
    freshness: Freshness | None = None
    type: Text = None
    maturity: Text = None
    url: Text = None
    label: Text = None
    type_params: Any = None
    calculation_method: Text = None
    expression: Text = None
    timestamp: Text = None
    dimensions: Any = None
    primary_entity: Text = None
    entities: list[Entity] | None = None


class Group(Struct, gc=False):
    """A dbt group."""

    name: Text = None
    package_name: Text = None
    owner: Owner | None = None
    description: Text = None
    meta: dict[str, Any] | None = None
    config: ColumnConfig | None = None


class Macro(Struct, gc=False):
    """A macro, its text still undecoded: most macros are dbt's own and are dropped."""

    name: Text = None
    package_name: Text = None
    original_file_path: Text = None
    macro_sql: Raw = Raw(b'""')
    description: Text = None
    arguments: list[Any] | None = None
    depends_on: DependsOn | None = None
