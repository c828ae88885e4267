"""A tenant that gives few rows of a series at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from c8y_client._documents.dates import parse_moment, wire_moment

START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class CutSeries:
    """One row a minute, `most` of them in an answer. `always_cut` says that there is more even at the end."""

    rows: int
    most: int
    always_cut: bool = False
    queries: list[httpx.QueryParams] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer a query for series."""
        params = request.url.params
        self.queries.append(params)
        since, until = parse_moment(params["dateFrom"]), parse_moment(params["dateTo"])
        times = [START + timedelta(minutes=number) for number in range(self.rows)]
        found = [(time, number) for number, time in enumerate(times) if since <= time < until]
        if params.get("revert") == "true":
            found.reverse()
        values: dict[str, Any] = {
            wire_moment(time): [{"min": number, "max": number}] for time, number in found[: self.most]
        }
        series = [{"type": "a", "name": "b", "unit": None}] if values else []
        is_cut = self.always_cut or len(found) > self.most
        return httpx.Response(200, json={"series": series, "values": values, "truncated": is_cut})
