"""Columns that widen when they must."""

from __future__ import annotations

from array import array

import pytest

from mockc8y.store.columns import NARROW, WIDE, inserted


@pytest.mark.parametrize(
    ("value", "typecode"), [(0, NARROW), (2**32 - 1, NARROW), (2**32, WIDE), (-1, WIDE), (2**63 - 1, WIDE)]
)
def test_column_is_as_narrow_as_its_values_allow(value: int, typecode: str) -> None:
    """A number that does not fit into four bytes makes all of the column eight bytes wide."""
    column = inserted(array(NARROW, [7, 9]), 1, value)

    assert list(column) == [7, value, 9]
    assert column.typecode == typecode


def test_wide_column_stays_wide() -> None:
    """A column that was widened once takes small numbers as well."""
    column = inserted(array(WIDE, [-1]), 1, 5)

    assert (column.typecode, list(column)) == (WIDE, [-1, 5])
