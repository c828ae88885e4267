from __future__ import annotations

import math

import pytest

from mockc8y.domain.query.syntax import Scalar
from mockc8y.domain.query.values import read_word


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("true", True),
        ("FALSE", False),
        ("Null", None),
        ("42", 42),
        ("-7", -7),
        ("007", 7),
        ("42L", 42),
        ("42l", 42),
        ("6.6f", 6.6),
        ("6.6D", 6.6),
        ("-6.6d", -6.6),
        ("5f", 5.0),
        (".5f", 0.5),
        ("5.d", 5.0),
        ("1e-3f", 0.001),
        ("6.6", "6.6"),
        ("1e3", "1e3"),
        ("6.6L", "6.6L"),
        ("nanf", "nanf"),
        ("f", "f"),
        ("-", "-"),
        ("٣", "٣"),
        ("acme_Pump", "acme_Pump"),
        ("Test*", "Test*"),
        ("2024-03-01", "2024-03-01"),
    ],
)
def test_bare_word_is_constant_number_or_text(word: str, expected: Scalar) -> None:
    """Decimals are numbers only with a suffix; what is nothing else is text."""
    found = read_word(word)

    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(("word", "expected"), [("9" * 10_000, math.inf), ("-" + "9" * 10_000, -math.inf)])
def test_integer_of_thousands_of_digits_reads_as_infinite(word: str, expected: float) -> None:
    """The interpreter's limit on digits is not the client's problem."""
    assert read_word(word) == expected
