"""How the filters of alarms, events and audit records are worded, in either flavour."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from c8y_client import AlarmSeverity, AlarmStatus, AuditType, BasicAuth, CumulocityClient
from c8y_client._http.query import encode_query
from c8y_client._queries.alarms import Kind
from c8y_client._queries.several import in_one_question, in_questions_of_one
from c8y_client.matchers import Filter

CLIENT = CumulocityClient("http://tenant.test", "t1", BasicAuth("joe", "x"))


def worded(resource: str, **filters: Any) -> str:
    """Give the query that a resource is asked, less the paging."""
    return encode_query(getattr(CLIENT, resource)._plan(None, filters).params)


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"type": "my type"}, "type=my%20type"),
        ({"type": ["a", "b c"]}, "type=a%2Cb%20c"),
        ({"status": AlarmStatus.ACTIVE}, "status=ACTIVE"),
        (
            {"status": {AlarmStatus.ACTIVE}, "severity": ("MAJOR", AlarmSeverity.MINOR)},
            "status=ACTIVE&severity=MAJOR%2CMINOR",
        ),
        ({"resolved": False}, "resolved=false"),
        ({"source": 7, "with_source_children": True}, "source=7&withSourceChildren=true"),
        ({"fragment": "my_Detail"}, "fragmentType=my_Detail"),
        (
            {"after": "2026-01-01", "created_to": "2026-01-02"},
            "dateFrom=2026-01-01T00%3A00%3A00.000Z&createdTo=2026-01-02T00%3A00%3A00.000Z",
        ),
        ({"revert": True}, "revert=true"),
        ({"some_day_new": 1}, "someDayNew=1"),
    ],
)
def test_filters_of_alarms(filters: dict[str, Any], query: str) -> None:
    """Several values are separated by commas, enums go by value, and unknown keywords are sent."""
    assert worded("alarms", **filters) == query


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"type": AuditType.USER, "source": "joe"}, "type=User&source=joe"),
        ({"application": "a b", "user": "t1/joe"}, "application=a%20b&user=t1%2Fjoe"),
        ({"date_to": "2026-01-01"}, "dateTo=2026-01-01T00%3A00%3A00.000Z"),
    ],
)
def test_filters_of_audit_records(filters: dict[str, Any], query: str) -> None:
    """They are those of the specification."""
    assert worded("audit_records", **filters) == query


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"type": "a"}, "type=a"),
        ({"type": ["a", "b"]}, ""),
        ({"fragment": "a", "fragment_value": "b"}, "fragmentType=a&fragmentValue=b"),
        ({"asc": True}, "revert=true&dateFrom=1970-01-01T00%3A00%3A00.000Z"),
        ({"asc": True, "date_to": "2026-01-01"}, "dateTo=2026-01-01T00%3A00%3A00.000Z&revert=true"),
        ({"source": 7, "with_source_additions": False}, "source=7&withSourceAdditions=false"),
    ],
)
def test_filters_of_events(filters: dict[str, Any], query: str) -> None:
    """Several types are not sent, and an order comes with a bound in time."""
    assert worded("events", **filters) == query


@pytest.mark.parametrize("resource", ["alarms", "events", "audit_records"])
def test_bound_that_is_set_twice_is_refused(resource: str) -> None:
    """Which of them would win is nobody's guess."""
    with pytest.raises(ValueError, match="set the same bound"):
        worded(resource, after="2026-01-01", max_age="1d")


@pytest.mark.parametrize("resource", ["alarms", "events"])
def test_naive_moment_is_refused(resource: str) -> None:
    """Without time zone nobody knows which moment is meant."""
    with pytest.raises(ValueError, match="time zone"):
        worded(resource, after=datetime(2026, 1, 1))  # noqa: DTZ001 - it is what is refused


def test_filter_of_several_types_keeps_the_one_that_is_given() -> None:
    """Both have to accept an event."""
    given = {"type": ["a", "b"], "include": lambda event: event["text"] == "x", "source": "7"}
    asked = in_one_question(given, "type")

    assert (asked["type"], asked["source"]) == (None, "7")
    chosen = Filter(asked["include"])
    assert chosen.accepts({"type": "a", "text": "x"})
    assert not chosen.accepts({"type": "c", "text": "x"})
    assert not chosen.accepts({"type": "a", "text": "y"})


@pytest.mark.parametrize(("type", "asked"), [(["a", "b", "a"], ["a", "b"]), ("ab", ["ab"]), (None, [None])])
def test_question_about_several_types_is_taken_apart(type: Any, asked: list[Any]) -> None:
    """One for each type."""
    assert [each["type"] for each in in_questions_of_one({"type": type}, "type")] == asked


def test_kind_of_alarms_is_a_type_and_a_source() -> None:
    """Which is what a deletion is asked by."""
    assert Kind.of("a", "7")._asdict() == {"type": "a", "source": "7"}
