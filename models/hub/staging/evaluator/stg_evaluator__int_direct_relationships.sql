{{ mesh_commons.union_evaluator_relation('int_direct_relationships') }}
