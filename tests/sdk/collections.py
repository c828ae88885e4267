"""A tenant that has a single collection, and remembers how it was read."""

from __future__ import annotations

from threading import Lock

import httpx


class Events:
    """Events in the order of their ids.

    `failing` pages answer 500; one event is new before each of `insert_before`; `told` is how many are said to be.
    """

    def __init__(self, total: int) -> None:
        self.ids = [str(number) for number in range(total)]
        self.asked: list[tuple[int, int]] = []
        self.queries: list[str] = []
        self.failing: set[int] = set()
        self.insert_before: set[int] = set()
        self.told: int | None = None
        self.most_at_once = 0
        self._at_once = 0
        self._lock = Lock()

    @property
    def pages(self) -> list[int]:
        """The numbers of the pages that were asked for."""
        return [number for number, _ in self.asked]

    def forget(self) -> None:
        """Start over with what was asked."""
        self.asked.clear()

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one page."""
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            return self._page(request)
        finally:
            with self._lock:
                self._at_once -= 1

    def _page(self, request: httpx.Request) -> httpx.Response:
        params = request.url.params
        number, size = int(params["currentPage"]), int(params["pageSize"])
        with self._lock:
            self.asked.append((number, size))
            self.queries.append(request.url.query.decode())
            if number in self.insert_before:
                self.ids.insert(0, f"new{number}-{len(self.ids)}")
            ids = self.ids[(number - 1) * size : number * size]
        if number in self.failing:
            return httpx.Response(500, json={"error": "general/internalError", "message": "planned"})
        statistics = {"currentPage": number, "pageSize": size}
        if params.get("withTotalPages") == "true":
            statistics["totalPages"] = -(-(self.told or len(self.ids)) // size)
        events = [{"id": each, "type": "a", "source": {"id": "7"}} for each in ids]
        return httpx.Response(200, json={"events": events, "statistics": statistics})
