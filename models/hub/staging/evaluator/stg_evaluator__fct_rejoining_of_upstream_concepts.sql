{{ mesh_commons.union_evaluator_relation('fct_rejoining_of_upstream_concepts') }}
