{{ mesh_commons.union_evaluator_relation('int_all_graph_resources') }}
