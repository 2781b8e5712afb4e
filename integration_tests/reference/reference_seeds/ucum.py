"""Work out SI factors from UCUM's own tables, with nothing of the package that the seed is built from.

UCUM defines each unit by others, down to seven base units. The codes of units.csv are read by UCUM's
grammar, without the parentheses and annotations that none of them has.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from fractions import Fraction
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree

from .units import LIST

_NAMESPACE = "{http://unitsofmeasure.org/ucum-essence}"
_COMPONENT = re.compile(r"([./]?)((?:\[[^\]]*\]|[^./\[])+)")
_EXPONENT = re.compile(r"(.+?)([+-]?[0-9]+)")
# A value and the base units it is of, such as 1000 and {g: 1, m: 1, s: -2}.
_Measure = tuple[Fraction, tuple[tuple[str, int], ...]]


def units_of_measure() -> dict[str, dict[str, str]]:
    """Return factor and SI unit of each listed unit; the SI unit says so where the dimensions differ."""
    with LIST.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    si_units = {unit["quantity_kind"]: unit["unit_code"] for unit in listed if unit["is_si"] == "true"}
    facts = {}
    for unit in listed:
        si_code = si_units[unit["quantity_kind"]]
        value, dimension = _measure(unit["unit_code"])
        si_value, si_dimension = _measure(si_code)
        facts[unit["unit_code"]] = {
            "si_factor": repr(float(value / si_value)).removesuffix(".0"),
            "si_unit_code": si_code if dimension == si_dimension else f"of dimension {dimension}",
        }
    return facts


@cache
def _tables() -> tuple[ElementTree.Element, dict[str, Fraction], dict[str, ElementTree.Element]]:
    """Return UCUM's file, the values of its prefixes, and its units by code."""
    text = (files("ucumvert") / "vendor" / "ucum-essence.xml").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    prefixes = {
        prefix.attrib["Code"]: Fraction(value.attrib["value"])
        for prefix in root.iter(f"{_NAMESPACE}prefix")
        for value in prefix.iter(f"{_NAMESPACE}value")
    }
    return root, prefixes, {unit.attrib["Code"]: unit for unit in root.iter(f"{_NAMESPACE}unit")}


@cache
def _measure(code: str) -> _Measure:
    """Return the value of a code in base units, and which they are."""
    value = Fraction(1)
    dimension: Counter[str] = Counter()
    for sign, component in _COMPONENT.findall(code):
        factor, units = _component(component)
        direction = -1 if sign == "/" else 1
        value *= factor**direction
        for unit, exponent in units:
            dimension[unit] += direction * exponent
    return value, tuple(sorted((unit, exponent) for unit, exponent in dimension.items() if exponent))


def _component(component: str) -> _Measure:
    """Return the measure of a number or of a unit with or without prefix and exponent.

    Raises:
        ValueError: UCUM knows no such unit.
    """
    root, prefixes, units = _tables()
    if component.isdigit():
        return Fraction(component), ()
    if any(base.attrib["Code"] == component for base in root.iter(f"{_NAMESPACE}base-unit")):
        return Fraction(1), ((component, 1),)
    if component in units:
        return _definition(units[component])
    if match := _EXPONENT.fullmatch(component):
        value, dimension = _component(match[1])
        exponent = int(match[2])
        return value**exponent, tuple((unit, power * exponent) for unit, power in dimension)
    for prefix in sorted(prefixes, key=len, reverse=True):
        rest = component.removeprefix(prefix)
        if rest != component and ((rest in units and units[rest].attrib["isMetric"] == "yes") or rest in "msgKC"):
            value, dimension = _component(rest)
            return prefixes[prefix] * value, dimension
    raise ValueError(f"UCUM has no unit {component!r}. Mend units.csv.")


def _definition(unit: ElementTree.Element) -> _Measure:
    """Return what a unit is defined as; of a temperature scale, the size of its degree."""
    definition = unit.find(f"{_NAMESPACE}value")
    assert definition is not None
    function = definition.find(f"{_NAMESPACE}function")
    source = definition if function is None else function
    value, dimension = _measure(source.attrib["Unit"])
    return Fraction(source.attrib["value"]) * value, dimension
