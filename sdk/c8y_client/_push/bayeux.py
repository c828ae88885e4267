"""The Bayeux protocol as the platform speaks it: what to send, and what an answer means. It sends nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any, Final

import orjson

from c8y_client._access.auth import Auth
from c8y_client._errors import HttpError
from c8y_client._http.exchange import Request, Response
from c8y_client._http.refusals import error_for

Packet = dict[str, Any]
"""One message of the protocol."""

HANDSHAKE: Final = "/meta/handshake"
CONNECT: Final = "/meta/connect"
SUBSCRIBE: Final = "/meta/subscribe"
UNSUBSCRIBE: Final = "/meta/unsubscribe"
DISCONNECT: Final = "/meta/disconnect"
META: Final = "/meta/"

WEBSOCKET: Final = "websocket"
LONG_POLLING: Final = "long-polling"
ANSWER_SECONDS: Final = 10.0
"""How long the platform may take to answer what is to be answered at once."""
HOLD_SECONDS: Final = 30
"""How long the platform is asked to hold the request of a long poll."""

_UNKNOWN_CLIENT: Final = 402
_WITHOUT_CODE: Final = 400


class Refused(Exception):
    """The server does not do what a message asked for. `packet` is its answer."""

    def __init__(self, packet: Packet) -> None:
        self.packet = packet
        super().__init__(str(packet.get("error") or "refused"))

    @property
    def code(self) -> int:
        """The status that the answer names, like one of HTTP."""
        code = str(self).partition(":")[0]
        return int(code) if code.isdigit() else _WITHOUT_CODE

    @property
    def is_of_unknown_session(self) -> bool:
        """Tell whether the server does not know the session, perhaps because it was restarted."""
        return self.code == _UNKNOWN_CLIENT or bool(_advised(self.packet, "reconnect") == "handshake")

    @property
    def is_final(self) -> bool:
        """Tell whether the server forbids to try again."""
        return bool(_advised(self.packet, "reconnect") == "none")

    def error(self, url: str) -> HttpError:
        """Make the error that this would be as the answer to a request."""
        text = f"{str(self).rpartition(':')[2]}: {self.packet.get('subscription', self.packet['channel'])}"
        content = orjson.dumps({"message": text})
        return error_for(Response(self.code, {}, content, Request("POST", url)))


class Session:
    """What client and server know of each other. It outlives connections; the server may forget it at any time.

    `confirmed` are the channels that the server has subscribed it to.
    """

    def __init__(self) -> None:
        self.client_id: str | None = None
        self.confirmed: set[str] = set()
        self.interval = 0.0
        self._is_new_here = True
        self._is_answered = True
        self._numbers = count(1)

    def forget(self) -> None:
        """Begin anew with the next connection."""
        self.client_id = None
        self.confirmed.clear()

    def arrive(self) -> None:
        """Note that there is a new connection."""
        self._is_new_here = True
        self._is_answered = True

    @property
    def is_to_connect(self) -> bool:
        """Tell whether it is time for the next connect: exactly one is under way."""
        return self._is_answered

    def handshake(self, kind: str, credentials: dict[str, Any] | None) -> Packet:
        """Word the beginning of a session; over a websocket the message itself has to prove who speaks."""
        extension = {"ext": {"com.cumulocity.authn": credentials}} if credentials else {}
        return {
            "id": str(next(self._numbers)),
            "channel": HANDSHAKE,
            "version": "1.0",
            "minimumVersion": "1.0",
            "supportedConnectionTypes": [kind],
            **extension,
        }

    def connect(self, kind: str) -> Packet:
        """Word that the client is there to be told things. The first time the server answers at once."""
        self._is_answered = False
        hold = HOLD_SECONDS * 1000 if kind == LONG_POLLING else None
        timeout, self._is_new_here = 0 if self._is_new_here else hold, False
        advice = {} if timeout is None else {"advice": {"timeout": timeout}}
        return self._packet(CONNECT, connectionType=kind, **advice)

    def subscribe(self, channels: Iterable[str]) -> list[Packet]:
        """Word a wish for channels, but for those that are there already."""
        return [self._packet(SUBSCRIBE, subscription=channel) for channel in channels if channel not in self.confirmed]

    def unsubscribe(self, channels: Iterable[str]) -> list[Packet]:
        """Word that channels are not wanted any more."""
        packets = [self._packet(UNSUBSCRIBE, subscription=channel) for channel in channels]
        self.confirmed.difference_update(channels)
        return packets

    def disconnect(self) -> Packet:
        """Word the end of the session."""
        return self._packet(DISCONNECT)

    def take(self, packet: Packet) -> None:
        """Take in the answer to a handshake or a connect. Raises `Refused`."""
        channel, is_successful = packet["channel"], packet.get("successful", False)
        if channel not in {HANDSHAKE, CONNECT}:
            return
        if not is_successful:
            raise Refused(packet)
        if channel == HANDSHAKE:
            self.client_id = str(packet["clientId"])
        else:
            self._is_answered = True
            self.interval = float(_advised(packet, "interval") or 0) / 1000

    def _packet(self, channel: str, **fields: object) -> Packet:
        return {"id": str(next(self._numbers)), "channel": channel, "clientId": self.client_id, **fields}


def credentials(auth: Auth) -> dict[str, Any]:
    """Word who speaks, as a handshake over a websocket has it: the Authorization header without its scheme."""
    return {"token": auth.build_auth_header().partition(" ")[2]}


def _advised(packet: Packet, name: str) -> Any:
    advice = packet.get("advice")
    return advice.get(name) if isinstance(advice, dict) else None
