"""Work out the SI factors of the units of measure that units.csv lists."""

from __future__ import annotations

import csv
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pint

from .sources import Row, SourceError

LIST = Path(__file__).with_name("units.csv")
# Far more digits than a double holds, so that the rounding at the end is the only one.
DIGITS = 60


def units_of_measure() -> list[Row]:
    """Return one row per unit: SI value = value * si_factor + si_offset.

    Raises:
        SourceError: A unit measures something else than the SI unit of its quantity.
    """
    with LIST.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    si_units = {unit["quantity_kind"]: unit for unit in listed if unit["is_si"] == "true"}
    rows = []
    with localcontext() as context:
        context.prec = DIGITS
        registry: Any = pint.UnitRegistry(non_int_type=Decimal)
        for unit in listed:
            si_unit = si_units[unit["quantity_kind"]]
            zero, one = (
                registry.Quantity(Decimal(value), unit["pint_unit"]).to(si_unit["pint_unit"]) for value in (0, 1)
            )
            base = registry.Quantity(Decimal(1), si_unit["pint_unit"]).to_base_units()
            if base.magnitude != 1:
                raise SourceError(f"{LIST.name}: {si_unit['unit_code']} is {base}, not a coherent SI unit.")
            rows.append(
                {
                    "unit_code": unit["unit_code"],
                    "unit_name": unit["unit_name"],
                    "quantity_kind": unit["quantity_kind"],
                    "si_unit_code": si_unit["unit_code"],
                    "si_factor": _number(one.magnitude - zero.magnitude),
                    "si_offset": _number(zero.magnitude),
                }
            )
    return rows


def _number(value: Decimal) -> str:
    """Return the shortest text that a double reads back as the nearest value."""
    return repr(float(value)).removesuffix(".0")
