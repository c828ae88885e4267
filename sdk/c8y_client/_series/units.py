"""Values with units, ready to be put into a measurement."""

from __future__ import annotations

import math
from enum import StrEnum
from numbers import Integral, Real
from typing import Any, ClassVar


class Units(StrEnum):
    """Names of units. A member is text: it goes into JSON as its sign and equals it.

    >>> Units.Celsius == "°C"
    True
    """

    Grams = "g"
    Kilograms = "kg"
    Kelvin = "K"
    Celsius = "°C"
    Fahrenheit = "°F"
    Meters = "m"
    Centimeters = "cm"
    Millimeters = "mm"
    Liters = "l"
    CubicMeters = "m3"
    Count = "#"
    Percent = "%"


class Value(dict[str, Any]):
    """A reading: a dict with `value`, a finite number, and `unit`, which the class knows or the caller gives.

    Without a unit there is no such key, since the platform knows no empty ones. What is no number is a `TypeError`,
    what is not finite a `ValueError`: neither has a form in JSON.

    >>> Value(3.2, "kWh")
    {'unit': 'kWh', 'value': 3.2}
    >>> Celsius(22.8)
    {'unit': '°C', 'value': 22.8}
    """

    _unit: ClassVar[str] = ""

    def __init__(self, value: float, unit: str | None = None) -> None:
        sign = str(unit or self._unit)
        super().__init__({"unit": sign} if sign else {}, value=_number(value))

    @property
    def value(self) -> float:
        """The number."""
        number: float = self["value"]
        return number

    @property
    def unit(self) -> str:
        """The unit, empty if there is none."""
        sign: str = self.get("unit", "")
        return sign


class Grams(Value):
    """Mass in grams."""

    _unit = Units.Grams


class Kilograms(Value):
    """Mass in kilograms."""

    _unit = Units.Kilograms


class Kelvin(Value):
    """Temperature in kelvins."""

    _unit = Units.Kelvin


class Celsius(Value):
    """Temperature in degrees Celsius."""

    _unit = Units.Celsius


class Fahrenheit(Value):
    """Temperature in degrees Fahrenheit."""

    _unit = Units.Fahrenheit


class Meters(Value):
    """Length in metres."""

    _unit = Units.Meters


class Centimeters(Value):
    """Length in centimetres."""

    _unit = Units.Centimeters


class Millimeters(Value):
    """Length in millimetres."""

    _unit = Units.Millimeters


class Liters(Value):
    """Volume in litres."""

    _unit = Units.Liters


class CubicMeters(Value):
    """Volume in cubic metres."""

    _unit = Units.CubicMeters


class Count(Value):
    """A number of things."""

    _unit = Units.Count


class Percent(Value):
    """A share of a hundred."""

    _unit = Units.Percent


# The other name in use, and all of them once more for those who read them as functions.
Percentage = Percent
grams = Grams
kilograms = Kilograms
kelvin = Kelvin
celsius = Celsius
fahrenheit = Fahrenheit
meters = Meters
centimeters = Centimeters
millimeters = Millimeters
liters = Liters
cubic_meters = CubicMeters
count = Count
percent = Percent
percentage = Percent


# Numbers of numpy are Real as well, but not all of them have a form in JSON.
def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{value!r} is no number")
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is not finite, which JSON cannot express")
    return int(value) if isinstance(value, Integral) else float(value)
