"""Values with units as they go into measurements."""

from __future__ import annotations

import copy
import doctest
import json
import pickle
from typing import Any

import numpy as np
import orjson
import pytest

from c8y_client._series import units as _units
from c8y_client._series.units import Celsius, Count, Units, Value

SIGNS = {
    "Grams": "g",
    "Kilograms": "kg",
    "Kelvin": "K",
    "Celsius": "°C",
    "Fahrenheit": "°F",
    "Meters": "m",
    "Centimeters": "cm",
    "Millimeters": "mm",
    "Liters": "l",
    "CubicMeters": "m3",
    "Count": "#",
    "Percent": "%",
    "Percentage": "%",
}
FUNCTIONS = {name: name.lower() for name in SIGNS} | {"CubicMeters": "cubic_meters"}


def test_units_are_text_in_json() -> None:
    """A member becomes its sign, whichever encoder writes it."""
    document = {"unit": Units.CubicMeters}

    assert orjson.loads(orjson.dumps(document)) == json.loads(json.dumps(document)) == {"unit": "m3"}


@pytest.mark.parametrize(("name", "sign"), SIGNS.items(), ids=SIGNS)
def test_class_knows_its_unit(name: str, sign: str) -> None:
    """Each class makes the fragment that the platform stores, and so does its name in small letters."""
    made = getattr(_units, name)(22.8)

    assert made == getattr(_units, FUNCTIONS[name])(22.8) == {"unit": sign, "value": 22.8}
    assert (made.value, made.unit) == (22.8, sign)


@pytest.mark.parametrize("encode", [orjson.dumps, json.dumps], ids=["orjson", "json"])
def test_value_is_an_object_in_json(encode: object) -> None:
    """A value is a dict to every encoder, and the unit in it plain text."""
    assert callable(encode)
    assert orjson.loads(encode({"T": Celsius(22.8)})) == {"T": {"unit": "°C", "value": 22.8}}
    assert type(Celsius(22.8)["unit"]) is str


@pytest.mark.parametrize("unit", ["kWh", Units.Kelvin])
def test_unit_may_be_given(unit: str) -> None:
    """Any text may be a unit."""
    assert Value(3, unit) == {"unit": str(unit), "value": 3}


def test_value_without_unit_has_no_such_key() -> None:
    """The platform knows no empty units; the property is empty nevertheless."""
    value = Value(3)

    assert value == {"value": 3}
    assert value.unit == ""


@pytest.mark.parametrize("number", [np.float32(1.5), np.float64(1.5)], ids=["float32", "float64"])
def test_numbers_of_numpy_are_numbers(number: float) -> None:
    """What a data frame holds can be sent."""
    assert orjson.dumps(Celsius(number)) == '{"unit":"°C","value":1.5}'.encode()


def test_whole_numbers_stay_whole() -> None:
    """Integers, also those of numpy, get no decimals."""
    int_of_numpy: Any = np.int64(3)

    assert orjson.dumps([Count(3), Count(int_of_numpy)]) == b'[{"unit":"#","value":3},{"unit":"#","value":3}]'


@pytest.mark.parametrize("wrong", ["22.8", None, True, [1]], ids=repr)
def test_what_is_no_number_is_refused(wrong: float) -> None:
    """The platform would store it, but not as a reading."""
    with pytest.raises(TypeError, match="is no number"):
        Celsius(wrong)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), np.float32("-inf")], ids=str)
def test_what_is_not_finite_is_refused(wrong: float) -> None:
    """JSON has no way to write it, and `null` would be no reading."""
    with pytest.raises(ValueError, match="not finite"):
        Celsius(wrong)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])  # noqa: S301
def test_value_can_be_copied(copied: object) -> None:
    """Copies are of the same class and equal."""
    assert callable(copied)
    made = copied(Celsius(22.8))

    assert (type(made), made) == (Celsius, {"unit": "°C", "value": 22.8})


def test_examples_work() -> None:
    """The examples of the docstrings run as they stand."""
    result = doctest.testmod(_units)

    assert result.attempted > 0
    assert result.failed == 0
