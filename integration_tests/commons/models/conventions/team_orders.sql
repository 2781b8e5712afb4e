{{ config(grants=mesh_commons.grants_for()) }}

select 1 as order_id
