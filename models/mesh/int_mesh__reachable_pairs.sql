{{ mesh_commons._reachable_pairs(ref('int_mesh__graph_edges')) }}
