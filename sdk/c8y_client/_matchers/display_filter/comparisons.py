"""The tests of values that the operators stand for, each made once for the value it compares with.

Whatever cannot hold for any value is a `ValueError` when the test is made; the tests themselves raise nothing.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from c8y_client._matchers.display_filter.values import Reader, bits, ipv4, ipv6, moment, number, text
from c8y_client._types import JSON

Test: TypeAlias = Callable[[JSON], bool]

# Of IPv4 addresses and dates, equality is that of their text.
_EQUATED: tuple[Reader, ...] = (number, ipv6)
_ORDERED: tuple[Reader, ...] = (number, ipv4, ipv6, moment)
_BOOLEANS = {"true": True, "false": False}
_CONTAINERS = (list, dict)
_EMPTY: tuple[JSON, ...] = ("", [], {})


def equal(expected: str) -> Test:
    """Make the test for the same text, number, address or boolean."""
    readings = _readings(expected, _EQUATED)
    boolean = _BOOLEANS.get(expected.lower())

    def test(value: JSON) -> bool:
        if value == expected:
            return True
        if type(value) is bool:
            return value is boolean
        for read, bound in readings:
            if read(value) == bound:
                return True
        return type(value) in _CONTAINERS and text(value) == expected

    return test


def ordered(expected: str, compare: Callable[[JSON, JSON], bool]) -> Test:
    """Make the test of the order of numbers, addresses and dates."""
    readings = _readings(expected, _ORDERED)
    if not readings:
        raise ValueError(f"{expected!r} has no order; expected a number, a date such as 2025-01-31 or an IP address")

    def test(value: JSON) -> bool:
        for read, bound in readings:
            found = read(value)
            if found is not None:
                return compare(found, bound)
        return False

    return test


def contain(expected: str) -> Test:
    """Make the test for text in which the expected one is found."""

    def test(value: JSON) -> bool:
        found = text(value)
        return found is not None and expected in found

    return test


def fit(expected: str) -> Test:
    """Make the test for text in which a regular expression is found."""
    try:
        search = re.compile(expected).search
    except re.error as error:
        raise ValueError(f"{expected!r} is no regular expression: {error}") from None

    def test(value: JSON) -> bool:
        found = text(value)
        return found is not None and search(found) is not None

    return test


def share_bits(expected: str) -> Test:
    """Make the test for whole numbers that have a bit in common with the expected one."""
    mask = bits(expected)
    if mask is None:
        raise ValueError(f"{expected!r} has no bits; expected a whole number")

    def test(value: JSON) -> bool:
        found = bits(value)
        return found is not None and found & mask > 0

    return test


def between(low: float, high: float) -> Test:
    """Make the test for numbers in a range, of which both ends are part."""

    def test(value: JSON) -> bool:
        found = number(value)
        return found is not None and low <= found <= high

    return test


def any_of(tests: list[Test]) -> Test:
    """Make the test that holds if one of them does."""
    return lambda value: any(test(value) for test in tests)


def compared(sign: str, expected: str) -> Test:
    """Make the test of an operator, given by its sign; of a list, any element may fit it."""
    if sign == "!=":
        same = of_elements(equal(expected))
        return lambda value: not same(value)
    return of_elements(_OPERATORS[sign](expected))


def of_elements(test: Test) -> Test:
    """Make the test that holds for a list if it holds for an element."""

    def elements(value: JSON) -> bool:
        if type(value) is list and value:
            return any(map(test, value))
        return test(value)

    return elements


def is_there(value: JSON) -> bool:
    """Tell whether a value is neither missing, null nor empty."""
    return value is not None and value not in _EMPTY


def _readings(expected: str, readers: tuple[Reader, ...]) -> tuple[tuple[Reader, JSON], ...]:
    readings = ((read, read(expected)) for read in readers)
    return tuple((read, bound) for read, bound in readings if bound is not None)


_OPERATORS: dict[str, Callable[[str], Test]] = {
    "==": equal,
    "~=": contain,
    "~": fit,
    "&": share_bits,
    "<": partial(ordered, compare=operator.lt),
    "<=": partial(ordered, compare=operator.le),
    ">": partial(ordered, compare=operator.gt),
    ">=": partial(ordered, compare=operator.ge),
}
