"""Moments as they are read and written."""

from __future__ import annotations

import pytest

from mockc8y.domain.times import format_millis, parse_instant, parse_millis


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2024-03-02T09:00:00.000Z", "2024-03-02T09:00:00.000Z"),
        ("2024-03-02T09:00:00.000+01:00", "2024-03-02T09:00:00.000+01:00"),
        ("2024-03-02T09:00:00Z", "2024-03-02T09:00:00.000Z"),
        ("2024-03-02T09:00:00.123456-05:30", "2024-03-02T09:00:00.123-05:30"),
        ("2024-03-02T09:00:00+00:00", "2024-03-02T09:00:00.000Z"),
        ("2024-03-02", "2024-03-02T00:00:00.000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    ],
)
def test_moment_keeps_its_offset(sent: str, kept: str) -> None:
    """A moment is kept with three fractional digits and the offset that was sent; no zone means UTC."""
    assert parse_instant(sent).text == kept


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00.000+00:01", "9999-12-31T23:59:59.999-00:01"])
def test_moment_outside_of_all_years_is_refused(text: str) -> None:
    """What cannot be written in UTC is refused, though its own zone could."""
    with pytest.raises(ValueError, match="out of range"):
        parse_instant(text)


@pytest.mark.parametrize("text", ["2024-03-02T09:00:00+01:00:30", "2024-03-02T09:00:00.000-00:00:01"])
def test_offset_finer_than_minutes_is_refused(text: str) -> None:
    """ISO 8601 knows offsets of hours and minutes."""
    with pytest.raises(ValueError, match="finer than minutes"):
        parse_instant(text)


@pytest.mark.parametrize("text", ["", "now", "2024-02-30", "2024-13-01", "10000-01-01", "0000-01-01", "１234-01-01"])  # noqa: RUF001
def test_what_is_no_moment_is_refused(text: str) -> None:
    """Anything but an ISO 8601 date or date and time is refused."""
    with pytest.raises(ValueError, match=r"Invalid isoformat|must be in|out of range"):
        parse_millis(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"])
def test_every_moment_that_is_read_can_be_written(text: str) -> None:
    """Reading and writing are each other's opposite, from the first moment to the last."""
    assert format_millis(parse_millis(text)) == text
