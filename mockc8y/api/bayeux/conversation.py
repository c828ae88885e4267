"""One websocket on which Bayeux is spoken: messages come in frames, and what is told goes out at once."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import MutableMapping
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple

import orjson

from mockc8y.api import json_text
from mockc8y.api.application import Application, Scope
from mockc8y.api.bayeux import login, protocol
from mockc8y.api.bayeux import messages as bayeux_messages
from mockc8y.api.bayeux.service import Service
from mockc8y.api.bayeux.sessions import Session, Speaker, speaker
from mockc8y.api.bell import Bell
from mockc8y.api.body import Receive
from mockc8y.api.reply import Send
from mockc8y.domain.errors import PlatformError
from mockc8y.store.codec import Document

NOTICES_IN_A_FRAME = 100
REPLIES_WAITING = 100
"""Frames that may wait for a client that does not read; past that nothing more is taken from it."""
TOO_BIG = 1009
DONE = 1000
BARRED = 1008
"""Close code for who may not listen any more.

# unverified: the platform documents none.
"""
FAILED = 1011
"""Close code where something went wrong here (RFC 6455)."""
_log = logging.getLogger("mockc8y")


class Farewell(NamedTuple):
    """The end of the conversation."""

    code: int


class Conversation:
    """What is said on one. What goes out waits in the order of its making; of a session, the place of its turn waits.

    So a client that does not read fills the queues of its own sessions, which are bounded, and delays nobody.
    """

    def __init__(self, application: Application, service: Service, scope: Scope) -> None:
        self._application = application
        self._service = service
        self._headers = dict(scope["headers"])
        self.links = application.links(scope, self._headers)
        self._loop = asyncio.get_running_loop()
        self._bell = Bell()
        self._room = Bell()
        self._outbox: deque[str | Session | Farewell] = deque()
        self._announced: set[Session] = set()
        self._sessions: dict[Session, asyncio.TimerHandle | None] = {}
        self._goodbye: asyncio.TimerHandle | None = None
        self._is_over = False

    async def take_in(self, receive: Receive) -> None:
        """Do what the frames of the client ask for, until it goes away."""
        while (event := await receive())["type"] == "websocket.receive":
            _cancel(self._goodbye)
            self._take(event)
            while len(self._outbox) > REPLIES_WAITING and not self._is_over:
                await self._room.wait()

    async def send_out(self, send: Send) -> None:
        """Send what waits, until the conversation ends. What cannot be written ends it, and with it its sessions."""
        try:
            await self._send_all(send)
        except OSError:
            # The client is gone: the server says so to whoever receives.
            return
        except Exception:  # noqa: BLE001 - whatever went wrong, others go on
            _log.exception("Delivery of real-time notifications failed")
            for session in [known for known in self._sessions if known.peer is self]:
                self._service.end(session)
            with suppress(OSError):
                await send({"type": "websocket.close", "code": FAILED})

    async def _send_all(self, send: Send) -> None:
        while True:
            await self._bell.wait()
            while self._outbox:
                item = self._outbox.popleft()
                if isinstance(item, Farewell):
                    await send({"type": "websocket.close", "code": item.code})
                    return
                if isinstance(item, Session):
                    await self._send_notices(item, send)
                else:
                    await send({"type": "websocket.send", "text": item})
                self._room.ring()

    def give_up(self, _: object) -> None:
        """Let nobody wait for what cannot be sent any more."""
        self._is_over = True
        self._room.ring()

    def leave(self) -> None:
        """End the conversation. Its sessions go on: their client may come back on another websocket."""
        for timer in (self._goodbye, *self._sessions.values()):
            _cancel(timer)
        for session in self._sessions:
            session.leave(self)
            self._service.report(session)

    def speaker(self, message: Document) -> Speaker:
        """Return whom a handshake proves to be."""
        identity = login.identify(self._application.authenticator, self._headers, message)
        return speaker(identity.tenant, identity.user, identity.session)

    def may_use(self, _: Session) -> bool:
        """Let anybody speak for a session who knows its id: clients come back without proving anything else."""
        return True

    def connect(self, session: Session, message: Document, hold: int) -> Document | None:
        """Make this the connection of a session and keep the connect, unless it must not wait."""
        _cancel(self._sessions.pop(session, None))
        session.hold(message, self)
        if session.queue:
            self.wake(session)
        if hold:
            self._sessions[session] = self._loop.call_later(hold / 1000, self._end_hold, session, message)
            return None
        self._sessions[session] = session.held = None
        return bayeux_messages.connected(message)

    def part(self, session: Session) -> None:
        """Close the websocket after a while, as some clients leave that to the server."""
        _cancel(self._sessions.pop(session, None))
        if not self._sessions:
            self._goodbye = self._loop.call_later(self._service.limits.goodbye, self._close, DONE)

    def bar(self, session: Session) -> None:
        """Close the websocket once its last session may not listen any more."""
        self._sessions.pop(session, None)
        if not self._sessions:
            self._close(BARRED)

    def wake(self, session: Session) -> None:
        """Give a session its turn, if it does not wait for it already."""
        if session not in self._announced:
            self._announced.add(session)
            self._put(session)

    def answer(self, _: Session, reply: Document) -> None:
        """Send the reply to a connect that was held, in a frame of its own."""
        self._put(_frame([reply]))

    def _take(self, event: MutableMapping[str, Any]) -> None:
        text = event.get("text")
        frame: bytes = event["bytes"] if text is None else text.encode()
        if len(frame) > self._service.limits.frame:
            self._close(TOO_BIG)
            return
        try:
            messages = bayeux_messages.read(json_text.read(frame, self._service.limits.frame))
        except PlatformError as problem:
            self._put(_frame([{"successful": False, "error": f"400::{problem.message}"}]))
            return
        replies = [protocol.answer(self._service, self, message) for message in messages]
        told = [reply for reply in replies if reply is not None]
        if told:
            self._put(_frame(told))

    async def _send_notices(self, session: Session, send: Send) -> None:
        """Send what waits for a session; it leaves the queue when the websocket has taken it."""
        self._announced.discard(session)
        notices = list(islice(session.queue, NOTICES_IN_A_FRAME))
        if not notices or session.peer is not self:
            return
        text = ",".join([notice.text(session.links) for notice in notices])
        await send({"type": "websocket.send", "text": f"[{text}]"})
        if session.peer is self:
            session.sent(len(notices))
            if session.queue:
                self.wake(session)

    def _end_hold(self, session: Session, message: Document) -> None:
        if session.held is not None and session.held.message is message:
            session.release()

    def _close(self, code: int) -> None:
        self._put(Farewell(code))

    def _put(self, item: str | Session | Farewell) -> None:
        self._outbox.append(item)
        self._bell.ring()


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


def _frame(replies: list[Document]) -> str:
    return orjson.dumps(replies).decode()
