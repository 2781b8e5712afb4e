{{ mesh_commons.union_evaluator_relation('fct_source_fanout') }}
