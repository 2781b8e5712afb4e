{{ mesh_commons.union_evaluator_relation('fct_marts_or_intermediate_dependent_on_source') }}
