"""Typed, selective structs of what dbt writes: only what is used is decoded."""
