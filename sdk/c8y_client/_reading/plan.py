"""How a collection is going to be read: which pages, in which order, and what is made of their documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from math import ceil
from typing import Any, Final

import orjson

from c8y_client._documents.values import AsValues, Values
from c8y_client._reading.expressions import parameters_in, with_parameters
from c8y_client._reading.keywords import DEFAULT_LIMIT
from c8y_client._reading.pages import Page
from c8y_client._types import JSON, Raw
from c8y_client.matchers import Filter

MAX_PAGE_SIZE: Final = 2000
DEFAULT_PAGE_SIZE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """How a collection lies in time."""

    field: str = "time"
    """What `dateFrom` and `dateTo` are about."""
    newest_first: bool
    """The order, unless `revert` turns it around."""
    is_revertible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A resource that is read page by page."""

    path: str
    name: str
    """The list of documents in the answer."""
    item: str | None = None
    """What holds a document in an element of that list, if it is a reference such as `{"user": {...}}`."""
    accept: str | None = "application/json"
    total: str | None = "withTotalPages"
    """The parameter that makes the platform tell how much there is."""
    timeline: Timeline | None = None
    """How it is ordered by time, if it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One reading of a collection."""

    collection: Collection
    params: Sequence[tuple[str, object]] = ()
    expression: str | None = None
    limit: int | None
    page_size: int
    page_number: int | None = None
    workers: int = 1
    is_ordered: bool = True
    timeline: Timeline | None = None
    """What to go by if the collection is to be read by spans of time."""
    filter: Filter | None = None
    values: Values | None = None
    wrap: Callable[[list[Raw]], Iterable[Any]] = field(repr=False)
    """Makes objects of documents."""

    @property
    def first(self) -> int:
        """The page that is read first."""
        return self.page_number or 1

    def query(self, number: int, *, counted: bool = False) -> Any:
        """Word the query for one page, `counted` if the platform is to tell how much there is."""
        paging: list[tuple[str, object]] = [("pageSize", self.page_size), ("currentPage", number)]
        if self.collection.total and (counted or (self.is_counted and number == self.first)):
            paging.append((self.collection.total, True))
        if self.expression is None:
            return [*self.params, *paging]
        return with_parameters(self.expression, dict(paging))

    def asking(self, params: Mapping[str, object]) -> Plan:
        """Put parameters in place of those of the same names."""
        if self.expression is not None:
            return replace(self, expression=with_parameters(self.expression, params))
        return replace(self, params=with_parameters(self.params, params))

    @property
    def has_bound(self) -> bool:
        """Whether there is a bound in time."""
        return bool(self._asked.keys() & {"datefrom", "dateto"})

    @property
    def is_newest_first(self) -> bool:
        """The order in time."""
        revert = self._asked.get("revert")
        by_itself = self.timeline is None or self.timeline.newest_first
        return by_itself != (str(revert).lower() == "true")

    @property
    def _asked(self) -> Mapping[str, object]:
        return parameters_in(self.params if self.expression is None else self.expression)

    @property
    def is_counted(self) -> bool:
        """Whether it is worth asking how much there is: several workers can then be told when to stop."""
        return self.collection.total is not None and self.workers > 1 and not self._is_enough(1)

    def following(self, first: Page) -> tuple[Iterator[int], Iterator[int]]:
        """Give the numbers of the pages after the first: those that are known to be there, and those beyond.

        The latter are worth asking for if all pages were full, since the platform's count may be out of date.
        """
        total = first.last_number(self.page_size) if self.is_counted else None
        known = (total or 1) + 1
        if self.limit is None or self.filter:
            return iter(range(2, known)), count(known)
        wanted = ceil(self.limit / self.page_size) + 1
        return iter(range(2, min(known, wanted))), iter(range(known, wanted))

    def ends_with(self, page: Page) -> bool:
        """Tell whether a page, whose documents were read, is the last: it is not full."""
        return page.size < self.page_size

    def _is_enough(self, pages: int) -> bool:
        return self.page_number is not None or (
            self.limit is not None and not self.filter and self.limit <= pages * self.page_size
        )

    def results(self, page: Page, skipped: frozenset[JSON] = frozenset()) -> list[Any]:
        """Take from a page what is wanted: values if these are asked for, otherwise documents as they came."""
        if self.collection.item or self.filter or skipped:
            return self._chosen(page, skipped)
        if self.values:
            return page.values(self.values)
        return page.raw()

    def made(self, results: list[Any]) -> Iterable[Any]:
        """Make what the caller gets of the results of pages: objects one by one, values as they are."""
        return self.wrap(results) if self.values is None else results

    def _chosen(self, page: Page, skipped: frozenset[JSON]) -> list[Any]:
        item = self.collection.item
        documents = [each[item] if item else each for each in page.parsed()]
        chosen = [
            each
            for each in documents
            if each.get("id") not in skipped and (self.filter is None or self.filter.accepts(each))
        ]
        if self.values:
            return [self.values.read(each) for each in chosen]
        return list(map(orjson.dumps, chosen))


