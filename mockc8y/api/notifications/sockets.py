"""The websocket on which a consumer of Notification 2.0 gets its messages: `/notification2/consumer/`."""

from __future__ import annotations

from mockc8y.api import upgrades
from mockc8y.api.application import Application, Scope
from mockc8y.api.body import Receive
from mockc8y.api.notifications.lines import GOING_AWAY, Line
from mockc8y.api.notifications.presence import Presence
from mockc8y.api.reply import Send
from mockc8y.api.request import Query
from mockc8y.domain.errors import PlatformError, error
from mockc8y.domain.notifications import tokens


class ConsumerSockets:
    """Lets clients in that show a token, and serves them until they go."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._presence = Presence(application.settings.notification_window)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one websocket."""
        await receive()
        try:
            line = self._admitted(scope, send)
        except PlatformError as problem:
            await upgrades.refuse(self._application, scope, problem, send)
            return
        try:
            await line.serve(receive)
        finally:
            line.leave()

    def close(self) -> None:
        """Say goodbye to everybody: the server stops."""
        self._presence.close(GOING_AWAY)

    def _admitted(self, scope: Scope, send: Send) -> Line:
        """Make a client part of the consumer that its token names, or raise 401, or 409 where it would be one too many.

        It is part of it before its handshake is answered, so what is published from then on reaches it.
        """
        application = self._application
        application.platform.settle()
        query = Query(scope["query_string"])
        token = query.get("token")
        if token is None:
            raise error("authentication.missing")
        grant = tokens.accept(application.platform, token)
        links = application.links(scope, dict(scope["headers"]))
        line = Line(self._presence, links, scope, send, application.settings.notification_idle)
        line.join(grant, query.get("consumer") or "")
        return line
