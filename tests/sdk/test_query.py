"""How Python values are written as query parameters."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum, StrEnum
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client._http.query import encode_query


class Severity(StrEnum):
    """Text with names."""

    MAJOR = "MAJOR"


class Mixed(str, Enum):  # noqa: UP042 - the older way, whose members print as their names
    """Text with names, the older way."""

    A = "a"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a b", "a%20b"),
        (True, "true"),
        (False, "false"),
        (5, "5"),
        (1.5, "1.5"),
        (Severity.MAJOR, "MAJOR"),
        (Mixed.A, "a"),
        (["a", Severity.MAJOR, 3], "a%2CMAJOR%2C3"),
        (("x",), "x"),
        ({7}, "7"),
        (datetime(2026, 1, 2, 3, 4, 5, 6789, tzinfo=UTC), "2026-01-02T03%3A04%3A05.006Z"),
        (datetime(2026, 1, 2, tzinfo=timezone(timedelta(hours=2))), "2026-01-01T22%3A00%3A00.000Z"),
        (date(2026, 1, 2), "2026-01-02T00%3A00%3A00.000Z"),
    ],
    ids=repr,
)
def test_value_is_written_the_platforms_way(value: object, text: str) -> None:
    """Each kind of value has one form in a query."""
    assert encode_query({"p": value}) == f"p={text}"


@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1)))
def test_any_text_reads_back(params: dict[str, str]) -> None:
    """Names and values of any characters arrive as they were."""
    assert dict(parse_qsl(encode_query(params), strict_parsing=bool(params))) == params


def test_none_is_left_out() -> None:
    """`None` means that a parameter was not given."""
    assert encode_query({"a": None, "b": 0}) == "b=0"


def test_name_may_be_given_more_than_once() -> None:
    """Pairs keep their order and may repeat a name."""
    assert encode_query([("a", 1), ("a", 2)]) == "a=1&a=2"


def test_expression_stays_as_it_is() -> None:
    """Text is put behind the question mark unchanged, but for what no URL may hold."""
    expression = "q=$filter=name eq 'M%2B01'#"

    assert encode_query(expression) == "q=$filter=name%20eq%20'M%2B01'%23"


def test_time_without_zone_is_refused() -> None:
    """A naive time could mean anything; the message shows two ways out."""
    with pytest.raises(ValueError, match=r"has no time zone; use datetime.now\(UTC\) or .astimezone\(\)"):
        encode_query({"dateFrom": datetime(2026, 1, 2)})  # noqa: DTZ001 - the case under test


@pytest.mark.parametrize("value", [object(), b"x", {"a": 1}], ids=["object", "bytes", "mapping"])
def test_other_values_are_refused(value: object) -> None:
    """What has no form in a query is a `TypeError`, not the text of a Python object."""
    with pytest.raises(TypeError, match="cannot be a query parameter"):
        encode_query({"p": value})
