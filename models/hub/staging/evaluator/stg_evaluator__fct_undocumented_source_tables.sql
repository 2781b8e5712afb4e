{{ mesh_commons.union_evaluator_relation('fct_undocumented_source_tables') }}