def plan_of(
    collection: Collection,
    params: Sequence[tuple[str, object]],
    wrap: Callable[[list[Raw]], Iterable[Any]],
    *,
    expression: str | None,
    as_values: AsValues | None,
    reading: Mapping[str, Any],
) -> Plan:
    """Plan a reading. `reading` holds the keywords of `Reading`; an expression's own paging counts where these lack."""
    if expression is not None and not isinstance(expression, str):
        raise TypeError(f"an expression is the text of a query, got {expression!r}; filters are given by keyword")
    own = parameters_in(expression.removeprefix("?") if expression else "")
    asked = own or parameters_in(params)
    limit = _whole("limit", reading.get("limit", DEFAULT_LIMIT), 0)
    chosen = _filter(reading)
    workers = max(1, reading.get("workers") or 1)
    number = _whole("page_number", reading.get("page_number"), 1) or _number(own.get("currentpage"))
    size = _whole("page_size", reading.get("page_size"), 1)
    size = _number(own.get("pagesize")) if size is None else size
    return Plan(
        collection=collection,
        params=tuple(params),
        expression=expression.removeprefix("?") if expression else None,
        limit=limit,
        page_size=_page_size(limit, size, filtered=chosen is not None),
        page_number=number,
        workers=workers,
        is_ordered=workers == 1 or _implies_order(asked),
        timeline=None if number else _timeline(collection, reading.get("strategy"), asked),
        filter=chosen,
        values=None if as_values is None else Values.of(as_values),
        wrap=wrap,
    )


def _filter(reading: Mapping[str, Any]) -> Filter | None:
    include, exclude = reading.get("include"), reading.get("exclude")
    return None if include is None and exclude is None else Filter(include, exclude)


def _page_size(limit: int | None, page_size: int | None, *, filtered: bool) -> int:
    size = page_size if page_size is not None else (limit if limit and not filtered else DEFAULT_PAGE_SIZE)
    return min(size, MAX_PAGE_SIZE)


def _whole(name: str, number: int | None, least: int) -> int | None:
    if number is None:
        return None
    if not isinstance(number, int):
        raise TypeError(f"{name} is a whole number, got {number!r}")
    if number < least:
        raise ValueError(f"{name} must be {least} or more, got {number}")
    return number


def _timeline(collection: Collection, strategy: str | None, asked: Mapping[str, object]) -> Timeline | None:
    if strategy not in {None, "pages", "dates"}:
        raise ValueError(f"strategy is 'pages' or 'dates', got {strategy!r}")
    if strategy != "dates":
        return None
    if collection.timeline is None:
        raise ValueError(f"{collection.path} is not ordered by time, so it cannot be read with strategy='dates'")
    if _implies_order(asked) and asked.keys() & {"lastupdatedfrom", "lastupdatedto"}:
        raise ValueError("with bounds of the last update the order is by that; strategy='dates' goes by time")
    return collection.timeline


def _number(text: object) -> int | None:
    return int(text) if isinstance(text, str) and text.isdigit() and int(text) else None


def _implies_order(params: Mapping[str, Any]) -> bool:
    query = f"{params.get('query', '')} {params.get('q', '')}".lower()
    return "revert" in params or "$orderby" in query
