"""Conversion between systems of units."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.domain.units import SYSTEMS, converted

IMPERIAL, METRIC = SYSTEMS["imperial"], SYSTEMS["metric"]


@pytest.mark.parametrize(
    ("value", "unit", "converted_value", "converted_unit"),
    [
        (1, "m", 3.280839895, "ft"),
        (1, "km", 0.621371192, "mi"),
        (1, "cm", 0.393700787, "in"),
        (1, "g", 0.035273962, "oz"),
        (1, "kg", 2.204622622, "lb"),
        (100, "°C", 212, "°F"),
        (-40, "ºC", -40, "ºF"),
        (37, "C", 98.6, "F"),
        (273.15, "K", 491.67, "°R"),
    ],
)
def test_table_of_the_specification(value: float, unit: str, converted_value: float, converted_unit: str) -> None:
    """Metric values become imperial ones and back."""
    there, back = IMPERIAL[unit], METRIC[converted_unit]

    assert (there.unit, back.unit) == (converted_unit, unit)
    assert there.apply(value) == pytest.approx(converted_value)
    assert back.apply(converted_value) == pytest.approx(value)


@given(st.sampled_from(sorted(IMPERIAL)), st.floats(-1e6, 1e6))
def test_round_trip_loses_nothing(unit: str, value: float) -> None:
    """Into the other system and back is where one came from."""
    there = IMPERIAL[unit]

    assert METRIC[there.unit].apply(there.apply(value)) == pytest.approx(value, abs=1e-6)


def test_round_values_stay_round() -> None:
    """A Celsius value that is exact in Fahrenheit is exact."""
    assert (IMPERIAL["°C"].apply(20), METRIC["°F"].apply(68)) == (68.0, 20.0)


@pytest.mark.parametrize(
    "fragment",
    [
        {"T": {"value": 5, "unit": "%"}},
        {"T": {"value": 5}},
        {"T": {"value": True, "unit": "m"}},
        {"T": {"unit": "m"}},
        {"T": "m"},
        "m",
        7,
        [{"value": 5, "unit": "m"}],
        {"value": 5, "unit": "m"},
    ],
)
def test_what_is_no_series_of_a_known_unit_stays(fragment: Any) -> None:
    """Other units, series without a unit and everything that is no series pass unchanged."""
    document = {"type": "m", "time": "2024-03-02T09:00:00.000Z", "acme_X": fragment}

    assert converted(document, IMPERIAL) == document


def test_conversion_keeps_the_rest_of_a_series() -> None:
    """Value and unit are exchanged; other members, other series and the original document stay."""
    document = {"acme_X": {"L": {"value": 2, "unit": "cm", "note": 1}, "H": {"value": 2, "unit": "%"}}}

    found = converted(document, IMPERIAL)

    assert found["acme_X"]["L"] == {"value": pytest.approx(0.7874015748), "unit": "in", "note": 1}
    assert found["acme_X"]["H"] == document["acme_X"]["H"]
    assert document["acme_X"]["L"]["unit"] == "cm"
