"""A project's artifacts into rows of the shared schema. Only this room knows what dbt writes, and in which version.

`manifest` and `info_schema` are the two routes; both end in the modules beside them, one per part of a project.
"""
