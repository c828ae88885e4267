"""What the clients of pushed data need of the SDK's client."""

from __future__ import annotations

from typing import Protocol, Unpack

from c8y_client._auth import Auth
from c8y_client._draft import RequestExtras
from c8y_client._push.patience import HasSettings
from c8y_client._types import JSON


class Tokens(Protocol):
    """The tokens of Notification 2.0."""

    async def generate(
        self,
        subscription: str,
        expires: float = ...,
        subscriber: str | None = ...,
        *,
        signed: bool | None = ...,
        shared: bool | None = ...,
        non_persistent: bool | None = ...,
    ) -> str:
        """Ask for a token."""

    async def unsubscribe(self, token: str) -> None:
        """Remove a consumer with all that is kept for it."""

    def build_websocket_uri(self, token: str, consumer: str | None = ...) -> str:
        """Tell where to connect."""


class Client(Protocol):
    """What listeners need."""

    @property
    def tokens(self) -> Tokens:
        """The tokens of Notification 2.0."""

    @property
    def transport(self) -> HasSettings:
        """How the client connects."""


class RealtimeClient(Protocol):
    """What real-time notifications need."""

    @property
    def base_url(self) -> str:
        """The address of the tenant."""

    @property
    def auth(self) -> Auth:
        """Who speaks."""

    @property
    def transport(self) -> HasSettings:
        """How the client connects."""

    async def get(self, resource: str, **extras: Unpack[RequestExtras]) -> JSON:
        """Read a resource."""

    async def post(self, resource: str, *, json: JSON = ..., **extras: Unpack[RequestExtras]) -> JSON:
        """Send a document."""
