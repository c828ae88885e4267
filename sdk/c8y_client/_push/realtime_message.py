"""What a subscriber of real-time notifications receives."""

from __future__ import annotations

from typing import Any

from c8y_client._types import JSON


class RealtimeMessage:
    """One change, as a subscriber of real-time notifications is told of it.

    `channel` says where it happened, like `/measurements/9001`, and `action` what: `CREATE`, `UPDATE` or `DELETE`.
    `json` is the changed object, of a deletion just its ID. `id` is the platform's number of the message.

    >>> told = RealtimeMessage({"channel": "/events/9001", "data": {"realtimeAction": "DELETE", "data": "17"}})
    >>> told.api, told.source_id, told.action, told.json
    ('events', '9001', 'DELETE', '17')
    """

    def __init__(self, packet: dict[str, Any]) -> None:
        self.raw = packet
        self.channel: str = str(packet["channel"])
        self.id: str = str(packet.get("id", ""))
        data: JSON = packet.get("data")
        if isinstance(data, dict) and "realtimeAction" in data:
            self.action: str = str(data["realtimeAction"])
            self.json: JSON = data.get("data")
        else:
            # Agents are told of operations as they are, and only of new ones.
            self.action = "CREATE"
            self.json = data

    def __repr__(self) -> str:
        return f"<RealtimeMessage {self.action} {self.channel}>"

    @property
    def api(self) -> str:
        """What kind of object was changed: `alarms`, `events`, `managedobjects`, `measurements`, `operations`."""
        return self.channel.rpartition("/")[0].removeprefix("/")

    @property
    def source_id(self) -> str:
        """The managed object in question: the device of an alarm, the object itself where that was changed."""
        return self.channel.rpartition("/")[2]
