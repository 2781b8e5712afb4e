"""Read the time zones that pytz carries: the same database, compiled and packed by others."""

from __future__ import annotations

from datetime import datetime

import pytz  # type: ignore[import-untyped, unused-ignore]

from .time_zones import YEAR


def time_zones() -> dict[str, dict[str, str]]:
    """Return country and offsets of every zone and link."""
    countries = {name: country for country, names in pytz.country_timezones.items() for name in names}
    facts = {}
    for name in pytz.all_timezones:
        zone = pytz.timezone(name)
        offsets = [zone.utcoffset(datetime(YEAR, month, 1, 12)) for month in (1, 7)]
        minutes = [int(offset.total_seconds() // 60) for offset in offsets if offset is not None]
        facts[name] = {
            "country_code": countries.get(name, ""),
            "standard_offset_minutes": str(min(minutes)),
            "daylight_offset_minutes": str(max(minutes)),
        }
    return facts
