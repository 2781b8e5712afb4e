"""Where each reference table comes from: package, version, date, licence, and whose facts they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

Row = dict[str, str]
Reader = Callable[[], list[Row]]


class SourceError(Exception):
    """A source is missing, of another version, or says what cannot be right; the text gives the remedy."""


@dataclass(frozen=True)
class Source:
    """The origin of one reference table.

    Attributes:
        reference_name: The table, as `reference()` calls it.
        authority: Who keeps the facts.
        package: The PyPI distribution they are read from.
        version: Its version; the build refuses another.
        as_of: The day of that version, ISO 8601.
        licence: What the facts may be used under, as the package states it.
        key: The column that the seed is sorted by; one row per value.
        columns: The columns of the seed, in order.
    """

    reference_name: str
    authority: str
    package: str
    version: str
    as_of: str
    licence: str
    key: str
    columns: tuple[str, ...]


_PYCOUNTRY = ("pycountry", "26.2.16", "2026-02-16", "LGPL-2.1-or-later")

SOURCES = (
    Source(
        "countries",
        "ISO 3166-1 (Debian iso-codes)",
        *_PYCOUNTRY,
        "country_code",
        (
            "country_code",
            "country_alpha3_code",
            "country_numeric_code",
            "country_name",
            "country_common_name",
            "country_official_name",
        ),
    ),
    Source(
        "currencies",
        "ISO 4217 list one (SIX)",
        "iso4217",
        "1.16.20260101",
        "2026-01-01",
        "Public domain",
        "currency_code",
        ("currency_code", "currency_numeric_code", "currency_name", "minor_unit_digits", "is_fund"),
    ),
    Source(
        "languages",
        "ISO 639-1 and 639-2 (Library of Congress)",
        "iso639-lang",
        "2.6.3",
        "2025-07-23",
        "MIT",
        "language_code",
        (
            "language_code",
            "language_alpha2_code",
            "language_bibliographic_code",
            "language_name",
            "language_scope",
            "language_type",
        ),
    ),
    Source(
        "subdivisions",
        "ISO 3166-2 (Debian iso-codes)",
        *_PYCOUNTRY,
        "subdivision_code",
        ("subdivision_code", "country_code", "subdivision_name", "subdivision_category", "parent_subdivision_code"),
    ),
    Source(
        "time_zones",
        "IANA time zone database 2026f",
        "tzdata",
        "2026.6",
        "2026-10-28",
        "Apache-2.0; the data are in the public domain",
        "time_zone_name",
        (
            "time_zone_name",
            "canonical_time_zone_name",
            "country_code",
            "standard_offset_minutes",
            "daylight_offset_minutes",
        ),
    ),
    Source(
        "units_of_measure",
        "Codes: UCUM; factors: BIPM, NIST and CODATA (pint)",
        "pint",
        "0.25.3",
        "2026-03-19",
        "BSD-3-Clause",
        "unit_code",
        ("unit_code", "unit_name", "quantity_kind", "si_unit_code", "si_factor", "si_offset"),
    ),
    Source(
        "us_states",
        "FIPS 5-2, INCITS 38 (United States Census Bureau)",
        "us",
        "4.0.0",
        "2026-09-29",
        "BSD-3-Clause",
        "state_code",
        ("state_code", "state_fips_code", "state_name", "state_kind", "subdivision_code"),
    ),
)


def require_version(source: Source) -> None:
    """Hold the installed package against the version that the seeds are built from.

    Raises:
        SourceError: The package is missing or has another version.
    """
    remedy = "Run `pip install -r integration_tests/reference/requirements.txt`"
    try:
        installed = version(source.package)
    except PackageNotFoundError:
        raise SourceError(f"{source.package} is not installed. {remedy}.") from None
    if installed != source.version:
        raise SourceError(
            f"{source.package} is {installed}, the seeds are built from {source.version}. {remedy}, "
            "or change version and date in reference_seeds/sources.py and requirements.txt."
        )
