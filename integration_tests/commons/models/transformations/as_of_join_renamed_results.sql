with

orders as (
    select * from {{ ref('as_of_join_cases') }}
),

customers as (
    select
        customer_id,
        city,
        valid_from as began_on,
        valid_to as ended_on
    from {{ ref('customer_versions') }}
),

final as (
    select
        orders.case_id,
        customers.city,
        orders.expected_city
    from orders
    {{ mesh_commons.as_of_join(
        'customers', on='orders.customer_id = customers.customer_id', at='orders.ordered_on',
        valid_from='began_on', valid_to='ended_on'
    ) }}
)

select * from final
