"""Gather dbt artifacts of many projects, build the data mesh they make, and test it."""

__version__ = "0.1.0"
