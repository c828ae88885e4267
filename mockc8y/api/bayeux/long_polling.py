"""Bayeux over long polling: messages come in a POST, whose answer waits for something to say if it has to."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import orjson

from mockc8y.api.bayeux import messages, protocol
from mockc8y.api.bayeux.service import Service
from mockc8y.api.bayeux.sessions import Session, Speaker, speaker
from mockc8y.api.bell import Bell
from mockc8y.api.body import ClientDisconnected, Receive
from mockc8y.api.negotiation import JSON, negotiate
from mockc8y.api.reply import HeldReply
from mockc8y.api.request import Request
from mockc8y.domain.realtime.connections import LINGERING_MS
from mockc8y.store.codec import Document


def poll(service: Service, request: Request) -> LongPoll:
    """Do what the messages of a request ask for, in their order."""
    found = LongPoll(service, request)
    for message in messages.read(request.json()):
        found.take(message)
    return found


class LongPoll(HeldReply):
    """The answer to one POST. A connect among its messages may hold it back."""

    def __init__(self, service: Service, request: Request) -> None:
        super().__init__(200, headers=[(b"content-type", negotiate(request.accept, (JSON,)).encode())])
        self.links = request.links
        self._service = service
        self._speaker = speaker(request.tenant, request.user, request.session)
        self._texts: list[bytes] = []
        self._waiting: Session | None = None
        self._seconds = 0.0
        self._bell: Bell | None = None

    def take(self, message: Document) -> None:
        """Do what one message asks for."""
        reply = protocol.answer(self._service, self, message)
        if reply is not None:
            self._texts.append(orjson.dumps(reply))
        self.body = b"[%b]" % b",".join(self._texts)

    def speaker(self, _: Document) -> Speaker:
        """Return who sent the request. What a handshake says of it in addition is not looked at."""
        return self._speaker

    def may_use(self, session: Session) -> bool:
        """Let nobody speak for another user's session."""
        return (session.tenant, session.user_name) == (self._speaker.tenant, self._speaker.user.name)

    def connect(self, session: Session, message: Document, hold: int) -> Document | None:
        """Answer a connect that brings something or must not wait; keep the first of the others."""
        session.release()
        if hold and not session.queue and self._waiting is None:
            session.hold(message, self)
            self._waiting = session
            self._seconds = hold / 1000
            return None
        session.peer = None
        self._take_queue(session)
        return messages.connected(message)

    def part(self, _: Session) -> None:
        """Do nothing: the connection ends with the answer."""

    def bar(self, _: Session) -> None:
        """Do nothing: the connection ends with the answer."""

    def wake(self, _: Session) -> None:
        """End the wait."""
        if self._bell is not None:
            self._bell.ring()

    def answer(self, session: Session, reply: Document) -> None:
        """Complete the answer: what was in the queue, then the reply to the connect."""
        self._take_queue(session)
        self._texts.append(orjson.dumps(reply))
        self.body = b"[%b]" % b",".join(self._texts)
        self._waiting = None
        self.wake(session)

    async def settle(self, receive: Receive) -> None:
        """Wait until the answer is complete. Raises `ClientDisconnected` if nobody waits for it any more."""
        session = self._waiting
        if session is None:
            return
        try:
            is_gone = await self._rings_before_the_end(receive)
        except BaseException:
            self._abandon(session)
            raise
        if is_gone and self._waiting is not None:
            self._abandon(session)
            raise ClientDisconnected
        if self._waiting is not None:
            session.release()
        session.leave(self)
        self._service.report(session, LINGERING_MS)

    async def _rings_before_the_end(self, receive: Receive) -> bool:
        """Wait for the bell or the end of the time, and tell whether the client went away before."""
        # Whoever steps requests by hand finds out here that this one needs an event loop.
        await asyncio.sleep(0)
        bell = self._bell = Bell()
        session = self._waiting
        if session is None or session.queue:
            return False
        gone, rung = _task(_end(receive)), _task(bell.wait())
        try:
            await asyncio.wait((gone, rung), timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
            return gone.done() and not rung.done()
        finally:
            gone.cancel()
            rung.cancel()

    def _abandon(self, session: Session) -> None:
        session.leave(self)
        self._service.report(session)

    def _take_queue(self, session: Session) -> None:
        notices = list(session.queue)
        self._texts += [notice.text(session.links).encode() for notice in notices]
        session.sent(len(notices))


def _task(coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    return asyncio.get_running_loop().create_task(coroutine)


async def _end(receive: Receive) -> None:
    """Wait for the end of a connection: nothing else comes after a request."""
    await receive()
