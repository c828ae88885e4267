from __future__ import annotations

import pytest

from mockc8y.domain.query.instants import instant_of

NEW_YEAR_1971 = 365 * 86_400_000


@pytest.mark.parametrize(
    "text",
    [
        "1971-01-01",
        "1971-01-01T00:00",
        "1971-01-01T00:00:00Z",
        "1971-01-01T00:00:00.0009Z",
        "1971-01-01T02:00:00.000+02:00",
        "1970-12-31T19:00:00-0500",
    ],
)
def test_iso_date_with_or_without_time_and_zone_is_a_moment(text: str) -> None:
    """A plain date is midnight, no zone means UTC, digits past the millisecond are cut."""
    assert instant_of(text) == NEW_YEAR_1971


@pytest.mark.parametrize(
    "text", ["", "soon", "19710101", "1971-W01-1", "1971-01-01 00:00", "1971-13-01", "0000-01-01", "1971-01-01T"]
)
def test_anything_else_is_no_moment(text: str) -> None:
    """Shorthand that no client means as a time stays text."""
    assert instant_of(text) is None
