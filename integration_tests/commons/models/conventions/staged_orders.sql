{{ config(schema='staging', alias='orders') }}

select 1 as order_id
