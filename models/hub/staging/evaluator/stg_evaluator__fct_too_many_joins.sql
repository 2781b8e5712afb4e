{{ mesh_commons.union_evaluator_relation('fct_too_many_joins') }}
