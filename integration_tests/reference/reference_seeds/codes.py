"""Read the code lists: countries, subdivisions, currencies, languages, US states."""

from __future__ import annotations

from importlib.resources import files
from xml.etree import ElementTree

import iso639
import pycountry
import us

from .sources import Row, SourceError


def countries() -> list[Row]:
    """Return one row per country of ISO 3166-1; the official name is empty where the source has none."""
    return [
        {
            "country_code": country.alpha_2,
            "country_alpha3_code": country.alpha_3,
            "country_numeric_code": country.numeric,
            "country_name": country.name,
            "country_common_name": getattr(country, "common_name", country.name),
            "country_official_name": getattr(country, "official_name", ""),
        }
        for country in pycountry.countries
    ]


def subdivisions() -> list[Row]:
    """Return one row per subdivision of ISO 3166-2, with the subdivision it lies in where there is one."""
    return [
        {
            "subdivision_code": subdivision.code,
            "country_code": subdivision.country_code,
            "subdivision_name": subdivision.name,
            "subdivision_category": subdivision.type,
            "parent_subdivision_code": subdivision.parent_code or "",
        }
        for subdivision in pycountry.subdivisions
    ]


def currencies() -> list[Row]:
    """Return one row per currency of ISO 4217, list one; minor units are empty where ISO says `N.A.`.

    Raises:
        SourceError: One code comes with two numbers, names or minor units.
    """
    rows: dict[str, Row] = {}
    table = ElementTree.fromstring((files("iso4217") / "table.xml").read_text(encoding="utf-8"))
    for entry in table.iter("CcyNtry"):
        code = entry.findtext("Ccy")
        # Antarctica and some others have an entry without a currency.
        if not code:
            continue
        name = entry.find("CcyNm")
        minor_units = entry.findtext("CcyMnrUnts", "").strip()
        row = {
            "currency_code": code,
            "currency_numeric_code": entry.findtext("CcyNbr", "").strip().zfill(3),
            "currency_name": (name.text or "").strip() if name is not None else "",
            "minor_unit_digits": minor_units if minor_units.isdigit() else "",
            "is_fund": "true" if name is not None and name.get("IsFund", "").lower() == "true" else "false",
        }
        if rows.setdefault(code, row) != row:
            raise SourceError(
                f"iso4217 gives {code} twice: {rows[code]} and {row}. Decide in reference_seeds/codes.py."
            )
    return list(rows.values())


def languages() -> list[Row]:
    """Return one row per language of ISO 639-2, keyed by the terminology code.

    A collective code, such as `afa`, has neither an ISO 639-3 entry nor a type.
    """
    return [
        {
            "language_code": language.pt2t,
            "language_alpha2_code": language.pt1,
            "language_bibliographic_code": language.pt2b,
            "language_name": language.name,
            "language_scope": (language.scope() or "Collective").lower(),
            "language_type": (language.type() or "").lower(),
        }
        for language in iso639.iter_langs()
        if language.pt2t
    ]


def us_states() -> list[Row]:
    """Return one row per state, federal district and territory of the United States that has a FIPS code."""
    # Whether the package counts the district among the states depends on its version and the environment.
    states = {state.abbr: state for state in [*us.states.STATES_AND_TERRITORIES, us.states.DC]}
    return [
        {
            "state_code": state.abbr,
            "state_fips_code": state.fips or "",
            "state_name": state.name,
            "state_kind": "territory" if state.is_territory else "district" if state.abbr == "DC" else "state",
            "subdivision_code": f"US-{state.abbr}",
        }
        for state in states.values()
    ]
