"""What may stand for a matcher, and matchers made of others."""

from __future__ import annotations

from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import TypeAlias, overload

from c8y_client._matchers.base import Document, FunctionMatcher, JsonMatcher
from c8y_client._matchers.languages import PydfMatcher

Match: TypeAlias = str | JsonMatcher | Callable[[Document], bool]
"""A client-side filter: PyDF text, a matcher, or a function that is handed the document."""


@overload
def as_matcher(value: None) -> None: ...
@overload
def as_matcher(value: Match) -> JsonMatcher: ...
def as_matcher(value: Match | None) -> JsonMatcher | None:
    """Make a matcher of anything that may stand for one; text is PyDF."""
    if value is None or isinstance(value, JsonMatcher):
        return value
    if isinstance(value, str):
        return PydfMatcher(value)
    if iscoroutinefunction(value):
        raise TypeError(f"{value!r} is a coroutine function; a filter has to answer at once")
    if callable(value):
        return FunctionMatcher(value)
    raise TypeError(f"{value!r} is no filter; use PyDF text, a matcher or a function of the document")


class _Combination(JsonMatcher):
    """Matchers of which a first one can decide the whole.

    One that fails leaves the decision to the others; only when they leave it open as well, the whole fails.
    """

    def __init__(self, word: str, matchers: tuple[Match, ...], *, decisive: bool) -> None:
        self.matchers: tuple[JsonMatcher, ...] = tuple(map(as_matcher, matchers))
        self._decisive = decisive
        super().__init__(f" {word} ".join(map(repr, self.matchers)))

    def matches(self, json: Document) -> bool:
        """Ask the matchers in order until one decides."""
        failure = None
        for matcher in self.matchers:
            try:
                if bool(matcher.matches(json)) is self._decisive:
                    return self._decisive
            except Exception as error:  # noqa: BLE001 - any kind of failure may turn out not to matter
                failure = failure or error
        if failure:
            raise failure
        return not self._decisive


class AllMatcher(_Combination):
    """Matches documents that all of the given matchers match."""

    def __init__(self, *matchers: Match) -> None:
        super().__init__("AND", matchers, decisive=False)


class AnyMatcher(_Combination):
    """Matches documents that at least one of the given matchers matches."""

    def __init__(self, *matchers: Match) -> None:
        super().__init__("OR", matchers, decisive=True)


class NotMatcher(JsonMatcher):
    """Matches documents that the given matcher does not match; where that one fails, this one fails too."""

    def __init__(self, matcher: Match) -> None:
        self.matcher: JsonMatcher = as_matcher(matcher)
        super().__init__(f"NOT {self.matcher!r}")

    def matches(self, json: Document) -> bool:
        """Tell whether the given matcher does not match."""
        return not self.matcher.matches(json)


def match_all(*matchers: Match) -> AllMatcher:
    """Match documents that all of the given filters match; without any, all documents.

    >>> old_pump = match_all(field("type", "c8y_Pump"), match_not(fragment("c8y_Firmware")))
    >>> old_pump.matches({"type": "c8y_Pump"})
    True
    """
    return AllMatcher(*matchers)


def match_any(*matchers: Match) -> AnyMatcher:
    """Match documents that at least one of the given filters matches; without any, no document."""
    return AnyMatcher(*matchers)


def match_not(matcher: Match) -> NotMatcher:
    """Match documents that the given filter does not match.

    A document that the filter cannot judge, because it fails, does not match this one either.
    """
    return NotMatcher(matcher)
