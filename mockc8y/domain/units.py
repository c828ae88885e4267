"""Systems of units: what the header `X-Cumulocity-System-Of-Units` makes of values (specification)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain.terms import MEASUREMENT_STANDARD, is_series
from mockc8y.store.codec import Document


class Conversion(NamedTuple):
    """How values of one unit become values of another: add, multiply, divide, add."""

    unit: str
    numerator: float
    denominator: float
    before: float = 0
    after: float = 0

    def apply(self, value: float) -> float:
        """Convert a value.

        >>> Conversion("°F", 9, 5, after=32).apply(20)
        68.0
        """
        return (value + self.before) * self.numerator / self.denominator + self.after


_TO_IMPERIAL = {
    "m": Conversion("ft", 1, 0.3048),
    "km": Conversion("mi", 1, 1.609344),
    "cm": Conversion("in", 1, 2.54),
    "g": Conversion("oz", 1, 28.349523125),
    "kg": Conversion("lb", 1, 0.45359237),
    "K": Conversion("°R", 9, 5),
    "°C": Conversion("°F", 9, 5, after=32),
    # The specification writes the ordinal indicator in its example, and devices write no sign at all.
    "ºC": Conversion("ºF", 9, 5, after=32),
    "C": Conversion("F", 9, 5, after=32),
}


def _reversed(unit: str, conversion: Conversion) -> Conversion:
    _, numerator, denominator, before, after = conversion
    return Conversion(unit, denominator, numerator, -after, -before)


SYSTEMS: Mapping[str, Mapping[str, Conversion]] = MappingProxyType(
    {
        "imperial": MappingProxyType(_TO_IMPERIAL),
        "metric": MappingProxyType(
            {conversion.unit: _reversed(unit, conversion) for unit, conversion in _TO_IMPERIAL.items()}
        ),
    }
)
"""The conversions into each system of units, by the unit that they start from."""


def converted(document: Document, conversions: Mapping[str, Conversion]) -> Document:
    """Return a measurement with every value converted whose unit is known; the rest stays as it is."""
    return {
        name: value if name in MEASUREMENT_STANDARD else _fragment(value, conversions)
        for name, value in document.items()
    }


def _fragment(value: object, conversions: Mapping[str, Conversion]) -> object:
    if not isinstance(value, dict):
        return value
    return {name: _entry(entry, conversions) for name, entry in value.items()}


def _entry(entry: object, conversions: Mapping[str, Conversion]) -> object:
    if not isinstance(entry, dict) or not is_series(entry):
        return entry
    conversion = conversions.get(entry.get("unit", ""))
    if conversion is None:
        return entry
    return {**entry, "value": conversion.apply(entry["value"]), "unit": conversion.unit}
