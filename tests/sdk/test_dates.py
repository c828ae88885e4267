"""Points in time and lengths of time, as callers write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from c8y_client._documents.dates import Age, Moment, age_bound, duration, parse_moment, utc_now, wire_moment

NOW = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)
EAST = timezone(timedelta(hours=7))
MICROSECONDS = {"w": 604_800_000_000, "d": 86_400_000_000, "h": 3_600_000_000, "m": 60_000_000, "s": 10**6, "ms": 1000}

zones = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=zones)  # noqa: DTZ001 - zones are separate
parts = st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 999), st.sampled_from(list(MICROSECONDS))), min_size=1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 1, 2, 3, 4, 5, 6789, tzinfo=UTC), "2026-01-02T03:04:05.006Z"),
        (datetime(2026, 1, 2, tzinfo=EAST), "2026-01-01T17:00:00.000Z"),
        (date(2026, 1, 2), "2026-01-02T00:00:00.000Z"),
        ("2026-01-02", "2026-01-02T00:00:00.000Z"),
        ("2026-01-02T03:04", "2026-01-02T03:04:00.000Z"),
        ("2026-01-02 03:04:05", "2026-01-02T03:04:05.000Z"),
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"),
        ("2026-01-02T03:04:05.5+01:00", "2026-01-02T02:04:05.500Z"),
        ("2026-01-02T03:04:05.123456789+0100", "2026-01-02T02:04:05.123Z"),
        ("now", "2026-03-04T05:06:07.890Z"),
        ("today", "2026-03-04T00:00:00.000Z"),
        ("2h-ago", "2026-03-04T03:06:07.890Z"),
        ("1d12h-ago", "2026-03-02T17:06:07.890Z"),
        ("1.5h-ago", "2026-03-04T03:36:07.890Z"),
        ("00:30-ago", "2026-03-04T04:36:07.890Z"),
    ],
    ids=str,
)
def test_moment_is_written_in_utc_with_milliseconds(value: Moment, text: str) -> None:
    """Every accepted form of a point in time has one form on the wire."""
    assert wire_moment(value, now=lambda: NOW) == text


def test_today_is_the_day_in_utc_wherever_the_clock_stands() -> None:
    """Early morning in the east is still yesterday in UTC."""
    assert wire_moment("today", now=lambda: datetime(2026, 3, 4, 5, tzinfo=EAST)) == "2026-03-03T00:00:00.000Z"


def test_now_is_the_machines_time() -> None:
    """Without another source of time, it is the machine's, and aware."""
    before = utc_now()

    said = parse_moment(wire_moment("now"))

    assert before - timedelta(milliseconds=1) < said <= utc_now()


def test_naive_time_is_refused_by_the_parameters_name() -> None:
    """A time without zone could mean anything, so the caller learns which parameter has one."""
    with pytest.raises(ValueError, match=r"^date_from: datetime.datetime\(2026, 1, 2, 0, 0\) has no time zone; use"):
        wire_moment(datetime(2026, 1, 2), "date_from")  # noqa: DTZ001 - the case under test


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "1d",
        "2026-13-01",
        "2026-01-02x03:04",
        "2026-01-02T",
        "20260102",
        "2026-01-02 ",
        "Now",
        "٢026-01-02",
    ],
)
def test_other_text_is_refused_with_examples(text: str) -> None:
    """The message names the parameter, quotes the text and shows what can be read."""
    with pytest.raises(ValueError, match=rf"^after: '{re.escape(text)}' is no point in time; use .*'2h-ago'$"):
        wire_moment(text, "after")


@pytest.mark.parametrize("text", ["-ago", "2x-ago", "2h30-ago", "-2h-ago"])
def test_relative_text_is_read_to_its_end(text: str) -> None:
    """What stands before `-ago` is a length of time, wholly."""
    with pytest.raises(ValueError, match=rf"^before: '{re.escape(text[:-4])}' is no length of time"):
        wire_moment(text, "before")


@pytest.mark.parametrize("value", ["9999-12-31T23:00:00-05:00", "999999d-ago"])
def test_moment_outside_the_calendar_is_refused(value: str) -> None:
    """A shift by zone or age can leave the years that a date can hold."""
    with pytest.raises(ValueError, match=f"^before: '{value}' is outside the years"):
        wire_moment(value, "before", now=lambda: NOW)


def test_other_values_are_no_moments() -> None:
    """A number could be seconds or milliseconds; it is refused."""
    with pytest.raises(TypeError, match=r"^date_to: 1700000000 is no point in time; use a datetime, a date or text$"):
        wire_moment(1_700_000_000, "date_to")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "length"),
    [
        (timedelta(days=1), timedelta(days=1)),
        ("500ms", timedelta(milliseconds=500)),
        ("30s", timedelta(seconds=30)),
        ("15m", timedelta(minutes=15)),
        ("2h", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        ("1w", timedelta(weeks=1)),
        ("1d12h", timedelta(days=1.5)),
        ("1.5h", timedelta(minutes=90)),
        ("1m500ms", timedelta(minutes=1, milliseconds=500)),
        ("0s", timedelta()),
        ("01:30", timedelta(minutes=90)),
        ("36:00", timedelta(hours=36)),
        ("00:00:01.5", timedelta(seconds=1.5)),
    ],
    ids=str,
)
def test_length_of_time_is_read(value: Age, length: timedelta) -> None:
    """Units from weeks to milliseconds, decimals, sequences, and hours with minutes and seconds."""
    assert duration(value) == length


