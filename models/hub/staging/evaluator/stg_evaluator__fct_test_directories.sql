{{ mesh_commons.union_evaluator_relation('fct_test_directories') }}
