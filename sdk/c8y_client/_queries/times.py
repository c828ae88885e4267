"""Bounds in time, each of which can be given in several ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypedDict

from c8y_client._documents.dates import Age, Moment, age_bound, wire_moment


class TimeRange(TypedDict, total=False):
    """When something happened. `after` and `date_from` are the same, so are `before` and `date_to`.

    `max_age` and `min_age` count back from now, such as `"1d"`. Each bound can be given in one way only.
    """

    before: Moment | None
    after: Moment | None
    date_from: Moment | None
    date_to: Moment | None
    min_age: Age | None
    max_age: Age | None
    dateFrom: Moment | None
    dateTo: Moment | None


class CreationRange(TypedDict, total=False):
    """When something reached the platform. `created_after` and `created_from` are the same, and so on."""

    created_before: Moment | None
    created_after: Moment | None
    created_from: Moment | None
    created_to: Moment | None


class UpdateRange(TypedDict, total=False):
    """When something was last changed. `updated_after` and `last_updated_from` are the same, and so on."""

    updated_before: Moment | None
    updated_after: Moment | None
    last_updated_from: Moment | None
    last_updated_to: Moment | None


# The platform's name of each bound, and the keywords that set it.
_BOUNDS: Final[dict[str, tuple[str, ...]]] = {
    "dateFrom": ("date_from", "after", "dateFrom", "max_age"),
    "dateTo": ("date_to", "before", "dateTo", "min_age"),
    "createdFrom": ("created_from", "created_after", "createdFrom"),
    "createdTo": ("created_to", "created_before", "createdTo"),
    "lastUpdatedFrom": ("last_updated_from", "updated_after", "lastUpdatedFrom"),
    "lastUpdatedTo": ("last_updated_to", "updated_before", "lastUpdatedTo"),
}
_AGES: Final = frozenset({"max_age", "min_age"})

TIME_KEYWORDS: Final = frozenset(keyword for spellings in _BOUNDS.values() for keyword in spellings)


def time_params(filters: Mapping[str, Any]) -> dict[str, str]:
    """Word the bounds among some filters; a `ValueError` where one is given in two ways."""
    params = {}
    for name, spellings in _BOUNDS.items():
        given = [keyword for keyword in spellings if filters.get(keyword) is not None]
        if len(given) > 1:
            raise ValueError(f"{' and '.join(given)} set the same bound; give one of them")
        for keyword in given:
            params[name] = _worded(keyword, filters[keyword])
    return params


def _worded(keyword: str, value: Any) -> str:
    return age_bound(value, keyword) if keyword in _AGES else wire_moment(value, keyword)
