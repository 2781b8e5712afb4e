{{ mesh_commons.union_evaluator_relation('fct_missing_primary_key_tests') }}
