"""Sends requests to one tenant: credentials, default headers, repetition, errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from contextvars import ContextVar
from copy import copy as copied
from types import TracebackType
from typing import Final, Self, TypeAlias, TypeVar, Unpack

import httpx

from c8y_client._async._connections import Connections
from c8y_client._async._streaming import StreamedResponse
from c8y_client._errors import TransportError
from c8y_client._http import log as _log
from c8y_client._http.body import async_chunks
from c8y_client._http.draft import Draft, RequestOptions, prepare
from c8y_client._http.exchange import Response
from c8y_client._http.headers import PROCESSING_MODE, canonical, known_mode, standard_headers
from c8y_client._http.httpx_errors import finish, translated
from c8y_client._http.refusals import error_for
from c8y_client._http.retry import ONCE
from c8y_client._http.settings import ConnectionOptions, Settings
from c8y_client._http.urls import checked_base
from c8y_client._http.wire import AsyncAnswer, authorization, is_brief
from c8y_client._running.sleep import async_sleep

_WIRE: Final = ("verify", "proxy", "limits", "wire")

SomeAnswer = TypeVar("SomeAnswer", bound=AsyncAnswer)

Semaphore: TypeAlias = AbstractAsyncContextManager[object, bool | None]
"""What requests pass through one by one or a few at a time."""


class ClientOptions(ConnectionOptions, total=False):
    """How a client connects: a ready httpx client, or an httpx transport below it, or the settings of our own.

    `headers` go with every request. A given `client` has its own settings and stays the caller's to close; a given
    `transport` has its own `verify`, `proxy` and `limits`.
    """

    headers: Mapping[str, str] | None
    client: httpx.AsyncClient | None
    transport: httpx.AsyncBaseTransport | None


class Transport:
    """A connection to one tenant.

    `client` is a ready httpx client to send through, which stays the caller's to close; otherwise one is made at the
    first request, over `transport` if that is given. `auth` may be exchanged at any time. Each attempt of a request
    holds `semaphore`. Answers other than 2xx are raised as `HttpError`, missing answers as `TransportError`.
    """

    def __init__(
        self,
        base_url: str,
        auth: httpx.Auth | None = None,
        *,
        application_key: str | None = None,
        processing_mode: str | None = None,
        headers: Mapping[str, str] | None = None,
        client: httpx.AsyncClient | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        settings: Settings | None = None,
        semaphore: Semaphore | None = None,
        sleep: Callable[[float], Awaitable[None]] = async_sleep,
    ) -> None:
        self.base_url: str = checked_base(base_url)
        self.auth = auth
        self.settings: Settings = settings or Settings()
        self._headers = {**standard_headers(application_key, processing_mode), **canonical(headers or {})}
        self.connections: Connections = Connections(self.base_url, self.settings, client, transport)
        self._gate: Semaphore = semaphore or nullcontext()
        self._mode: ContextVar[str | None] = ContextVar("processing mode", default=None)
        self._sleep = sleep

    def __repr__(self) -> str:
        return f"<Transport to {self.base_url}>"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, for good. Closing twice does no harm; a client that was given stays open."""
        await self.connections.aclose()

    @property
    def is_closed(self) -> bool:
        """Whether the connections were closed for good."""
        return self.connections.is_closed

    def sharing(self, auth: httpx.Auth | None, semaphore: Semaphore | None = None) -> Transport:
        """Make a transport with other credentials over the same connections, which stay open when it is closed.

        Its requests hold `semaphore` in place of the one of this transport, if it is given.
        """
        other = copied(self)
        other.auth = auth
        other.connections = self.connections.borrowed()
        other._gate = semaphore or self._gate
        return other

    @contextmanager
    def processing(self, mode: str) -> Iterator[None]:
        """Send the requests of a block in another processing mode, also those of tasks and threads begun in it."""
        token = self._mode.set(known_mode(mode))
        try:
            yield
        finally:
            self._mode.reset(token)

    async def get(self, resource: str, **options: Unpack[RequestOptions]) -> Response:
        """Read a resource."""
        return await self.request("GET", resource, **options)

    async def post(self, resource: str, **options: Unpack[RequestOptions]) -> Response:
        """Create something; sent once, unless the server says that it has not looked at it."""
        return await self.request("POST", resource, **options)

    async def put(self, resource: str, **options: Unpack[RequestOptions]) -> Response:
        """Replace or update something."""
        return await self.request("PUT", resource, **options)

    async def delete(self, resource: str, **options: Unpack[RequestOptions]) -> Response:
        """Delete something."""
        return await self.request("DELETE", resource, **options)

    async def request(self, method: str, resource: str, **options: Unpack[RequestOptions]) -> Response:
        """Send a request and read the answer.

        `resource` is a path below the base URL, in which identifiers are encoded by `path()`.
        """
        draft = self._prepared(method, resource, options, stream=False)
        return self._accepted(await self._send(draft, self._brief_attempt), draft)

    @asynccontextmanager
    async def stream(
        self, method: str, resource: str, **options: Unpack[RequestOptions]
    ) -> AsyncIterator[StreamedResponse]:
        """Send a request and leave the body of the answer to be read within the `async with` block."""
        draft = self._prepared(method, resource, options, stream=True)
        answer = await self._send(draft, self._attempt)
        try:
            if not answer.is_success:
                with translated(draft.request):
                    await answer.aread()
                self._accepted(answer, draft)
            yield StreamedResponse(answer, draft.request)
        finally:
            await answer.aclose()

    def _prepared(self, method: str, resource: str, options: RequestOptions, *, stream: bool) -> Draft:
        auth = self.auth or httpx.USE_CLIENT_DEFAULT
        mode = self._mode.get()
        defaults = self._headers if mode is None else {**self._headers, PROCESSING_MODE: mode}
        return prepare(self.base_url, defaults, method, resource, options, auth=auth, stream=stream)

    async def _send(self, draft: Draft, attempt_once: Callable[[Draft], Awaitable[SomeAnswer]]) -> SomeAnswer:
        retry = self.settings.retry if draft.body.is_repeatable else ONCE
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = await attempt_once(draft)
            except TransportError as error:
                _log.attempt(draft, attempt, error)
                pause = retry.pause_after_error(draft.request.method, attempt, error)
                if pause is None:
                    raise
            else:
                _log.attempt(draft, attempt, answer.status_code)
                pause = retry.pause_after_answer(draft.request.method, attempt, answer.status_code, answer.headers)
                if pause is None:
                    return answer
                await answer.aclose()
            _log.repetition(draft, pause)
            await self._sleep(pause)

    async def _brief_attempt(self, draft: Draft) -> AsyncAnswer:
        wire = self.connections.wire() if is_brief(draft) else None
        if wire is None:
            return await self._attempt(draft)
        async with self._gate:
            return await wire.send(draft, authorization(draft))

    async def _attempt(self, draft: Draft) -> httpx.Response:
        client, body = self.connections.client(), draft.body
        content = async_chunks(body) if body.is_streamed else body.head
        method, url = draft.request.method, draft.url
        with translated(draft.request):
            wire = client.build_request(method, url, headers=draft.headers, content=content, **draft.build)
            async with self._gate:
                return await client.send(finish(wire, draft), follow_redirects=False, **draft.send)

    def _accepted(self, answer: AsyncAnswer, draft: Draft) -> Response:
        response = Response(answer.status_code, answer.headers, answer.content, draft.request)
        if not answer.is_success:
            raise error_for(response)
        return response


def connected(
    base_url: str,
    auth: httpx.Auth | None,
    *,
    application_key: str | None = None,
    processing_mode: str | None = None,
    semaphore: Semaphore | None = None,
    **options: Unpack[ClientOptions],
) -> Transport:
    """Make a transport of what a caller chose; a choice that would have no effect is a `TypeError`."""
    headers, client, transport = (
        options.pop("headers", None),
        options.pop("client", None),
        options.pop("transport", None),
    )
    if client is not None:
        _refuse("client", transport=transport, **{name: options.get(name) for name in ("timeout", *_WIRE)})
    if transport is not None:
        _refuse("transport", **{name: options.get(name) for name in _WIRE})
    return Transport(
        base_url,
        auth,
        application_key=application_key,
        processing_mode=processing_mode,
        headers=headers,
        client=client,
        transport=transport,
        settings=Settings.of(options),
        semaphore=semaphore,
    )


def _refuse(given: str, **others: object) -> None:
    if ignored := [name for name, value in others.items() if value is not None]:
        raise TypeError(f"{', '.join(ignored)}: no effect beside {given}=, which connects in its own way")
