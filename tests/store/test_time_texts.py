"""Times as two numbers, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.store.time_texts import MINUTE, ZULU, shift_of, text_of, zone_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
offsets = st.integers(-1439, 1439)
moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive


@given(moment=moments, offset=offsets)
def test_text_says_what_the_standard_library_says(moment: datetime, offset: int) -> None:
    """A moment is written in its zone with three fractional digits, in every year there is."""
    millis = (moment - EPOCH) // timedelta(milliseconds=1)

    expected = moment.astimezone(timezone(timedelta(minutes=offset))).isoformat(timespec="milliseconds")

    assert text_of(millis, offset) == expected
    assert zone_of(expected) == offset


@given(moment=moments)
def test_utc_is_written_with_z(moment: datetime) -> None:
    """A sender that wrote `Z` gets `Z` back, not `+00:00`."""
    text = moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"

    assert text_of((moment - EPOCH) // timedelta(milliseconds=1), zone_of(text)) == text


@pytest.mark.parametrize(("zone", "shift"), [(ZULU, 0), (0, 0), (90, 90 * MINUTE), (-60, -60 * MINUTE)])
def test_shift_is_how_far_a_zone_is_ahead(zone: int, shift: int) -> None:
    """Zones are minutes east of UTC, `Z` is none."""
    assert shift_of(zone) == shift


@pytest.mark.parametrize("suffix", ["+01:00:30", "-00:00:00.000001", "+0100", ""])
def test_zone_finer_than_minutes_is_refused(suffix: str) -> None:
    """Python reads offsets with seconds, ISO 8601 has none."""
    with pytest.raises(ValueError, match="hours and minutes"):
        zone_of("2024-03-02T09:00:00.000" + suffix)
