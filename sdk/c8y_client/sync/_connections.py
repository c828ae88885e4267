# Made from sdk/c8y_client/_async/_connections.py by sdk/scripts/unasync.py; change that.
"""The connections to one tenant: made when they are first needed, shared by all that is sent there."""

from __future__ import annotations

from threading import Lock

import httpx

from c8y_client._http.settings import Settings, no_cookies
from c8y_client._http.wire import Wire, quick_wire
from c8y_client._running.place import place


class Connections:
    """An httpx client, and a quicker wire beside it where nothing speaks against one.

    `client` is a ready httpx client, which stays the caller's to close; otherwise one is made, over `transport` if that
    is given. Threads may share it. What is borrowed from a `lender` is not closed with the borrower.
    """

    def __init__(
        self,
        base_url: str,
        settings: Settings,
        client: httpx.Client | None = None,
        transport: httpx.BaseTransport | None = None,
        lender: Connections | None = None,
    ) -> None:
        self._base_url = base_url
        self._settings = settings
        self._given = client
        self._transport = transport
        self._lender = lender
        self._own: httpx.Client | None = None
        self._place: object = None
        self._quick: Wire | None = None
        self._may_be_quick = client is None and transport is None
        self._opening = Lock()
        self.is_closed: bool = False

    def borrowed(self) -> Connections:
        """Give the same connections to somebody who may close them without closing them here."""
        return Connections(self._base_url, self._settings, lender=self)

    def close(self) -> None:
        """Close the connections, for good. Closing twice does no harm; a client that was given stays open."""
        with self._opening:
            self.is_closed, own, self._own, quick, self._quick = True, self._own, None, self._quick, None
        if own is not None and not self._is_elsewhere(place()):
            own.close()
        if quick is not None:
            quick.close()

    def wire(self) -> Wire | None:
        """Give the quicker wire, `None` if requests have to take the usual way."""
        if not self._may_be_quick:
            return None
        with self._opening:
            self._require_open()
            if self._lender is not None:
                return self._lender.wire()
            if self._quick is None:
                self._quick = quick_wire(self._settings, self._base_url)
                self._may_be_quick = self._quick is not None
            return self._quick

    def client(self) -> httpx.Client:
        """Give the httpx client; a `RuntimeError` once the connections are closed."""
        with self._opening:
            self._require_open()
            if self._lender is not None:
                return self._lender.client()
            if self._given is not None:
                return self._given
            here = place()
            if self._own is None or self._is_elsewhere(here):
                # What a client had open on a loop that has ended cannot be closed any more.
                self._own, self._place = self._opened(), here
            return self._own

    def _is_elsewhere(self, here: object) -> bool:
        return self._transport is None and self._place is not here

    def _require_open(self) -> None:
        if self.is_closed:
            raise RuntimeError(f"the client for {self._base_url} is closed; make a new one")

    def _opened(self) -> httpx.Client:
        if self._transport is not None:
            return httpx.Client(transport=self._transport, timeout=self._settings.timeout, cookies=no_cookies())
        return httpx.Client(**self._settings.client_options(self._base_url))
