"""Query functions whose many keywords are declared once, as a `TypedDict`, and shown by each of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias, TypedDict, TypeVar

from c8y_client._documents.paths import camel_case
from c8y_client._reading.progress import ProgressOption
from c8y_client.matchers import Match

F = TypeVar("F", bound=Callable[..., Any])

Strategy: TypeAlias = Literal["pages", "dates"]
"""How a collection is taken apart to be read: page by page, or by spans of time."""

DEFAULT_LIMIT: Final = 5


class Reading(TypedDict, total=False):
    """How much of a collection is read, and how.

    `limit` is the greatest number of results; it is 5 unless told otherwise, and `None` reads everything. `page_size`
    is how many are asked for at a time, 2000 at most; `page_number` reads that one page only. `workers` is how many
    pages are requested at the same time. `include` and, after it, `exclude` filter results on this side. `progress`
    shows how far the reading is.
    """

    limit: int | None
    page_size: int | None
    page_number: int | None
    include: Match | None
    exclude: Match | None
    workers: int | None
    progress: ProgressOption


class TimedReading(Reading, total=False):
    """How much of a collection that is ordered by time is read, and how.

    `strategy="dates"` splits the time into spans that hold a few pages each, and reads pages of these with as many
    requests at a time as there are `workers`, while it counts what is in the next ones. That is faster than `"pages"`,
    the default, for very many results, since the platform has to skip everything before a page with a high number. Each
    result comes once in either way, as long as its time does not change meanwhile. Where an order is asked for it is
    kept, and by one worker as well; what has the same time may come in any order.
    """

    strategy: Strategy | None


READING: Final = frozenset(TimedReading.__annotations__)

_LIMIT: Final = inspect.Parameter("limit", inspect.Parameter.KEYWORD_ONLY, default=DEFAULT_LIMIT)
_REST: Final = inspect.Parameter("kwargs", inspect.Parameter.VAR_KEYWORD)


def keywords(*declared: type[Any], **defaults: object) -> Callable[[F], F]:
    """Show the keywords of typed dictionaries in the signature of a function that takes them as `**filters`.

    The function also takes keywords that nobody declared; they are sent to the platform.
    """

    def decorate(function: F) -> F:
        own = inspect.signature(function)
        named = [each for each in own.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
        names = dict.fromkeys(name for each in declared for name in each.__annotations__)
        given = {each.name for each in named}
        shown = [_parameter(name, defaults) for name in names if name not in given]
        function.__signature__ = own.replace(parameters=[*named, *shown, _REST])  # type: ignore[attr-defined]
        return function

    return decorate


def check_spelling(given: Mapping[str, object], known: frozenset[str]) -> None:
    """Refuse keywords that are one letter away from a known one; others are taken for the platform's."""
    for name in given.keys() - known:
        meant = next((each for each in sorted(known) if _is_nearly(name, each)), None)
        if meant is not None and camel_case(meant) != name:
            raise TypeError(f"there is no parameter {name!r}; did you mean {meant!r}?")


def _parameter(name: str, defaults: Mapping[str, object]) -> inspect.Parameter:
    if name == "limit" and name not in defaults:
        return _LIMIT
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=defaults.get(name))


def _is_nearly(one: str, other: str) -> bool:
    """Tell whether one insertion, removal, replacement or swap of neighbours makes two words the same."""
    short, long = sorted((one, other), key=len)
    if one == other or len(long) - len(short) > 1 or len(long) < 4:  # noqa: PLR2004 - short words are all alike
        return False
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1] + short[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped == long[start:]
