"""Bayeux over websockets."""

from __future__ import annotations

import asyncio

from mockc8y.api.application import Application, Scope
from mockc8y.api.bayeux.conversation import Conversation
from mockc8y.api.bayeux.service import Service
from mockc8y.api.body import Receive
from mockc8y.api.reply import Send


class BayeuxWebSocket:
    """Serves websockets of one address. Everybody may open one: who speaks is asked at the handshake."""

    def __init__(self, application: Application, service: Service) -> None:
        self._application = application
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one websocket."""
        await receive()
        await send({"type": "websocket.accept"})
        conversation = Conversation(self._application, self._service, scope)
        sending = asyncio.get_running_loop().create_task(conversation.send_out(send))
        sending.add_done_callback(conversation.give_up)
        try:
            await conversation.take_in(receive)
        finally:
            conversation.leave()
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
