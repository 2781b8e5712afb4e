{% macro _personal_data_patterns(kinds) %}
    {#-
        How personal data looks in clear. Digits that stand inside a longer word, such as a hash or an id, are
        no number of a person; hence the boundaries. The order decides what a text with several
        is called: an IBAN holds what looks like a card.
    -#}
    {%- set patterns = {
        'email': '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*[.][A-Za-z]{2,}',
        'us_social_security_number': '(^|[^0-9A-Za-z-])[0-9]{3}-[0-9]{2}-[0-9]{4}($|[^0-9A-Za-z-])',
        'iban': '(^|[^0-9A-Za-z])[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){3,7}( ?[A-Z0-9]{1,3})?($|[^0-9A-Za-z])',
        'payment_card': '(^|[^0-9A-Za-z-])[3-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{1,7}($|[^0-9A-Za-z-])',
        'phone': '(^|[^0-9A-Za-z])([+][1-9][0-9 ().-]{6,18}[0-9]|[(]?[0-9]{3}[)]?[ .-][0-9]{3}[ .-][0-9]{4})($|[^0-9A-Za-z-])',
    } -%}
    {%- for kind in kinds or [] if kind not in patterns -%}
        {{ exceptions.raise_compiler_error(
            "has_no_personal_data: no kind '" ~ kind ~ "'. It knows " ~ patterns | join(', ') ~ "."
        ) }}
    {%- endfor -%}
    {%- set wanted = {} -%}
    {%- for kind, pattern in patterns.items() if kinds is none or kind in kinds -%}
        {%- do wanted.update({kind: pattern}) -%}
    {%- endfor -%}
    {{ return(wanted) }}
{% endmacro %}
