{% macro age_in_years(birth_date, as_of=none) -%}
    {%- set born = 'cast(' ~ birth_date ~ ' as date)' -%}
    {%- set day = mesh_commons._run_date() if as_of is none else 'cast(' ~ as_of ~ ' as date)' -%}
    case
        when {{ day }} >= {{ born }} then cast(
            extract(year from {{ day }}) - extract(year from {{ born }})
            -- born on 29 February: a year older on 1 March, where the year has no such day
            - case
                when extract(month from {{ day }}) * 100 + extract(day from {{ day }})
                    < extract(month from {{ born }}) * 100 + extract(day from {{ born }}) then 1
                else 0
            end as {{ dbt.type_int() }}
        )
    end
{%- endmacro %}