@pytest.mark.parametrize(
    "text",
    [
        "",
        "d",
        "5",
        "5 m",
        "5min",
        "1d12",
        "1d and more",
        "1d\n",
        "-1d",
        "1,5h",
        "1e3s",
        "inf",
        "01:60",
        "1:2",
        "01:00:60",
        "٣h",
    ],
)
def test_other_lengths_are_refused_with_the_input(text: str) -> None:
    """What is not understood to its end is quoted, and the units are shown."""
    with pytest.raises(
        ValueError, match=rf"^max_age: {re.escape(repr(text))} is no length of time; use .* w d h m s ms"
    ):
        duration(text, "max_age")


def test_number_is_no_length_of_time() -> None:
    """A number could be in any unit; it is refused."""
    with pytest.raises(TypeError, match=r"^max_age: 60 is no length of time; use a timedelta or text$"):
        duration(60, "max_age")  # type: ignore[arg-type]


def test_negative_age_is_refused() -> None:
    """An age below zero would be a time in the future."""
    with pytest.raises(ValueError, match=r"^min_age: datetime.timedelta.* is negative"):
        duration(timedelta(seconds=-1), "min_age")


@pytest.mark.parametrize("text", ["9" * 20 + "w", "9" * 400 + "ms", "9" * 5000 + ":00"], ids=len)
def test_endless_age_is_refused(text: str) -> None:
    """A length beyond what a timedelta can hold is a `ValueError` as well."""
    with pytest.raises(ValueError, match="longer than a timedelta can hold"):
        duration(text)


@pytest.mark.parametrize("value", ["1d", timedelta(days=1), "24:00"], ids=str)
def test_age_becomes_the_moment_it_began(value: Age) -> None:
    """An age is sent as the point in time that lies so long before now."""
    assert age_bound(value, now=lambda: NOW) == "2026-03-03T05:06:07.890Z"


def test_age_before_the_calendar_is_refused() -> None:
    """An age may be readable and yet reach back beyond the first year."""
    with pytest.raises(ValueError, match=r"^max_age: '999999d' ago is outside the years"):
        age_bound("999999d", "max_age", now=lambda: NOW)


@given(moments)
def test_wire_text_reads_back_to_the_millisecond(moment: datetime) -> None:
    """Writing and reading a time loses nothing but what is below a millisecond."""
    microsecond = moment.microsecond // 1000 * 1000

    assert parse_moment(wire_moment(moment)) == moment.replace(microsecond=microsecond)


@given(moments)
def test_text_means_what_its_datetime_means(moment: datetime) -> None:
    """ISO text and the datetime it was written from are the same to the platform."""
    assert wire_moment(moment.isoformat()) == wire_moment(moment)


@given(moments, st.text("0123456789", min_size=1, max_size=12), st.sampled_from(["", "Z", "+01:00", "+0100", "-05"]))
def test_answers_of_any_precision_are_read(moment: datetime, fraction: str, zone: str) -> None:
    """Any number of digits and any form of the zone give an aware time; digits below a microsecond are dropped."""
    text = f"{moment:%Y-%m-%dT%H:%M:%S}".rjust(19, "0")

    read = parse_moment(f"{text}.{fraction}{zone}")

    assert (read.utcoffset(), read.microsecond) == (
        {"": timedelta(), "Z": timedelta(), "-05": timedelta(hours=-5)}.get(zone, timedelta(hours=1)),
        int(fraction[:6].ljust(6, "0")),
    )


@given(parts)
def test_length_is_the_sum_of_its_parts(given_parts: list[tuple[int, int, str]]) -> None:
    """A sequence of numbers and units is as long as all of them together, to the microsecond of rounding per part."""
    text = "".join(f"{whole}.{fraction:03}{unit}" for whole, fraction, unit in given_parts)
    expected = sum((1000 * whole + fraction) * MICROSECONDS[unit] for whole, fraction, unit in given_parts)

    assert abs(duration(text) / timedelta(microseconds=1) * 1000 - expected) <= 1000 * len(given_parts)


@given(st.text())
def test_text_is_a_length_or_a_value_error(text: str) -> None:
    """No text raises anything but `ValueError`, and what is read is not negative."""
    try:
        length = duration(text)
    except ValueError:
        return
    assert length >= timedelta()


@given(st.text() | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+([+-][0-9:]+)?", fullmatch=True))
def test_text_is_a_moment_or_a_value_error(text: str) -> None:
    """No text raises anything but `ValueError`, and what is read comes out in the one form of the wire."""
    try:
        written = wire_moment(text, now=lambda: NOW)
    except ValueError:
        return
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", written)


@given(parts, st.text(min_size=1))
def test_trailing_text_is_never_ignored(given_parts: list[tuple[int, int, str]], rest: str) -> None:
    """A readable beginning does not make the whole readable."""
    assume(not re.fullmatch(r"s|(s?\d+(\.\d+)?(ms|[wdhms]))+s?", rest))
    text = "".join(f"{whole}{unit}" for whole, _, unit in given_parts)

    with pytest.raises(ValueError, match="is no length of time"):
        duration(text + rest)
