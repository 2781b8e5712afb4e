{{ mesh_commons.union_evaluator_relation('stg_columns') }}
