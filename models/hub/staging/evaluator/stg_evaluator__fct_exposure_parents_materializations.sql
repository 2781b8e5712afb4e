{{ mesh_commons.union_evaluator_relation('fct_exposure_parents_materializations') }}
