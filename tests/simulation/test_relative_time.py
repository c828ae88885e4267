from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockc8y.simulation.relative_time import DAY, HOUR, MINUTE, NotADuration, duration, milliseconds, resolve

DURATIONS = {
    "-P2DT3H": -2 * DAY - 3 * HOUR,
    "-PT5M": -5 * MINUTE,
    "P1D": DAY,
    "+PT1H30M": HOUR + 30 * MINUTE,
    "PT0S": 0,
    "-PT1.25S": -1250,
}


@pytest.mark.parametrize(("text", "length"), DURATIONS.items(), ids=DURATIONS)
def test_duration_is_read(text: str, length: int) -> None:
    """Days, hours, minutes and seconds add up; a minus sign means before the moment of loading."""
    assert milliseconds(text) == length


@pytest.mark.parametrize("text", ["", "P", "-P", "PT", "P1DT", "2 days", "P1M", "P1Y", "2024-03-02T09:00:00Z", 5, None])
def test_other_text_is_refused(text: object) -> None:
    """A month has no fixed length and a date is no duration: the error shows how to write one."""
    with pytest.raises(NotADuration, match="-P2DT3H"):
        milliseconds(text)


def test_resolved_time_counts_from_now() -> None:
    """A seed loaded later has later times."""
    assert resolve("-PT1M", 1_000_000) == 940_000


@given(st.integers(min_value=-400 * DAY, max_value=400 * DAY))
def test_written_duration_reads_back(length: int) -> None:
    """What the author of a seed writes means what it was made from, to the millisecond."""
    assert milliseconds(duration(length)) == length
