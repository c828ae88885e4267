"""A tenant whose collections are ordered by time, and which remembers how they were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

import httpx

from c8y_client._documents.dates import parse_moment, wire_moment

START = datetime(2026, 1, 1, tzinfo=UTC)
# Path, list, field, and the order unless `revert` turns it around; `None` for collections that know no `revert`.
KINDS = {
    "/event/events": ("events", "time", False),
    "/measurement/measurements": ("measurements", "time", True),
    "/devicecontrol/operations": ("operations", "creationTime", True),
    "/alarm/alarms": ("alarms", "time", None),
    "/audit/auditRecords": ("auditRecords", "time", None),
}


def moment(milliseconds: int) -> str:
    """Write the time this long after the start."""
    return wire_moment(START + timedelta(milliseconds=milliseconds))


@dataclass
class Timeline:
    """Documents at milliseconds after the start; those of one millisecond are in the order of their ids.

    `counts` is false for a platform that does not tell how many there are, and `stale` what it takes off its totals.
    """

    times: Sequence[int]
    counts: bool = True
    stale: int = 0
    queries: list[httpx.QueryParams] = field(default_factory=list)
    failing: int | None = None
    most_at_once: int = 0
    _at_once: int = 0
    _lock: Any = field(default_factory=Lock)

    @property
    def highest_page(self) -> int:
        """The highest page number that was asked for."""
        return max(int(query["currentPage"]) for query in self.queries)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one page."""
        params = request.url.params
        with self._lock:
            self.queries.append(params)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            number = len(self.queries)
        try:
            if number == self.failing:
                return httpx.Response(500, json={"error": "general/internalError", "message": "planned"})
            return self._page(request.url.path, params)
        finally:
            with self._lock:
                self._at_once -= 1

    def _page(self, path: str, params: httpx.QueryParams) -> httpx.Response:
        name, time_field, oldest_first = KINDS[path]
        documents = self._found(params)
        # `revert` counts beside a bound only.
        is_reverted = params.get("revert") == "true" and bool({"dateFrom", "dateTo"} & params.keys())
        if not oldest_first if oldest_first is None else oldest_first == is_reverted:
            documents.reverse()
        size, page = int(params["pageSize"]), int(params["currentPage"])
        statistics = {"currentPage": page, "pageSize": size}
        if self.counts and params.get("withTotalPages") == "true":
            statistics["totalPages"] = -(-max(0, len(documents) - self.stale) // size)
        shown = documents[(page - 1) * size : page * size]
        listed = [{"id": str(number), time_field: moment(time)} for time, number in shown]
        return httpx.Response(200, json={name: listed, "statistics": statistics})

    def _found(self, params: httpx.QueryParams) -> list[tuple[int, int]]:
        since, until = (_offset(params.get(name)) for name in ("dateFrom", "dateTo"))
        return sorted(
            (time, number)
            for number, time in enumerate(self.times)
            if (since is None or since <= time) and (until is None or time < until)
        )


def _offset(text: str | None) -> int | None:
    return None if text is None else (parse_moment(text) - START) // timedelta(milliseconds=1)
