"""Columns of whole numbers that take no more room than their values need."""

from __future__ import annotations

from array import array

NARROW = "I"
"""Four bytes for each number, from 0 up to 2**32 - 1: what columns start with."""

WIDE = "q"
"""Eight bytes for each number."""


def appended(column: array[int], value: int) -> array[int]:
    """Put a value at the end of a column and return the column: a wider one where the value does not fit.

    >>> appended(array(NARROW, [7]), 5), appended(array(NARROW, [7]), -1)
    (array('I', [7, 5]), array('q', [7, -1]))
    """
    try:
        column.append(value)
    except OverflowError:
        column = array(WIDE, column)
        column.append(value)
    return column


def inserted(column: array[int], place: int, value: int) -> array[int]:
    """Put a value before a place of a column and return the column: a wider one where the value does not fit.

    >>> inserted(array(NARROW, [7]), 0, 5), inserted(array(NARROW, [7]), 1, -1)
    (array('I', [5, 7]), array('q', [7, -1]))
    """
    try:
        column.insert(place, value)
    except OverflowError:
        column = array(WIDE, column)
        column.insert(place, value)
    return column
