"""Selections as arrays of numpy. Only `_analytics` imports this, when it is first needed."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from c8y_client._series.selection import Selection

FloatArray: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
"""Numbers, `nan` where there is none."""

AnyArray: TypeAlias = np.ndarray[Any, np.dtype[Any]]
"""Times: text, numbers or objects."""


def column(chosen: Selection) -> FloatArray:
    """Build an array of the first series and key."""
    return np.array(chosen.checked().column, dtype=float)


def table(chosen: Selection) -> FloatArray:
    """Build an array with a column for each series and key, of one dimension if there is just one or no row."""
    columns = np.array(chosen.checked().columns(), dtype=float)
    if not columns.size:
        return np.empty(0)
    return columns[0] if len(columns) == 1 else columns.T


def times(stamps: list[Any]) -> AnyArray:
    """Build an array of times."""
    return np.array(stamps)
