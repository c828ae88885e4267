"""Query parameters of the kinds that many operations share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from mockc8y.api.request import Query, Request
from mockc8y.domain.documents import parse_id
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.paging import DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE, PageRequest
from mockc8y.domain.times import parse_millis
from mockc8y.store.collection import Term
from mockc8y.store.dated_collection import Span

_BOOLEANS = {"true": True, "false": False}
NOWHERE = -1
"""An id that no object has: what a source that is no number stands for."""


def page_request(request: Request) -> PageRequest:
    """Read the paging parameters. Not a number, or below 1, is refused with 422 (10.18.30)."""
    get = request.query.get
    return _page_request(get("pageSize"), get("currentPage"), get("withTotalPages"), get("withTotalElements"))


@lru_cache(maxsize=1024)
def _page_request(size: str | None, number: str | None, pages: str | None, elements: str | None) -> PageRequest:
    return PageRequest(
        size=min(_positive("pageSize", size, DEFAULT_PAGE_SIZE), MAXIMUM_PAGE_SIZE),
        number=_positive("currentPage", number, 1),
        with_total_pages=bool(_boolean("withTotalPages", pages)),
        with_total_elements=bool(_boolean("withTotalElements", elements)),
    )


def flag(query: Query, name: str) -> bool:
    """Read a boolean parameter that is off when absent."""
    return bool(choice(query, name))


def cascades(query: Query) -> bool:
    """Tell whether what is below a managed object is deleted with it.

    `cascade` is meant for devices and groups, but on a real tenant it works for any object, as `forceCascade` does.
    """
    return flag(query, "cascade") | flag(query, "forceCascade")


def choice(query: Query, name: str) -> bool | None:
    """Read a boolean parameter, `None` when absent. Other words are refused."""
    return _boolean(name, query.get(name))


def _boolean(name: str, value: str | None) -> bool | None:
    if value is None:
        return None
    known = _BOOLEANS.get(value.lower())
    if known is None:
        raise invalid(name, f"must be true or false, not '{value}'")
    return known


def span(query: Query, since: str, until: str) -> Span:
    """Read a half-open stretch of time. Equal bounds mean exactly that moment (seen on a real tenant for events)."""
    start, stop = moment(query, since), moment(query, until)
    if start is not None and start == stop:
        return Span(start, start + 1)
    return Span(start, stop)


def moment(query: Query, name: str) -> int | None:
    """Read a date or time as milliseconds UTC, `None` when absent."""
    value = query.get(name)
    if value is None:
        return None
    try:
        return parse_millis(value)
    except ValueError:
        raise invalid(name, f"is not a valid ISO 8601 date: '{value}'") from None


def listed(query: Query, name: str) -> list[str]:
    """Read a parameter whose value is a list separated by commas."""
    return [item for value in query.all(name) for item in value.split(",") if item]


def object_id(query: Query, name: str) -> int | None:
    """Read the id of a managed object; what is no id names none."""
    value = query.get(name)
    if value is None:
        return None
    found = parse_id(value)
    return NOWHERE if found is None else found


def terms(query: Query, kinds: Iterable[str]) -> list[Sequence[Term]]:
    """Turn parameters that are compared as they are into one group of terms each."""
    return [[(kind, value)] for kind in kinds if (value := query.get(kind)) is not None]


def invalid(name: str, reason: str) -> PlatformError:
    """Make the error for a query parameter that cannot be read."""
    return error("invalid_data", area="general", reason=f"Query parameter '{name}' {reason}")


def _positive(name: str, value: str | None, default: int) -> int:
    if value is None:
        return default
    if not (value.isascii() and value.isdigit()) or len(value) > len(str(2**31)) or int(value) < 1:
        raise invalid(name, f"must be a positive integer, not '{value}'")
    return int(value)
