"""What a consumer of Notification 2.0 receives: one text frame for each change."""

from __future__ import annotations

from typing import Final

import orjson

from c8y_client._types import JSON

_HEADERS: Final = 3


class Notification:
    r"""One change, as a consumer of Notification 2.0 is told of it.

    `id` is what an acknowledgement names. `source` describes where it happened, like `/t400/measurements/9001`, and
    `action` what: `CREATE`, `UPDATE` or `DELETE`. `body` is the changed object as text, `raw` the whole frame.

    >>> told = Notification('AQ==\n/t400/events/9001\nCREATE\n\n{"id":"17"}')
    >>> told.api, told.source_id, told.action, told.json["id"]
    ('events', '9001', 'CREATE', '17')
    """

    def __init__(self, payload: str) -> None:
        # Only the line feed ends a line: bodies may hold other characters that Unicode regards as line ends.
        head, _, body = payload.partition("\n\n")
        headers = head.split("\n")
        if len(headers) < _HEADERS:
            raise ValueError(f"a notification begins with {_HEADERS} lines, this one with {len(headers)}")
        self.raw = payload
        self.id: str = headers[0]
        self.source: str = headers[1]
        self.action: str = headers[2]
        self.body = body

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.action} {self.source}>"

    @property
    def description(self) -> str:
        """Where it happened; another name of `source`, used by the platform's documentation."""
        return self.source

    @property
    def tenant_id(self) -> str:
        """The tenant in which it happened."""
        return self._part(1)

    @property
    def api(self) -> str:
        """What kind of object was changed: `alarms`, `events`, `managedobjects`, `measurements`, `operations`.

        Subscriptions with children tell `alarmsWithChildren` and `eventsWithChildren` as well.
        """
        return self._part(2)

    @property
    def source_id(self) -> str:
        """The managed object in question: the device of an alarm, the object itself where that was changed."""
        return self._part(3)

    @property
    def json(self) -> JSON:
        """The changed object. An empty body, which deletions may have, is an empty document."""
        return orjson.loads(self.body) if self.body.strip() else {}

    def _part(self, number: int) -> str:
        parts = self.source.split("/")
        return parts[number] if number < len(parts) else ""
