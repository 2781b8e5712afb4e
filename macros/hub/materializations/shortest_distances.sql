{#-
    Builds a table of every pair that a path connects, with the length of the shortest path, from a model that
    selects the edges (ancestor_number, descendant_number, and is_start: whether paths begin with the edge, or only go
    on by it). Never all paths: their number grows out of all bounds.

    It walks level by level, one insert each, and keeps a pair only if it has not been met: so it ends on a cycle,
    needs plain SQL only, and visits each pair once. One recursive query cannot do that: standard SQL does not let it
    see what it has found (a cycle then multiplies the rows), and where an engine lets it (DuckDB's `using key`), it
    took ten times as long over 17 million pairs, because each level reads all pairs anew. The longest path there may
    be is `max_distance` in `meta`, the only place where dbt v2 takes a key that it does not know. `mesh check` runs
    the same statements without dbt (python, hub/compile.py).
-#}
{% materialization shortest_distances, default %}
    {%- set max_distance = config.get('meta')['max_distance'] -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building_relation = make_intermediate_relation(target_relation) -%}
    {%- set edges_relation = make_temp_relation(target_relation, '__edges') -%}
    {%- set backup_relation = make_backup_relation(
        target_relation, 'table' if existing_relation is none else existing_relation.type
    ) -%}

    {{ drop_relation_if_exists(load_cached_relation(building_relation)) }}
    {{ drop_relation_if_exists(load_cached_relation(backup_relation)) }}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {% do run_query(create_table_as(True, edges_relation, sql)) %}
    {% call statement('main') %}
        {{ create_table_as(False, building_relation, mesh_commons._first_level(edges_relation)) }}
    {% endcall %}
    {%- set walk = namespace(level=1, is_done=false) -%}
    {%- for _ in range(max_distance) if not walk.is_done -%}
        {% do run_query(mesh_commons._insert_next_level(building_relation, edges_relation)) %}
        {%- set walk.level = walk.level + 1 -%}
        {%- set found = run_query(
            'select count(*) as pairs from ' ~ building_relation ~ ' where distance = ' ~ walk.level
        ) -%}
        {%- set walk.is_done = found.columns[0].values()[0] | int == 0 -%}
    {%- endfor -%}
    {%- if not walk.is_done -%}
        {{ exceptions.raise_compiler_error(
            "shortest_distances: " ~ this ~ " has pairs farther apart than mesh_max_distance (" ~ max_distance
            ~ "). Raise that setting."
        ) }}
    {%- endif -%}
    {{ drop_relation_if_exists(edges_relation) }}

    {% if existing_relation is not none %}
        {{ adapter.rename_relation(existing_relation, backup_relation) }}
    {% endif %}
    {{ adapter.rename_relation(building_relation, target_relation) }}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation, true)) %}
    {% do persist_docs(target_relation, model) %}
    {{ adapter.commit() }}
    {{ drop_relation_if_exists(backup_relation) }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
