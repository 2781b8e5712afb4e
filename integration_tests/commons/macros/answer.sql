{% macro answer(macro, arguments={}) %}
    {#- What a macro of the package answers, printed for pytest: `dbt run-operation answer`. -#}
    {{ print('answer: ' ~ tojson(mesh_commons[macro](**arguments))) }}
{% endmacro %}
