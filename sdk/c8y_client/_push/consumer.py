"""Who consumes notifications, and how: what the listeners of both halves are told."""

from __future__ import annotations

import time
import uuid
from typing import Any, TypedDict

from c8y_client._errors import ServerError
from c8y_client._http.settings import Settings
from c8y_client._push.addresses import socket_options
from c8y_client._push.lease import Lease
from c8y_client._push.patience import OnError, Patience


class TokenClaims(TypedDict):
    """What a token is asked for with; `expires` is in minutes."""

    subscription: str
    subscriber: str
    expires: float
    signed: bool
    shared: bool
    non_persistent: bool


class Consumer(Patience):
    """The settings of a listener, which may be changed until it is started.

    `token_validity` is in minutes, `connect_timeout` in seconds. Refusals that count are met with a new token each;
    other consumers in the way (409) are waited for without a limit.
    """

    signed_token: bool = True
    token_validity: float = 1440

    def __init__(
        self,
        subscription_name: str,
        subscriber_name: str | None,
        consumer_name: str | None,
        *,
        shared: bool,
        auto_ack: bool,
        auto_unsubscribe: bool,
        non_persistent: bool,
        concurrency: int,
        on_error: OnError | None,
        ping_interval: float,
        ping_timeout: float,
    ) -> None:
        if concurrency < 1:
            raise ValueError(f"concurrency is how many messages are handled at a time, at least 1; got {concurrency}")
        self.subscription_name = subscription_name
        self.subscriber_name: str = subscriber_name or subscription_name
        self.consumer_name = consumer_name
        self.shared = shared
        self.auto_ack = auto_ack
        self.auto_unsubscribe = auto_unsubscribe
        self.non_persistent = non_persistent
        self.concurrency = concurrency
        self.on_error = on_error
        self.ping_interval = ping_interval
        self.ping_timeout = ping_timeout
        # The same after each reconnect: the platform gives a shared consumer its sources back by this name.
        self._invented_name = f"{self.subscriber_name}{uuid.uuid4().hex[:8]}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.subscription_name!r} as {self.subscriber_name!r}>"

    def token_claims(self) -> TokenClaims:
        """Word the request for a token."""
        return {
            "subscription": self.subscription_name,
            "subscriber": self.subscriber_name,
            "expires": self.token_validity,
            "signed": self.signed_token,
            "shared": self.shared,
            "non_persistent": self.non_persistent,
        }

    def name_in_address(self) -> str | None:
        """Tell by which name a connection is known among those that share the consumer."""
        return (self.consumer_name or self._invented_name) if self.shared else None

    def socket_options(self, uri: str, settings: Settings) -> dict[str, Any]:
        """Word how to connect to an address."""
        return socket_options(
            uri,
            settings,
            connect_timeout=self.connect_timeout,
            ping_interval=self.ping_interval,
            ping_timeout=self.ping_timeout,
        )


def lease(consumer: Consumer, token: str) -> Lease:
    """Note a token that was issued to a consumer just now."""
    return Lease.of(token, consumer.token_validity, time.monotonic())


def is_ending(held: Lease | None) -> bool:
    """Tell whether a token is to be replaced before it is used again."""
    return held is None or held.is_ending(time.monotonic())


def is_gone_already(consumer: Consumer, error: Exception) -> bool:
    """Tell whether another one who shares the consumer has unsubscribed it: the platform fails then."""
    return consumer.shared and isinstance(error, ServerError)
