"""The reference tables hold what the seeds hold, on every engine, and the calendar what Python's calendar says."""

from __future__ import annotations

import calendar
import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "commons" / "reference"
NAMES = sorted(path.stem.removeprefix("seed_reference__") for path in SEEDS.glob("*.csv"))


def _seed(name):
    with (SEEDS / f"seed_reference__{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _as_text(value):
    """Write a value of the warehouse as the seed writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


@pytest.mark.parametrize("name", NAMES)
def test_table_holds_every_value_of_its_seed(engine, name):
    rows = _seed(name)
    columns = list(rows[0])
    stored = engine.query(f"select {', '.join(columns)} from mesh_hub.reference__{name}")
    expected = sorted(tuple(row.values()) for row in rows)
    assert sorted(tuple(map(_as_text, row)) for row in stored) == expected


def test_namibia_has_its_code(engine):
    found = engine.query("select country_alpha3_code from mesh_hub.reference__countries where country_code = 'NA'")
    assert found == [("NAM",)]


@pytest.mark.parametrize(
    ("table", "column", "length"),
    [
        ("countries", "country_numeric_code", 3),
        ("currencies", "currency_numeric_code", 3),
        ("us_states", "state_fips_code", 2),
    ],
)
def test_codes_keep_their_leading_zeros(engine, table, column, length):
    codes = [code for (code,) in engine.query(f"select {column} from mesh_hub.reference__{table}")]
    assert {len(code) for code in codes} == {length}
    assert any(code.startswith("0") for code in codes)


def test_every_row_names_the_version_of_its_source(engine):
    for source in _seed("sources"):
        found = engine.query(
            f"select distinct source_version, source_date from mesh_hub.reference__{source['reference_name']}"
        )
        assert found == [(source["source_version"], date.fromisoformat(source["source_date"]))]


@pytest.mark.parametrize(
    ("code", "value", "kelvin"), [("Cel", 100, 373.15), ("[degF]", 212, 373.15), ("[degF]", -40, 233.15)]
)
def test_temperatures_convert_by_factor_and_offset(engine, code, value, kelvin):
    found = engine.query(
        f"select {value} * si_factor + si_offset from mesh_hub.reference__units_of_measure where unit_code = '{code}'"
    )
    assert found[0][0] == pytest.approx(kelvin, abs=1e-9)


def test_calendar_agrees_with_python_on_every_day(engine):
    columns = (
        "date_day, year_number, quarter_number, month_number, month_name, day_of_month, day_of_year, iso_year, "
        "iso_week, iso_day_of_week, iso_week_code, day_name, is_weekend, is_leap_year, week_start_date, "
        "month_start_date, month_end_date, year_start_date, fiscal_year, fiscal_quarter, fiscal_period"
    )
    expected = []
    day = date(2000, 1, 1)
    while day <= date(2049, 12, 31):
        iso = day.isocalendar()
        quarter = (day.month + 2) // 3
        expected.append(
            (
                day,
                day.year,
                quarter,
                day.month,
                calendar.month_name[day.month],
                day.day,
                day.timetuple().tm_yday,
                iso.year,
                iso.week,
                iso.weekday,
                f"{iso.year}-W{iso.week:02}",
                calendar.day_name[day.weekday()],
                day.weekday() >= 5,
                calendar.isleap(day.year),
                day - timedelta(days=day.weekday()),
                day.replace(day=1),
                day.replace(day=calendar.monthrange(day.year, day.month)[1]),
                day.replace(month=1, day=1),
                day.year,
                quarter,
                day.month,
            )
        )
        day += timedelta(days=1)
    assert engine.query(f"select {columns} from mesh_hub.reference__calendar order by date_day") == expected
