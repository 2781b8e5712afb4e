"""The hub: build it with dbt, and read what it found."""
