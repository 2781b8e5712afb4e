-- 100,000 inputs of the shapes that people have: addresses, names, numbers, and texts that differ by one character
with

numbered as (
    select
        i as number,
        cast(i as {{ dbt.type_string() }}) as digits
    from generate_series(1, 100000) as series(i)
),

written as (
    select
        number,
        case mod(number, 5)
            when 0 then 'person' || digits || '@example.com'
            when 1 then 'Zoë 日本 ' || digits
            when 2 then digits
            when 3 then '+44' || lpad(digits, 10, '0')
            else repeat('a', cast(mod(number, 50) as {{ dbt.type_int() }})) || digits
        end as written
    from numbered
),

final as (
    select
        written,
        {{ mesh_commons.hash_personal_data('written') }} as hashed,
        {{ mesh_commons.mask_email('written') }} as masked_email,
        {{ mesh_commons.mask_text('written') }} as masked_text
    from written
)

select * from final
