"""Read the time zones of the IANA database, from the tzdata package and never from the machine."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from .sources import Row, SourceError

# The offsets are those of the year of the database's version.
YEAR = 2026


def time_zones() -> list[Row]:
    """Return one row per zone and link of the IANA database, with its offsets in the year `YEAR`."""
    countries = _countries()
    links = _links()
    names = (files("tzdata") / "zones").read_text(encoding="utf-8").split()
    rows = []
    for name in names:
        january, july = (_offset(name, month) for month in (1, 7))
        rows.append(
            {
                "time_zone_name": name,
                "canonical_time_zone_name": _canonical(name, links),
                "country_code": countries.get(name, ""),
                "standard_offset_minutes": str(min(january, july)),
                "daylight_offset_minutes": str(max(january, july)),
            }
        )
    return rows


def _offset(name: str, month: int) -> int:
    """Return the minutes east of UTC at noon of the month's first day.

    Raises:
        SourceError: The offset is not of whole minutes.
    """
    with (files("tzdata.zoneinfo").joinpath(*name.split("/"))).open("rb") as file:
        zone = ZoneInfo.from_file(file, key=name)
    offset = datetime(YEAR, month, 1, 12, tzinfo=zone).utcoffset() or timedelta()
    minutes, rest = divmod(offset, timedelta(minutes=1))
    if rest:
        raise SourceError(f"tzdata: {name} is {offset} from UTC, not whole minutes. Store seconds instead.")
    return minutes


def _countries() -> dict[str, str]:
    """Return the one country that each zone of zone.tab is for."""
    lines = (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8").splitlines()
    fields = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: country for country, _, name, *_ in fields}


def _links() -> dict[str, str]:
    """Return the target of each link of the compact source file."""
    lines = (files("tzdata.zoneinfo") / "tzdata.zi").read_text(encoding="utf-8").splitlines()
    fields = (line.split() for line in lines if line.startswith("L "))
    return {name: target for _, target, name in fields}


def _canonical(name: str, links: dict[str, str]) -> str:
    """Follow links to the zone that holds the rules."""
    while name in links:
        name = links[name]
    return name
