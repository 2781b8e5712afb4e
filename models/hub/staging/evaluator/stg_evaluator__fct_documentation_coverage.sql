{{ mesh_commons.union_evaluator_relation('fct_documentation_coverage') }}
