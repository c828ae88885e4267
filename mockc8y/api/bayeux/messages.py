"""The messages of the Bayeux protocol 1.0: what they are called, how they are answered, how they are read."""

from __future__ import annotations

from typing import Literal

from mockc8y.api.bayeux.limits import ADVISED_MS
from mockc8y.domain.errors import error
from mockc8y.store.codec import Document

HANDSHAKE = "/meta/handshake"
CONNECT = "/meta/connect"
SUBSCRIBE = "/meta/subscribe"
UNSUBSCRIBE = "/meta/unsubscribe"
DISCONNECT = "/meta/disconnect"

VERSION = "1.0"
CONNECTION_TYPES = ["long-polling", "smartrest-long-polling", "websocket"]
"""As the platform lists them, whatever the client knows (specification)."""

UNKNOWN_CLIENT = "402::Unknown client"
HANDSHAKE_DENIED = "403::Handshake denied"
SUBSCRIBE_DENIED = "403:denied_by_security_policy:subscribe denied"
PUBLISH_DENIED = "403:denied_by_security_policy:publish denied"
SUBSCRIPTION_INVALID = "403::subscription_invalid"
"""Errors: the first two are documented, the others follow the conventions of CometD.

# unverified: the text of a denied subscription is not known.
"""


def reply(message: Document, *, successful: bool, **fields: object) -> Document:
    """Answer a message: its channel, its id if it has one, and whether it did what it asks for."""
    known = {"id": message["id"]} if "id" in message else {}
    return {**known, "channel": message["channel"], "successful": successful, **fields}


def welcome(message: Document, client_id: str) -> Document:
    """Answer a handshake. Acknowledgements of deliveries are not offered, whoever asks for them."""
    return reply(
        message,
        successful=True,
        clientId=client_id,
        version=VERSION,
        minimumVersion=VERSION,
        supportedConnectionTypes=CONNECTION_TYPES,
        ext={"ack": False},
    )


def connected(message: Document) -> Document:
    """Answer a connect whose time is over, or that has brought something."""
    return reply(message, successful=True, advice={"reconnect": "retry", "interval": 0, "timeout": ADVISED_MS})


def lost(message: Document) -> Document:
    """Answer a message of a session that does not exist, or no longer: a connect is told to shake hands again."""
    if message["channel"] != CONNECT:
        return reply(message, successful=False, error=UNKNOWN_CLIENT)
    advice = {"reconnect": "handshake", "interval": 0}
    return reply(message, successful=False, error=UNKNOWN_CLIENT, advice=advice)


def read(value: object) -> list[Document]:
    """Return the messages of a request or a frame, which is a list of them or a single one; raises 400 and 422."""
    return [_checked(message) for message in (value if isinstance(value, list) else [value])]


def advised(message: Document, name: Literal["timeout", "interval"]) -> int | None:
    """Return how many milliseconds a connect asks for, or `None` if it does not, or not understandably."""
    advice = message.get("advice")
    value = advice.get(name) if isinstance(advice, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(min(max(value, 0), ADVISED_MS))


def named_channels(message: Document) -> list[object]:
    """Return what a message says to subscribe to: one name, or several in a list (Bayeux 1.0)."""
    named = message.get("subscription")
    return named if isinstance(named, list) else [named]


def _checked(message: object) -> Document:
    if not isinstance(message, dict):
        raise error("request.bad", area="undefined", reason="A message must be a JSON object")
    if not isinstance(message.get("channel"), str):
        raise error("mandatory.missing", fields="channel")
    return message
