"""dbt v2's Information Schema, Parquet files that stand in for a manifest."""
