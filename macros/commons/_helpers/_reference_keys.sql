{% macro _reference_keys() %}
    {#- Each reference table by the name that `reference` takes, with its key: the column that holds the code. -#}
    {{ return({
        'calendar': 'date_day',
        'countries': 'country_code',
        'currencies': 'currency_code',
        'languages': 'language_code',
        'sources': 'reference_name',
        'subdivisions': 'subdivision_code',
        'time_zones': 'time_zone_name',
        'units_of_measure': 'unit_code',
        'us_states': 'state_code',
    }) }}
{% endmacro %}
