"""The Bayeux protocol as the platform speaks it: what to send, and what an answer means. It sends nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, Final

from c8y_client._auth import Auth
from c8y_client._errors import HttpError
from c8y_client._exchange import Request, Response
from c8y_client._refusals import error_for
from c8y_client._types import JSON

Packet = dict[str, Any]
"""One message of the protocol."""

HANDSHAKE: Final = "/meta/handshake"
CONNECT: Final = "/meta/connect"
SUBSCRIBE: Final = "/meta/subscribe"
UNSUBSCRIBE: Final = "/meta/unsubscribe"
DISCONNECT: Final = "/meta/disconnect"
_META: Final = "/meta/"

_UNKNOWN_CLIENT: Final = 402
_FAILED: Final = 400


class RealtimeMessage:
    """One change, as a subscriber of real-time notifications is told of it.

    `channel` says where it happened, like `/measurements/9001`, and `action` what: `CREATE`, `UPDATE` or `DELETE`.
    `json` is the changed object, of a deletion just its ID. `id` is the platform's number of the message.

    >>> told = RealtimeMessage({"channel": "/events/9001", "data": {"realtimeAction": "DELETE", "data": "17"}})
    >>> told.api, told.source_id, told.action, told.json
    ('events', '9001', 'DELETE', '17')
    """

    def __init__(self, packet: Packet) -> None:
        data = packet.get("data")
        wrapped = isinstance(data, dict) and "realtimeAction" in data
        self.raw = packet
        self.channel = str(packet["channel"])
        self.id = packet.get("id")
        # Agents are told of operations without a word about the action: they are always new ones.
        self.action = str(data["realtimeAction"]) if wrapped else "CREATE"
        self.json: JSON = data.get("data") if wrapped else data

    def __repr__(self) -> str:
        return f"<RealtimeMessage {self.action} {self.channel}>"

    @property
    def api(self) -> str:
        """What kind of object was changed: `alarms`, `events`, `managedobjects`, `measurements`, `operations`."""
        return self.channel.split("/")[1] if self.channel.count("/") > 1 else ""

    @property
    def source_id(self) -> str:
        """The managed object in question: the device of an alarm, the object itself where that was changed."""
        return self.channel.rpartition("/")[2]


class Refused(Exception):
    """The server does not do what a message asked for. `packet` is its answer."""

    def __init__(self, packet: Packet) -> None:
        self.packet = packet
        super().__init__(str(packet.get("error", "refused")))

    @property
    def code(self) -> int:
        """The status that the answer names, like that of HTTP."""
        code = str(self).partition(":")[0]
        return int(code) if code.isdigit() else _FAILED

    @property
    def asks_for_handshake(self) -> bool:
        """Tell whether the server wants to begin anew: it does not know the session, perhaps since it was restarted."""
        return self.code == _UNKNOWN_CLIENT or advice(self.packet).get("reconnect") == "handshake"

    def error(self, url: str) -> HttpError:
        """Make the error that the same refusal is over HTTP."""
        text = str(self).rpartition(":")[2] or "refused"
        document = b'{"message": "%s"}' % text.encode()
        request = Request(str(self.packet.get("channel")), url)
        return error_for(Response(self.code, {}, document, request))
