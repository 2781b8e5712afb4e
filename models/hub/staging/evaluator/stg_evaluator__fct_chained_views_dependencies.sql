{{ mesh_commons.union_evaluator_relation('fct_chained_views_dependencies') }}
