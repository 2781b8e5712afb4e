{{ mesh_commons.union_evaluator_relation('fct_hard_coded_references') }}
