"""What every client-side filter is."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeAlias

from c8y_client._types import JSON

Document: TypeAlias = dict[str, JSON]
"""One object as the platform sent it."""

_logger = logging.getLogger("c8y_client")


class JsonMatcher(ABC):
    """A condition that a document meets or not, for `include` and `exclude` of every query.

    Subclasses write `matches`. It may raise: the document then counts as not matching, and each query says so once
    in the log. `expression` is what the matcher was made from; `warn_on_error` makes `safe_matches` log its failures
    as warnings instead of at level DEBUG.
    """

    def __init__(self, expression: str, warn_on_error: bool = False) -> None:
        self.expression = expression
        self.warn_on_error = warn_on_error

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.expression!r})"

    @abstractmethod
    def matches(self, json: Document) -> bool:
        """Tell whether a document meets the condition; raise when that cannot be told."""

    def safe_matches(self, json: Document) -> bool:
        """Tell whether a document meets the condition; when that cannot be told it does not, and a line is logged."""
        try:
            return bool(self.matches(json))
        except Exception as error:  # noqa: BLE001 - whatever a condition raises, it was not met
            level = logging.WARNING if self.warn_on_error else logging.DEBUG
            _logger.log(level, "%r could not judge a document: %r", self, error)
            return False


class FunctionMatcher(JsonMatcher):
    """Matches what a function says yes to."""

    def __init__(self, function: Callable[[Document], bool]) -> None:
        super().__init__(getattr(function, "__qualname__", repr(function)))
        self.function = function

    def matches(self, json: Document) -> bool:
        """Tell whether the function's answer is true."""
        return bool(self.function(json))
