"""Real-time notifications as text: a change in the words of its family's REST resource."""

from __future__ import annotations

import orjson

from mockc8y.api.families import rendered
from mockc8y.api.links import Links
from mockc8y.domain.changes import Change
from mockc8y.domain.tenant import Tenant

OVERHEAD = 500
"""What a notification takes beside the body of its document, in bytes."""


class Body:
    """A change as all its channels show it. It is written when it is sent, once for many who know the same address."""

    __slots__ = ("_known", "_tenant", "change", "size")

    def __init__(self, tenant: Tenant, change: Change) -> None:
        self.change = change
        self._tenant = tenant
        self._known: tuple[Links, str] | None = None
        self.size = len(change.record.body) + OVERHEAD

    def text(self, links: Links) -> str:
        """Return the document as a GET shows it; of one that went only the id, as a JSON string (specification)."""
        if self._known is None or self._known[0] is not links:
            self._known = links, self._written(links)
        return self._known[1]

    def _written(self, links: Links) -> str:
        change = self.change
        if change.action == "DELETE":
            return f'"{change.record.id}"'
        return rendered(self._tenant, change.family, change.record, links).decode()


class Notice:
    """A change as it is told on one channel. All sessions that hear of it there share it, and its text."""

    __slots__ = ("_after", "_before", "_body", "_known")

    def __init__(self, channel: str, number: int, body: Body, *, is_wrapped: bool) -> None:
        start = f'{{"channel":{orjson.dumps(channel).decode()},"id":"{number}","data":'
        self._before = f'{start}{{"realtimeAction":"{body.change.action}","data":' if is_wrapped else start
        self._after = "}}" if is_wrapped else "}"
        self._body = body
        self._known: tuple[Links, str] | None = None

    @property
    def size(self) -> int:
        """What it takes in a queue, in bytes."""
        return self._body.size

    def text(self, links: Links) -> str:
        """Return the message of the protocol."""
        if self._known is None or self._known[0] is not links:
            self._known = links, f"{self._before}{self._body.text(links)}{self._after}"
        return self._known[1]
