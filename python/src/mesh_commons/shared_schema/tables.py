"""The shared schema: the tables that `mesh gather` writes, with their columns and logical types.

The YAML beside the staging models documents the same tables; a contract test holds the two together in names,
types and order.
"""

from __future__ import annotations

from typing import Final

LOGICAL_TYPES: Final = ("string", "integer", "float", "boolean", "timestamp")

Columns = dict[str, str]


def _columns(words: str) -> Columns:
    """Read column words, `name` or `name:type` (a bare name is a string), into a dict of name to type."""
    return {name: kind or "string" for name, _, kind in (word.partition(":") for word in words.split())}


TABLES: Final[dict[str, Columns]] = {
    "projects": _columns(
        """
        project_name dbt_schema_version dbt_version adapter_type generated_at:timestamp
        invocation_id target_name artifact_path artifact_checksum has_catalog:boolean
        has_run_results:boolean has_freshness_results:boolean gathered_at:timestamp gathered_by
        """
    ),
    "resources": _columns(
        """
        project_name unique_id resource_type name package_name original_file_path database_name
        schema_name identifier relation_name materialized access group_name version latest_version
        deprecation_date:timestamp is_contract_enforced:boolean description owner_name owner_email
        language checksum event_time custom_schema
        """
    ),
    "node_columns": _columns(
        """
        project_name unique_id column_name column_index:integer data_type catalog_data_type
        description is_declared:boolean
        """
    ),
    "edges": _columns(
        """
        project_name parent_unique_id child_unique_id
        """
    ),
    "macro_edges": _columns(
        """
        project_name macro_unique_id caller_unique_id
        """
    ),
    "data_tests": _columns(
        """
        project_name unique_id name test_name test_namespace package_name attached_unique_id
        column_name severity where_clause fail_calc error_if warn_if row_limit arguments
        """
    ),
    "tested_nodes": _columns(
        """
        project_name test_unique_id unique_id column_name is_attached:boolean
        """
    ),
    "sources": _columns(
        """
        project_name unique_id source_name loader loaded_at_field loaded_at_query
        has_freshness:boolean warn_after_hours:float error_after_hours:float
        """
    ),
    "exposures": _columns(
        """
        project_name unique_id exposure_type maturity url label
        """
    ),
    "metrics": _columns(
        """
        project_name unique_id metric_type label type_params
        """
    ),
    "semantic_models": _columns(
        """
        project_name unique_id model_unique_id primary_entity label
        """
    ),
    "groups": _columns(
        """
        project_name unique_id group_name package_name owner_name owner_email description
        """
    ),
    "macros": _columns(
        """
        project_name unique_id name package_name original_file_path description body_hash
        argument_count:integer
        """
    ),
    "grants": _columns(
        """
        project_name unique_id privilege grantee
        """
    ),
    "tags": _columns(
        """
        project_name unique_id column_name tag
        """
    ),
    "meta": _columns(
        """
        project_name unique_id column_name meta_key meta_value
        """
    ),
    "nested_meta": _columns(
        """
        project_name unique_id column_name meta_path meta_value
        """
    ),
    "policy_settings": _columns(
        """
        project_name unique_id column_name scope tag policy setting value number:float
        """
    ),
    "exceptions": _columns(
        """
        project_name unique_id exception_index:integer policy reason approved_by expires_on_text
        expires_on:timestamp other_keys other_shape
        """
    ),
    "test_settings": _columns(
        """
        project_name unique_id name setting value
        """
    ),
    "constraints": _columns(
        """
        project_name unique_id constraint_index:integer constraint_type constraint_name column_name
        expression
        """
    ),
    "run_results": _columns(
        """
        project_name unique_id status execution_seconds:float failures:integer message
        completed_at:timestamp
        """
    ),
    "freshness_results": _columns(
        """
        project_name unique_id status max_loaded_at:timestamp snapshotted_at:timestamp
        age_seconds:float
        """
    ),
    "gather_warnings": _columns(
        """
        project_name section unique_id message
        """
    ),
    "forgotten_projects": _columns(
        """
        project_name forgotten_at:timestamp
        """
    ),
}
