"""The Bayeux protocol 1.0: what each kind of message does, whatever connection it comes by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from mockc8y.api.bayeux import messages
from mockc8y.api.bayeux.service import Service
from mockc8y.api.bayeux.sessions import Peer, Session, Speaker
from mockc8y.api.links import Links
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.realtime.channels import is_valid
from mockc8y.store.codec import Document


class Connection(Peer, Protocol):
    """Where messages come in."""

    links: Links

    def speaker(self, message: Document) -> Speaker:
        """Return who sent a handshake, or raise the platform's 401."""

    def may_use(self, session: Session) -> bool:
        """Tell whether messages of a session may come by this connection."""

    def connect(self, session: Session, message: Document, hold: int) -> Document | None:
        """Answer a connect, or keep it for up to `hold` milliseconds."""

    def part(self, session: Session) -> None:
        """Take note that the client of a session said goodbye."""


def answer(service: Service, connection: Connection, message: Document) -> Document | None:
    """Do what a message asks for and return the answer, unless that comes later."""
    channel = message["channel"]
    if channel == messages.HANDSHAKE:
        return _handshake(service, connection, message)
    act = _ACTS.get(channel)
    if act is None:
        # Clients only listen.
        return messages.reply(message, successful=False, error=messages.PUBLISH_DENIED)
    session = service.find(message.get("clientId"))
    if session is None or not connection.may_use(session):
        return messages.lost(message)
    session.heard = session.tenant.clock.now()
    return act(service, connection, session, message)


def _handshake(service: Service, connection: Connection, message: Document) -> Document:
    try:
        speaker = connection.speaker(message)
    except PlatformError:
        advice = {"reconnect": "none"}
        return messages.reply(message, successful=False, error=messages.HANDSHAKE_DENIED, advice=advice)
    return messages.welcome(message, service.open(speaker, connection.links).id)


def _connect(service: Service, connection: Connection, session: Session, message: Document) -> Document | None:
    session.interval = messages.advised(message, "interval") or service.limits.idle
    hold = messages.advised(message, "timeout")
    reply = connection.connect(session, message, service.limits.hold if hold is None else hold)
    service.report(session)
    return reply


def _subscribe(service: Service, _: Connection, session: Session, message: Document) -> Document:
    named = messages.named_channels(message)
    names = [name for name in named if isinstance(name, str) and is_valid(name)]
    told = {"clientId": session.id, "subscription": message.get("subscription")}
    if len(names) < len(named):
        return messages.reply(message, successful=False, **told, error=messages.SUBSCRIPTION_INVALID)
    if not all(service.may_subscribe(session, name) for name in names):
        return messages.reply(message, successful=False, **told, error=messages.SUBSCRIBE_DENIED)
    service.subscribe(session, names)
    return messages.reply(message, successful=True, **told)


def _unsubscribe(service: Service, _: Connection, session: Session, message: Document) -> Document:
    service.unsubscribe(session, [name for name in messages.named_channels(message) if isinstance(name, str)])
    return messages.reply(message, successful=True, subscription=message.get("subscription"))


def _disconnect(service: Service, connection: Connection, session: Session, message: Document) -> Document:
    session.part()
    service.end(session)
    connection.part(session)
    return messages.reply(message, successful=True)


_ACTS: Mapping[str, Callable[[Service, Connection, Session, Document], Document | None]] = MappingProxyType(
    {
        messages.CONNECT: _connect,
        messages.SUBSCRIBE: _subscribe,
        messages.UNSUBSCRIBE: _unsubscribe,
        messages.DISCONNECT: _disconnect,
    }
)
