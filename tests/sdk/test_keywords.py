"""Keywords of query functions: shown, checked and worded."""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime
from typing import Any

import pytest

from c8y_client._async.events import Event, Events
from c8y_client._queries.params import ordering, params_of, with_bound
from c8y_client._queries.times import time_params
from c8y_client._reading.keywords import check_spelling

KNOWN = frozenset({"source", "date_from", "type", "with_source_assets", "limit"})


def test_signature_shows_every_keyword() -> None:
    """What editors and `help` show has the filters, their defaults, and room for what the platform may add."""
    parameters = inspect.signature(Events.select).parameters

    assert parameters["limit"].default == 5
    assert parameters["max_age"].default is None
    assert parameters["page_size"].kind is inspect.Parameter.KEYWORD_ONLY
    assert list(parameters)[-1] == "kwargs"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("sourc", "source"),
        ("sorce", "source"),
        ("soruce", "source"),
        ("sources", "source"),
        ("dat_from", "date_from"),
        ("typ", "type"),
    ],
)
def test_misspelt_keyword_is_refused(given: str, meant: str) -> None:
    """A filter that would have no effect is an error that names the right one."""
    with pytest.raises(TypeError, match=f"'{given}'; did you mean '{meant}'"):
        check_spelling({given: 1}, KNOWN)


@pytest.mark.parametrize("given", ["dateFrom", "fragmentType", "with_new_thing", "key", "source", "withSourceAssets"])
def test_other_keywords_are_the_platforms(given: str) -> None:
    """Original names and parameters that came later than this package are sent."""
    check_spelling({given: 1}, KNOWN)


@pytest.mark.parametrize(
    ("filters", "params"),
    [
        ({"type": "t", "source": "7", "fragment": None}, [("type", "t"), ("source", "7")]),
        ({"fragment": "c8y_X", "bulk_id": 7}, [("fragmentType", "c8y_X"), ("bulkOperationId", 7)]),
        ({"with_source_assets": True, "source": "7"}, [("withSourceAssets", True), ("source", "7")]),
        ({"series": ["a", "b"]}, [("series", "a"), ("series", "b")]),
        ({"type": ["a", "b"]}, [("type", ["a", "b"])]),
        ({"source": Event.from_json({"id": "9"})}, [("source", "9")]),
        ({"some_new_filter": 1, "c8y_custom_param": 2}, [("someNewFilter", 1), ("c8y_custom_param", 2)]),
        ({"after": "2026-01-01", "asc": True}, [("dateFrom", "2026-01-01T00:00:00.000Z")]),
    ],
)
def test_filters_are_worded_as_the_platform_wants(filters: dict[str, Any], params: list[tuple[str, object]]) -> None:
    """Names are translated once, for every resource."""
    assert params_of(filters) == params


@pytest.mark.parametrize(
    ("keyword", "name"),
    [
        ("after", "dateFrom"),
        ("date_from", "dateFrom"),
        ("dateFrom", "dateFrom"),
        ("before", "dateTo"),
        ("created_after", "createdFrom"),
        ("created_to", "createdTo"),
        ("updated_after", "lastUpdatedFrom"),
        ("last_updated_to", "lastUpdatedTo"),
    ],
)
@pytest.mark.parametrize(
    "value", [date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01", "2026-01-01T00:00Z"]
)
def test_bounds_take_every_form_of_a_moment(keyword: str, name: str, value: Any) -> None:
    """All spellings of a bound mean the same parameter, in UTC with milliseconds."""
    assert time_params({keyword: value}) == {name: "2026-01-01T00:00:00.000Z"}


@pytest.mark.parametrize(
    "filters",
    [
        {"after": "now", "date_from": "now"},
        {"before": "now", "min_age": "1d"},
        {"max_age": "1d", "dateFrom": "now"},
        {"created_from": "now", "created_after": "now"},
        {"updated_before": "now", "last_updated_to": "now"},
    ],
)
def test_bound_that_is_given_twice_is_refused(filters: dict[str, Any]) -> None:
    """Which one would count is not for the client to guess."""
    with pytest.raises(ValueError, match="set the same bound"):
        time_params(filters)


def test_source_is_needed_to_widen_it() -> None:
    """The platform would answer for all sources."""
    with pytest.raises(ValueError, match="with_source_devices widen a source"):
        params_of({"with_source_devices": True})


@pytest.mark.parametrize(
    ("filters", "newest_first", "order"),
    [
        ({"asc": True}, True, {"revert": True}),
        ({"asc": False}, True, {"revert": False}),
        ({"ascending": True}, False, {"revert": False}),
        ({"asc": False}, False, {"revert": True}),
        ({"asc": True, "revert": False}, True, {"revert": False}),
        ({}, True, {}),
    ],
)
def test_order_is_worded_by_what_the_resource_does_itself(
    filters: dict[str, Any], newest_first: bool, order: dict[str, object]
) -> None:
    """`asc` says what is wanted, `revert` what the platform does differently; the latter wins."""
    assert ordering(filters, newest_first=newest_first) == order


def test_order_without_a_bound_gets_one() -> None:
    """Some resources ignore `revert` otherwise."""
    assert with_bound([("revert", True)]) == [("revert", True), ("dateFrom", "1970-01-01T00:00:00.000Z")]
    assert with_bound([("revert", True), ("dateTo", "x")]) == [("revert", True), ("dateTo", "x")]
    assert with_bound([("type", "x")]) == [("type", "x")]
