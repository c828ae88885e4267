"""Selections and columns as frames of pandas. Only `_analytics` imports this, when it is first needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from c8y_client._documents.dates import parse_moment
from c8y_client._series.selection import Selection, Timestamps

# Points in time as the platform writes them; a plain date may as well be a name.
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}.*")


def series(chosen: Selection, timestamps: Timestamps) -> pd.Series[float]:
    """Build a Series of the first series and key."""
    name = next(iter(_column_names(chosen.names)), None)
    return pd.Series(chosen.checked().column, index=_index(chosen, timestamps), name=name, dtype=float)


def frame(chosen: Selection, timestamps: Timestamps) -> pd.DataFrame:
    """Build a frame with a column for each series and key."""
    names = _column_names(chosen.names)
    if len(chosen.keys) > 1:
        names = [f"{name}_{key}" for name in names for key in chosen.keys]
    columns = dict(zip(names, chosen.checked().columns(), strict=True))
    return pd.DataFrame(columns, index=_index(chosen, timestamps), columns=names, dtype=float)


def frame_of(columns: Mapping[str, Sequence[object]], parse_dates: bool | Collection[str]) -> pd.DataFrame:
    """Build a frame of named columns; see `c8y_client._series.analytics.frame_of`."""
    dated = _dated(columns) if isinstance(parse_dates, bool) and parse_dates else parse_dates or ()
    if unknown := [name for name in dated if name not in columns]:
        raise KeyError(f"no column {', '.join(unknown)}; there are {', '.join(columns)}")
    return pd.DataFrame({name: _moments(name, values) if name in dated else values for name, values in columns.items()})


# Two names may be spelt alike as columns; those keep their own spelling, so that neither hides the other.
def _column_names(names: Sequence[str]) -> list[str]:
    spelt = [re.sub(r"[ \\.+-]", "_", name) for name in names]
    counted = Counter(spelt)
    return [column if counted[column] == 1 else name for name, column in zip(names, spelt, strict=True)]


def _index(chosen: Selection, timestamps: Timestamps) -> pd.Index[Any] | None:
    if not timestamps:
        return pd.RangeIndex(len(chosen.times))
    stamps = chosen.stamps(timestamps)
    return _utc(stamps) if timestamps == "datetime" else pd.Index(stamps)


def _dated(columns: Mapping[str, Sequence[object]]) -> list[str]:
    given = {name: [value for value in values if value is not None] for name, values in columns.items()}
    return [name for name, values in given.items() if values and all(map(_is_time, values))]


def _is_time(value: object) -> bool:
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def _moments(name: str, values: Sequence[object]) -> pd.DatetimeIndex:
    try:
        return _utc(
            [value if value is None or isinstance(value, datetime) else parse_moment(str(value)) for value in values]
        )
    except ValueError as error:
        raise ValueError(f"column {name}: {error}") from None


# A year of local times has two offsets, so only UTC fits all; and pandas reads texts of one format at a time.
def _utc(moments: list[Any]) -> pd.DatetimeIndex:
    return pd.to_datetime(moments, utc=True)
