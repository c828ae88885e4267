"""A notification that can be acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from c8y_client._errors import ConnectionLost
from c8y_client._push.frames import Notification
from c8y_client._push.patience import logger

if TYPE_CHECKING:
    from c8y_client._push.sockets import Socket
    from c8y_client._push.threads.listener import Listener


class Message(Notification):
    """A notification that a `Listener` has received; see `Notification` for what it tells."""

    def __init__(self, listener: Listener, payload: str, socket: Socket | None = None) -> None:
        super().__init__(payload)
        self.listener = listener
        self._socket = socket

    def ack(self) -> None:
        """Acknowledge the message, so that it does not come again.

        That counts only on the connection that it came over. If this is gone, nothing is sent: the message comes again
        over the next one.
        """
        if self._socket is None:
            self.listener.ack(self.id)
            return
        try:
            self._socket.send(self.id)
        except ConnectionLost:
            logger.info("%r was not acknowledged: its connection is gone, so it will come again", self)
