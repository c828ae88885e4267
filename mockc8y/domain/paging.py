"""The one paging engine: a window on an ordered sequence, and the numbers that describe it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item_co = TypeVar("Item_co", covariant=True)

DEFAULT_PAGE_SIZE = 5
MAXIMUM_PAGE_SIZE = 2000
"""Larger sizes are trimmed to this without an error (specification, query parameter `pageSize`)."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is wanted. `number` starts at 1."""

    size: int = DEFAULT_PAGE_SIZE
    number: int = 1
    with_total_pages: bool = False
    with_total_elements: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Item_co]):
    """Some items of a listing and where they stand in it."""

    items: Sequence[Item_co]
    request: PageRequest
    total: int | None

    @property
    def statistics(self) -> dict[str, int]:
        """The platform's paging block; totals only where they were asked for."""
        numbers = {"currentPage": self.request.number, "pageSize": self.request.size}
        if self.total is None:
            return numbers
        if self.request.with_total_pages:
            numbers["totalPages"] = -(-self.total // self.request.size)
        if self.request.with_total_elements:
            numbers["totalElements"] = self.total
        return numbers

    @property
    def has_next(self) -> bool:
        """Whether a link to the next page is given: when this page is full."""
        return len(self.items) == self.request.size


def page_of(items: Sequence[Item_co], request: PageRequest) -> Page[Item_co]:
    """Cut one page. Items are counted only when a total was asked for."""
    start = (request.number - 1) * request.size
    total = len(items) if request.with_total_pages or request.with_total_elements else None
    return Page(items[start : start + request.size], request, total)
