"""What listeners need of a client."""

from __future__ import annotations

from typing import Protocol

from c8y_client._push.patience import HasSettings


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
    """A connection to a tenant."""

    @property
    def tokens(self) -> Tokens:
        """The tokens of Notification 2.0."""

    @property
    def transport(self) -> HasSettings:
        """How the client connects."""
