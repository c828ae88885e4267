"""The client-side filter of one query."""

from __future__ import annotations

import logging
from threading import Lock

from c8y_client._matchers.base import Document, JsonMatcher
from c8y_client._matchers.combinations import Match, as_matcher

_logger = logging.getLogger("c8y_client")


class Filter:
    """Decides which documents of one query are wanted: those that `include` matches and `exclude` does not.

    A matcher that fails counts as not matching. The first failure is logged as a warning, the others of the same
    query are not. May be asked from several threads.
    """

    def __init__(self, include: Match | None = None, exclude: Match | None = None) -> None:
        self._include = as_matcher(include)
        self._exclude = as_matcher(exclude)
        self._is_quiet = False
        self._lock = Lock()

    def __bool__(self) -> bool:
        """Tell whether anything is filtered; if not, every document is accepted."""
        return self._include is not None or self._exclude is not None

    def accepts(self, json: Document) -> bool:
        """Tell whether a document is wanted."""
        if self._include is not None and not self._matches(self._include, json):
            return False
        return self._exclude is None or not self._matches(self._exclude, json)

    def _matches(self, matcher: JsonMatcher, json: Document) -> bool:
        try:
            return bool(matcher.matches(json))
        except Exception as error:  # noqa: BLE001 - whatever a condition raises, it was not met
            self._complain(matcher, json, error)
            return False

    def _complain(self, matcher: JsonMatcher, json: Document, error: Exception) -> None:
        with self._lock:
            if self._is_quiet:
                return
            self._is_quiet = True
        _logger.warning(
            "%r could not judge the object with id %r: %r; what it cannot judge counts as not matching, "
            "and further failures of this query are not logged",
            matcher,
            json.get("id"),
            error,
        )
