"""The in-process door: httpx transports that step the application by hand."""

from __future__ import annotations

from threading import RLock

import httpx

from mockc8y.api.stepping import App, Message, step


class InProcessTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers httpx requests, of sync and async clients, without a thread, a loop or a socket.

    Clients may ask from several threads; they are answered one by one, as the server answers on its loop.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        # A service of the tenant may ask while it is being asked.
        self._turn = RLock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of a sync client."""
        return self._answer(request, request.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of an async client."""
        return self._answer(request, await request.aread())

    def _answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        with self._turn:
            answer = step(self._app, _scope(request), body)
        return httpx.Response(answer.status, headers=answer.headers, content=answer.body, request=request)


def _scope(request: httpx.Request) -> Message:
    raw_path, _, query = request.url.raw_path.partition(b"?")
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": raw_path,
        "query_string": query,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("in-process", 0),
        "server": (request.url.host, request.url.port),
    }
