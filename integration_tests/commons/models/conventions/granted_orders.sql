{{ config(access='public', grants=mesh_commons.grants_for('public')) }}

select 1 as order_id
